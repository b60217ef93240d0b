package campaign

import (
	"bytes"
	"context"
	"iter"
	"maps"
	"slices"
)

// Rows implements [Store].
func (m *Memory) Rows(ctx context.Context, f Filter) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		ids, err := m.selected(ctx, f)
		if err != nil {
			yield(Row{}, err)
			return
		}
		given := 0
		for _, id := range ids {
			row, fits, err := m.current(ctx, id, f)
			if !fits && err == nil {
				continue
			}
			if given++; !yield(row, err) || err != nil || given == f.Limit {
				return
			}
		}
	}
}

// selected gives whom a filter selects now, by unit and ID. The loop over them
// runs without the lock, so that its body may change the store.
func (m *Memory) selected(ctx context.Context, f Filter) ([]ID, error) {
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	s := newSelection(m, f)
	var ids []ID
	if s.ids != nil {
		for id := range s.ids {
			if r := m.row(id); r != nil && s.fits(r) {
				ids = append(ids, id)
			}
		}
		slices.SortFunc(ids, func(a, b ID) int { return m.row(a).compare(m.row(b)) })
		return ids, nil
	}
	for _, unit := range slices.Sorted(maps.Keys(m.units)) {
		if unit < f.AfterUnit || len(f.Units) > 0 && !slices.Contains(f.Units, unit) {
			continue
		}
		for _, id := range m.units[unit] {
			if !s.fits(m.row(id)) {
				continue
			}
			if ids = append(ids, id); len(ids) == f.Limit {
				return ids, nil
			}
		}
	}
	return ids, nil
}

// current gives a selected participant as they are at this moment.
func (m *Memory) current(ctx context.Context, id ID, f Filter) (Row, bool, error) {
	if err := m.begin(ctx); err != nil {
		return Row{}, false, err
	}
	defer m.mu.Unlock()
	r := m.row(id)
	if len(f.States) > 0 && !slices.Contains(f.States, r.State) {
		return Row{}, false, nil
	}
	return r.clone(), true, nil
}

func (r *memoryRow) compare(other *memoryRow) int {
	switch {
	case r.Place.Unit < other.Place.Unit:
		return -1
	case r.Place.Unit > other.Place.Unit:
		return 1
	}
	return int(r.ID - other.ID)
}

// selection is a filter made ready.
type selection struct {
	Filter
	ids map[ID]bool // nil for everybody
}

func newSelection(m *Memory, f Filter) selection {
	s := selection{Filter: f}
	if len(f.IDs) > 0 || len(f.Keys) > 0 {
		s.ids = make(map[ID]bool)
	}
	for _, id := range f.IDs {
		s.ids[id] = true
	}
	if len(f.Keys) == 0 {
		return s
	}
	byKey := make(map[ID]bool)
	for _, k := range f.Keys {
		if id, found := m.keys[string(k)]; found && (len(f.IDs) == 0 || s.ids[id]) {
			byKey[id] = true
		}
	}
	s.ids = byKey
	return s
}

func (s *selection) fits(r *memoryRow) bool {
	switch {
	case len(s.States) > 0 && !slices.Contains(s.States, r.State),
		len(s.Units) > 0 && !slices.Contains(s.Units, r.Place.Unit),
		!s.Shard.Has(r.ID),
		r.Place.Unit < s.AfterUnit,
		r.Place.Unit == s.AfterUnit && r.ID <= s.AfterID:
		return false
	}
	return true
}

// Find implements [Store].
func (m *Memory) Find(ctx context.Context, number []byte) ([]Row, error) {
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	ids := slices.Sorted(slices.Values(m.numbers[string(number)]))
	rows := make([]Row, 0, len(ids))
	for _, id := range ids {
		rows = append(rows, m.row(id).clone())
	}
	return rows, nil
}

// Events implements [Store].
func (m *Memory) Events(ctx context.Context, f EventFilter) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		events, order, err := m.history(ctx, f)
		if err != nil {
			yield(Event{}, err)
			return
		}
		for _, place := range order {
			e := events[place]
			if !f.Until.IsZero() && e.At.After(f.Until) {
				continue
			}
			if err := ctx.Err(); err != nil {
				yield(Event{}, &Error{Code: CodeStore, Cause: err})
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

// history gives the events, which never change once stored, and in which order
// the filter wants which of them.
func (m *Memory) history(ctx context.Context, f EventFilter) ([]Event, []int32, error) {
	if err := m.begin(ctx); err != nil {
		return nil, nil, err
	}
	defer m.mu.Unlock()
	var order []int32
	after := func(place int32) bool { return int64(place) < f.After }
	switch {
	case len(f.IDs) > 0:
		for _, id := range slices.Compact(slices.Sorted(slices.Values(f.IDs))) {
			if r := m.row(id); r != nil {
				order = append(order, r.events...)
			}
		}
	case f.ByParticipant:
		for i := range m.rows {
			order = append(order, m.rows[i].events...)
		}
	default:
		for place := max(0, f.After); place < int64(len(m.events)); place++ {
			order = append(order, int32(place))
		}
	}
	if order = slices.DeleteFunc(order, after); !f.ByParticipant {
		slices.Sort(order)
	}
	return m.events[:len(m.events):len(m.events)], order, nil
}

// Messages implements [Store].
func (m *Memory) Messages(ctx context.Context, after int64) iter.Seq2[StoredMessage, error] {
	return func(yield func(StoredMessage, error) bool) {
		messages, err := m.outbox(ctx, after)
		if err != nil {
			yield(StoredMessage{}, err)
			return
		}
		for _, message := range messages {
			message.Body = bytes.Clone(message.Body)
			if !yield(message, nil) {
				return
			}
		}
	}
}

func (m *Memory) outbox(ctx context.Context, after int64) ([]StoredMessage, error) {
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	var messages []StoredMessage
	for _, message := range m.messages {
		if message.Position > after {
			messages = append(messages, message)
		}
	}
	return messages, nil
}
