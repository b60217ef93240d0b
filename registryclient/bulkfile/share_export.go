package bulkfile

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// ExportShares writes the share records that are due into a directory, as
// [ExportQuestions] does questions, and enters them into the ledger. Records
// that were shared in this form already are left out; where none is left there
// is still an exchange, with an empty file. Row keys are made here.
//
// The ledger has what an exchange holds before it is signed, and that it was
// sent after. A process that ends between the two shares the same once more the
// next time: the other side recognises it by its content.
func ExportShares(ctx context.Context, dir string, h Header, on identity.Date, shares iter.Seq2[Share, error], ledger *ShareLedger, opts ExportOptions) (List, error) {
	if h.Exchange == "" {
		h.Exchange = newExchange()
	}
	if !registryclient.ValidRequestID(h.Exchange) {
		return List{}, &Error{Code: CodeValue}
	}
	n := 0
	taken := make(map[shareHash]shareHash) // of this exchange
	due := func(yield func(Share, error) bool) {
		for s, err := range shares {
			if err == nil {
				var wanted bool
				if wanted, err = ledger.wanted(s, taken); err == nil && !wanted {
					continue
				}
			}
			s.Row = registryclient.RowRequestID(h.Exchange, n, 0, 0)
			n++
			if !yield(s, err) {
				return
			}
		}
	}
	list, err := export(ctx, dir, kindShares, h.Exchange, due, opts, func(w io.Writer, rows []Share) error {
		lines := make([]sharedLine, len(rows))
		for i := range rows {
			lines[i] = ledger.line(rows[i])
		}
		if err := ledger.append(&sharedRecord{Exchange: h.Exchange, On: on, Rows: lines}); err != nil {
			return err
		}
		return WriteShares(w, h, slices.Values(rows))
	})
	if err != nil {
		return List{}, err
	}
	return list, ledger.append(&sharedRecord{Exchange: h.Exchange, On: on, Sent: true})
}

// SharedEntry is one line of a share ledger: what was handed over of a person.
type SharedEntry struct {
	Exchange string
	On       identity.Date
	Row      string
	Person   string   // keyed hash: see SharePerson
	Parts    []string // "card", "book", "participation", "history"
}

// Shared reads a share ledger in the order in which exchanges were sent. It may
// run beside the process that writes it. An error is the last thing it gives.
func Shared(dir string, key registryclient.Secret) iter.Seq2[SharedEntry, error] {
	return func(yield func(SharedEntry, error) bool) {
		enough := errors.New("enough")
		derived, err := shareKey(key)
		if err == nil {
			waiting := make(map[string][]sharedLine)
			_, _, _, _, err = framelog.Verify(dir, shareFiles(derived), func(f *framelog.Frame) error {
				return f.Records(func(text []byte) error {
					var r sharedRecord
					if json.Unmarshal(text, &r) != nil {
						return &Error{Code: CodeFormat}
					}
					if !r.Sent {
						waiting[r.Exchange] = append(waiting[r.Exchange], r.Rows...)
						return nil
					}
					for _, line := range waiting[r.Exchange] {
						if !yield(SharedEntry{r.Exchange, r.On, line.Row, hex.EncodeToString(line.Person[:]), line.Parts}, nil) {
							return enough
						}
					}
					delete(waiting, r.Exchange)
					return nil
				})
			})
		}
		var own *Error
		switch {
		case err == nil || errors.Is(err, enough):
		case errors.As(err, &own):
			yield(SharedEntry{}, err)
		default:
			yield(SharedEntry{}, kept(err))
		}
	}
}

// SharePerson gives what stands in a share ledger for a person.
func SharePerson(key registryclient.Secret, id identity.PersonalID) (string, error) {
	derived, err := shareKey(key)
	if err != nil {
		return "", err
	}
	h := shareSum(derived, "person", []byte(id.Reveal()))
	return hex.EncodeToString(h[:]), nil
}
