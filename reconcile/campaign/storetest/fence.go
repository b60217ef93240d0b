package storetest

import (
	"sync"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

func (h *harness) fence(now time.Time) time.Time {
	h.t.Helper()
	fence, err := h.Fence(h.t.Context(), now)
	if err != nil {
		h.t.Fatalf("Fence: %v", err)
	}
	return fence
}

func fenceTime(t *testing.T, h *harness) {
	if got := h.fence(at(0)); !got.Equal(at(0)) {
		t.Errorf("Fence of an empty store gives %v, want now", got)
	}
	row := h.load(1)[0]
	if !row.Since.After(at(0)) {
		t.Errorf("an event has the time of a fence")
	}
	odd := at(5).Add(time.Nanosecond)
	fence := h.fence(odd)
	if want := at(5).Add(time.Microsecond); !fence.Equal(want) || fence.Location() != time.UTC {
		t.Errorf("Fence gives %v, want the next whole microsecond in UTC", fence)
	}
	h.append(at(3), follow(row, campaign.New, campaign.CauseEvidence))
	if e := h.events(campaign.EventFilter{After: 1})[0]; !e.At.Equal(fence.Add(time.Microsecond)) {
		t.Errorf("the event after a fence has %v, want the microsecond after %v", e.At, fence)
	}
	newest := h.events(campaign.EventFilter{After: 1})[0].At
	if got := h.fence(at(1)); got.Before(newest) {
		t.Errorf("Fence gives %v, before the newest event", got)
	}
}

// fenceHolds takes fences while others write, and reads as of each of them
// again at the end.
func fenceHolds(t *testing.T, h *harness) {
	const fences, perFence = 20, 100
	rows := h.load(6)
	// A writer that only stopped when the reader is done would bury a slow one.
	turns := make(chan int, fences*perFence)
	var wait sync.WaitGroup
	for _, row := range rows {
		wait.Go(func() {
			for n := range turns {
				// The clock of this writer jumps about.
				if err := h.Append(t.Context(), at(n*7%13), []campaign.Change{follow(row, campaign.New, campaign.CauseEvidence)}); err != nil {
					t.Errorf("Append: %v", err)
					return
				}
				row.Seq++
			}
		})
	}
	type report struct {
		until  time.Time
		events int
		last   int64
	}
	count := func(until time.Time) report {
		events := h.events(campaign.EventFilter{Until: until})
		return report{until, len(events), events[len(events)-1].Position}
	}
	var reports []report
	for n := range fences {
		for turn := range perFence {
			turns <- turn
		}
		reports = append(reports, count(h.fence(at(n))))
	}
	close(turns)
	wait.Wait()
	for _, r := range reports {
		if got := count(r.until); got != r {
			t.Errorf("as of %v there were %d events, now there are %d", r.until, r.events, got.events)
		}
	}
}
