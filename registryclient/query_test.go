package registryclient_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/registryclient"
)

// goodQuery is synthetic: no region has the code 000.
func goodQuery() registryclient.Query {
	return registryclient.Query{
		RequestID:   "r-1",
		Number:      identity.MustParsePersonalID("000085000001").Number(),
		FullName:    "Nguyễn Văn Mẫu",
		DateOfBirth: identity.MustDate(1985, 2, 1),
		Purpose:     registryclient.Purpose{Procedure: "TEST", Officer: "canary-officer"},
	}
}

func TestQueryValidate(t *testing.T) {
	if err := goodQuery().Validate(); err != nil {
		t.Fatalf("a good question is refused: %v", err)
	}
	bhxh, err := identity.ParseSocialInsuranceNumber("0000000001")
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*registryclient.Query){
		"no number":             func(q *registryclient.Query) { q.Number = identity.Number{} },
		"a mã số BHXH":          func(q *registryclient.Query) { q.Number = bhxh.Number() },
		"no name":               func(q *registryclient.Query) { q.FullName = " " },
		"a long name":           func(q *registryclient.Query) { q.FullName = identity.Name(strings.Repeat("ă", 101)) },
		"a name with a control": func(q *registryclient.Query) { q.FullName = "An\x00" },
		"a name not in UTF-8":   func(q *registryclient.Query) { q.FullName = "An\xff" },
		"no date":               func(q *registryclient.Query) { q.DateOfBirth = identity.Date{} },
		"no procedure":          func(q *registryclient.Query) { q.Purpose.Procedure = "" },
		"no officer":            func(q *registryclient.Query) { q.Purpose.Officer = "" },
		"a long unit":           func(q *registryclient.Query) { q.Purpose.Unit = strings.Repeat("x", 36) },
		"a long request id":     func(q *registryclient.Query) { q.RequestID = strings.Repeat("x", 41) },
		"a request id of text":  func(q *registryclient.Query) { q.RequestID = "a b" },
	} {
		q := goodQuery()
		spoil(&q)
		err := q.Validate()
		if !errors.Is(err, registryclient.CodeInvalidQuery) {
			t.Errorf("%s: Validate = %v, want CodeInvalidQuery", name, err)
		}
	}
	q := goodQuery()
	q.RequestID, q.DateOfBirth = "", identity.MustDate(1985, 0, 0)
	if err := q.Validate(); err != nil {
		t.Errorf("a question with a year alone and no request id is refused: %v", err)
	}
}

func TestPurposeOrDefault(t *testing.T) {
	fallback := registryclient.Purpose{Procedure: "P", Officer: "O", Unit: "U"}
	got := registryclient.Purpose{Officer: "own"}.OrDefault(fallback)
	if want := (registryclient.Purpose{Procedure: "P", Officer: "own", Unit: "U"}); got != want {
		t.Errorf("OrDefault = %#v, want %#v", got, want)
	}
}

// TestMasked runs the containers of the contract through everything that
// prints.
func TestMasked(t *testing.T) {
	q := goodQuery()
	record := identity.Person{FullName: q.FullName, DateOfBirth: "01/02/1985", IDNumber: "000085000001"}
	answer := registryclient.Answer{
		Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonFieldsDiffer, RequestID: "r-1", Source: "test/op",
		Record: &record, SharedID: identity.MustParsePersonalID("000085000001"),
	}
	for name, v := range map[string]any{
		"query": q, "purpose": q.Purpose, "answer": answer,
		"reply": registryclient.Reply{Answer: answer},
		"slice": []registryclient.Query{q},
		"error": registryclient.Reply{Err: &registryclient.Error{Code: registryclient.CodeTimeout}},
	} {
		var out bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		slog.New(slog.NewTextHandler(&out, masktest.Untimed())).Info("x", "v", v)
		if name != "slice" { // a JSON handler marshals what stands in a foreign slice
			slog.New(slog.NewJSONHandler(&out, masktest.Untimed())).Info("x", "v", v)
		}
		for _, canary := range []string{"000085000001", "Nguyễn", "Mẫu", "01/02", "1985", "canary-officer"} {
			if strings.Contains(out.String(), canary) {
				t.Errorf("%s shows %q:\n%s", name, canary, out.String())
			}
		}
	}
	if got, want := answer.String(), "not_matched/fields_differ"; !strings.Contains(got, want) {
		t.Errorf("answer %q does not say %q", got, want)
	}
	for i := range 12 { // whatever value a stored answer holds, its name is one of the known
		names := []string{
			registryclient.Outcome(i).String(), registryclient.Reason(i).String(), registryclient.Verdict(i).String(),
			registryclient.Origin(i).String(), registryclient.CitizenStatus(i).String(),
		}
		for _, name := range names {
			if name == "" {
				t.Errorf("a value %d has no name", i)
			}
		}
	}
}
