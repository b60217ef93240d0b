package storetest

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// causes are those that tests choose from: steps, notes and one that is none.
var causes = []campaign.Cause{
	campaign.CauseRound, campaign.CauseOutcome, campaign.CauseNotified, campaign.CauseCorrected, campaign.CauseMerged,
	campaign.CauseUnmerged, campaign.CauseEvidence, campaign.CauseRecord, "nothing",
}

func codeOf(err error) campaign.Code {
	var e *campaign.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return "other"
}

// everyStep tries every pair of states, each with a participant who was led
// there.
func everyStep(t *testing.T, h *harness) {
	type pair struct {
		to   campaign.State
		path []campaign.State
	}
	var pairs []pair
	for _, from := range campaign.States() {
		if path := pathTo(from); path != nil { // nil for Erased, which Append does not write
			for _, to := range campaign.States() {
				pairs = append(pairs, pair{to, path})
			}
		}
	}
	rows := h.load(len(pairs))
	for depth := 0; ; depth++ {
		var changes []campaign.Change
		for i, p := range pairs {
			if depth < len(p.path) {
				changes = append(changes, follow(rows[i], p.path[depth], causeFrom(rows[i].State)))
				rows[i].State = p.path[depth]
				rows[i].Seq++
			}
		}
		if len(changes) == 0 {
			break
		}
		h.append(at(depth), changes...)
	}
	for i, p := range pairs {
		change := follow(rows[i], p.to, campaign.CauseCorrected)
		want := campaign.CodeStep
		if p.to != campaign.Erased && change.Event.Check(rows[i].State, rows[i].Seq) == nil {
			want = ""
			rows[i].Seq++
		}
		wantCode(t, rows[i].State.String()+" to "+p.to.String(), h.Append(t.Context(), at(99), []campaign.Change{change}), want)
		if want == "" {
			rows[i].State = p.to
		}
	}
	for _, got := range h.rows(campaign.Filter{}) {
		if want := rows[got.ID-1]; got.State != want.State || got.Seq != want.Seq {
			t.Errorf("participant %d stands at %v after %d events, want %v after %d", got.ID, got.State, got.Seq, want.State, want.Seq)
		}
	}
}

// causeFrom gives a cause with which any step from a state may be made.
func causeFrom(state campaign.State) campaign.Cause {
	if state == campaign.Asked {
		return campaign.CauseOutcome
	}
	return campaign.CauseCorrected
}

// pathTo gives the shortest way from New to a state, empty for New, nil where
// none can be appended.
func pathTo(state campaign.State) []campaign.State {
	paths := map[campaign.State][]campaign.State{campaign.New: {}}
	for queue := []campaign.State{campaign.New}; len(queue) > 0; queue = queue[1:] {
		for from, to := range campaign.Steps() {
			if from != queue[0] || to == campaign.Erased || paths[to] != nil {
				continue
			}
			paths[to] = append(paths[from][:len(paths[from]):len(paths[from])], to)
			queue = append(queue, to)
		}
	}
	return paths[state]
}

// randomSequences proposes random events and checks that exactly those are
// stored that Event.Check allows.
func randomSequences(t *testing.T, h *harness) {
	random := rand.New(rand.NewPCG(2207, 1))
	rows := h.load(20)
	stored := len(rows)
	for range 800 {
		row := &rows[random.IntN(len(rows))]
		change := randomEvent(random, *row)
		want := change.Event.Check(row.State, row.Seq)
		if change.Event.To == campaign.Erased {
			want = &campaign.Error{Code: campaign.CodeStep}
		}
		err := h.Append(t.Context(), at(0), []campaign.Change{change})
		if want != nil {
			wantCode(t, "an event that Check refuses", err, codeOf(want))
			continue
		}
		if err != nil {
			t.Fatalf("%v to %v (%s): %v", change.Event.From, change.Event.To, change.Event.Cause, err)
		}
		stored++
		row.State, row.Seq, row.Round = change.Event.To, change.Event.Seq, change.Event.Round
	}
	if stored < 150 {
		t.Errorf("only %d events were allowed: the test says little", stored)
	}
	checkMachine(t, h, stored)
	for _, row := range rows {
		if got := h.row(row.ID); got.State != row.State || got.Seq != row.Seq {
			t.Errorf("participant %d stands at %v after %d events, want %v after %d", row.ID, got.State, got.Seq, row.State, row.Seq)
		}
	}
}

// randomEvent is mostly a step the machine has, sometimes any event at all.
func randomEvent(random *rand.Rand, row campaign.Row) campaign.Change {
	change := follow(row, campaign.State(random.IntN(22)), causes[random.IntN(len(causes))])
	if random.IntN(4) > 0 {
		for from, to := range campaign.Steps() {
			if from == row.State && to != campaign.Erased && random.IntN(3) == 0 {
				change.Event.To, change.Event.Cause = to, causeFrom(from)
			}
		}
	}
	switch random.IntN(20) {
	case 0:
		change.Event.Seq += random.IntN(3) - 1
	case 1:
		change.Event.From = campaign.State(random.IntN(22))
	}
	change.Event.Round = row.Round + random.IntN(2)
	return change
}

// checkMachine replays the whole history against the machine.
func checkMachine(t *testing.T, h *harness, want int) {
	t.Helper()
	events := h.events(campaign.EventFilter{})
	if len(events) != want {
		t.Errorf("%d events are stored, want %d", len(events), want)
	}
	checkOrder(t, events)
	states := make(map[campaign.ID]campaign.State)
	for _, e := range events {
		if err := e.Check(states[e.ID], e.Seq-1); err != nil {
			t.Errorf("position %d holds a step the machine has not: %v", e.Position, err)
		}
		states[e.ID] = e.To
	}
}
