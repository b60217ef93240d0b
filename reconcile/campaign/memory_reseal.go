package campaign

import (
	"bytes"
	"context"
	"slices"
)

var _ Resealer = (*Memory)(nil)

// Sealed implements [Resealer].
func (m *Memory) Sealed(ctx context.Context, after ID, limit int) ([]Sealed, error) {
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	var page []Sealed
	for id := max(0, after) + 1; int64(id) <= int64(len(m.rows)) && len(page) < limit; id++ {
		if r := m.row(id); r.State != Erased {
			page = append(page, m.sealed(r))
		}
	}
	return page, nil
}

func (m *Memory) sealed(r *memoryRow) Sealed {
	s := Sealed{ID: r.ID, Seq: r.Seq, Was: bytes.Clone(r.Key), Key: bytes.Clone(r.Key), Record: bytes.Clone(r.Record)}
	for _, n := range r.numbers {
		s.Numbers = append(s.Numbers, bytes.Clone(n))
	}
	for _, place := range r.message {
		message := m.messages[place]
		message.Body = bytes.Clone(message.Body)
		s.Messages = append(s.Messages, message)
	}
	return s
}

// Reseal implements [Resealer].
func (m *Memory) Reseal(ctx context.Context, sealed []Sealed) error {
	if err := m.begin(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	seen := make(map[ID]bool, len(sealed))
	for i := range sealed {
		s := &sealed[i]
		r := m.row(s.ID)
		holder, taken := m.keys[string(s.Key)]
		switch {
		case r == nil:
			return &Error{Code: CodeUnknown, ID: s.ID}
		case m.owners[s.ID] != nil:
			return &Error{Code: CodeClaimed, ID: s.ID}
		case seen[s.ID], r.Seq != s.Seq, r.Key == nil, !bytes.Equal(r.Key, s.Was), taken && holder != s.ID:
			return &Error{Code: CodeConflict, ID: s.ID}
		}
		seen[s.ID] = true
	}
	for i := range sealed {
		m.reseal(m.row(sealed[i].ID), &sealed[i])
	}
	return nil
}

// reseal stores what was checked.
func (m *Memory) reseal(r *memoryRow, s *Sealed) {
	delete(m.keys, string(r.Key))
	r.Key, r.Record = bytes.Clone(s.Key), bytes.Clone(s.Record)
	m.keys[string(r.Key)] = r.ID
	m.forgetNumbers(r)
	m.addNumbers(r, s.Numbers)
	for _, message := range s.Messages {
		for _, place := range r.message {
			if held := &m.messages[place]; held.Position == message.Position {
				held.Body = bytes.Clone(message.Body)
			}
		}
	}
}

// addNumbers lets numbers lead to a participant.
func (m *Memory) addNumbers(r *memoryRow, numbers [][]byte) {
	for _, n := range numbers {
		if ids := m.numbers[string(n)]; len(n) > 0 && !slices.Contains(ids, r.ID) {
			m.numbers[string(n)] = append(ids, r.ID)
			r.numbers = append(r.numbers, bytes.Clone(n))
		}
	}
}

// forgetNumbers lets no number lead to a participant.
func (m *Memory) forgetNumbers(r *memoryRow) {
	for _, n := range r.numbers {
		ids := slices.DeleteFunc(m.numbers[string(n)], func(id ID) bool { return id == r.ID })
		if m.numbers[string(n)] = ids; len(ids) == 0 {
			delete(m.numbers, string(n))
		}
	}
	r.numbers = nil
}
