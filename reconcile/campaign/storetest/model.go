package storetest

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// naive is a store that is easy to read: lists that are searched from end to
// end.
type naive struct {
	rows     []campaign.Row
	numbers  []map[string]bool // of each row
	events   []campaign.Event
	messages []campaign.StoredMessage
	holder   map[campaign.ID]int // the worker who has claimed
	last     time.Time           // of the newest event or fence
}

func (n *naive) find(id campaign.ID) *campaign.Row {
	if id < 1 || int(id) > len(n.rows) {
		return nil
	}
	return &n.rows[id-1]
}

// judge gives the code with which a change of a worker, 0 for none, must fail.
func (n *naive) judge(c campaign.Change, worker int) campaign.Code {
	var row campaign.Row
	if c.Event.ID != 0 {
		found := n.find(c.Event.ID)
		if found == nil {
			return campaign.CodeUnknown
		}
		row = *found
		switch holder := n.holder[row.ID]; {
		case worker != 0 && holder != worker:
			return campaign.CodeFenced
		case worker == 0 && holder != 0:
			return campaign.CodeClaimed
		}
	} else {
		for _, r := range n.rows {
			if bytes.Equal(r.Key, c.Key) {
				return campaign.CodeConflict
			}
		}
	}
	if err := c.Event.Check(row.State, row.Seq); err != nil {
		return codeOf(err)
	}
	return ""
}

// tick gives the time of the events of a call.
func (n *naive) tick(now time.Time) time.Time {
	if !now.After(n.last) {
		now = n.last.Add(time.Microsecond)
	}
	n.last = now
	return now
}

// store stores a change that was judged.
func (n *naive) store(c campaign.Change, when time.Time) campaign.Row {
	e := c.Event
	if e.ID == 0 {
		e.ID = campaign.ID(len(n.rows) + 1)
		n.rows = append(n.rows, campaign.Row{ID: e.ID, Key: c.Key})
		n.numbers = append(n.numbers, make(map[string]bool))
	}
	e.Position, e.At = int64(len(n.events)+1), when
	n.events = append(n.events, e)
	row := n.find(e.ID)
	row.State, row.Seq, row.Round, row.Place, row.Facts = e.To, e.Seq, e.Round, e.Place, e.Facts
	if !e.Cause.IsNote() {
		row.Since = when
	}
	if c.Record != nil {
		row.Record = c.Record
	}
	for _, number := range c.Numbers {
		n.numbers[e.ID-1][string(number)] = true
	}
	if c.Outbox != nil {
		n.messages = append(n.messages, campaign.StoredMessage{Position: e.Position, ID: e.ID, At: when, Body: c.Outbox})
	}
	delete(n.holder, e.ID)
	return *row
}

// claim does what a worker's Claim does.
func (n *naive) claim(worker int, now time.Time, req campaign.ClaimRequest) []campaign.Row {
	var due []campaign.Row
	for _, row := range n.rows {
		left := row.State == campaign.Asked && n.holder[row.ID] == 0
		waits := row.State != campaign.Asked && slices.Contains(req.From, row.State) && row.Round < req.Round
		if (left || waits) && len(due) < req.Limit {
			due = append(due, row)
		}
	}
	if len(due) == 0 {
		return nil
	}
	when := n.tick(now)
	for i, row := range due {
		c := follow(row, campaign.Asked, req.Cause)
		c.Event.Round, c.Event.Actor = req.Round, req.Actor
		if row.State == campaign.Asked {
			c.Event.Round, c.Event.Cause = row.Round, campaign.CauseTakenOver
		}
		due[i] = n.store(c, when)
		n.holder[row.ID] = worker
	}
	return due
}

// erase does what Erase does for an event that was judged.
func (n *naive) erase(e campaign.Event, now time.Time) {
	n.store(campaign.Change{Event: e}, n.tick(now))
	row := n.find(e.ID)
	row.Key, row.Record = nil, nil
	clear(n.numbers[e.ID-1])
	for i := range n.messages {
		if n.messages[i].ID == e.ID {
			n.messages[i].Body = nil
		}
	}
}

// player plays random operations to a store and to the model.
type player struct {
	*harness
	model   *naive
	random  *rand.Rand
	workers map[int]campaign.Worker // by the number that the model knows them by
	fresh   int                     // for keys, numbers and workers
	clock   time.Time
}

func model(t *testing.T, h *harness) {
	p := &player{
		harness: h, model: &naive{holder: make(map[campaign.ID]int)}, random: rand.New(rand.NewPCG(2207, 2)),
		workers: make(map[int]campaign.Worker), clock: start,
	}
	for step := range 750 {
		p.clock = p.clock.Add(time.Duration(p.random.IntN(4000)-1000) * time.Microsecond)
		switch p.random.IntN(13) {
		case 0, 1:
			p.playLoad()
		case 2, 3, 4, 5:
			p.playAppend()
		case 6, 7:
			p.playClaim()
		case 8, 9:
			p.playAnswer()
		case 10:
			p.playEnd()
		case 11:
			p.playErase()
		case 12:
			p.playReseal()
		}
		if step%100 == 99 || t.Failed() {
			p.compare()
		}
		if t.Failed() {
			t.Fatalf("after %d operations", step+1)
		}
	}
	t.Logf("%d participants, %d events, %d messages", len(p.model.rows), len(p.model.events), len(p.model.messages))
}

func (p *player) compare() {
	p.t.Helper()
	diff(p.t, "the store against the model",
		total{byUnit(p.model.rows), p.model.events, p.model.messages}, p.total())
	for n := 1; n <= p.fresh; n += 7 {
		var want []campaign.ID
		for i, numbers := range p.model.numbers {
			if numbers[string(label("number", n))] {
				want = append(want, campaign.ID(i+1))
			}
		}
		found, err := p.Find(p.t.Context(), label("number", n))
		if err != nil {
			p.t.Fatal(err)
		}
		diff(p.t, "who is found by a number", want, ids(found))
	}
}

// someone gives a participant as the model knows them.
func (p *player) someone() campaign.Row {
	if len(p.model.rows) == 0 {
		return campaign.Row{ID: 1, State: campaign.New, Seq: 1}
	}
	return p.model.rows[p.random.IntN(len(p.model.rows))]
}

// play appends changes to both, by the worker with a number or by the store.
func (p *player) play(worker int, changes []campaign.Change) {
	p.t.Helper()
	var want campaign.Code
	for _, c := range changes {
		if want == "" {
			want = p.model.judge(c, worker)
		}
	}
	call := p.Append
	if worker != 0 {
		call = p.workers[worker].Append
	}
	wantCode(p.t, "Append", call(p.t.Context(), p.clock, changes), want)
	if want != "" {
		return
	}
	when := p.model.tick(p.clock)
	for _, c := range changes {
		p.model.store(c, when)
	}
}

func (p *player) playLoad() {
	var changes []campaign.Change
	for range 1 + p.random.IntN(4) {
		p.fresh++
		changes = append(changes, newcomer(p.fresh))
	}
	if p.random.IntN(8) == 0 {
		changes[0].Key = label("key", 1)
	}
	p.play(0, changes)
}

func (p *player) playAppend() {
	var changes []campaign.Change
	seen := make(map[campaign.ID]bool)
	for range 1 + p.random.IntN(3) {
		row := p.someone()
		c := randomEvent(p.random, row)
		if seen[row.ID] || c.Event.To == campaign.Erased {
			continue
		}
		seen[row.ID] = true
		if p.random.IntN(3) == 0 {
			p.fresh++
			c.Record, c.Numbers, c.Outbox = label("record", p.fresh), [][]byte{label("number", p.fresh)}, label("message", p.fresh)
		}
		changes = append(changes, c)
	}
	if len(changes) > 0 {
		p.play(0, changes)
	}
}

// aWorker gives one of at most four.
func (p *player) aWorker() int {
	numbers := slices.Sorted(maps.Keys(p.workers))
	if i := p.random.IntN(4); i < len(numbers) {
		return numbers[i]
	}
	p.fresh++
	p.workers[p.fresh] = p.worker()
	return p.fresh
}

func (p *player) playClaim() {
	worker := p.aWorker()
	req := request(1+p.random.IntN(3), 1+p.random.IntN(5), campaign.New, campaign.Pending, campaign.Verified, campaign.Updated)
	got, err := p.workers[worker].Claim(p.t.Context(), p.clock, req)
	if err != nil {
		p.t.Fatalf("Claim: %v", err)
	}
	diff(p.t, "claimed", p.model.claim(worker, p.clock, req), got)
}

// playAnswer answers for some of a worker's claims, seldom for somebody else's.
func (p *player) playAnswer() {
	worker := p.aWorker()
	var changes []campaign.Change
	for _, row := range p.model.rows {
		holder := p.model.holder[row.ID]
		if holder == worker && p.random.IntN(2) == 0 || holder != worker && p.random.IntN(200) == 0 {
			to := []campaign.State{campaign.Verified, campaign.Mismatched, campaign.NoID, campaign.Pending}[p.random.IntN(4)]
			changes = append(changes, answer(row, to))
		}
	}
	if len(changes) > 0 {
		p.play(worker, changes)
	}
}

// playEnd closes a worker.
func (p *player) playEnd() {
	worker := p.aWorker()
	if err := p.workers[worker].Close(); err != nil {
		p.t.Fatalf("Worker.Close: %v", err)
	}
	delete(p.workers, worker)
	maps.DeleteFunc(p.model.holder, func(_ campaign.ID, holder int) bool { return holder == worker })
}

func (p *player) playErase() {
	if p.random.IntN(3) > 0 {
		fence := p.fence(p.clock)
		if fence.Before(p.clock) || fence.Before(p.model.last) {
			p.t.Errorf("a fence lies before now or the newest event")
		}
		p.model.last = fence
		return
	}
	e := follow(p.someone(), campaign.Erased, campaign.CauseErased).Event
	want := p.model.judge(campaign.Change{Event: e}, 0)
	wantCode(p.t, "Erase", p.Erase(p.t.Context(), p.clock, e), want)
	if want == "" {
		p.model.erase(e, p.clock)
	}
}
