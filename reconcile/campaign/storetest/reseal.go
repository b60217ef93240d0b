package storetest

import (
	"cmp"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// resealer gives the store as one whose campaign can change its key, or ends
// the test.
func (h *harness) resealer() campaign.Resealer {
	h.t.Helper()
	r, can := h.Store.(campaign.Resealer)
	if !can {
		h.t.Skip("the store is no Resealer: its campaign cannot change its key")
	}
	return r
}

// sealed gives everything that is kept under the key, in pages of a size.
func (h *harness) sealed(size int) []campaign.Sealed {
	h.t.Helper()
	r := h.resealer()
	var all []campaign.Sealed
	for after := campaign.ID(0); ; after = all[len(all)-1].ID {
		page, err := r.Sealed(h.t.Context(), after, size)
		if err != nil {
			h.t.Fatalf("Sealed: %v", err)
		}
		if len(page) == 0 {
			return all
		}
		if len(page) > size {
			h.t.Fatalf("Sealed gives %d, at most %d were asked for", len(page), size)
		}
		for _, s := range page {
			slices.SortFunc(s.Numbers, slices.Compare)
			all = append(all, s)
		}
	}
}

// under gives what is kept as it looks under another key: every label with a
// mark behind it, which keeps their order.
func under(mark string, s campaign.Sealed) campaign.Sealed {
	add := func(b []byte) []byte { return append(b[:len(b):len(b)], mark...) }
	next := campaign.Sealed{ID: s.ID, Seq: s.Seq, Was: s.Key, Key: add(s.Key), Record: add(s.Record)}
	for _, n := range s.Numbers {
		next.Numbers = append(next.Numbers, add(n))
	}
	for _, m := range s.Messages {
		m.Body = add(m.Body)
		next.Messages = append(next.Messages, m)
	}
	return next
}

// resealed is a store with four participants, of whom the third was erased.
func resealed(h *harness) (before []campaign.Sealed) {
	h.t.Helper()
	h.resealer()
	rows := h.load(4)
	for i, numbers := range [][][]byte{{label("number", 51), label("number", 52)}, nil, {label("number", 53)}, {label("number", 51)}} {
		c := follow(rows[i], campaign.New, campaign.CauseRecord)
		c.Numbers, c.Outbox = numbers, label("message", i)
		h.append(at(i+1), c)
	}
	second := follow(h.row(1), campaign.New, campaign.CauseRecord)
	second.Outbox = label("message", 9)
	h.append(at(6), second)
	if err := h.Erase(h.t.Context(), at(7), follow(h.row(3), campaign.Erased, campaign.CauseErased).Event); err != nil {
		h.t.Fatalf("Erase: %v", err)
	}
	return h.sealed(10)
}

func sealedPages(t *testing.T, h *harness) {
	got := resealed(h)
	want := []campaign.Sealed{
		{ID: 1, Seq: 3, Numbers: [][]byte{label("number", 1), label("number", 51), label("number", 52)}, Messages: []campaign.StoredMessage{
			{Position: 5, ID: 1, At: at(1), Body: label("message", 0)}, {Position: 9, ID: 1, At: at(6), Body: label("message", 9)},
		}},
		{ID: 2, Seq: 2, Numbers: [][]byte{label("number", 2)}, Messages: []campaign.StoredMessage{
			{Position: 6, ID: 2, At: at(2), Body: label("message", 1)},
		}},
		{ID: 4, Seq: 2, Numbers: [][]byte{label("number", 4), label("number", 51)}, Messages: []campaign.StoredMessage{
			{Position: 8, ID: 4, At: at(4), Body: label("message", 3)},
		}},
	}
	for i := range want {
		key := label("key", int(want[i].ID))
		want[i].Was, want[i].Key, want[i].Record = key, key, label("record", int(want[i].ID))
	}
	diff(t, "what is sealed, without the erased", want, got)
	for _, size := range []int{1, 2, 3} {
		diff(t, "the same in small pages", want, h.sealed(size))
	}
}

func resealReplaces(t *testing.T, h *harness) {
	before := resealed(h)
	rows, events := h.rows(campaign.Filter{}), h.events(campaign.EventFilter{})
	var all []campaign.Sealed
	for _, s := range before {
		all = append(all, under("'", s))
	}
	if err := h.resealer().Reseal(t.Context(), all); err != nil {
		t.Fatalf("Reseal: %v", err)
	}
	want := slices.Clone(all)
	for i := range want {
		want[i].Was = want[i].Key
	}
	diff(t, "what is sealed now", want, h.sealed(2))
	diff(t, "the history", events, h.events(campaign.EventFilter{}))
	for i := range rows {
		if rows[i].Key != nil {
			rows[i].Key, rows[i].Record = append(rows[i].Key, '\''), append(rows[i].Record, '\'')
		}
	}
	diff(t, "where participants stand", rows, h.rows(campaign.Filter{}))
	for number, want := range map[string][]campaign.ID{
		string(label("number", 51)): nil, string(label("number", 51)) + "'": {1, 4}, string(label("number", 2)) + "'": {2},
	} {
		found, err := h.Find(t.Context(), []byte(number))
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "who is found by a number", want, ids(found))
	}
	diff(t, "nobody has the key of before", []campaign.Row{}, h.rows(campaign.Filter{Keys: [][]byte{label("key", 1)}}))
	diff(t, "the message of the erased stays empty", []byte(nil), h.messages(6)[0].Body)
	h.append(at(9), newcomer(1)) // the key of before is free
}

func resealRefusals(t *testing.T, h *harness) {
	before := resealed(h)
	h.append(at(8), follow(h.row(4), campaign.Merged, campaign.CauseMerged)) // so that nobody claims the fourth
	w := h.worker()
	claimed := h.claim(w, at(9), 1)
	all := h.sealed(10)
	first, second, fourth := under("'", all[0]), under("'", all[1]), under("'", all[2])
	change := func(edit func(s *campaign.Sealed)) campaign.Sealed {
		s := second
		edit(&s)
		return s
	}
	want, sealed := h.total(), h.sealed(10)
	for _, test := range []struct {
		name string
		bad  campaign.Sealed
		want campaign.Code
	}{
		{"moved on since", change(func(s *campaign.Sealed) { s.Seq = before[1].Seq - 1 }), campaign.CodeConflict},
		{"not so far yet", change(func(s *campaign.Sealed) { s.Seq++ }), campaign.CodeConflict},
		{"another key meanwhile", change(func(s *campaign.Sealed) { s.Was = label("key", 77) }), campaign.CodeConflict},
		{"a key that is taken", change(func(s *campaign.Sealed) { s.Key = all[0].Key }), campaign.CodeConflict},
		{"given twice", fourth, campaign.CodeConflict},
		{"erased", campaign.Sealed{ID: 3, Seq: h.row(3).Seq, Key: label("key", 3)}, campaign.CodeConflict},
		{"nobody", change(func(s *campaign.Sealed) { s.ID = 99 }), campaign.CodeUnknown},
		{"claimed", first, campaign.CodeClaimed},
	} {
		for _, sealed := range [][]campaign.Sealed{{fourth, test.bad}, {test.bad, fourth}} {
			wantCode(t, test.name, h.resealer().Reseal(t.Context(), sealed), test.want)
		}
	}
	wantCode(t, "nothing to reseal", h.resealer().Reseal(t.Context(), nil), "")
	diff(t, "the store", want, h.total())
	diff(t, "what is sealed", sealed, h.sealed(10))
	if err := w.Append(t.Context(), at(10), answers(claimed, campaign.Verified)); err != nil {
		t.Errorf("the worker's own: %v", err)
	}
}

// resealAgainstAppends reseals everybody again and again while others write:
// nothing that was written is lost.
func resealAgainstAppends(t *testing.T, h *harness) {
	const people, each = 12, 15
	h.resealer()
	rows := h.load(people)
	var wait sync.WaitGroup
	for part := range 3 {
		wait.Go(func() {
			for n := range each {
				for i := part; i < people; i += 3 {
					c := follow(rows[i], campaign.New, campaign.CauseRecord)
					c.Record, c.Outbox, c.Numbers = label("record", 100+n), label("message", 100+n), [][]byte{label("number", 100+n)}
					if err := h.Append(t.Context(), at(1), []campaign.Change{c}); err != nil {
						t.Errorf("Append: %v", err)
						return
					}
					rows[i].Seq++
				}
			}
		})
	}
	wait.Go(func() {
		for n := range 2 * each {
			page, err := h.resealer().Sealed(t.Context(), campaign.ID(n%people), 3)
			if err != nil {
				t.Errorf("Sealed: %v", err)
				return
			}
			for i := range page {
				page[i] = under("'", page[i])
			}
			var e *campaign.Error
			if err := h.resealer().Reseal(t.Context(), page); err != nil && (!errors.As(err, &e) || e.Code != campaign.CodeConflict) {
				t.Errorf("Reseal: %v", err)
				return
			}
		}
	})
	wait.Wait()
	for _, s := range h.sealed(people) {
		if len(s.Messages) != each || len(s.Numbers) != each+1 || s.Seq != each+1 {
			t.Errorf("participant %d has %d messages and %d numbers after %d events, want %d, %d and %d",
				s.ID, len(s.Messages), len(s.Numbers), s.Seq, each, each+1, each+1)
		}
	}
}

// playReseal reseals some participants in the store and in the model.
func (p *player) playReseal() {
	r, can := p.Store.(campaign.Resealer)
	if !can {
		return
	}
	var page, want []campaign.Sealed
	page, err := r.Sealed(p.t.Context(), campaign.ID(p.random.IntN(1+len(p.model.rows))), 1+p.random.IntN(4))
	if err != nil {
		p.t.Fatalf("Sealed: %v", err)
	}
	code := campaign.Code("")
	for i := range page {
		slices.SortFunc(page[i].Numbers, slices.Compare)
		want = append(want, p.model.sealed(page[i].ID))
		if p.model.holder[page[i].ID] != 0 && code == "" {
			code = campaign.CodeClaimed
		}
	}
	diff(p.t, "what is sealed", want, page)
	p.fresh++
	for i := range page {
		page[i].Key = label("key", 1_000_000+1000*p.fresh+i)
		page[i].Record = label("record", 1_000_000+p.fresh)
		for k := range page[i].Messages {
			page[i].Messages[k].Body = label("message", 1_000_000+p.fresh)
		}
	}
	wantCode(p.t, "Reseal", r.Reseal(p.t.Context(), page), code)
	if code == "" {
		p.model.reseal(page)
	}
}

// sealed gives what is kept of a participant.
func (n *naive) sealed(id campaign.ID) campaign.Sealed {
	row := n.find(id)
	s := campaign.Sealed{ID: id, Seq: row.Seq, Was: row.Key, Key: row.Key, Record: row.Record}
	for number := range n.numbers[id-1] {
		s.Numbers = append(s.Numbers, []byte(number))
	}
	slices.SortFunc(s.Numbers, slices.Compare)
	for _, m := range n.messages {
		if m.ID == id {
			s.Messages = append(s.Messages, m)
		}
	}
	slices.SortFunc(s.Messages, func(a, b campaign.StoredMessage) int { return cmp.Compare(a.Position, b.Position) })
	return s
}

func (n *naive) reseal(page []campaign.Sealed) {
	for _, s := range page {
		row := n.find(s.ID)
		row.Key, row.Record = s.Key, s.Record
		for _, m := range s.Messages {
			for i := range n.messages {
				if n.messages[i].Position == m.Position {
					n.messages[i].Body = m.Body
				}
			}
		}
	}
}
