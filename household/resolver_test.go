package household_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

func TestNewResolver(t *testing.T) {
	for name, c := range map[string]struct {
		sources household.Sources
		options household.Options
		ok      bool
	}{
		"nobody to ask":    {household.Sources{}, household.Options{}, false},
		"too many workers": {household.Sources{Checker: &world{}}, household.Options{Workers: 1000}, false},
		"negative workers": {household.Sources{Checker: &world{}}, household.Options{Workers: -1}, false},
		"one way":          {household.Sources{Own: records{&world{}}}, household.Options{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := household.NewResolver(c.sources, c.options)
			if (err == nil) != c.ok || (r != nil) != c.ok || err != nil && !errors.Is(err, household.CodeSource) {
				t.Errorf("NewResolver = %v, %v", r, err)
			}
		})
	}
}

func TestResolveRefuses(t *testing.T) {
	s := newScene()
	resolver, err := household.NewResolver(s.sources, s.options)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := resolver.Resolve(context.Background(), s.request, identity.MustDate(2026, 9, 0)); !errors.Is(err, household.CodePayDate) {
		t.Errorf("a month for a day: %v", err)
	}
	if _, err := resolver.Resolve(context.Background(), household.Request{}, today()); !errors.Is(err, household.CodeNoMembers) {
		t.Errorf("no members: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := resolver.Resolve(ctx, s.request, today()); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: %v", err)
	}
	if len(s.world.asked) != 0 {
		t.Error("somebody was asked about")
	}
}

// TestNobodyIsAskedTwice: whom the list places is not looked up again.
func TestNobodyIsAskedTwice(t *testing.T) {
	s := newScene()
	s.list(true)
	s.resolve(t)
	if len(s.world.asked) != 0 {
		t.Errorf("%d look-ups of people on the list", len(s.world.asked))
	}
	s.citizen(child).household = "H2"
	s.resolve(t)
	if len(s.world.asked) != 2 {
		t.Errorf("%d look-ups, want one of the member and one of the head", len(s.world.asked))
	}
}

func TestUndeclared(t *testing.T) {
	s := newScene()
	s.list(false)
	s.keep(father, mother)
	s.options.CardGroups = groups{"001308000003": " hs ", "001148000004": "GD"}
	r := s.resolve(t)
	want := []string{"001308000003 HS true", "001148000004  true"}
	var got []string
	for _, u := range r.Undeclared {
		got = append(got, u.PersonalID.Reveal()+" "+u.Group+" "+map[bool]string{true: "true", false: "false"}[u.GroupKnown])
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("undeclared (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]household.Way{household.WayList}, r.Ways); d != "" {
		t.Errorf("ways (-want +got):\n%s", d)
	}
}

func TestUnknownMembers(t *testing.T) {
	s := newScene()
	s.member(child).Person.IDNumber = "001308999999"
	if d := cmp.Diff([]int{child}, s.resolve(t).Unknown()); d != "" {
		t.Errorf("unknown (-want +got):\n%s", d)
	}
}

// TestWhoConfirmed: every finding of a registry names it and its question.
func TestWhoConfirmed(t *testing.T) {
	s := newScene()
	s.member(mother).Person.IDNumber = "010000002"
	s.request.Confirmations = []household.Confirmation{confirmation(household.SubjectMember, child)}
	r := s.resolve(t)
	for i, m := range r.Members {
		for _, e := range m.Evidence {
			want := "test/check"
			switch e.Finding {
			case household.FindingByOfficer:
				want = "officer"
			case household.FindingOldNumber:
				want = ""
			}
			if e.Source != want || (e.RequestID != "") != (want == "test/check") {
				t.Errorf("member %d: %s by %q, question %q; want %q", i, e.Finding, e.Source, e.RequestID, want)
			}
		}
	}
	if !r.Members[mother].PersonalID.IsValid() || r.Members[child].PersonalID.IsValid() {
		t.Error("the shared personal ID is lost, or given where none was shared")
	}
}

// TestExplain: the cause of a refusal is in codes, with the members it is of.
func TestExplain(t *testing.T) {
	s := newScene()
	s.stranger()
	s.citizen(child).household, s.citizen(child).permanent = "H2", household.Residence{Province: "79", Ward: "00900", Detail: "Ấp 4"}
	s.member(grandmother).Person.IDNumber = "001148999999"
	s.request.Confirmations = []household.Confirmation{confirmation(household.SubjectMember, grandmother)}
	r := s.resolve(t)
	type row struct {
		code      household.FindingCode
		overruled bool
		members   []int
	}
	var got []row
	for _, e := range r.Explain() {
		one := row{code: e.Code, overruled: e.Overruled}
		for _, c := range e.Causes {
			one.members = append(one.members, c.Member)
		}
		got = append(got, one)
	}
	want := []row{
		{household.FindingResidenceDiffers, false, []int{child}},
		{household.FindingMemberUnconfirmed, true, []int{grandmother}},
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(row{})); d != "" {
		t.Errorf("explanations (-want +got):\n%s", d)
	}
	text, err := os.ReadFile("testdata/result.txt")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(text), b.String()); d != "" {
		t.Errorf("text (-want +got):\n%s", d)
	}
}

// TestResultQuote: the quote of a result carries its codes.
func TestResultQuote(t *testing.T) {
	s := newScene()
	s.member(father).Person.DateOfBirth = "10/05/1976"
	s.member(child).Joins = false
	q, err := s.resolve(t).Quote()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"request":"scene","verdict":"refused","codes":["household.head_not_found","member.details_differ","household.plain_renewal","dob.year"],"completeness":"unknown"`
	if !strings.HasPrefix(string(text), want) {
		t.Errorf("JSON = %.250s, want it to begin %s", text, want)
	}
	if !strings.Contains(string(text), `"codes":["member.confirmed","member.same_head","member.same_permanent_residence","payment.not_joining"],"place":0`) {
		t.Errorf("JSON = %s lacks the codes of the child", text)
	}
}

// TestQuoteOfTwins: a member who is named by both numbers pays once; the lines
// keep the numbers as declared.
func TestQuoteOfTwins(t *testing.T) {
	s := newScene()
	again := s.request.Members[mother]
	again.Person.IDNumber = s.citizen(mother).person.FormerID
	s.request.Members = append([]household.Member{again}, s.request.Members...) // the CMND first: it counts
	r := s.resolve(t)
	q, err := r.Quote()
	if err != nil {
		t.Fatal(err)
	}
	first, second := q.Lines[0], q.Lines[1+mother]
	if first.Place != 1 || first.IDNumber != again.Person.IDNumber || second.Place != 0 || second.Amount != 0 ||
		second.IDNumber != s.member(1+mother).Person.IDNumber || !slices.Contains(second.Codes, household.FindingDuplicate) {
		t.Errorf("the lines are %v and %v", first, second)
	}
	if got := string(r.Request.Members[0].Person.IDNumber); got != string(again.Person.IDNumber) {
		t.Error("the quote changed the request")
	}
}

// TestEvidenceJSON: the evidence can be kept, with what an officer outweighed
// and on which document.
func TestEvidenceJSON(t *testing.T) {
	s := newScene()
	s.citizen(child).household, s.citizen(child).permanent = "H2", elsewhere()
	s.request.Confirmations = []household.Confirmation{confirmation(household.SubjectHousehold, 0)}
	text, err := json.Marshal(s.resolve(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`"verdict":"accepted","codes":["household.confirmed_by_officer"],"overruled":["household.residence_differs"]`,
		`"completeness":"unknown","completeness_reason":"completeness.no_list_service","ways":["checks"],"head":0`,
		`{"finding":"member.elsewhere","source":"test/check","request_id":"check-3"},{"finding":"member.confirmed_by_officer","source":"officer"}`,
		`"officer":"cb01","on":"01/09/2026","document":"CV 12/CAX ngày 30/08/2026"`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the evidence lacks %s", part)
		}
	}
	if strings.Contains(string(text), string(elsewhere().Detail)) || strings.Contains(string(text), "00100") {
		t.Error("the evidence holds a registry's record")
	}
}

// TestManyAtOnce resolves with several workers and from several goroutines.
func TestManyAtOnce(t *testing.T) {
	s := newScene()
	checker := household.CheckerFunc(func(context.Context, registryclient.Query) (household.Sighting, error) {
		return household.Sighting{Answer: registryclient.Answer{Outcome: registryclient.OutcomeMatched}, Permanent: home()}, nil
	})
	resolver, err := household.NewResolver(household.Sources{Checker: checker}, household.Options{Workers: 3})
	if err != nil {
		t.Fatal(err)
	}
	results := make(chan household.Verdict)
	for range 8 {
		go func() {
			r, err := resolver.Resolve(context.Background(), s.request, today())
			if err != nil {
				t.Error(err)
			}
			results <- r.Verdict
		}()
	}
	for range 8 {
		if v := <-results; v != household.Accepted {
			t.Errorf("verdict %v, want accepted", v)
		}
	}
}
