package reconcile_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
)

func TestKindText(t *testing.T) {
	for _, k := range reconcile.Kinds() {
		text, err := k.MarshalText()
		var back reconcile.Kind
		if err != nil || back.UnmarshalText(text) != nil || back != k || k.String() == "" {
			t.Errorf("%v does not survive its text form %q", k, text)
		}
	}
	back := reconcile.Verified
	if err := back.UnmarshalText([]byte("confirmed")); !errors.Is(err, reconcile.CodeUnknownKind) || back != 0 {
		t.Errorf("an unknown name: %v, %v", back, err)
	}
}

// TestOutcomeMasked: no verb and no handler shows a value of the participant.
func TestOutcomeMasked(t *testing.T) {
	o := reconcile.Outcome{
		Kind:        reconcile.Mismatched,
		Participant: participant(func(p *identity.Participant) { p.Email = "canary@example.com" }),
		Normalized:  person,
		Codes:       []matching.Code{matching.NameTypo},
		PersonalID:  identity.MustParsePersonalID("001080012345"),
	}
	var shown strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		fmt.Fprintf(&shown, verb+" "+verb+"\n", o, &o)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, masktest.Untimed())).Info("text", "outcome", o)
	slog.New(slog.NewJSONHandler(&log, masktest.Untimed())).Info("json", "outcome", o)
	shown.Write(log.Bytes())
	for _, canary := range []string{"Nguyễn", "Văn An", "001080012345", "1080012345", "0123456789", "15/03/1980", "canary"} {
		if strings.Contains(shown.String(), canary) {
			t.Errorf("the masked outcome shows %q:\n%s", canary, shown.String())
		}
	}
	if !strings.Contains(shown.String(), "name.typo") {
		t.Error("the masked outcome hides its codes")
	}
}

func TestTally(t *testing.T) {
	add := func(tally *reconcile.Tally, unit, number string, kind reconcile.Kind, vssid identity.VssID, codes ...matching.Code) {
		tally.Add(reconcile.Outcome{
			Kind: kind, Codes: codes,
			Participant: participant(func(p *identity.Participant) {
				p.Unit.Code, p.SocialInsuranceNumber, p.VssID = unit, identity.Text(number), vssid
			}),
		})
	}
	var tally reconcile.Tally
	add(&tally, "B", "0000000001", reconcile.Verified, identity.VssIDApproved)
	add(&tally, "A", "0000000002", reconcile.IDShared, identity.VssIDNone)
	add(&tally, "A", "0000000003", reconcile.Mismatched, identity.VssIDUnknown, matching.NameTypo, matching.DateDay)
	add(&tally, "A", "000 0000 003", reconcile.NoID, identity.VssIDUnknown, matching.IDMissing)
	add(&tally, "A", "0000000005", reconcile.NotComparable, identity.VssIDUnknown)
	add(&tally, "A", "0000000006", reconcile.Pending, identity.VssIDUnknown)

	total := tally.Total()
	sum := 0
	for _, k := range reconcile.Kinds() {
		sum += total.Of(k)
	}
	if total.Participants != 6 || sum != 6 || total.OnMau01() != 2 || total.OnMau02() != 2 {
		t.Errorf("total %+v", total)
	}
	if total.NoEmail != 1 || total.NotInVssID != 1 || total.ByCode[matching.NameTypo] != 1 {
		t.Errorf("VssID and codes: %+v", total)
	}
	if numbers, rows := tally.RepeatedNumbers(); numbers != 1 || rows != 2 {
		t.Errorf("repeated: %d numbers on %d rows, want 1 on 2 (blanks are notation)", numbers, rows)
	}
	var units []string
	participants := 0
	for unit, c := range tally.Units() {
		units = append(units, unit.Code)
		participants += c.Participants
	}
	if strings.Join(units, " ") != "A B" || participants != total.Participants {
		t.Errorf("units %v with %d participants", units, participants)
	}
}

// TestUpdateBasis: a history says why it holds a number, and a confirmed one was
// not shared.
func TestUpdateBasis(t *testing.T) {
	var h identity.History
	o := reconcile.Outcome{Kind: reconcile.Verified, PersonalID: identity.MustParsePersonalID("001080012345")}
	if err := reconcile.Update(&h, o, today); err != nil {
		t.Fatal(err)
	}
	for e := range h.Entries() {
		if e.Number != o.PersonalID.Number() || !strings.HasSuffix(e.Basis, "bước 2") {
			t.Errorf("entry %v with basis %q, want the confirmed number with bước 2", e, e.Basis)
		}
	}
	if h.Len() != 1 {
		t.Errorf("%d entries, want 1", h.Len())
	}
}

func TestUpdateRefusesContradiction(t *testing.T) {
	o := reconcile.Outcome{Kind: reconcile.IDShared, PersonalID: identity.MustParsePersonalID("001080012345")}
	o.FormerID, _ = identity.ParseCMND("012345678")
	var h identity.History
	if err := reconcile.Update(&h, o, today); err != nil {
		t.Fatal(err)
	}
	o.PersonalID = identity.MustParsePersonalID("001080099999")
	var failure *identity.Error
	if err := reconcile.Update(&h, o, today); !errors.As(err, &failure) {
		t.Errorf("a CMND that was replaced already: error %v, want an *identity.Error", err)
	}
	if current, _ := h.Current(identity.NumberPersonalID); current.Reveal() != "001080012345" {
		t.Error("the history was overwritten")
	}
	before := h.Len()
	if err := reconcile.Update(&h, reconcile.Outcome{Kind: reconcile.Mismatched}, today); err != nil || h.Len() != before {
		t.Errorf("an outcome that confirms nothing changed the history: %v", err)
	}
}
