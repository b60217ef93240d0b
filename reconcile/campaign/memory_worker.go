package campaign

import (
	"bytes"
	"context"
	"math/bits"
	"slices"
	"time"
)

type memoryWorker struct {
	store  *Memory
	closed bool // under the lock of the store
}

// Worker implements [Store].
func (m *Memory) Worker(ctx context.Context) (Worker, error) {
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	return &memoryWorker{store: m}, nil
}

func (w *memoryWorker) begin(ctx context.Context) error {
	if err := w.store.begin(ctx); err != nil {
		return err
	}
	if w.closed {
		w.store.mu.Unlock()
		return &Error{Code: CodeClosed, Op: "worker"}
	}
	return nil
}

// Claim implements [Worker].
func (w *memoryWorker) Claim(ctx context.Context, now time.Time, req ClaimRequest) ([]Row, error) {
	if req.Limit < 1 || req.Round < 1 {
		return nil, &Error{Code: CodeInput, Op: "claim"}
	}
	for _, s := range req.From {
		if s != Asked && !Allowed(s, Asked) {
			return nil, &Error{Code: CodeStep, Op: "claim"}
		}
	}
	if err := w.begin(ctx); err != nil {
		return nil, err
	}
	m := w.store
	defer m.mu.Unlock()
	ids := m.due(req)
	if len(ids) == 0 {
		return nil, nil
	}
	at := m.tick(now)
	rows := make([]Row, 0, len(ids))
	for _, id := range ids {
		r := m.row(id)
		e := Event{
			ID: id, Seq: r.Seq + 1, From: r.State, To: Asked, Round: req.Round, Cause: req.Cause,
			Actor: req.Actor, Place: r.Place, Facts: r.Facts,
		}
		if r.State == Asked {
			e.Round, e.Cause = r.Round, CauseTakenOver
		}
		m.store(r, e, at)
		m.owners[id] = w
		m.claimed.add(id)
		rows = append(rows, r.clone())
	}
	return rows, nil
}

// due finds whom a request may claim, by ID.
func (m *Memory) due(req ClaimRequest) []ID {
	var ids []ID
	for word := range (len(m.rows) + 64) / 64 {
		found := m.states[Asked].word(word) &^ m.claimed.word(word)
		for _, s := range req.From {
			if s != Asked {
				found |= m.states[s].word(word)
			}
		}
		for ; found != 0; found &= found - 1 {
			id := ID(word*64 + bits.TrailingZeros64(found))
			if !m.row(id).isDue(req) {
				continue
			}
			if ids = append(ids, id); len(ids) == req.Limit {
				return ids
			}
		}
	}
	return ids
}

// isDue judges a participant who stands where the request says, or is Asked
// without a worker.
func (r *memoryRow) isDue(req ClaimRequest) bool {
	if !req.Shard.Has(r.ID) || len(req.Units) > 0 && !slices.Contains(req.Units, r.Place.Unit) {
		return false
	}
	return r.State == Asked || r.Round < req.Round && (req.Stated.IsZero() || r.Since.Before(req.Stated))
}

// Append implements [Worker].
func (w *memoryWorker) Append(ctx context.Context, now time.Time, changes []Change) error {
	if err := w.begin(ctx); err != nil {
		return err
	}
	defer w.store.mu.Unlock()
	if err := noErasure(changes); err != nil {
		return err
	}
	return w.store.append(now, changes, w)
}

// Close implements [Worker].
func (w *memoryWorker) Close() error {
	m := w.store
	m.mu.Lock()
	defer m.mu.Unlock()
	w.closed = true
	for id, owner := range m.owners {
		if owner == w {
			m.release(id)
		}
	}
	return nil
}

func (m *Memory) release(id ID) {
	delete(m.owners, id)
	m.claimed.remove(id)
}

// clone gives the row as the caller may keep it.
func (r *memoryRow) clone() Row {
	row := r.Row
	row.Key, row.Record = bytes.Clone(r.Key), bytes.Clone(r.Record)
	return row
}

// idSet is a set of participants that is walked through in their order.
type idSet []uint64

func (s *idSet) add(id ID) {
	for len(*s) <= int(id/64) {
		*s = append(*s, 0)
	}
	(*s)[id/64] |= 1 << (id % 64)
}

func (s *idSet) remove(id ID) {
	if int(id/64) < len(*s) {
		(*s)[id/64] &^= 1 << (id % 64)
	}
}

func (s *idSet) word(i int) uint64 {
	if i < len(*s) {
		return (*s)[i]
	}
	return 0
}
