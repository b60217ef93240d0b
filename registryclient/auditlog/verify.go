package auditlog

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"iter"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// VerifyOptions are the settings of [Verify] and [Entries]. One of Key and
// PublicKey is needed.
type VerifyOptions struct {
	// Key is that of the log. With it every frame is checked to come from
	// somebody who has it.
	Key registryclient.Secret

	// PublicKey is that of the log's Signer. With it every seal must be signed.
	PublicKey ed25519.PublicKey

	// Head is a place that was kept elsewhere: the log must contain it. The zero
	// Head is not looked for.
	Head Head

	// Unsealed accepts a log whose end has no seal, because it is in use or its
	// process was killed. A frame at its end that was not written to its end is
	// then accepted too.
	Unsealed bool

	fs framelog.FS // for the tests: files in memory
}

// Summary is what a sound log holds.
type Summary struct {
	Attempts, Outcomes int
	Seals              int
	Head               Head // its end
	Sealed             bool // it ends in a seal
	Torn               bool // its last frame was not written to its end
}

// Verify reads a whole log and reports whether anything in it was changed. It
// changes nothing and may run beside the writer, with Unsealed.
func Verify(ctx context.Context, dir string, opts VerifyOptions) (Summary, error) {
	var s Summary
	err := read(ctx, dir, opts, &s, func(e *Entry) error {
		if e.Kind == KindAttempt {
			s.Attempts++
		} else {
			s.Outcomes++
		}
		return nil
	})
	if err != nil {
		return Summary{}, err
	}
	return s, nil
}

// Entries gives the entries of a log in order, and checks it as Verify does. An
// error is the last thing it gives: what came before may then be part of a log
// that was changed.
func Entries(ctx context.Context, dir string, opts VerifyOptions) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		enough := errors.New("enough")
		var s Summary
		err := read(ctx, dir, opts, &s, func(e *Entry) error {
			if !yield(*e, nil) {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			yield(Entry{}, err)
		}
	}
}

func read(ctx context.Context, dir string, opts VerifyOptions, s *Summary, visit func(*Entry) error) error {
	files := framelog.Options{
		Kind: kind, FS: opts.fs, MAC: true, Seal: func(uint64, framelog.Hash) ([]byte, error) { return nil, nil },
	}
	if !opts.Key.IsZero() {
		var err error
		if files.Key, err = derive(opts.Key, "mac"); err != nil {
			return err
		}
	} else if len(opts.PublicKey) != ed25519.PublicKeySize {
		return &Error{Code: CodeConfig}
	}
	met := opts.Head == Head{}
	seq, hash, sealed, torn, err := framelog.Verify(dir, files, func(f *framelog.Frame) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		met = met || headOf(f.Seq, f.Hash) == opts.Head || headOf(f.Seq-1, f.Prev) == opts.Head
		if f.Seal {
			s.Seals++
			return checkSeal(f, opts)
		}
		return f.Records(func(record []byte) error {
			e, err := decode(record, f)
			if err != nil {
				return err
			}
			return visit(e)
		})
	})
	var own *framelog.Error
	switch {
	case errors.As(err, &own):
		return typed(err)
	case err != nil:
		return err // of this package, the visitor's, or the context's
	case !opts.Unsealed && (!sealed || torn):
		return &Error{Code: CodeUnsealed}
	}
	s.Head, s.Sealed, s.Torn = headOf(seq, hash), sealed, torn
	if !met && s.Head != opts.Head { // the end may be the head of a new segment
		return &Error{Code: CodeHead}
	}
	return nil
}

func checkSeal(f *framelog.Frame, opts VerifyOptions) error {
	if opts.PublicKey == nil {
		return nil
	}
	if len(opts.PublicKey) != ed25519.PublicKeySize || !ed25519.Verify(opts.PublicKey, sealed(f.Seq-1, f.Prev), f.Body()) {
		return &Error{Code: CodeSeal, Segment: f.Segment, Offset: f.Offset}
	}
	return nil
}

func decode(record []byte, f *framelog.Frame) (*Entry, error) {
	e := new(Entry)
	decoder := json.NewDecoder(bytes.NewReader(record))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(e); err != nil || e.Kind != KindAttempt && e.Kind != KindOutcome {
		return nil, &Error{Code: CodeFormat, Segment: f.Segment, Offset: f.Offset}
	}
	return e, nil
}
