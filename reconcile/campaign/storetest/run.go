package storetest

import (
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// Run checks a store. open gives a new and empty one for each subtest, which
// closes it; what is left to clean up is for t.Cleanup.
func Run(t *testing.T, open func(t *testing.T) campaign.Store) {
	t.Helper()
	for _, check := range []struct {
		name string
		run  func(t *testing.T, h *harness)
	}{
		{"append/event comes back whole", eventRoundTrip},
		{"append/row follows the events", rowFollows},
		{"append/all or nothing", allOrNothing},
		{"append/refusals", refusals},
		{"append/positions and times grow", positionsAndTimes},
		{"append/concurrent", concurrentAppends},
		{"append/keys concurrently", concurrentKeys},
		{"machine/every pair of states", everyStep},
		{"machine/random sequences", randomSequences},
		{"claim/order, limit and rounds", claimOrder},
		{"claim/selection", claimSelection},
		{"claim/since when", claimStated},
		{"claim/refusals", claimRefusals},
		{"claim/claimed and fenced", claimedAndFenced},
		{"claim/taken over after Close", takenOver},
		{"claim/one taken over", takenOverAlone},
		{"claim/exclusive", claimsExclusive},
		{"claim/against appends", claimsAgainstAppends},
		{"fence/time", fenceTime},
		{"fence/reports stay", fenceHolds},
		{"rows/filters", rowFilters},
		{"rows/pages", rowPages},
		{"rows/moving on", rowsMovingOn},
		{"rows/concurrent writers", rowsWhileWriting},
		{"events/filters", eventFilters},
		{"find", find},
		{"outbox", outbox},
		{"settings", settings},
		{"settings/concurrent", settingsConcurrently},
		{"erase", erase},
		{"reseal/what is sealed", sealedPages},
		{"reseal/replaces", resealReplaces},
		{"reseal/refusals", resealRefusals},
		{"reseal/against appends", resealAgainstAppends},
		{"errors hold no values", errorsHoldNoValues},
		{"context has ended", contextEnded},
		{"closed", closed},
		{"model", model},
	} {
		t.Run(check.name, func(t *testing.T) {
			h := &harness{t: t, Store: open(t)}
			defer func() {
				if err := h.Close(); err != nil {
					t.Errorf("Close: %v", err)
				}
			}()
			check.run(t, h)
		})
	}
}
