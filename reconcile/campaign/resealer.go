package campaign

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Resealer is a [Store] whose campaign can change its key, see [Campaign.Rekey].
// The stores of this module are.
type Resealer interface {
	// Sealed gives what is kept of up to limit participants after one, by ID,
	// without the erased.
	Sealed(ctx context.Context, after ID, limit int) ([]Sealed, error)

	// Reseal puts what is given in the place of what is kept, all or none, and
	// stores no event. It fails with CodeConflict where a participant has moved
	// on or has another key since Sealed gave it, or is given twice, and with
	// CodeClaimed where a participant is claimed by a worker. What was there
	// before is removed as by Erase.
	Reseal(ctx context.Context, sealed []Sealed) error
}

// Sealed is what a store keeps of a participant under the key of the campaign.
// It is a plain value; fmt and log/slog show nothing of it but the ID.
type Sealed struct {
	ID       ID
	Seq      int             // events so far
	Was      []byte          // the participant's key as Sealed gave it; with Seq, Reseal knows by it that nothing has changed
	Key      []byte          // the participant's key
	Record   []byte          // nil for none
	Numbers  [][]byte        // every number key that leads to the participant, in no order
	Messages []StoredMessage // those with a body, in order; Reseal wants Position and Body
}

// Masked gives it without key, record, numbers and messages.
func (s Sealed) Masked() string { return fmt.Sprintf("{#%d}", s.ID) }

// String gives the masked form.
func (s Sealed) String() string { return s.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (s Sealed) Format(f fmt.State, _ rune) { mask.Format(f, s.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (s Sealed) LogValue() slog.Value { return slog.StringValue(s.Masked()) }
