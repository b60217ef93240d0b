package campaign

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Row is a participant as a store keeps them: what stores select and group by
// in the open, the person in Record, which only the campaign can read. It is a
// plain value; fmt and log/slog show no key and no record.
type Row struct {
	ID     ID
	Key    []byte // under which a load recognises the participant: see LoadKey; nil once erased
	Place  Place
	State  State
	Seq    int       // events so far
	Round  int       // the round in which the participant was last asked
	Since  time.Time // the time of the newest event that is not a note
	Facts  Facts
	Record []byte // encoded, and sealed where the campaign has a key; nil once erased
}

// Masked gives the row without key and record.
func (r Row) Masked() string {
	return fmt.Sprintf("{#%d %s round:%d unit:%s}", r.ID, r.State, r.Round, r.Place.Unit)
}

// String gives the masked form.
func (r Row) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Row) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Row) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
