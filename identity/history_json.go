package identity

import (
	"encoding/json"
	"errors"
	"slices"
)

// MarshalJSON implements json.Marshaler with the array of entries.
func (h History) MarshalJSON() ([]byte, error) {
	if h.entries == nil {
		return []byte("[]"), nil
	}
	return json.Marshal(h.entries)
}

// UnmarshalJSON implements json.Unmarshaler: it reads what MarshalJSON writes
// and refuses entries that Add, Replace and Cancel could not have made, with
// their codes. null gives the empty History, and so does a failure.
func (h *History) UnmarshalJSON(text []byte) error {
	*h = History{}
	var entries []HistoryEntry
	if err := json.Unmarshal(text, &entries); err != nil {
		var own *Error
		if errors.As(err, &own) {
			return own
		}
		return fail(FieldHistory, CodeCharacter, -1) // the words of encoding/json may repeat a value
	}
	read := History{slices.Clip(entries)}
	for i := range entries {
		if err := read.verify(i); err != nil {
			return err
		}
	}
	if len(entries) > 0 {
		*h = read
	}
	return nil
}

// verify checks one entry against the rules of the changes that can have made
// it.
func (h History) verify(place int) error {
	e := h.entries[place]
	successor := h.find(e.ReplacedBy)
	switch {
	case !e.Number.IsValid():
		return fail(FieldHistory, CodeEmpty, -1)
	case h.find(e.Number) != place:
		return fail(FieldHistory, CodeReused, -1)
	case e.ValidTo.Before(e.ValidFrom):
		return fail(FieldHistory, CodeOrder, -1)
	case !e.ReplacedBy.IsValid():
		return nil
	case successor < 0 || !e.ValidTo.IsValid():
		return fail(FieldHistory, CodeNotCurrent, -1)
	case e.ReplacedBy == e.Number:
		return fail(FieldHistory, CodeReused, -1)
	case !mayReplace(e.Number.Kind(), e.ReplacedBy.Kind()):
		return fail(FieldHistory, CodeKind, -1)
	case e.ValidTo.Before(h.entries[successor].ValidFrom), h.entries[successor].ValidTo.Before(e.ValidTo):
		return fail(FieldHistory, CodeOrder, -1)
	}
	return h.verifyChain(e.Number)
}

// verifyChain refuses numbers that replace one another in a circle.
func (h History) verifyChain(n Number) error {
	for range h.entries {
		place := h.find(n)
		if place < 0 || !h.entries[place].ReplacedBy.IsValid() {
			return nil
		}
		n = h.entries[place].ReplacedBy
	}
	return fail(FieldHistory, CodeReused, -1)
}
