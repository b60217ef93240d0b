package campaign_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// walk takes a store through random legal steps: nobody in it is a person.
type walk struct {
	t      testing.TB
	r      *rand.Rand
	clock  *clock
	store  *campaign.Memory
	steps  map[campaign.State][]campaign.State
	rows   []campaign.Row
	noExit bool // nobody is merged or erased, and VssID accounts are kept
}

func newWalk(t testing.TB, seed uint64) *walk {
	w := &walk{t: t, r: rand.New(rand.NewPCG(seed, 7)), clock: newClock(), store: campaign.NewMemory()}
	w.steps = make(map[campaign.State][]campaign.State)
	for from, to := range campaign.Steps() {
		w.steps[from] = append(w.steps[from], to)
	}
	return w
}

func (w *walk) campaign() *campaign.Campaign {
	w.t.Helper()
	c, err := campaign.Open(w.t.Context(), w.store, campaign.Options{Clock: w.clock.Now, Actor: "test"})
	if err != nil {
		w.t.Fatal(err)
	}
	return c
}

// causes of the steps to a state, where it does not depend on the step.
var causeTo = map[campaign.State]campaign.Cause{
	campaign.Asked: campaign.CauseRound, campaign.Verified: campaign.CauseOutcome, campaign.IDShared: campaign.CauseOutcome,
	campaign.Mismatched: campaign.CauseOutcome, campaign.NoID: campaign.CauseOutcome,
	campaign.NotComparable: campaign.CauseOutcome, campaign.Pending: campaign.CauseOutcome,
	campaign.NotifiedMau01: campaign.CauseNotified, campaign.NotifiedMau02: campaign.CauseNotified,
	campaign.SharedBack: campaign.CauseShared, campaign.Confirmed: campaign.CauseReturned, campaign.Filed: campaign.CauseFiled,
	campaign.Updated: campaign.CauseCorrected, campaign.Reviewed: campaign.CauseReviewed,
	campaign.Escalated: campaign.CauseEscalated, campaign.Answered: campaign.CauseAnswered,
	campaign.Merged: campaign.CauseMerged, campaign.Erased: campaign.CauseErased,
}

func causeOf(from, to campaign.State) campaign.Cause {
	switch {
	case from == 0:
		return campaign.CauseLoaded
	case from == campaign.Asked && to != campaign.Asked:
		return campaign.CauseOutcome
	case from == campaign.Merged && to == campaign.New:
		return campaign.CauseUnmerged
	case to == campaign.Settled && from == campaign.SharedBack:
		return campaign.CauseNotified
	case to == campaign.Settled:
		return campaign.CauseShared
	}
	return causeTo[to]
}

// add loads a participant.
func (w *walk) add() {
	w.rows = append(w.rows, campaign.Row{ID: campaign.ID(len(w.rows) + 1)})
	row := &w.rows[len(w.rows)-1]
	row.Place, row.Facts = w.place(), campaign.Facts(w.r.UintN(1<<8))
	w.keep(row, campaign.Change{
		Event: w.event(row, campaign.New, campaign.CauseLoaded),
		Key:   []byte{byte(row.ID >> 16), byte(row.ID >> 8), byte(row.ID)},
	})
}

func (w *walk) place() campaign.Place {
	unit := w.r.IntN(5)
	return campaign.Place{
		Unit: string(rune('A' + unit)), District: string(rune('A' + unit/2)), Province: string(rune('A' + unit/3)),
		Group: []string{"", "BHXH bắt buộc", "Hộ gia đình"}[w.r.IntN(3)],
	}
}

func (w *walk) event(row *campaign.Row, to campaign.State, cause campaign.Cause) campaign.Event {
	return campaign.Event{
		ID: row.ID, Seq: row.Seq + 1, From: row.State, To: to, Round: row.Round, Cause: cause,
		Place: row.Place, Facts: row.Facts,
	}
}

// next moves a random participant on, or notes something.
func (w *walk) next() {
	row := &w.rows[w.r.IntN(len(w.rows))]
	w.clock.add(time.Duration(w.r.IntN(5)) * time.Hour)
	if row.State != campaign.Erased && w.r.IntN(4) == 0 {
		w.note(row)
		return
	}
	next := w.steps[row.State]
	if len(next) == 0 {
		return
	}
	to := next[w.r.IntN(len(next))]
	if to.IsFinal() && (w.noExit || w.r.IntN(4) > 0) {
		return
	}
	e := w.event(row, to, causeOf(row.State, to))
	switch to {
	case campaign.Mismatched:
		e.Codes = []matching.Code{matching.NameTypo, matching.DateDay}[:1+w.r.IntN(2)]
	case campaign.NoID:
		e.Codes = []matching.Code{matching.IDMissing}
	case campaign.Pending:
		e.Message = "unavailable"
	case campaign.NotComparable:
		e.Message = "foreigner"
	case campaign.Erased:
		w.erase(row, e)
		return
	}
	w.keep(row, campaign.Change{Event: e})
}

func (w *walk) note(row *campaign.Row) {
	flip := campaign.Facts(1 << w.r.UintN(8))
	if !w.noExit || row.Facts&flip == 0 {
		row.Facts ^= flip
	}
	if w.r.IntN(3) == 0 && !w.noExit {
		row.Place = w.place()
	}
	w.keep(row, campaign.Change{Event: w.event(row, row.State, campaign.CauseRecord)})
}

func (w *walk) keep(row *campaign.Row, change campaign.Change) {
	w.t.Helper()
	if change.Event.From == 0 {
		change.Event.ID = 0
	}
	if err := w.store.Append(w.t.Context(), w.clock.Now(), []campaign.Change{change}); err != nil {
		w.t.Fatalf("step from %s to %s: %v", change.Event.From, change.Event.To, err)
	}
	row.State, row.Seq = change.Event.To, change.Event.Seq
}

func (w *walk) erase(row *campaign.Row, e campaign.Event) {
	w.t.Helper()
	if err := w.store.Erase(w.t.Context(), w.clock.Now(), e); err != nil {
		w.t.Fatal(err)
	}
	row.State, row.Seq = campaign.Erased, e.Seq
}

func (w *walk) progress(q campaign.ProgressQuery) *campaign.Progress {
	w.t.Helper()
	p, err := w.campaign().Progress(w.t.Context(), q)
	if err != nil {
		w.t.Fatalf("Progress: %v", err)
	}
	return p
}
