package campaign

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/bhxh-go/bhxh/matching"
)

// Memory is a [Store] in memory: for tests, for campaigns that need not
// outlive their process, and as the reference that other stores are compared
// with. Make one with [NewMemory].
type Memory struct {
	mu       sync.Mutex
	closed   bool
	rows     []memoryRow // of ID i+1
	keys     map[string]ID
	numbers  map[string][]ID
	units    map[string][]ID // the participants of each unit, by ID
	states   [lastState + 1]idSet
	claimed  idSet
	owners   map[ID]*memoryWorker
	events   []Event // only ever appended to
	messages []StoredMessage
	settings map[string][]byte
	last     time.Time // of the newest event or fence
}

type memoryRow struct {
	Row
	numbers [][]byte
	events  []int32 // places in events
	message []int32 // places in messages
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory {
	return &Memory{
		keys: make(map[string]ID), numbers: make(map[string][]ID), units: make(map[string][]ID),
		owners: make(map[ID]*memoryWorker), settings: make(map[string][]byte),
	}
}

// begin locks the store for one call. The caller unlocks it where there is no
// error.
func (m *Memory) begin(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &Error{Code: CodeStore, Cause: err}
	}
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return &Error{Code: CodeClosed}
	}
	return nil
}

// Append implements [Store].
func (m *Memory) Append(ctx context.Context, now time.Time, changes []Change) error {
	if err := m.begin(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	if err := noErasure(changes); err != nil {
		return err
	}
	return m.append(now, changes, nil)
}

// noErasure keeps erasures to Erase, which also removes what they must.
func noErasure(changes []Change) error {
	for i := range changes {
		if e := &changes[i].Event; e.To == Erased {
			return &Error{Code: CodeStep, ID: e.ID}
		}
	}
	return nil
}

// append checks every change before it stores the first.
func (m *Memory) append(now time.Time, changes []Change, w *memoryWorker) error {
	if err := m.check(changes, w); err != nil {
		return err
	}
	if len(changes) == 0 {
		return nil
	}
	at := m.tick(now)
	for i := range changes {
		m.apply(&changes[i], at)
	}
	return nil
}

func (m *Memory) check(changes []Change, w *memoryWorker) error {
	seen := make(map[ID]bool, len(changes))
	var fresh map[string]bool
	for i := range changes {
		c := &changes[i]
		id := c.Event.ID
		if id == 0 {
			if w != nil || len(c.Key) == 0 {
				return &Error{Code: CodeInput, Op: "append"}
			}
			if _, taken := m.keys[string(c.Key)]; taken || fresh[string(c.Key)] {
				return &Error{Code: CodeConflict, Op: "key"}
			}
			if err := c.Event.Check(0, 0); err != nil {
				return err
			}
			if fresh == nil {
				fresh = make(map[string]bool)
			}
			fresh[string(c.Key)] = true
			continue
		}
		r := m.row(id)
		switch owner := m.owners[id]; {
		case r == nil:
			return &Error{Code: CodeUnknown, ID: id}
		case seen[id]:
			return &Error{Code: CodeConflict, ID: id}
		case w != nil && owner != w:
			return &Error{Code: CodeFenced, ID: id}
		case w == nil && owner != nil:
			return &Error{Code: CodeClaimed, ID: id}
		}
		if err := c.Event.Check(r.State, r.Seq); err != nil {
			return err
		}
		seen[id] = true
	}
	return nil
}

// row gives a participant, nil for none.
func (m *Memory) row(id ID) *memoryRow {
	if id < 1 || int64(id) > int64(len(m.rows)) {
		return nil
	}
	return &m.rows[id-1]
}

// tick gives the time of the events of one call.
func (m *Memory) tick(now time.Time) time.Time {
	at := now.UTC().Truncate(time.Microsecond)
	if !at.After(m.last) {
		at = m.last.Add(time.Microsecond)
	}
	m.last = at
	return at
}

// apply stores one change that was checked.
func (m *Memory) apply(c *Change, at time.Time) {
	e := c.Event
	if e.ID == 0 {
		m.rows = append(m.rows, memoryRow{})
		e.ID = ID(len(m.rows))
		m.row(e.ID).Row = Row{ID: e.ID, Key: bytes.Clone(c.Key)}
		m.keys[string(c.Key)] = e.ID
	}
	r := m.row(e.ID)
	m.store(r, e, at)
	if len(c.Record) > 0 {
		r.Record = bytes.Clone(c.Record)
	}
	m.addNumbers(r, c.Numbers)
	if len(c.Outbox) > 0 {
		r.message = append(r.message, int32(len(m.messages)))
		m.messages = append(m.messages, StoredMessage{Position: int64(len(m.events)), ID: e.ID, At: at, Body: bytes.Clone(c.Outbox)})
	}
	m.release(e.ID)
}

// store enters the event and what the row takes from it.
func (m *Memory) store(r *memoryRow, e Event, at time.Time) {
	e.Position, e.At = int64(len(m.events)+1), at
	e.Codes, e.Notes = append([]matching.Code(nil), e.Codes...), append([]matching.Code(nil), e.Notes...) // nil for none
	r.events = append(r.events, int32(len(m.events)))
	m.events = append(m.events, e)
	if r.Seq == 0 || r.Place.Unit != e.Place.Unit {
		if r.Seq > 0 {
			m.leaveUnit(r)
		}
		ids := m.units[e.Place.Unit]
		place, _ := slices.BinarySearch(ids, r.ID)
		m.units[e.Place.Unit] = slices.Insert(ids, place, r.ID)
	}
	m.states[r.State].remove(r.ID)
	m.states[e.To].add(r.ID)
	r.State, r.Seq, r.Round, r.Place, r.Facts = e.To, e.Seq, e.Round, e.Place, e.Facts
	if !e.Cause.IsNote() {
		r.Since = at
	}
}

func (m *Memory) leaveUnit(r *memoryRow) {
	ids := m.units[r.Place.Unit]
	if place, found := slices.BinarySearch(ids, r.ID); found {
		ids = slices.Delete(ids, place, place+1)
	}
	if m.units[r.Place.Unit] = ids; len(ids) == 0 {
		delete(m.units, r.Place.Unit)
	}
}

// Erase implements [Store].
func (m *Memory) Erase(ctx context.Context, now time.Time, e Event) error {
	if err := m.begin(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	changes := []Change{{Event: e}}
	if e.To != Erased || e.ID == 0 {
		return &Error{Code: CodeStep, ID: e.ID}
	}
	if err := m.append(now, changes, nil); err != nil {
		return err
	}
	r := m.row(e.ID)
	delete(m.keys, string(r.Key))
	m.forgetNumbers(r)
	for _, place := range r.message {
		m.messages[place].Body = nil
	}
	r.Key, r.Record = nil, nil
	return nil
}

// Fence implements [Store].
func (m *Memory) Fence(ctx context.Context, now time.Time) (time.Time, error) {
	if err := m.begin(ctx); err != nil {
		return time.Time{}, err
	}
	defer m.mu.Unlock()
	fence := now.UTC().Truncate(time.Microsecond)
	if fence.Before(now) {
		fence = fence.Add(time.Microsecond)
	}
	if fence.Before(m.last) {
		fence = m.last
	}
	m.last = fence
	return fence, nil
}

// Setting implements [Store].
func (m *Memory) Setting(ctx context.Context, name string) ([]byte, error) {
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	value, set := m.settings[name]
	if !set {
		return nil, nil
	}
	return append([]byte{}, value...), nil
}

// SetSetting implements [Store].
func (m *Memory) SetSetting(ctx context.Context, name string, old, value []byte) error {
	if err := m.begin(ctx); err != nil {
		return err
	}
	defer m.mu.Unlock()
	was, set := m.settings[name]
	if set != (old != nil) || !bytes.Equal(was, old) {
		return &Error{Code: CodeConflict, Op: "setting"}
	}
	if value == nil {
		delete(m.settings, name)
		return nil
	}
	m.settings[name] = append([]byte{}, value...)
	return nil
}

// Close implements [Store]: what it kept is gone.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	m.rows, m.keys, m.numbers, m.units, m.states = nil, nil, nil, nil, [lastState + 1]idSet{}
	m.claimed, m.owners, m.events, m.messages, m.settings = nil, nil, nil, nil, nil
	return nil
}
