package household_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/matching"
)

func fold(n identity.Name) string { return vntext.Strip(string(n)) }

type (
	codes     = []household.FindingCode
	evidence  = map[int]codes
	standings = []household.Standing
)

// The standings of a family of four.
var (
	allMembers = standings{household.StandingMember, household.StandingMember, household.StandingMember, household.StandingMember}
	member     = household.StandingMember
	refused    = household.StandingRefused
	open       = household.StandingOpen
	skipped    = household.StandingSkipped
)

// scenario is one family with what must come of it and why.
type scenario struct {
	name, reason string
	arrange      func(*scene)
	verdict      household.Verdict
	codes        codes
	complete     household.Completeness // unknown where it is not named
	why          household.FindingCode  // completeness.no_list_service where it is not named
	standings    standings              // everybody is a member where it is not named
	evidence     evidence               // findings that a member must have
	mismatches   map[int][]matching.Code
	total        household.Dong // 0 where it is not checked
}

// The totals of a family of four payers: reduced, and plain.
const (
	reduced4 = 1_366_200 + 956_340 + 819_720 + 683_100
	reduced3 = 1_366_200 + 956_340 + 819_720
	plain4   = 4 * 1_366_200
)

func TestScenarios(t *testing.T) {
	scenarios := slices.Concat(ordinaryScenarios, residenceScenarios, headScenarios, memberScenarios, registryScenarios, listScenarios, ownScenarios, officerScenarios)
	if len(scenarios) < 60 {
		t.Errorf("%d scenarios, want at least 60", len(scenarios))
	}
	seen := map[string]bool{}
	for _, c := range scenarios {
		t.Run(c.name, func(t *testing.T) {
			if seen[c.name] || c.reason == "" {
				t.Fatal("a scenario needs a name of its own and a reason")
			}
			seen[c.name] = true
			s := newScene()
			c.arrange(s)
			c.check(t, s, s.resolve(t))
		})
	}
}

func (c *scenario) check(t *testing.T, s *scene, r household.Result) {
	t.Helper()
	if r.Verdict != c.verdict {
		t.Errorf("%s: verdict %v, want %v", c.reason, r.Verdict, c.verdict)
	}
	if d := cmp.Diff(c.codes, r.Codes); d != "" {
		t.Errorf("%s: codes (-want +got):\n%s", c.reason, d)
	}
	why := c.why
	if why == "" {
		why = household.FindingNoListService
	}
	if r.Completeness != c.complete || r.Reason != why {
		t.Errorf("%s: complete %v because of %s, want %v, %s", c.reason, r.Completeness, r.Reason, c.complete, why)
	}
	want := c.standings
	if want == nil {
		want = allMembers
	}
	for i, m := range r.Members {
		if i < len(want) && m.Standing != want[i] {
			t.Errorf("%s: member %d is %v (%v), want %v", c.reason, i, m.Standing, m.Codes(), want[i])
		}
		for _, code := range c.evidence[i] {
			if !m.Has(code) {
				t.Errorf("%s: member %d lacks %s, has %v", c.reason, i, code, m.Codes())
			}
		}
		if d := cmp.Diff(c.mismatches[i], m.Mismatches); d != "" && c.mismatches != nil {
			t.Errorf("%s: mismatches of member %d (-want +got):\n%s", c.reason, i, d)
		}
	}
	checkResult(t, s, r)
	q, err := r.Quote()
	if err != nil {
		t.Fatal(err)
	}
	checkQuote(t, q)
	if c.total != 0 && q.Total != c.total {
		t.Errorf("%s: total %d, want %d", c.reason, q.Total, c.total)
	}
}

// checkResult holds what is true of every result.
func checkResult(t *testing.T, s *scene, r household.Result) {
	t.Helper()
	if len(r.Members) != len(s.request.Members) {
		t.Errorf("%d members", len(r.Members))
	}
	against, unsettled := false, false
	for _, c := range r.Codes {
		against = against || c.Weight() == household.WeightAgainst
		unsettled = unsettled || c.Weight() == household.WeightOpen
	}
	if (r.Verdict == household.Refused) != against || (r.Verdict == household.Provisional) != (unsettled && !against) {
		t.Errorf("verdict %v does not follow from %v", r.Verdict, r.Codes)
	}
	for i, m := range r.Members {
		if len(m.Evidence) == 0 {
			t.Errorf("member %d is %v without evidence", i, m.Standing)
		}
		for _, e := range m.Evidence {
			if !e.Finding.IsKnown() {
				t.Errorf("member %d: %s is no code", i, e.Finding)
			}
		}
	}
	for _, e := range r.Explain() {
		if len(e.Causes) == 0 {
			t.Errorf("%s is not explained", e.Code)
		}
	}
	q, err := r.Quote()
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range q.Lines {
		if l.Place > 0 && r.Verdict == household.Refused && l.Percent != 100 {
			t.Errorf("member %d pays %d %% of a refused household", i, l.Percent)
		}
	}
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	for _, p := range s.world.people {
		for _, secret := range []identity.Text{p.permanent.Detail, p.current.Detail, p.person.IDNumber, p.person.FormerID} {
			if !secret.IsEmpty() && strings.Contains(b.String(), string(secret)) {
				t.Error("the text holds a registry's data")
			}
		}
	}
	if strings.Contains(strings.ToLower(b.String()), "sổ hộ khẩu") {
		t.Error("the text asks for a paper household book")
	}
}
