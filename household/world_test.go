package household_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// citizen is one synthetic person as the registries of a test hold them.
type citizen struct {
	person             identity.Person // IDNumber is the personal ID, FormerID the CMND
	household          string          // key of the household
	head               bool
	headByCMND         bool // the registry names this person's head by the CMND alone
	permanent, current household.Residence
	status             registryclient.CitizenStatus
	own                identity.Text // mã hộ in BHXH's own record
	number             bool          // whether the number is in force
	down               bool          // asking about this person fails
}

// world is a registry of the three powers, with its faults.
type world struct {
	people     []*citizen
	triple     bool // number, name and date must fit together
	bare       bool // a yes or no, nothing else
	noHeads    bool // the licence returns no head
	noHomes    bool // the licence returns no residence
	listFails  error
	ownFails   error
	proposals  bool // BHXH's own record is found by name, date of birth and gender alone
	strictList bool // the list wants the name letter for letter
	asked      []string
	stop       context.CancelFunc // called after the first question
}

var errDown = &registryclient.Error{Code: registryclient.CodeUnavailable}

func (w *world) find(n identity.Number) []*citizen {
	var found []*citizen
	for _, p := range w.people {
		if p.number && (string(p.person.IDNumber) == n.Reveal() || string(p.person.FormerID) == n.Reveal()) {
			found = append(found, p)
		}
	}
	return found
}

func fits(p *citizen, q registryclient.Query) bool {
	born, err := identity.ParseDate(string(p.person.DateOfBirth))
	precision := min(born.Precision(), q.DateOfBirth.Precision())
	return err == nil && born.Truncate(precision) == q.DateOfBirth.Truncate(precision) && fold(p.person.FullName) == fold(q.FullName)
}

// Check implements household.Checker.
func (w *world) Check(ctx context.Context, q registryclient.Query) (household.Sighting, error) {
	if err := ctx.Err(); err != nil {
		return household.Sighting{}, &registryclient.Error{Code: registryclient.CodeCancelled, Err: err}
	}
	if w.stop != nil {
		w.stop()
	}
	w.asked = append(w.asked, "check")
	s := household.Sighting{Answer: registryclient.Answer{Source: "test/check", RequestID: fmt.Sprintf("check-%d", len(w.asked))}}
	found := w.find(q.Number)
	if len(found) > 0 && found[0].down {
		return household.Sighting{}, errDown
	}
	switch {
	case len(found) > 1:
		s.Outcome, s.Reason = registryclient.OutcomeNotComparable, registryclient.ReasonSeveralRecords
	case len(found) == 0 && !w.triple:
		s.Outcome, s.Reason = registryclient.OutcomeNotMatched, registryclient.ReasonNoSuchNumber
	case len(found) == 0 || w.triple && !fits(found[0], q):
		s.Outcome, s.Reason = registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits
	case w.bare:
		s.Outcome = registryclient.OutcomeMatched
	default:
		w.fill(&s, found[0])
	}
	return s, nil
}

func (w *world) fill(s *household.Sighting, p *citizen) {
	record := p.person
	s.Outcome, s.Record, s.Status = registryclient.OutcomeMatched, &record, p.status
	s.SharedID = identity.MustParsePersonalID(string(p.person.IDNumber))
	if !w.noHomes {
		s.Permanent, s.Current = p.permanent, p.current
	}
	for _, h := range w.people {
		if w.noHeads || !h.head || h.household != p.household {
			continue
		}
		s.Head.CMND, _ = identity.ParseCMND(string(h.person.FormerID))
		if !p.headByCMND {
			s.Head.PersonalID, _ = identity.ParsePersonalID(string(h.person.IDNumber))
		}
	}
}

// lister is a world that lists households.
type lister struct{ *world }

// ListMembers implements household.Lister.
func (l lister) ListMembers(_ context.Context, q registryclient.Query) (household.Listing, error) {
	listing := household.Listing{Source: "test/list", RequestID: "list-1"}
	if l.listFails != nil {
		return listing, l.listFails
	}
	found := l.find(q.Number)
	if len(found) != 1 || !fits(found[0], q) || !found[0].head || l.strictList && found[0].person.FullName != q.FullName {
		listing.Outcome, listing.Reason = registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits
		return listing, nil
	}
	listing.Outcome = registryclient.OutcomeMatched
	for _, p := range l.people {
		if p.household == found[0].household {
			listing.Members = append(listing.Members, identity.MustParsePersonalID(string(p.person.IDNumber)))
		}
	}
	return listing, nil
}

// records is BHXH's own record of a world.
type records struct{ *world }

// HouseholdCode implements household.OwnRecords.
func (r records) HouseholdCode(_ context.Context, q household.OwnQuery) (household.OwnRecord, error) {
	if r.ownFails != nil {
		return household.OwnRecord{}, r.ownFails
	}
	record := household.OwnRecord{Source: "test/own", RequestID: "own-1", Proposal: r.proposals}
	for _, p := range r.people {
		if p.person.IDNumber == q.Person.IDNumber {
			record.Household = p.own
		}
	}
	return record, nil
}

// groups is a caller's callback: object codes by personal ID.
type groups map[string]string

// CardGroup implements household.CardGroups.
func (g groups) CardGroup(_ context.Context, id identity.PersonalID) (string, error) {
	group, ok := g[id.Reveal()]
	if !ok {
		return "", errors.New("not found out")
	}
	return group, nil
}

// wardPairs is a caller's ward map.
type wardPairs map[[2]string]bool

// SameWard implements household.WardMap.
func (m wardPairs) SameWard(a, b household.Ward) (same, known bool) {
	for _, pair := range [][2]string{{a.Code, b.Code}, {b.Code, a.Code}} {
		if same, known = m[pair]; known {
			return same, known
		}
	}
	return false, false
}

// home is where the family of the scenes lives.
func home() household.Residence {
	return household.Residence{Province: "01", Ward: "00100", Detail: "Số 12 đường Mẫu, tổ 3"}
}

// elsewhere is another place in the same province.
func elsewhere() household.Residence {
	return household.Residence{Province: "01", Ward: "00200", Detail: "Số 99 đường Khác"}
}

// The members of the scenes.
const (
	father = iota
	mother
	child
	grandmother
)

// scene is a family before a registry that holds it as it is.
type scene struct {
	request household.Request
	world   *world
	sources household.Sources
	options household.Options
}

// newScene gives a father, a mother, a child and a grandmother who pay for 12
// months. The registry can only be asked about one person at a time.
func newScene() *scene {
	s := &scene{world: &world{}, request: household.Request{ID: "scene", PayDate: today()}}
	for i, p := range []struct {
		name     identity.Name
		dob      identity.Text
		gender   identity.Text
		id       identity.Text
		relation household.Relation
	}{
		{"Nguyễn Văn Thử", "10/05/1975", "Nam", "001075000001", household.RelationHead},
		{"Trần Thị Mẫu", "11/06/1977", "Nữ", "001177000002", household.RelationWife},
		{"Nguyễn Thị Thí Điểm", "12/07/2008", "Nữ", "001308000003", household.RelationBirthChild},
		{"Lê Thị Giả Định", "1948", "Nữ", "001148000004", household.RelationBirthMother},
	} {
		person := identity.Person{FullName: p.name, DateOfBirth: p.dob, Gender: p.gender, IDNumber: p.id}
		s.request.Members = append(s.request.Members, household.Member{
			Person: person, Relation: p.relation, Head: i == father, Joins: true, Months: 12, LastCardEnd: day(2026, 8, 31),
		})
		person.FormerID = identity.Text(fmt.Sprintf("01000000%d", i+1))
		s.world.people = append(s.world.people, &citizen{
			person: person, household: "H1", head: i == father, permanent: home(), number: true, own: "HB0001",
			status: registryclient.CitizenAlive,
		})
	}
	s.sources.Checker = s.world
	return s
}

func (s *scene) member(i int) *household.Member { return &s.request.Members[i] }
func (s *scene) citizen(i int) *citizen         { return s.world.people[i] }

// stranger adds somebody to the registry, of another household.
func (s *scene) stranger() *citizen {
	c := &citizen{
		person:    identity.Person{FullName: "Phạm Thị Lạ", DateOfBirth: "01/03/1990", Gender: "Nữ", IDNumber: "001190000009"},
		household: "H2", head: true, permanent: elsewhere(), number: true, own: "HB0002",
	}
	s.world.people = append(s.world.people, c)
	return c
}

// keep leaves only these members in the declaration.
func (s *scene) keep(members ...int) {
	var kept []household.Member
	for i, m := range s.request.Members {
		if slices.Contains(members, i) {
			kept = append(kept, m)
		}
	}
	s.request.Members = kept
}

// list gives the registry the power to list households, with or without that
// of checking members.
func (s *scene) list(withChecks bool) {
	s.sources.Lister = lister{s.world}
	if !withChecks {
		s.sources.Checker = nil
	}
}

// ownOnly leaves BHXH's own record alone.
func (s *scene) ownOnly() { s.sources = household.Sources{Own: records{s.world}} }

func (s *scene) resolve(t testing.TB) household.Result {
	t.Helper()
	s.options.Workers = 1 // so that what a fault stops is the same every time
	resolver, err := household.NewResolver(s.sources, s.options)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if s.world.stop != nil {
		s.world.stop = cancel
	}
	result, err := resolver.Resolve(ctx, s.request, today())
	if err != nil {
		t.Fatalf("Resolve: %v", err)
	}
	return result
}

// confirmation is an officer's.
func confirmation(subject household.Subject, member int) household.Confirmation {
	return household.Confirmation{Subject: subject, Member: member, Officer: "cb01", On: today(), Document: "CV 12/CAX ngày 30/08/2026"}
}
