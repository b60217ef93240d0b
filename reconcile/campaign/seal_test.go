package campaign_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// tap keeps every byte that goes into a store.
type tap struct {
	campaign.Store
	seen bytes.Buffer
}

func (s *tap) keep(changes []campaign.Change) {
	for _, c := range changes {
		for _, part := range append(c.Numbers, c.Key, c.Record, c.Outbox) {
			s.seen.Write(append(part, '\n'))
		}
		fmt.Fprintf(&s.seen, "%+v\n", c.Event)
	}
}

func (s *tap) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	s.keep(changes)
	return s.Store.Append(ctx, now, changes)
}

func (s *tap) SetSetting(ctx context.Context, name string, old, value []byte) error {
	s.seen.Write(append(value, name...))
	return s.Store.SetSetting(ctx, name, old, value)
}

func (s *tap) Worker(ctx context.Context) (campaign.Worker, error) {
	w, err := s.Store.Worker(ctx)
	return tappedWorker{w, s}, err
}

type tappedWorker struct {
	campaign.Worker
	to *tap
}

func (w tappedWorker) Append(ctx context.Context, now time.Time, changes []campaign.Change) error {
	w.to.keep(changes)
	return w.Worker.Append(ctx, now, changes)
}

// canaries are the personal values of the participant of these tests.
var canaries = []string{"Canaria", "13/07/1985", "0100000001", "012345678", "001085012345", "canary@example.vn", "DN4010100000001", "0987654321"}

func canary() identity.Participant {
	return somebody(1, "A", func(p *identity.Participant) {
		p.Person = identity.Person{FullName: "Canaria Văn Nam", DateOfBirth: "13/07/1985", Gender: "Nam", IDNumber: "012345678"}
		p.VssID, p.Email, p.HealthCard = identity.VssIDApproved, "canary@example.vn", "DN4010100000001"
	})
}

// lived runs a campaign in which everything happens to the canary.
func lived(t *testing.T, store campaign.Store, key registryclient.Secret) *campaign.Campaign {
	t.Helper()
	c := open(t, store, key)
	load(t, c, canary())
	registry := &answers{by: map[string]registryclient.Answer{"012345678": {
		Outcome: registryclient.OutcomeMatched, SharedID: identity.MustParsePersonalID("001085012345"),
	}}}
	ask(t, c, registry, campaign.AskOptions{Round: 1})
	if report, err := c.Update(t.Context(), corrections(identity.Correction{SocialInsuranceNumber: "0100000001", FullName: "Canaria Văn Năm"}),
		campaign.CorrectOptions{Ref: "TK1-1"}); err != nil || report.Done != 1 {
		t.Fatalf("%+v, error %v", report, err)
	}
	if err := c.AddEvidence(t.Context(), 1, campaign.Evidence{Kind: campaign.EvidenceOfficer, Ref: "HS-1", By: "cb"}); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSealedStoreHoldsNobody(t *testing.T) {
	for name, key := range map[string]registryclient.Secret{"sealed": sealKey, "plain": {}} {
		t.Run(name, func(t *testing.T) {
			store := &tap{Store: campaign.NewMemory()}
			c := lived(t, store, key)
			found := 0
			for _, value := range canaries {
				if bytes.Contains(store.seen.Bytes(), []byte(value)) {
					found++
				}
			}
			if sealed := !key.IsZero(); sealed && found > 0 || !sealed && found < 6 {
				t.Errorf("%d of %d personal values went into the store", found, len(canaries))
			}
			if bytes.Contains(store.seen.Bytes(), []byte("the key of")) {
				t.Error("the key went into the store")
			}
			if p := find(t, c, "012345678"); p.Record.Participant.Email != "canary@example.vn" {
				t.Error("the record did not come back")
			}
		})
	}
}

func TestOpenNeedsTheSameKey(t *testing.T) {
	other := registryclient.NewSecret("another key of a campaign, of 32 bytes or more")
	keys := []registryclient.Secret{{}, sealKey, other}
	for i, made := range keys {
		store := campaign.NewMemory()
		open(t, store, made)
		for j, key := range keys {
			_, err := campaign.Open(t.Context(), store, campaign.Options{Clock: newClock().Now, Key: key})
			switch {
			case i == j && err != nil:
				t.Errorf("key %d: %v", i, err)
			case i != j:
				wantCode(t, err, campaign.CodeKey)
			}
		}
	}
	for name, opts := range map[string]campaign.Options{
		"no clock":    {},
		"a short key": {Clock: newClock().Now, Key: registryclient.NewSecret("short")},
	} {
		if _, err := campaign.Open(t.Context(), campaign.NewMemory(), opts); err == nil {
			t.Errorf("%s: no error", name)
		} else {
			wantCode(t, err, campaign.CodeInput)
		}
	}
}

// TestRecordsCannotBeExchanged: a record under another participant's key, an
// altered one and one cut short cannot be read.
func TestRecordsCannotBeExchanged(t *testing.T) {
	store := campaign.NewMemory()
	c := open(t, store, sealKey)
	load(t, c, somebody(1, "A", nil), somebody(2, "A", nil))
	var rows []campaign.Row
	for row, err := range store.Rows(t.Context(), campaign.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
	altered := bytes.Clone(rows[0].Record)
	altered[len(altered)-1] ^= 1
	for name, record := range map[string][]byte{
		"another's": rows[1].Record, "altered": altered, "cut short": rows[0].Record[:5], "one byte": {1}, "plain": []byte("{}"),
	} {
		change := campaign.Change{Record: record, Event: campaign.Event{
			ID: 1, Seq: seqOf(t, c, 1) + 1, From: campaign.New,
			To: campaign.New, Cause: campaign.CauseRecord,
		}}
		if err := store.Append(t.Context(), newClock().Now(), []campaign.Change{change}); err != nil {
			t.Fatal(err)
		}
		_, err := c.Participant(t.Context(), 1)
		if err == nil {
			t.Errorf("%s: the record is read", name)
			continue
		}
		wantCode(t, err, campaign.CodeRecord)
	}
}

func seqOf(t *testing.T, c *campaign.Campaign, id campaign.ID) int { return len(history(t, c, id)) }

// TestNothingPrintsAPerson prints every type of the package that can hold a
// person, in every way, and looks for them.
func TestNothingPrintsAPerson(t *testing.T) {
	c := lived(t, campaign.NewMemory(), registryclient.Secret{})
	p := find(t, c, "012345678")
	ask(t, c, &answers{}, campaign.AskOptions{Round: 2})
	var values []any
	values = append(values, p, p.Row, p.Record, campaign.Filter{Keys: [][]byte{p.Row.Key}},
		campaign.Change{Key: p.Row.Key, Record: p.Row.Record, Numbers: [][]byte{p.Row.Key}, Outbox: p.Row.Record},
		campaign.StoredMessage{Body: p.Row.Record}, &campaign.Error{Code: campaign.CodeRecord, ID: 1, Op: "open"})
	for due, err := range c.Mau01(t.Context(), "A") {
		values = append(values, due, err)
	}
	for s, err := range c.SharesDue(t.Context()) {
		values = append(values, s, err)
	}
	for _, m := range outbox(t, c) {
		values = append(values, m)
	}
	if len(values) < 12 {
		t.Fatalf("only %d values to print", len(values))
	}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%q"} {
			inside := struct {
				V any
				L []any
			}{v, []any{v}}
			clean(t, fmt.Sprintf(verb, v), v)
			clean(t, fmt.Sprintf(verb, inside), v)
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, masktest.Untimed())).Info("a value", "value", v)
		slog.New(slog.NewJSONHandler(&log, masktest.Untimed())).Info("a value", "value", v)
		clean(t, log.String(), v)
	}
	refused, err := c.Correct(t.Context(), corrections(identity.Correction{SocialInsuranceNumber: "0100000001", FullName: "Canaria Văn Nam"}), campaign.CorrectOptions{})
	clean(t, fmt.Sprintf("%+v %v", refused, err), refused)
}

func clean(t *testing.T, text string, of any) {
	t.Helper()
	for _, value := range canaries {
		if strings.Contains(text, value) {
			t.Errorf("%T prints a personal value", of)
		}
	}
}

func TestErase(t *testing.T) {
	store := campaign.NewMemory()
	c := lived(t, store, registryclient.Secret{})
	load(t, c, somebody(2, "A", nil), somebody(3, "A", func(p *identity.Participant) { p.Person.IDNumber = "001080000002" }))
	_, err := c.EraseNumber(t.Context(), number(t, "001080000002"), "DX-1")
	wantCode(t, err, campaign.CodeAmbiguous)
	_, err = c.EraseNumber(t.Context(), number(t, "001080055555"), "DX-1")
	wantCode(t, err, campaign.CodeUnknown)
	wantCode(t, c.Erase(t.Context(), 1, ""), campaign.CodeInput)

	ids, err := c.EraseNumber(t.Context(), number(t, "012345678"), "DX-1")
	if err != nil || len(ids) != 1 || ids[0] != 1 {
		t.Fatalf("erased %v, error %v", ids, err)
	}
	wantCode(t, c.Erase(t.Context(), 1, "DX-1"), campaign.CodeStep)
	for _, value := range []string{"012345678", "001085012345", "0100000001"} {
		if found, err := c.Find(t.Context(), number(t, value)); err != nil || len(found) != 0 {
			t.Errorf("a number of an erased participant finds %d, error %v", len(found), err)
		}
	}
	p, err := c.Participant(t.Context(), 1)
	if err != nil || p.Row.State != campaign.Erased || p.Row.Key != nil || p.Row.Record != nil || p.Row.Facts != 0 {
		t.Errorf("the tombstone is %+v, error %v", p.Row, err)
	}
	for m, err := range store.Messages(t.Context(), 0) {
		if err != nil || m.ID == 1 && m.Body != nil {
			t.Errorf("a message of an erased participant has a body, error %v", err)
		}
	}
	if n := seqOf(t, c, 1); n < 5 {
		t.Errorf("the history has %d events", n)
	}
	if report := load(t, c, canary()); report.Added != 1 {
		t.Errorf("the list has the participant again: %+v", report)
	}
}

// TestEraseTakesDoublesAlong: the request of a person concerns every record of
// theirs, whichever number they name.
func TestEraseTakesDoublesAlong(t *testing.T) {
	for _, named := range []string{"0100000001", "0100000002", "0100000003"} {
		c := open(t, campaign.NewMemory(), sealKey)
		load(t, c, somebody(1, "A", nil), somebody(2, "A", nil), somebody(3, "A", nil), somebody(4, "A", nil))
		for _, d := range []campaign.MergeDecision{{Keep: 2, Give: 3}, {Keep: 1, Give: 2}} {
			d.Actor, d.Basis = "cb", "QD-1"
			if err := c.Merge(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		if ids, err := c.EraseNumber(t.Context(), number(t, named), "DX-2"); err != nil || len(ids) != 3 {
			t.Errorf("erased %v, error %v; want three", ids, err)
		}
		if p := find(t, c, "0100000004"); p.Row.State != campaign.New {
			t.Errorf("somebody else is %v", p.Row.State)
		}
	}
}
