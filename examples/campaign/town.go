package main

import (
	"math/rand/v2"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
)

// town is who the month is about: synthetic people, what three units hold of
// them, and what the registry holds.
type town struct {
	units    []identity.Unit
	list     []identity.Participant
	truth    map[identity.Text]identity.Person // by mã số BHXH: what the papers say
	registry []synth.Citizen
}

// perUnit is how many participants a unit has, but for the double.
const perUnit = 24

// faultsOf are the errors of the lists, by place within a unit; the others are
// sound.
var faultsOf = map[int]string{
	2: "old number", 5: "no marks", 7: "letter dropped", 9: "1 January", 11: "old number", 13: "no number", 16: "another day",
	18: "Telex", 20: "other gender", 22: "TCVN3",
}

// newTown makes the same people every time.
func newTown() *town {
	t := &town{units: synth.Units(3), truth: make(map[identity.Text]identity.Person)}
	people := synth.New(2207)
	random := rand.New(rand.NewPCG(22, 7))
	faults := make(map[string]synth.Fault)
	for _, f := range synth.Faults() {
		faults[f.Name] = f
	}
	for i := range perUnit * len(t.units) {
		unit := t.units[i/perUnit]
		place := i % perUnit
		citizen := people.Citizen()
		p := identity.Participant{
			Person: citizen.Person(), SocialInsuranceNumber: identity.Text(people.SocialInsuranceNumber()), Unit: unit,
			District: "BHXH huyện Giả Định", Province: "BHXH tỉnh Thử Nghiệm", Group: groupOf(unit, t.units),
		}
		t.truth[p.SocialInsuranceNumber] = p.Person
		withAccount(&p, place)
		if f, ok := faults[faultsOf[place]]; ok {
			f.Apply(random, citizen, &p.Person)
		}
		if i == 0 { // the registry has another name, and BHXH is right
			citizen.FullName = "Nguyễn Thị Ghi Nhầm"
		}
		t.list, t.registry = append(t.list, p), append(t.registry, citizen)
	}
	t.double(people, faults["no marks"], random)
	return t
}

// double gives one of the first unit a second mã số BHXH with the third.
func (t *town) double(people *synth.Generator, fault synth.Fault, random *rand.Rand) {
	again := t.list[3]
	again.SocialInsuranceNumber = identity.Text(people.SocialInsuranceNumber())
	again.Unit, again.Group = t.units[2], groupOf(t.units[2], t.units)
	t.truth[again.SocialInsuranceNumber] = again.Person
	fault.Apply(random, t.registry[3], &again.Person)
	t.list = append(t.list, again)
}

func groupOf(unit identity.Unit, units []identity.Unit) string {
	switch unit.Code {
	case units[0].Code:
		return "BHXH bắt buộc"
	case units[1].Code:
		return "Học sinh, sinh viên"
	}
	return "BHYT hộ gia đình"
}

func withAccount(p *identity.Participant, place int) {
	switch place % 4 {
	case 0:
		p.VssID = identity.VssIDNone
	case 1:
		p.VssID = identity.VssIDApproved // without an e-mail
	default:
		p.VssID, p.Email = identity.VssIDApproved, emailOf(p)
	}
}

// emailOf joins strings: fmt would mask the number.
func emailOf(p *identity.Participant) identity.Text {
	return "vssid." + p.SocialInsuranceNumber + "@example.com"
}

// register has some of those without an account register one.
func register(list []identity.Participant, n int) {
	for i := range list {
		if p := &list[i]; n > 0 && p.VssID == identity.VssIDNone {
			p.VssID, p.Email = identity.VssIDApproved, emailOf(p)
			n--
		}
	}
}
