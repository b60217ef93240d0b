package changeset_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// TestLastAt compares the search with counting, for every time and length.
func TestLastAt(t *testing.T) {
	times := []int64{5, 5, 7, 9, 9, 9, 20}
	for newest := range len(times) + 1 {
		for until := int64(4); until <= 21; until++ {
			want := int64(0)
			for i, at := range times[:newest] {
				if at <= until {
					want = int64(i + 1)
				}
			}
			got, err := changeset.LastAt(int64(newest), time.UnixMicro(until), func(position int64) (int64, error) {
				return times[position-1], nil
			})
			if err != nil || got != want {
				t.Errorf("of %d events until %d the last is %d, want %d (error %v)", newest, until, got, want, err)
			}
		}
	}
	failure := errors.New("failure")
	if _, err := changeset.LastAt(3, time.UnixMicro(1), func(int64) (int64, error) { return 0, failure }); !errors.Is(err, failure) {
		t.Errorf("LastAt gives %v, want the error of the reader", err)
	}
}

// TestPages strings pages of every length together, with every limit.
func TestPages(t *testing.T) {
	for _, total := range []int{0, 1, changeset.PageSize - 1, changeset.PageSize, changeset.PageSize + 1, 2 * changeset.PageSize} {
		for _, limit := range []int{0, 1, changeset.PageSize, changeset.PageSize + 1, 5 * changeset.PageSize} {
			seq := changeset.Pages(t.Context(), limit, func(_ context.Context, last *int, n int) (page []int, err error) {
				first := 1
				if last != nil {
					first = *last + 1
				}
				for i := first; i <= total && len(page) < n; i++ {
					page = append(page, i)
				}
				return page, nil
			})
			for range 2 { // a sequence may be ranged over again
				want := total
				if limit > 0 {
					want = min(total, limit)
				}
				got := 0
				for i, err := range seq {
					if got++; err != nil || i != got {
						t.Fatalf("item %d comes as number %d (error %v)", i, got, err)
					}
				}
				if got != want {
					t.Errorf("%d of %d with limit %d, want %d", got, total, limit, want)
				}
			}
		}
	}
}

func TestPagesEndWithAnError(t *testing.T) {
	failure := errors.New("failure")
	pages := 0
	seq := changeset.Pages(t.Context(), 0, func(context.Context, *int, int) ([]int, error) {
		if pages++; pages == 2 {
			return nil, failure
		}
		return make([]int, changeset.PageSize), nil
	})
	items, failures := 0, 0
	for _, err := range seq {
		if err != nil {
			failures++
		} else {
			items++
		}
	}
	if items != changeset.PageSize || failures != 1 || pages != 2 {
		t.Errorf("%d items, %d errors and %d pages, want a page, one error and an end", items, failures, pages)
	}
}

func TestCodesComeBack(t *testing.T) {
	for _, codes := range [][]matching.Code{nil, {"name.tone"}, {"name.tone", "birth.day"}} {
		if d := cmp.Diff(codes, changeset.SplitCodes(changeset.JoinCodes(codes))); d != "" {
			t.Errorf("codes (-want +got):\n%s", d)
		}
	}
}

// TestPlanKeepsTheCounters: what is refused moves nothing.
func TestPlanKeepsTheCounters(t *testing.T) {
	counters := changeset.Counters{Position: 7, ID: 3, At: 100, Fence: 200}
	before := counters
	refused := []campaign.Change{{Event: campaign.Event{ID: 9, Seq: 2, From: campaign.New, To: campaign.Asked, Cause: campaign.CauseRound}}}
	if _, err := changeset.Plan(&counters, time.UnixMicro(50), refused, nil, nil); !errors.Is(err, campaign.CodeUnknown) {
		t.Errorf("Plan gives %v, want %s", err, campaign.CodeUnknown)
	}
	if counters != before {
		t.Errorf("the counters are %+v after a refusal, were %+v", counters, before)
	}
	fresh := []campaign.Change{{Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded}, Key: []byte("a")}}
	steps, err := changeset.Plan(&counters, time.UnixMicro(50), slices.Concat(fresh), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if e := steps[0].Event; e.Position != 8 || e.ID != 4 || e.At.UnixMicro() != 201 {
		t.Errorf("position %d, ID %d, time %d; want 8, 4 and the microsecond after the fence", e.Position, e.ID, e.At.UnixMicro())
	}
}
