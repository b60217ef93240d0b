package campaign

import (
	"context"
	"encoding/json"
	"math"
	"slices"
)

// settingKey is the setting by which a store knows its keys again.
const settingKey = "campaign.key"

// keyring is what a store keeps of the keys of its campaign: which generation
// is the current one, which are still in use, and how to get from the tokens of
// the first to those of the current one. It is the check value alone until the
// key is changed for the first time.
type keyring struct {
	Generation byte        `json:"generation"`
	Check      string      `json:"check"`
	Former     []formerKey `json:"former,omitempty"`
	Chain      []byte      `json:"chain,omitempty"` // tokenKeys of the generations before, sealed under the current one

	// Rekeyed is up to which participant nothing is left under a former key.
	Rekeyed ID `json:"rekeyed,omitempty"`
}

type formerKey struct {
	Generation byte   `json:"generation"`
	Check      string `json:"check"`
}

func parseKeyring(text []byte) (keyring, error) {
	if len(text) == 0 || text[0] != '{' {
		return keyring{Check: string(text)}, nil
	}
	var r keyring
	if err := json.Unmarshal(text, &r); err != nil || r.Generation == 0 {
		return keyring{}, &Error{Code: CodeRecord, Op: "key"}
	}
	return r, nil
}

func (r keyring) text() ([]byte, error) {
	if r.Generation == 0 {
		return []byte(r.Check), nil
	}
	text, err := json.Marshal(r)
	if err != nil {
		return nil, &Error{Code: CodeRecord, Op: "key"}
	}
	return text, nil
}

// callerKeys are the keys of the caller.
type callerKeys struct {
	current keyset
	former  map[string]keyset // by check value
}

func newCallerKeys(opts Options) (callerKeys, error) {
	current, err := newKeyset(opts.Key)
	if err != nil {
		return callerKeys{}, err
	}
	if opts.Key.IsZero() && len(opts.Former) > 0 {
		return callerKeys{}, &Error{Code: CodeInput, Op: "former key"}
	}
	keys := callerKeys{current, make(map[string]keyset, len(opts.Former))}
	for _, secret := range opts.Former {
		former, err := newKeyset(secret)
		if err != nil {
			return callerKeys{}, err
		}
		keys.former[former.check] = former
	}
	return keys, nil
}

// codec gives the codec of a keyring whose current key is k. It fails with
// CodeKey where the caller lacks one that is in use.
func (r keyring) codec(k keyset, keys callerKeys) (codec, error) {
	c := codec{generation: r.Generation, keys: map[byte]keyset{r.Generation: k}}
	for _, f := range r.Former {
		former, known := keys.former[f.Check]
		if !known {
			return codec{}, &Error{Code: CodeKey, Op: "former key"}
		}
		c.keys[f.Generation] = former
	}
	if r.Generation > 0 {
		text, err := c.unseal(r.Chain, sealChain, nil)
		if err != nil || json.Unmarshal(text, &c.chain) != nil || len(c.chain) != int(r.Generation) {
			return codec{}, &Error{Code: CodeRecord, Op: "key"}
		}
	}
	c.chain = append(c.chain, k.tokens)
	return c, nil
}

// change gives the keyring in which the caller's key is the current one and the
// one before it a former one. It fails with CodeKey where the caller does not
// name that one, or wants one back that is still being replaced.
func (r keyring) change(keys callerKeys) (keyring, error) {
	before, known := keys.former[r.Check]
	isFormer := func(f formerKey) bool { return f.Check == keys.current.check }
	if !known || slices.ContainsFunc(r.Former, isFormer) {
		return keyring{}, &Error{Code: CodeKey, Op: "open"}
	}
	if r.Generation == math.MaxUint8 {
		return keyring{}, &Error{Code: CodeInput, Op: "key"}
	}
	old, err := r.codec(before, keys)
	if err != nil {
		return keyring{}, err
	}
	chain, err := json.Marshal(old.chain)
	if err != nil {
		return keyring{}, &Error{Code: CodeRecord, Op: "key"}
	}
	next := keyring{Generation: r.Generation + 1, Check: keys.current.check}
	next.Former = append(slices.Clone(r.Former), formerKey{r.Generation, r.Check})
	next.Chain = codec{generation: next.Generation, keys: map[byte]keyset{next.Generation: keys.current}}.seal(chain, sealChain, nil)
	return next, nil
}

// keyring reads the keyring of the store, nil text where it has none.
func (c *Campaign) keyring(ctx context.Context) (keyring, []byte, error) {
	text, err := c.store.Setting(ctx, settingKey)
	if err != nil || text == nil {
		return keyring{}, nil, err
	}
	ring, err := parseKeyring(text)
	return ring, text, err
}

// setKeyring puts a keyring in the place of another; CodeConflict where that is
// not there any more.
func (c *Campaign) setKeyring(ctx context.Context, old []byte, ring keyring) error {
	text, err := ring.text()
	if err != nil {
		return err
	}
	return c.store.SetSetting(ctx, settingKey, old, text)
}

// unlock opens the keyring with the caller's keys: it makes one where the store
// has none, and begins the change of the key where the current one of the store
// is a former one of the caller.
func (c *Campaign) unlock(ctx context.Context) error {
	keys, err := newCallerKeys(c.opts)
	if err != nil {
		return err
	}
	return insist(func() error {
		ring, text, err := c.keyring(ctx)
		if err != nil {
			return err
		}
		switch {
		case text == nil:
			ring = keyring{Check: keys.current.check}
			err = c.setKeyring(ctx, nil, ring)
		case ring.Check != keys.current.check:
			if ring, err = ring.change(keys); err != nil {
				return err
			}
			if _, can := c.store.(Resealer); !can {
				return &Error{Code: CodeInput, Op: "the store keeps its key"}
			}
			err = c.setKeyring(ctx, text, ring)
		}
		if err == nil {
			c.codec, err = ring.codec(keys.current, keys)
		}
		return err
	})
}

// currentKeyring reads the keyring, and fails with CodeKey where the key was
// changed after the campaign was opened: then nobody found says nothing.
func (c *Campaign) currentKeyring(ctx context.Context) (keyring, []byte, error) {
	ring, text, err := c.keyring(ctx)
	if err == nil && ring.Generation != c.codec.generation {
		err = &Error{Code: CodeKey, Op: "changed since"}
	}
	return ring, text, err
}

func (c *Campaign) sameKey(ctx context.Context) error {
	_, _, err := c.currentKeyring(ctx)
	return err
}
