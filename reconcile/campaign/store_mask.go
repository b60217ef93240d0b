package campaign

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Masked gives the change without key, record, numbers and message.
func (c Change) Masked() string {
	return fmt.Sprintf("{#%d event %d %s → %s by %s}", c.Event.ID, c.Event.Seq, c.Event.From, c.Event.To, c.Event.Cause)
}

// String gives the masked form.
func (c Change) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c Change) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c Change) LogValue() slog.Value { return slog.StringValue(c.Masked()) }

// Masked gives the filter with the number of its keys alone.
func (f Filter) Masked() string {
	return fmt.Sprintf("{ids:%d keys:%d states:%v units:%v shard:%d/%d after:%s/%d limit:%d}", len(f.IDs), len(f.Keys),
		f.States, f.Units, f.Shard.Index, f.Shard.Of, f.AfterUnit, f.AfterID, f.Limit)
}

// String gives the masked form.
func (f Filter) String() string { return f.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (f Filter) Format(s fmt.State, _ rune) { mask.Format(s, f.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (f Filter) LogValue() slog.Value { return slog.StringValue(f.Masked()) }

// Masked gives the message without its body.
func (m StoredMessage) Masked() string { return fmt.Sprintf("{%d #%d}", m.Position, m.ID) }

// String gives the masked form.
func (m StoredMessage) String() string { return m.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (m StoredMessage) Format(f fmt.State, _ rune) { mask.Format(f, m.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (m StoredMessage) LogValue() slog.Value { return slog.StringValue(m.Masked()) }

// String names the kind of value and shows nothing in it.
func (m *Memory) String() string { return "campaign.Memory" }

// Format implements fmt.Formatter with the same for every verb.
func (m *Memory) Format(f fmt.State, _ rune) { mask.Format(f, m.String()) }

// LogValue implements slog.LogValuer with the same.
func (m *Memory) LogValue() slog.Value { return slog.StringValue(m.String()) }
