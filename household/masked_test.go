package household_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/registryclient"
)

// secrets are what no log may show of the values in TestMasked.
var secrets = []string{"001180777001", "CANARY", "11/12/1977"}

// TestMasked prints every type that holds personal values with every verb and
// both log handlers.
func TestMasked(t *testing.T) {
	m := household.Member{
		Person: identity.Person{FullName: "CANARY CANARY", DateOfBirth: "11/12/1977", IDNumber: "001180777001"},
		Head:   true, Joins: true, Months: 3, OtherGroup: "", SocialInsuranceNumber: "CANARY",
		LastCardEnd: day(2026, 8, 31),
	}
	confirmation := household.Confirmation{Subject: household.SubjectMember, Officer: "CANARY", On: today(), Document: "CANARY"}
	r := household.Request{ID: "r", Members: []household.Member{m}, PayDate: today(), Confirmations: []household.Confirmation{confirmation}}
	q := compute(t, r, household.Accepted)
	s := newScene()
	s.citizen(mother).permanent = household.Residence{Province: "CANARY", Ward: "CANARY", Detail: "CANARY"}
	s.citizen(mother).person.IDNumber, s.member(mother).Person.IDNumber = "001180777001", "001180777001"
	s.member(child).Person.FullName = "CANARY"
	result := s.resolve(t)
	sighting := household.Sighting{
		Answer: registryclient.Answer{Record: &m.Person}, Permanent: s.citizen(mother).permanent,
		Head: household.Head{PersonalID: identity.MustParsePersonalID("001180777001")},
	}
	listing := household.Listing{Members: []identity.PersonalID{sighting.Head.PersonalID}}
	undeclared := household.Undeclared{PersonalID: sighting.Head.PersonalID, Group: "CANARY"}
	own := household.OwnQuery{SocialInsuranceNumber: "CANARY", Person: m.Person, Purpose: registryclient.Purpose{Officer: "CANARY"}}
	head := household.HeadCheck{PersonalID: sighting.Head.PersonalID}
	for _, value := range []any{
		result, &result, result.Members[mother], sighting, sighting.Head, sighting.Permanent, listing, undeclared, own,
		household.OwnRecord{Household: "CANARY"},
		head, m, &m, r, &r, q, &q, q.Lines[0], confirmation,
		[]household.Member{m},
		map[string]household.Quote{"q": q},
		struct{ R household.Request }{r},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			checkMasked(t, verb, value, fmt.Sprintf(verb, value))
		}
		if _, nested := value.(slog.LogValuer); !nested {
			continue // values inside a caller's own slice, map or struct: see the handler wrapper
		}
		for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
			"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, masktest.Untimed()) },
			"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, masktest.Untimed()) },
		} {
			var b bytes.Buffer
			slog.New(handler(&b)).Info("x", "value", value)
			checkMasked(t, name, value, b.String())
		}
	}
}

func checkMasked(t *testing.T, how string, value any, text string) {
	t.Helper()
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("%T by %s shows a personal value", value, how)
		}
	}
	if text == "" {
		t.Errorf("%T by %s shows nothing", value, how)
	}
}
