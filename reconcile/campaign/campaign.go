package campaign

import (
	"context"
	"slices"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Options are the settings of a campaign.
type Options struct {
	// Clock gives the time of events. Required: a campaign reads no clock of its
	// own. Its date, in its own zone, is the day of every step.
	Clock func() time.Time

	// Actor is the code of the program or officer that events name where a call
	// names none.
	Actor string

	// Key seals records, numbers and messages with AES-256-GCM and makes number
	// keys with HMAC-SHA-256, 32 bytes or more. The zero Secret keeps them
	// readable to whoever can read the store.
	Key registryclient.Secret

	// Former are keys that the campaign had before. Where the store is under one
	// of them, opening it with another Key begins to change the key: see
	// [Campaign.Rekey]. The zero Secret among them stands for a campaign without
	// a key, which is sealed that way. Those that are not needed do no harm.
	Former []registryclient.Secret
}

// Campaign is the procedure over one store, which stays the caller's to close.
// It is safe for concurrent use.
type Campaign struct {
	store Store
	opts  Options
	codec codec
}

// Open begins or goes on with the campaign that the store keeps. It fails with
// CodeInput where the options cannot be used, and with CodeKey where the store
// is sealed with another key, or with none and a key is given.
func Open(ctx context.Context, store Store, opts Options) (*Campaign, error) {
	if store == nil || opts.Clock == nil {
		return nil, &Error{Code: CodeInput, Op: "open"}
	}
	opts.Former = slices.Clone(opts.Former)
	c := &Campaign{store: store, opts: opts}
	if err := c.unlock(ctx); err != nil {
		return nil, err
	}
	return c, nil
}

// today gives the day of the campaign's clock.
func (c *Campaign) today() identity.Date { return identity.DateOf(c.opts.Clock()) }

func (c *Campaign) actor(named string) string {
	if named != "" {
		return named
	}
	return c.opts.Actor
}
