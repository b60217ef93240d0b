package reconcile_test

import (
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

// TestRunAgainstTruth puts synthetic participants with known faults through the
// procedure, over real SOAP. Every outcome and every confirmed number must be
// the truth. So must the codes, but for the coincidences that chance makes: a
// typing error that is also a regional spelling, a stranger born on the same
// day and month.
func TestRunAgainstTruth(t *testing.T) {
	l := synth.NewList(11, 3000, synth.Units(5), synth.Mix{
		CMND: 120, Faults: 450, TwoFaults: 0, NoNumber: 30, Strangers: 20, NotFound: 20, Foreigners: 10, SharedCMND: 10,
	})
	opts := reconcile.Options{AsOf: today, Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "test"}}
	var index identity.NumberIndex
	otherCodes := 0
	for o, err := range reconcile.Run(t.Context(), rows(l), service(t, l), opts) {
		if err != nil {
			t.Fatal(err)
		}
		want := l.Rows[o.Index]
		if o.Kind.String() != want.Outcome || o.PersonalID.Reveal() != want.PersonalID {
			t.Errorf("participant %d: %v %v %v, want %s %v", o.Index, o.Kind, o.Codes, o.Notes, want.Outcome, want.Codes)
		}
		if !sameCodes(o.Codes, want.Codes) {
			otherCodes++
			t.Logf("participant %d: codes %v, want %v", o.Index, o.Codes, want.Codes)
		}
		if shared := o.Kind == reconcile.IDShared; shared != o.FormerID.IsValid() {
			t.Errorf("participant %d: %v with a former number: %v", o.Index, o.Kind, o.FormerID.IsValid())
		}
		checkUpdate(t, &index, o)
	}
	if most := len(l.Rows) / 500; otherCodes > most {
		t.Errorf("%d of %d participants have other codes than the truth, chance explains %d", otherCodes, len(l.Rows), most)
	}
}

// sameCodes compares sets of codes. id.inconsistent rests on the record alone
// and is not part of the truth of a fault.
func sameCodes(got []matching.Code, want []string) bool {
	var names []string
	for _, c := range got {
		if c != matching.IDInconsistent {
			names = append(names, string(c))
		}
	}
	want = slices.Clone(want)
	slices.Sort(names)
	slices.Sort(want)
	return slices.Equal(names, want)
}

// checkUpdate applies an outcome to a history and an index and looks the person
// up by the former number.
func checkUpdate(t *testing.T, index *identity.NumberIndex, o reconcile.Outcome) {
	t.Helper()
	var h identity.History
	for range 2 { // the second time changes nothing
		if err := reconcile.Update(&h, o, today); err != nil {
			t.Fatalf("participant %d: Update: %v", o.Index, err)
		}
	}
	reconcile.Index(index, o)
	if o.Kind != reconcile.IDShared {
		return
	}
	if current, ok := h.Current(identity.NumberPersonalID); !ok || current != o.PersonalID.Number() {
		t.Errorf("participant %d: the shared ID is not the current number", o.Index)
	}
	if latest, ok := h.Latest(o.FormerID.Number()); !ok || latest != o.PersonalID.Number() {
		t.Errorf("participant %d: the CMND does not lead to the shared ID", o.Index)
	}
	key := string(o.Participant.SocialInsuranceNumber)
	if !slices.Contains(index.Lookup(o.FormerID.Number()), key) {
		t.Errorf("participant %d: not found by the former number", o.Index)
	}
}
