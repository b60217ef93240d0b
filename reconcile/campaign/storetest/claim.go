package storetest

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// answer is the change with which a worker ends its claim on a row.
func answer(row campaign.Row, to campaign.State) campaign.Change {
	return follow(row, to, campaign.CauseOutcome)
}

func answers(rows []campaign.Row, to campaign.State) []campaign.Change {
	changes := make([]campaign.Change, len(rows))
	for i, row := range rows {
		changes[i] = answer(row, to)
	}
	return changes
}

func claimOrder(t *testing.T, h *harness) {
	h.load(7)
	w := h.worker()
	first := h.claim(w, at(1), 3)
	diff(t, "the first three", []campaign.ID{1, 2, 3}, ids(first))
	want := campaign.Row{
		ID: 2, Key: label("key", 2), Place: newcomer(2).Event.Place, State: campaign.Asked, Seq: 2, Round: 1,
		Since: at(1), Facts: campaign.FactNumber, Record: label("record", 2),
	}
	diff(t, "a claimed row", want, first[1])
	diff(t, "the row in the store", want, h.row(2))
	event := h.events(campaign.EventFilter{IDs: []campaign.ID{2}})[1]
	diff(t, "its event", campaign.Event{
		Position: 9, ID: 2, Seq: 2, From: campaign.New, To: campaign.Asked, Round: 1, At: at(1),
		Cause: campaign.CauseRound, Actor: "worker", Place: want.Place, Facts: want.Facts,
	}, event)
	diff(t, "the next ones", []campaign.ID{4, 5, 6, 7}, ids(h.claim(w, at(1), 100)))
	diff(t, "nobody is left", []campaign.ID{}, ids(h.claim(w, at(1), 100)))

	if err := w.Append(t.Context(), at(2), answers(first, campaign.Pending)); err != nil {
		t.Fatal(err)
	}
	for round, want := range map[int]int{1: 0, 2: 3} {
		rows, err := w.Claim(t.Context(), at(3), request(round, 100, campaign.New, campaign.Pending))
		if err != nil || len(rows) != want {
			t.Errorf("round %d claims %d of those asked in round 1, error %v, want %d", round, len(rows), err, want)
		}
	}
}

func claimSelection(t *testing.T, h *harness) {
	rows := h.load(30)
	h.append(at(1), follow(rows[3], campaign.Asked, campaign.CauseRound))
	h.append(at(1), follow(h.row(4), campaign.Pending, campaign.CauseOutcome))
	for _, test := range []struct {
		name string
		edit func(req *campaign.ClaimRequest)
		want func(id campaign.ID) bool
	}{
		{"everybody", func(*campaign.ClaimRequest) {}, func(campaign.ID) bool { return true }},
		{"one state", func(r *campaign.ClaimRequest) { r.From = []campaign.State{campaign.Pending} }, func(id campaign.ID) bool { return id == 4 }},
		{"no state", func(r *campaign.ClaimRequest) { r.From = nil }, func(campaign.ID) bool { return false }},
		{"Asked is no state to ask from", func(r *campaign.ClaimRequest) { r.From = []campaign.State{campaign.Asked} }, func(campaign.ID) bool { return false }},
		{"one unit", func(r *campaign.ClaimRequest) { r.Units = []string{"DV01"} }, func(id campaign.ID) bool { return id%3 == 1 }},
		{"two units", func(r *campaign.ClaimRequest) { r.Units = []string{"DV02", "DV00"} }, func(id campaign.ID) bool { return id%3 != 1 }},
		{"a unit without anybody", func(r *campaign.ClaimRequest) { r.Units = []string{"DV77"} }, func(campaign.ID) bool { return false }},
		{"a shard", func(r *campaign.ClaimRequest) { r.Shard = campaign.Shard{Index: 2, Of: 4} }, func(id campaign.ID) bool { return id%4 == 2 }},
		{"first five", func(r *campaign.ClaimRequest) { r.Limit = 5 }, func(id campaign.ID) bool { return id <= 5 }},
		{"a unit's part of a shard", func(r *campaign.ClaimRequest) {
			r.Units, r.Shard = []string{"DV01"}, campaign.Shard{Of: 2}
		}, func(id campaign.ID) bool { return id%6 == 4 }},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := h.worker()
			req := request(1, 100, campaign.Pending, campaign.New)
			test.edit(&req)
			got, err := w.Claim(t.Context(), at(20), req)
			if err != nil {
				t.Fatal(err)
			}
			var want []campaign.ID
			for _, row := range rows {
				if test.want(row.ID) {
					want = append(want, row.ID)
				}
			}
			diff(t, "claimed", want, ids(got))
			h.putBack(w, got)
		})
	}
}

// putBack makes claimed participants due for the same round again: number 4
// stands at Pending as before, the others at New.
func (h *harness) putBack(w campaign.Worker, rows []campaign.Row) {
	h.t.Helper()
	pending := answers(rows, campaign.Pending)
	for i := range pending {
		pending[i].Event.Round = 0
	}
	if err := w.Append(h.t.Context(), at(21), pending); err != nil {
		h.t.Fatalf("Worker.Append: %v", err)
	}
	for _, row := range rows {
		if row.ID == 4 {
			continue
		}
		h.append(at(22), follow(h.row(row.ID), campaign.Merged, campaign.CauseMerged))
		h.append(at(22), follow(h.row(row.ID), campaign.New, campaign.CauseUnmerged))
	}
}

func claimStated(t *testing.T, h *harness) {
	rows := h.load(4)
	h.append(at(10), follow(rows[0], campaign.New, campaign.CauseRecord)) // a note: they stand there as before
	h.append(at(10), follow(rows[1], campaign.Asked, campaign.CauseRound))
	h.append(at(11), follow(h.row(2), campaign.Pending, campaign.CauseOutcome))
	h.append(at(12), follow(rows[2], campaign.Asked, campaign.CauseRound)) // left behind: whenever that was
	w := h.worker()
	for _, test := range []struct {
		stated time.Time
		want   []campaign.ID
	}{{at(0), []campaign.ID{3}}, {at(11), []campaign.ID{1, 4}}, {at(12), []campaign.ID{2}}} {
		req := request(1, 100, campaign.New, campaign.Pending)
		req.Stated = test.stated
		got, err := w.Claim(t.Context(), at(20), req)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "who has stood there since before", test.want, ids(got))
	}
}

func claimRefusals(t *testing.T, h *harness) {
	h.load(1)
	before := h.total()
	w := h.worker()
	for _, test := range []struct {
		name string
		req  campaign.ClaimRequest
		want campaign.Code
	}{
		{"no limit", request(1, 0, campaign.New), campaign.CodeInput},
		{"no round", request(0, 1, campaign.New), campaign.CodeInput},
		{"a state that is not asked from", request(1, 1, campaign.New, campaign.Filed), campaign.CodeStep},
	} {
		_, err := w.Claim(t.Context(), at(1), test.req)
		wantCode(t, test.name, err, test.want)
	}
	wantCode(t, "a worker that loads", w.Append(t.Context(), at(1), []campaign.Change{newcomer(9)}), campaign.CodeInput)
	diff(t, "the store", before, h.total())
}

func claimedAndFenced(t *testing.T, h *harness) {
	rows := h.load(4)
	one, two := h.worker(), h.worker()
	claimed := h.claim(one, at(1), 2)
	outcome := answer(claimed[0], campaign.Verified)

	before := h.total()
	wantCode(t, "Store.Append of a claimed one", h.Append(t.Context(), at(2), []campaign.Change{outcome}), campaign.CodeClaimed)
	wantCode(t, "another worker's", two.Append(t.Context(), at(2), []campaign.Change{outcome}), campaign.CodeFenced)
	wantCode(t, "nobody's", one.Append(t.Context(), at(2), []campaign.Change{follow(rows[3], campaign.Asked, campaign.CauseRound)}), campaign.CodeFenced)
	wantCode(t, "one claimed, one not", one.Append(t.Context(), at(2),
		[]campaign.Change{outcome, follow(rows[3], campaign.Asked, campaign.CauseRound)}), campaign.CodeFenced)
	wantCode(t, "Erase of a claimed one", h.Erase(t.Context(), at(2), follow(claimed[0], campaign.Erased, campaign.CauseErased).Event), campaign.CodeClaimed)
	diff(t, "the store", before, h.total())

	if err := one.Append(t.Context(), at(2), []campaign.Change{outcome}); err != nil {
		t.Fatalf("the worker's own: %v", err)
	}
	wantCode(t, "a claim that has ended", one.Append(t.Context(), at(3),
		[]campaign.Change{follow(h.row(1), campaign.SharedBack, campaign.CauseShared)}), campaign.CodeFenced)
	h.append(at(3), follow(h.row(1), campaign.SharedBack, campaign.CauseShared)) // free again
	diff(t, "what the other worker gets", []campaign.ID{3, 4}, ids(h.claim(two, at(4), 9)))
}

func takenOver(t *testing.T, h *harness) {
	h.load(3)
	one, two := h.worker(), h.worker()
	claimed := h.claim(one, at(1), 2)
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	if got := h.row(1).State; got != campaign.Asked {
		t.Errorf("after Close the participant stands at %v, want asked", got)
	}
	rows, err := two.Claim(t.Context(), at(2), campaign.ClaimRequest{
		From: []campaign.State{campaign.New}, Round: 7, Limit: 9, Cause: campaign.CauseRound, Stated: at(0).Add(time.Second),
	})
	if err != nil {
		t.Fatal(err)
	}
	diff(t, "claimed", []campaign.ID{1, 2, 3}, ids(rows))
	events := h.events(campaign.EventFilter{IDs: []campaign.ID{1}})
	last := events[len(events)-1]
	if last.Cause != campaign.CauseTakenOver || last.Round != 1 || rows[0].Round != 1 || rows[0].Seq != 3 {
		t.Errorf("taken over with cause %q and round %d, row at round %d and Seq %d; want the round of the first question", last.Cause, last.Round, rows[0].Round, rows[0].Seq)
	}
	if rows[2].Round != 7 {
		t.Errorf("the one who was New is in round %d, want 7", rows[2].Round)
	}
	wantCode(t, "the closed worker", one.Append(t.Context(), at(3), answers(claimed, campaign.Verified)), campaign.CodeClosed)
	_, err = one.Claim(t.Context(), at(3), request(1, 1, campaign.New))
	wantCode(t, "the closed worker", err, campaign.CodeClosed)
	wantCode(t, "Close again", one.Close(), "")

	// Asked by Store.Append, so by nobody who lives.
	h.append(at(4), newcomer(4))
	h.append(at(4), follow(h.row(4), campaign.Asked, campaign.CauseRound))
	diff(t, "asked by nobody", []campaign.ID{4}, ids(h.claim(two, at(5), 9)))
}

// takenOverAlone takes over one participant of several whom a worker left
// behind, as an erasure does that cannot wait for the round: the others stay for
// whoever goes on.
func takenOverAlone(t *testing.T, h *harness) {
	h.load(5)
	left, living, taking := h.worker(), h.worker(), h.worker()
	h.claim(left, at(1), 3)
	h.claim(living, at(1), 1)
	if err := left.Close(); err != nil {
		t.Fatal(err)
	}
	only := func(id campaign.ID) []campaign.Row {
		rows, err := taking.Claim(t.Context(), at(2), campaign.ClaimRequest{
			Round: 1, Limit: 1, Shard: campaign.Shard{Index: int(id), Of: math.MaxInt},
		})
		if err != nil {
			t.Fatalf("Claim: %v", err)
		}
		return rows
	}
	for id, want := range map[campaign.ID][]campaign.ID{2: {2}, 4: {}, 5: {}, 99: {}} { // left, claimed, New, nobody
		diff(t, "taken over", want, ids(only(id)))
	}
	if err := taking.Append(t.Context(), at(3), []campaign.Change{answer(h.row(2), campaign.Pending)}); err != nil {
		t.Fatal(err)
	}
	if err := h.Erase(t.Context(), at(4), follow(h.row(2), campaign.Erased, campaign.CauseErased).Event); err != nil {
		t.Errorf("Erase: %v", err)
	}
	diff(t, "who is left for the round", []campaign.ID{1, 3, 5}, ids(h.claim(taking, at(5), 9)))
}

// claimsExclusive lets many workers share a round, some of which give up.
func claimsExclusive(t *testing.T, h *harness) {
	const people, workers = 300, 6
	h.load(people)
	var mu sync.Mutex
	holders := make(map[campaign.ID]int)
	hold := func(n int, rows []campaign.Row) {
		mu.Lock()
		defer mu.Unlock()
		for _, row := range rows {
			if holder := holders[row.ID]; n != 0 && holder != 0 {
				t.Errorf("participant %d is claimed by worker %d and by %d", row.ID, holder, n)
			}
			holders[row.ID] = n
		}
	}
	var wait sync.WaitGroup
	for i := range workers {
		wait.Go(func() {
			for life := 0; ; life++ {
				ended, err := work(t, h, 1+i, life, hold)
				if err != nil {
					t.Errorf("worker %d: %v", i, err)
				}
				if ended || err != nil {
					return
				}
			}
		})
	}
	wait.Wait()
	rows := h.rows(campaign.Filter{States: []campaign.State{campaign.Verified}})
	if len(rows) != people {
		t.Errorf("%d verified, want %d", len(rows), people)
	}
	checkMachine(t, h, len(h.events(campaign.EventFilter{})))
}

// work is one life of a worker: every third claim it gives up and lives again.
// It has ended when nobody is due.
func work(t *testing.T, h *harness, n, life int, hold func(int, []campaign.Row)) (ended bool, err error) {
	w, err := h.Worker(t.Context())
	if err != nil {
		return false, err
	}
	var left []campaign.Row
	defer func() {
		hold(0, left)
		if e := w.Close(); err == nil {
			err = e
		}
	}()
	for i := range 3 {
		rows, err := w.Claim(t.Context(), at(1), request(1, 7+n, campaign.New))
		if err != nil || len(rows) == 0 {
			return true, err
		}
		hold(n, rows)
		if left = rows; i == 2 && life < 3 {
			return false, nil
		}
		hold(0, rows)
		left = nil
		if err := w.Append(t.Context(), at(2), answers(rows, campaign.Verified)); err != nil {
			return false, err
		}
	}
	return false, nil
}

// claimsAgainstAppends lets officers change the participants whom workers want.
func claimsAgainstAppends(t *testing.T, h *harness) {
	rows := h.load(60)
	var wait sync.WaitGroup
	stored := make([]int, len(rows))
	wait.Go(func() {
		for round := range 3 {
			for i := range slices.Backward(rows) {
				change := follow(rows[i], campaign.New, campaign.CauseEvidence)
				change.Event.Ref = fmt.Sprint(round)
				switch err := h.Append(t.Context(), at(1), []campaign.Change{change}); {
				case err == nil:
					stored[i]++
					rows[i].Seq++
				case codeOf(err) != campaign.CodeConflict && codeOf(err) != campaign.CodeClaimed:
					t.Errorf("officer: %v", err)
				}
			}
		}
	})
	for range 2 {
		w := h.worker()
		wait.Go(func() {
			for {
				rows, err := w.Claim(t.Context(), at(1), request(1, 7, campaign.New))
				if err != nil {
					t.Errorf("Claim: %v", err)
				}
				if len(rows) == 0 {
					return
				}
				if err := w.Append(t.Context(), at(2), answers(rows, campaign.Verified)); err != nil {
					t.Errorf("worker: %v", err)
				}
			}
		})
	}
	wait.Wait()
	total := len(rows) * 3
	for _, n := range stored {
		total += n
	}
	checkMachine(t, h, total)
}
