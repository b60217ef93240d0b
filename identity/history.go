package identity

import (
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// HistoryEntry is one number of a person with the time over which it was
// theirs.
type HistoryEntry struct {
	Number     Number `json:"number"`
	ValidFrom  Date   `json:"valid_from,omitzero"`  // first day, the zero Date where it is not known
	ValidTo    Date   `json:"valid_to,omitzero"`    // the day it was replaced or cancelled, the zero Date while it is current
	ReplacedBy Number `json:"replaced_by,omitzero"` // zero while it is current, and where nothing replaced it
	Basis      string `json:"basis,omitempty"`      // why it was entered: a document or request, no personal data
	EndBasis   string `json:"end_basis,omitempty"`  // why it ended
}

// IsCurrent reports a number that was neither replaced nor cancelled.
func (e HistoryEntry) IsCurrent() bool { return !e.ValidTo.IsValid() }

// Covers reports whether the number was the person's on a day. On the day of a
// replacement it is the new one.
func (e HistoryEntry) Covers(on Date) bool {
	return on.IsValid() && !on.Before(e.ValidFrom) && (e.IsCurrent() || on.Before(e.ValidTo))
}

// Masked gives the number masked, and by what it was replaced.
func (e HistoryEntry) Masked() string {
	switch {
	case e.ReplacedBy.IsValid():
		return e.Number.Masked() + " → " + e.ReplacedBy.Masked()
	case !e.IsCurrent():
		return e.Number.Masked() + " (cancelled)"
	}
	return e.Number.Masked()
}

// String gives the masked form.
func (e HistoryEntry) String() string { return e.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (e HistoryEntry) Format(f fmt.State, _ rune) { mask.Format(f, e.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (e HistoryEntry) LogValue() slog.Value { return slog.StringValue(e.Masked()) }

// History is the history of the numbers of one person: which number from when
// to when, and replaced by which. A number can be cancelled and set anew when a
// birth year or gender is corrected; the old one is kept and never given to
// anybody else (Nghị định 70/2024/NĐ-CP Điều 11), and every former number must
// still find its person (Kế hoạch 2207/KH-BHXH, phần C.2): see [NumberIndex].
//
// Entries are only ever added and closed, never removed. A copy of a History
// is independent of the original. The zero History is empty and ready for use.
// Reading is safe for concurrent use while nobody changes it. fmt and log/slog
// show it masked; JSON carries the entries.
type History struct{ entries []HistoryEntry }

// Add enters a further number of the person, valid from a day that may be
// unknown (the zero Date). It fails with CodeEmpty for the zero Number and
// CodeReused where the number already stands in the history.
func (h *History) Add(n Number, from Date, basis string) error {
	if !n.IsValid() {
		return fail(FieldHistory, CodeEmpty, -1)
	}
	if h.find(n) >= 0 {
		return fail(FieldHistory, CodeReused, -1)
	}
	h.entries = append(slices.Clip(h.entries), HistoryEntry{Number: n, ValidFrom: from, Basis: basis})
	return nil
}

// Replace closes a current number on a day and puts another in its place: a new
// one, or one that already is current, as when a CMND gives way to the personal
// ID known beside it. It changes nothing and fails with
//
//   - CodeNotCurrent where former is not a current number of the person;
//   - CodeEmpty for a zero successor or a zero day;
//   - CodeReused where successor is former itself or a former number;
//   - CodeKind where a number of this kind does not replace one of that kind: a
//     CMND gives way to a CMND or a personal ID, a personal ID to a personal ID,
//     a mã số BHXH to a mã số BHXH (of two, one is kept) or a personal ID;
//   - CodeOrder where the day lies before the first day of either number, or
//     before the day on which former itself took the place of another.
func (h *History) Replace(former, successor Number, on Date, basis string) error {
	place, err := h.closing(former, on)
	if err != nil {
		return err
	}
	known := h.find(successor)
	switch {
	case !successor.IsValid():
		return fail(FieldHistory, CodeEmpty, -1)
	case successor == former || known >= 0 && !h.entries[known].IsCurrent():
		return fail(FieldHistory, CodeReused, -1)
	case !mayReplace(former.Kind(), successor.Kind()):
		return fail(FieldHistory, CodeKind, -1)
	case known >= 0 && on.Before(h.entries[known].ValidFrom):
		return fail(FieldHistory, CodeOrder, -1)
	}
	h.end(place, on, successor, basis)
	if known < 0 {
		h.entries = append(h.entries, HistoryEntry{Number: successor, ValidFrom: on, Basis: basis})
	}
	return nil
}

// Cancel closes a current number on a day without another in its place. It
// fails like Replace.
func (h *History) Cancel(n Number, on Date, basis string) error {
	place, err := h.closing(n, on)
	if err != nil {
		return err
	}
	h.end(place, on, Number{}, basis)
	return nil
}

// closing gives the place of a current number that may end on a day.
func (h *History) closing(n Number, on Date) (int, error) {
	place := h.find(n)
	switch {
	case place < 0 || !h.entries[place].IsCurrent():
		return 0, fail(FieldHistory, CodeNotCurrent, -1)
	case !on.IsValid():
		return 0, fail(FieldHistory, CodeEmpty, -1)
	case on.Before(h.entries[place].ValidFrom), h.replacedAfter(n, on):
		return 0, fail(FieldHistory, CodeOrder, -1)
	}
	return place, nil
}

// replacedAfter reports a number to which n succeeded after a day.
func (h *History) replacedAfter(n Number, on Date) bool {
	return slices.ContainsFunc(h.entries, func(e HistoryEntry) bool { return e.ReplacedBy == n && on.Before(e.ValidTo) })
}

// end closes an entry in a copy of the entries, so that copies of the History
// keep theirs.
func (h *History) end(place int, on Date, successor Number, basis string) {
	h.entries = slices.Clone(h.entries)
	e := &h.entries[place]
	e.ValidTo, e.ReplacedBy, e.EndBasis = on, successor, basis
}

func (h *History) find(n Number) int {
	return slices.IndexFunc(h.entries, func(e HistoryEntry) bool { return e.Number == n })
}

func mayReplace(former, successor NumberKind) bool {
	return successor == former || successor == NumberPersonalID
}

// Len gives the number of entries.
func (h History) Len() int { return len(h.entries) }

// Entries gives the entries in the order in which they were made.
func (h History) Entries() iter.Seq[HistoryEntry] { return slices.Values(h.entries) }

// Contains reports whether the number is or was one of the person.
func (h History) Contains(n Number) bool { return n.IsValid() && h.find(n) >= 0 }

// Current gives the current number of a kind, the last one entered where there
// are several.
func (h History) Current(kind NumberKind) (Number, bool) {
	for _, e := range slices.Backward(h.entries) {
		if e.IsCurrent() && e.Number.Kind() == kind {
			return e.Number, true
		}
	}
	return Number{}, false
}

// At gives the number of a kind that was the person's on a day, the last one
// entered where there are several.
func (h History) At(kind NumberKind, on Date) (Number, bool) {
	for _, e := range slices.Backward(h.entries) {
		if e.Number.Kind() == kind && e.Covers(on) {
			return e.Number, true
		}
	}
	return Number{}, false
}

// Former gives the numbers that are no longer current, the oldest entry first.
func (h History) Former() iter.Seq[Number] {
	return func(yield func(Number) bool) {
		for _, e := range h.entries {
			if !e.IsCurrent() && !yield(e.Number) {
				return
			}
		}
	}
}

// Latest gives the current number that stands for n today: n itself, or what
// replaced it in the end. It gives false where n is not in the history or was
// cancelled without another in its place.
func (h History) Latest(n Number) (Number, bool) {
	for range h.entries {
		place := h.find(n)
		if place < 0 {
			return Number{}, false
		}
		if h.entries[place].IsCurrent() {
			return n, true
		}
		n = h.entries[place].ReplacedBy
	}
	return Number{}, false
}

// Masked gives every entry masked.
func (h History) Masked() string {
	var b strings.Builder
	b.WriteByte('[')
	for i, e := range h.entries {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(e.Masked())
	}
	b.WriteByte(']')
	return b.String()
}

// String gives the masked form.
func (h History) String() string { return h.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (h History) Format(f fmt.State, _ rune) { mask.Format(f, h.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (h History) LogValue() slog.Value { return slog.StringValue(h.Masked()) }
