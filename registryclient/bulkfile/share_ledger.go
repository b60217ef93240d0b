package bulkfile

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// ShareLedger keeps what was shared with the population database: of whom (as a
// keyed hash), which parts, when, in which exchange, and a keyed hash of the
// content, so that the same is not shared twice and a change is. It holds no
// name, number or value. It is safe for concurrent use; about 100 bytes of
// memory a person.
type ShareLedger struct {
	log  *framelog.Log
	key  []byte
	mu   sync.Mutex
	seen shareIndex
}

type shareHash [16]byte

// shareIndex is the state after all exchanges that were sent.
type shareIndex struct {
	content map[shareHash]shareHash // of a person: what was shared last
	waiting map[string][]sharedLine // exchanges that were prepared and not sent
}

// sharedRecord is one record of the ledger: rows that were prepared, or the
// mark that their exchange was signed and so may have been handed over.
type sharedRecord struct {
	Exchange string        `json:"exchange"`
	On       identity.Date `json:"on,omitzero"`
	Rows     []sharedLine  `json:"rows,omitempty"`
	Sent     bool          `json:"sent,omitempty"`
}

type sharedLine struct {
	Row     string    `json:"row"`
	Person  shareHash `json:"person"`
	Content shareHash `json:"content"`
	Parts   []string  `json:"parts,omitempty"`
}

// MarshalText implements encoding.TextMarshaler in hexadecimal.
func (h shareHash) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h[:]), nil }

// UnmarshalText reads what MarshalText wrote.
func (h *shareHash) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(h)) {
		return &Error{Code: CodeFormat}
	}
	_, err := hex.Decode(h[:], text)
	return err
}

// OpenShareLedger opens the ledger in a directory, which it makes with mode
// 0700, and takes it for this process. The key, of at least 32 bytes, makes its
// hashes. Errors are *[Error] with CodeConfig or CodeLedger.
func OpenShareLedger(dir string, key registryclient.Secret) (*ShareLedger, error) {
	derived, err := shareKey(key)
	if err != nil {
		return nil, err
	}
	l := &ShareLedger{key: derived, seen: shareIndex{make(map[shareHash]shareHash), make(map[string][]sharedLine)}}
	l.log, _, err = framelog.Open(dir, shareFiles(derived),
		func(f *framelog.Frame) error {
			return f.Records(func(text []byte) error {
				var r sharedRecord
				if err := json.Unmarshal(text, &r); err != nil {
					return &Error{Code: CodeFormat}
				}
				l.seen.take(&r)
				return nil
			})
		})
	if err != nil {
		return nil, kept(err)
	}
	l.seen.waiting = make(map[string][]sharedLine) // what was never signed was never handed over
	return l, nil
}

func shareKey(key registryclient.Secret) ([]byte, error) {
	if len(key.Reveal()) < registryclient.MinKey {
		return nil, &Error{Code: CodeConfig}
	}
	derived, err := hkdf.Key(sha256.New, []byte(key.Reveal()), nil, "bhxh-go/share ledger 1", 32)
	if err != nil {
		return nil, &Error{Code: CodeConfig, Err: err}
	}
	return derived, nil
}

func shareFiles(key []byte) framelog.Options {
	return framelog.Options{Kind: "share-ledger", SegmentSize: 64 << 20, MAC: true, Key: key}
}

func (x *shareIndex) take(r *sharedRecord) {
	if !r.Sent {
		x.waiting[r.Exchange] = append(x.waiting[r.Exchange], r.Rows...)
		return
	}
	for _, line := range x.waiting[r.Exchange] {
		x.content[line.Person] = line.Content
	}
	delete(x.waiting, r.Exchange)
}

// Close gives the ledger free.
func (l *ShareLedger) Close() error { return kept(l.log.Close()) }

func (l *ShareLedger) hash(purpose string, text []byte) shareHash {
	return shareSum(l.key, purpose, text)
}

func shareSum(key []byte, purpose string, text []byte) (h shareHash) {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(purpose + "\x00"))
	m.Write(text)
	copy(h[:], m.Sum(nil))
	return h
}

// line gives the entry of a share record. The row key is no part of what is
// shared.
func (l *ShareLedger) line(s Share) sharedLine {
	line := sharedLine{Row: s.Row, Person: l.hash("person", []byte(s.PersonalID.Reveal())), Parts: s.parts()}
	s.Row = ""
	line.Content = l.hash("content", shareText(&s))
	return line
}

// Due reports a record that was not shared yet, or not in this form.
func (l *ShareLedger) Due(s Share) bool {
	line := l.line(s)
	l.mu.Lock()
	defer l.mu.Unlock()
	content, shared := l.seen.content[line.Person]
	return !shared || content != line.Content
}

// wanted reports a record that goes into an exchange which holds what is taken.
func (l *ShareLedger) wanted(s Share, taken map[shareHash]shareHash) (bool, error) {
	if !s.PersonalID.IsValid() {
		return false, &Error{Code: CodeNotVerified}
	}
	line := l.line(s)
	content, there := taken[line.Person]
	switch {
	case there && content != line.Content: // which of the two holds?
		return false, &Error{Code: CodeDuplicateRow}
	case there || !l.Due(s):
		return false, nil
	}
	taken[line.Person] = line.Content
	return true, nil
}

func (l *ShareLedger) append(r *sharedRecord) error {
	text, err := json.Marshal(r)
	if err == nil {
		_, err = l.log.Append(text)
	}
	if err != nil {
		return kept(err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen.take(r)
	return nil
}

// String names the kind of value and shows nothing of its key and content.
func (l *ShareLedger) String() string { return "bulkfile.ShareLedger" }

// Format implements fmt.Formatter with the same for every verb.
func (l *ShareLedger) Format(f fmt.State, _ rune) { mask.Format(f, l.String()) }

// LogValue implements slog.LogValuer with the same.
func (l *ShareLedger) LogValue() slog.Value { return slog.StringValue(l.String()) }
