package storetest

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

func eventRoundTrip(t *testing.T, h *harness) {
	row := h.load(1)[0]
	asked := follow(row, campaign.Asked, campaign.CauseRound)
	asked.Event.Round = 1
	h.append(at(1), asked)
	full := follow(h.row(1), campaign.Mismatched, campaign.CauseOutcome)
	full.Event.Actor, full.Event.RequestID, full.Event.Ref, full.Event.Message = "cán bộ 7", "req,1", "DS-1/2022", "E01"
	full.Event.Codes = []matching.Code{"name.tone", "birth.day"}
	full.Event.Notes = []matching.Code{"name.case"}
	full.Event.Place = campaign.Place{Unit: "đơn vị 9", District: "Quận 1", Province: "79", Group: "HC"}
	full.Event.Facts = campaign.FactPersonalID | campaign.FactFirstOfYear
	full.Record, full.Numbers, full.Outbox = label("record", 2), [][]byte{label("number", 2)}, label("message", 1)
	h.append(at(2), full)

	events := h.events(campaign.EventFilter{IDs: []campaign.ID{1}})
	if len(events) != 3 {
		t.Fatalf("Events gives %d events, want 3", len(events))
	}
	want := full.Event
	want.Position, want.At = 3, at(2)
	diff(t, "the event", want, events[2])
	diff(t, "the row", campaign.Row{
		ID: 1, Key: label("key", 1), Place: want.Place, State: campaign.Mismatched, Seq: 3, Round: 1,
		Since: at(2), Facts: want.Facts, Record: label("record", 2),
	}, h.row(1))
	diff(t, "the message", []campaign.StoredMessage{{Position: 3, ID: 1, At: at(2), Body: label("message", 1)}}, h.messages(0))
	if at := events[2].At; at.Location() != time.UTC {
		t.Errorf("At is in %v, want UTC", at.Location())
	}
	if events[0].Codes != nil || events[0].Notes != nil {
		t.Errorf("an event without codes has them not nil")
	}
}

func rowFollows(t *testing.T, h *harness) {
	row := h.load(1)[0]
	diff(t, "a new row", campaign.Row{
		ID: 1, Key: label("key", 1), Place: newcomer(1).Event.Place, State: campaign.New, Seq: 1,
		Since: at(0), Facts: campaign.FactNumber, Record: label("record", 1),
	}, row)

	note := follow(row, campaign.New, campaign.CauseRecord)
	note.Event.Place.Unit, note.Event.Facts = "DV99", campaign.FactEmail
	h.append(at(5), note)
	got := h.row(1)
	if !got.Since.Equal(at(0)) || got.Seq != 2 || got.Place.Unit != "DV99" || got.Facts != campaign.FactEmail {
		t.Errorf("after a note: Since %v, Seq %d, unit %s, facts %b; a note leaves Since and moves the rest", got.Since, got.Seq, got.Place.Unit, got.Facts)
	}
	if string(got.Record) != string(label("record", 1)) {
		t.Errorf("a change without a record has changed it")
	}
	if rows := h.rows(campaign.Filter{Units: []string{row.Place.Unit}}); len(rows) != 0 {
		t.Errorf("the participant is still found in the unit they left")
	}

	asked := follow(got, campaign.Asked, campaign.CauseRound)
	asked.Event.Round = 4
	h.append(at(6), asked)
	if got := h.row(1); !got.Since.Equal(at(6)) || got.Round != 4 {
		t.Errorf("after a step: Since %v, Round %d, want those of the event", got.Since, got.Round)
	}
}

func allOrNothing(t *testing.T, h *harness) {
	rows := h.load(4)
	before := h.total()
	good := func(i int) campaign.Change {
		c := follow(rows[i], campaign.Asked, campaign.CauseRound)
		c.Event.Round, c.Record, c.Outbox, c.Numbers = 1, label("record", 9), label("message", 9), [][]byte{label("number", 9)}
		return c
	}
	stale, step, unknown, taken := good(1), good(1), good(1), newcomer(3)
	stale.Event.Seq, step.Event.To, unknown.Event.ID = 5, campaign.Filed, 99
	for name, bad := range map[string]campaign.Change{"stale": stale, "step": step, "unknown": unknown, "key taken": taken} {
		for i, changes := range [][]campaign.Change{{good(0), newcomer(50), bad}, {bad, good(0), newcomer(50)}} {
			if err := h.Append(t.Context(), at(1), changes); err == nil {
				t.Errorf("%s at %d: stored", name, i)
			}
			diff(t, name+": the store", before, h.total())
			if found, err := h.Find(t.Context(), label("number", 9)); err != nil || len(found) > 0 {
				t.Errorf("%s: Find gives %d rows and %v: a number stayed behind", name, len(found), err)
			}
		}
	}
	h.append(at(1), good(0), good(1), newcomer(50))
	if got := len(h.events(campaign.EventFilter{})); got != 7 {
		t.Errorf("%d events after the good call, want 7", got)
	}
}

func refusals(t *testing.T, h *harness) {
	rows := h.load(2)
	ask := follow(rows[0], campaign.Asked, campaign.CauseRound)
	change := func(edit func(c *campaign.Change)) campaign.Change {
		c := ask
		edit(&c)
		return c
	}
	fresh := func(edit func(c *campaign.Change)) campaign.Change {
		c := newcomer(7)
		edit(&c)
		return c
	}
	before := h.total()
	for _, test := range []struct {
		name    string
		changes []campaign.Change
		want    campaign.Code
	}{
		{"nothing to store", nil, ""},
		{"old Seq", []campaign.Change{change(func(c *campaign.Change) { c.Event.Seq = 1 })}, campaign.CodeConflict},
		{"future Seq", []campaign.Change{change(func(c *campaign.Change) { c.Event.Seq = 3 })}, campaign.CodeConflict},
		{"other From", []campaign.Change{change(func(c *campaign.Change) { c.Event.From = campaign.Pending })}, campaign.CodeConflict},
		{"no such step", []campaign.Change{change(func(c *campaign.Change) { c.Event.To = campaign.Settled })}, campaign.CodeStep},
		{"no such cause", []campaign.Change{change(func(c *campaign.Change) { c.Event.Cause = "because" })}, campaign.CodeStep},
		{"note that moves", []campaign.Change{change(func(c *campaign.Change) { c.Event.Cause = campaign.CauseRecord })}, campaign.CodeStep},
		{"nobody", []campaign.Change{change(func(c *campaign.Change) { c.Event.ID = 1 << 40 })}, campaign.CodeUnknown},
		{"same participant twice", []campaign.Change{ask, ask}, campaign.CodeConflict},
		{"erased without Erase", []campaign.Change{change(func(c *campaign.Change) { c.Event.To, c.Event.Cause = campaign.Erased, campaign.CauseErased })}, campaign.CodeStep},
		{"key taken", []campaign.Change{newcomer(1)}, campaign.CodeConflict},
		{"key twice", []campaign.Change{newcomer(7), newcomer(7)}, campaign.CodeConflict},
		{"no key", []campaign.Change{fresh(func(c *campaign.Change) { c.Key = nil })}, campaign.CodeInput},
		{"new with a history", []campaign.Change{fresh(func(c *campaign.Change) { c.Event.Seq = 2 })}, campaign.CodeConflict},
		{"new but Asked", []campaign.Change{fresh(func(c *campaign.Change) { c.Event.To = campaign.Asked })}, campaign.CodeStep},
	} {
		wantCode(t, test.name, h.Append(t.Context(), at(1), test.changes), test.want)
	}
	diff(t, "the store", before, h.total())
}

func positionsAndTimes(t *testing.T, h *harness) {
	rows := h.load(3)
	note := func(i int) campaign.Change {
		rows[i].Seq++
		return follow(campaign.Row{ID: rows[i].ID, State: campaign.New, Seq: rows[i].Seq - 1}, campaign.New, campaign.CauseRecord)
	}
	odd := at(1).Add(1500 * time.Nanosecond)
	h.append(odd, note(0), note(1))
	h.append(at(1), note(2))                                   // the clock stood still
	h.append(at(-60), note(2))                                 // the clock went back
	h.append(at(2).In(time.FixedZone("ICT", 7*3600)), note(0)) // another zone
	events := h.events(campaign.EventFilter{After: 3})
	var got []time.Time
	for i, e := range events {
		if e.Position != int64(4+i) {
			t.Errorf("event %d has position %d, want %d", i, e.Position, 4+i)
		}
		got = append(got, e.At)
	}
	micro := odd.Truncate(time.Microsecond)
	diff(t, "the times: one for a call, whole microseconds, later than the call before",
		[]time.Time{micro, micro, micro.Add(time.Microsecond), micro.Add(2 * time.Microsecond), at(2)}, got)
}

func concurrentAppends(t *testing.T, h *harness) {
	const writers, each = 8, 25
	rows := h.load(writers)
	var wait sync.WaitGroup
	for i := range writers {
		wait.Go(func() {
			row := rows[i]
			for n := range each {
				if err := h.Append(t.Context(), at(n%5), []campaign.Change{follow(row, campaign.New, campaign.CauseEvidence)}); err != nil {
					t.Errorf("writer %d: %v", i, err)
					return
				}
				row.Seq++
			}
		})
	}
	wait.Wait()
	events := h.events(campaign.EventFilter{})
	if len(events) != writers*(each+1) {
		t.Fatalf("%d events, want %d", len(events), writers*(each+1))
	}
	checkOrder(t, events)
}

// checkOrder checks what holds for every history.
func checkOrder(t *testing.T, events []campaign.Event) {
	t.Helper()
	seq := make(map[campaign.ID]int)
	for i, e := range events {
		if i > 0 && (e.Position <= events[i-1].Position || e.At.Before(events[i-1].At)) {
			t.Fatalf("event at position %d (%v) follows %d (%v)", e.Position, e.At, events[i-1].Position, events[i-1].At)
		}
		if seq[e.ID]++; e.Seq != seq[e.ID] {
			t.Fatalf("participant %d: event %d comes as number %d", e.ID, e.Seq, seq[e.ID])
		}
	}
}

func concurrentKeys(t *testing.T, h *harness) {
	var wait sync.WaitGroup
	codes := make([]campaign.Code, 8)
	for i := range codes {
		wait.Go(func() {
			if err := h.Append(t.Context(), at(0), []campaign.Change{newcomer(1)}); err != nil {
				codes[i] = codeOf(err)
			}
		})
	}
	wait.Wait()
	slices.Sort(codes)
	if codes[0] != "" || codes[1] != campaign.CodeConflict || codes[7] != campaign.CodeConflict {
		t.Errorf("eight loads of one key give %q, want one success and conflicts", codes)
	}
	if rows := h.rows(campaign.Filter{}); len(rows) != 1 || rows[0].ID != 1 {
		t.Errorf("%d participants, want one with ID 1", len(rows))
	}
}
