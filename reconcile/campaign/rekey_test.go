package campaign_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

var (
	nextKey = registryclient.NewSecret("the key of the year after, of 32 bytes or more")
	lastKey = registryclient.NewSecret("the key of the last year, of 32 bytes or more")
)

// reopen opens a campaign with a key and former ones.
func reopen(tb testing.TB, store campaign.Store, key registryclient.Secret, former ...registryclient.Secret) *campaign.Campaign {
	tb.Helper()
	c, err := campaign.Open(tb.Context(), store, campaign.Options{Clock: newClock().Now, Actor: "test", Key: key, Former: former})
	if err != nil {
		tb.Fatalf("Open: %v", err)
	}
	return c
}

// refusesKey checks that a store cannot be opened so.
func refusesKey(tb testing.TB, store campaign.Store, key registryclient.Secret, former ...registryclient.Secret) {
	tb.Helper()
	_, err := campaign.Open(tb.Context(), store, campaign.Options{Clock: newClock().Now, Key: key, Former: former})
	if err == nil {
		tb.Error("the store opens with a key that it should not know")
		return
	}
	wantCode(tb, err, campaign.CodeKey)
}

// rekey changes everything to the current key, a few participants at a time.
func rekey(tb testing.TB, c *campaign.Campaign, most int) (total campaign.RekeyReport) {
	tb.Helper()
	for calls := 0; !total.Done; calls++ {
		report, err := c.Rekey(tb.Context(), most)
		if err != nil || report.Left > 0 || calls > 100 || most > 0 && report.Participants > most {
			tb.Fatalf("call %d: %+v, error %v", calls, report, err)
		}
		total.Participants += report.Participants
		total.Messages += report.Messages
		total.Done = report.Done
	}
	return total
}

// town is a campaign in which numbers were shared, corrected and merged, with
// everything that must be the same under another key.
func town(tb testing.TB, store campaign.Store, key registryclient.Secret) *campaign.Campaign {
	tb.Helper()
	c := open(tb, store, key)
	ps := crowd(1, 20, "A")
	ps[4].Person.IDNumber = "012345678"
	load(tb, c, append(ps, crowd(21, 20, "B")...)...)
	ask(tb, c, &answers{by: map[string]registryclient.Answer{
		"012345678":    {Outcome: registryclient.OutcomeMatched, SharedID: identity.MustParsePersonalID("001085012345")},
		"001080000007": notMatched,
	}}, campaign.AskOptions{Round: 1})
	// What it held before stands in no record any more, and still leads there.
	if report, err := c.Update(tb.Context(), corrections(identity.Correction{
		SocialInsuranceNumber: "0100000009", IDNumber: "001080000109",
	}), campaign.CorrectOptions{Ref: "TK1"}); err != nil || report.Done != 1 {
		tb.Fatalf("Update: %+v, error %v", report, err)
	}
	if err := c.Merge(tb.Context(), campaign.MergeDecision{Keep: 2, Give: 3, Actor: "cb", Basis: "QD"}); err != nil {
		tb.Fatal(err)
	}
	if err := c.Erase(tb.Context(), 12, "DX"); err != nil {
		tb.Fatal(err)
	}
	return c
}

// leads are numbers of the town and to whom they lead.
var leads = map[string][]campaign.ID{
	"0100000001": {1}, "012345678": {5}, "001085012345": {5}, "001080000009": {9}, "001080000109": {9},
	"001080000003": {2, 3}, "0100000003": {2, 3}, "0100000012": nil, "0100000040": {40},
}

// look gives everything that a campaign says of its participants.
func look(tb testing.TB, c *campaign.Campaign) (all []any) {
	tb.Helper()
	for p, err := range c.Participants(tb.Context(), campaign.Filter{}) {
		if err != nil {
			tb.Fatal(err)
		}
		record, err := json.Marshal(p.Record)
		if err != nil {
			tb.Fatal(err)
		}
		p.Row.Key, p.Row.Record = nil, nil
		all = append(all, p.Row, string(record))
		for _, e := range history(tb, c, p.Row.ID) {
			all = append(all, e)
		}
	}
	for _, m := range outbox(tb, c) {
		text, err := json.Marshal(m)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, string(text))
	}
	for value, want := range leads {
		found, err := c.Find(tb.Context(), number(tb, value))
		if err != nil {
			tb.Fatal(err)
		}
		var got []campaign.ID
		for _, p := range found {
			got = append(got, p.Row.ID)
		}
		if d := cmp.Diff(want, got); d != "" {
			tb.Errorf("who is found by a number (-want +got):\n%s", d)
		}
	}
	return all
}

// remains counts what a store keeps that is none of a generation.
func remains(tb testing.TB, store campaign.Store, generation byte) (n int) {
	tb.Helper()
	page, err := store.(campaign.Resealer).Sealed(tb.Context(), 0, 1000)
	if err != nil || len(page) == 0 {
		tb.Fatalf("%d sealed, error %v", len(page), err)
	}
	token, text := []byte{0xFF, generation}, []byte{2, generation}
	for _, s := range page {
		for _, t := range append(s.Numbers, s.Key) {
			if !bytes.HasPrefix(t, token) || len(t) != 18 {
				n++
			}
		}
		bodies := [][]byte{s.Record}
		for _, m := range s.Messages {
			bodies = append(bodies, m.Body)
		}
		for _, b := range bodies {
			if !bytes.HasPrefix(b, text) {
				n++
			}
		}
	}
	return n
}

// TestRekey changes the key of a campaign twice, and once from none: everything
// is as before, under the new key alone.
func TestRekey(t *testing.T) {
	for _, test := range []struct {
		name  string
		first registryclient.Secret
		most  int
	}{{"sealed", sealKey, 0}, {"sealed, a few at a time", sealKey, 7}, {"plain before", registryclient.Secret{}, 0}} {
		t.Run(test.name, func(t *testing.T) {
			store := campaign.NewMemory()
			c := town(t, store, test.first)
			asOf, err := c.Progress(t.Context(), campaign.ProgressQuery{By: campaign.ByUnit})
			if err != nil {
				t.Fatal(err)
			}
			want := look(t, c)
			keys := []registryclient.Secret{test.first, nextKey, lastKey}
			for generation := 1; generation < len(keys); generation++ {
				old, key := keys[generation-1], keys[generation]
				c = reopen(t, store, key, keys[:generation]...)
				if d := cmp.Diff(want, look(t, c)); d != "" {
					t.Fatalf("read with both keys (-want +got):\n%s", d)
				}
				refusesKey(t, store, old)
				refusesKey(t, store, key)
				if total := rekey(t, c, test.most); total.Participants != 39 || total.Messages != 3 {
					t.Errorf("rewritten: %+v", total)
				}
				if n := remains(t, store, byte(generation)); n > 0 {
					t.Errorf("%d values are still under a former key", n)
				}
				refusesKey(t, store, old)
				c = reopen(t, store, key)
				if d := cmp.Diff(want, look(t, c)); d != "" {
					t.Fatalf("read with the new key alone (-want +got):\n%s", d)
				}
				again, err := c.Rekey(t.Context(), 0)
				if d := cmp.Diff(campaign.RekeyReport{Done: true}, again); err != nil || d != "" {
					t.Errorf("once more (-want +got, error %v):\n%s", err, d)
				}
				now, err := c.Progress(t.Context(), campaign.ProgressQuery{AsOf: asOf.AsOf, By: campaign.ByUnit})
				if d := cmp.Diff(asOf, now); err != nil || d != "" {
					t.Errorf("a report of a past time (-printed +now, error %v):\n%s", err, d)
				}
			}
			if report := load(t, c, crowd(1, 20, "A")...); report.Added != 1 { // the erased one
				t.Errorf("the same list again: %+v", report)
			}
		})
	}
}

// TestRekeyWhileOthersWork loads, corrects and asks between the batches: who
// works with both keys notices nothing, and nobody is taken up twice.
func TestRekeyWhileOthersWork(t *testing.T) {
	store := campaign.NewMemory()
	town(t, store, sealKey)
	c, other := reopen(t, store, nextKey, sealKey), reopen(t, store, nextKey, sealKey)
	holder := worker(t, store)
	claimed, err := holder.Claim(t.Context(), newClock().Now(), campaign.ClaimRequest{
		From: []campaign.State{campaign.Verified}, Round: 2, Limit: 3, Cause: campaign.CauseReverify,
	})
	if err != nil || len(claimed) != 3 {
		t.Fatalf("%d claimed, error %v", len(claimed), err)
	}
	for step := range 8 {
		if _, err := c.Rekey(t.Context(), 5); err != nil {
			t.Fatal(err)
		}
		report := load(t, other, append(crowd(1, 40, "A"), crowd(50+step, 1, "C")...)...)
		if want := 1; step > 0 && report.Added != want {
			t.Fatalf("after %d batches a list adds %d", step, report.Added)
		}
		value := identity.Text(fmt.Sprintf("0010801%05d", step))
		if report, err := other.Update(t.Context(), corrections(identity.Correction{
			SocialInsuranceNumber: identity.Text(fmt.Sprintf("01%08d", 20+2*step)), IDNumber: value,
		}), campaign.CorrectOptions{Ref: "TK1-2"}); err != nil || report.Done != 1 {
			t.Fatalf("%+v, error %v", report, err)
		}
	}
	report, err := c.Rekey(t.Context(), 0)
	if err != nil || report.Left != len(claimed) || report.Done {
		t.Fatalf("whom a worker has claimed is left: %+v, error %v", report, err)
	}
	if err := holder.Close(); err != nil {
		t.Fatal(err)
	}
	if total := rekey(t, c, 0); total.Participants != len(claimed) {
		t.Errorf("the rest: %+v", total)
	}
	if n := remains(t, store, 1); n > 0 {
		t.Errorf("%d values are still under the former key", n)
	}
	last := reopen(t, store, nextKey)
	for value, want := range map[string]campaign.ID{"001080000030": 30, "001080100005": 30, "0100000050": 42, "012345678": 5} {
		if p := find(t, last, value); p.Row.ID != want {
			t.Errorf("a number leads to %d, want %d", p.Row.ID, want)
		}
	}
}

// TestRekeyLeavesOthersBehind: whoever goes on under the old key alone, or did
// not see the next change, is told so where a new participant would be taken up
// twice or nobody found.
func TestRekeyLeavesOthersBehind(t *testing.T) {
	store := campaign.NewMemory()
	old := town(t, store, sealKey)
	c := reopen(t, store, nextKey, sealKey)
	rekey(t, c, 0)
	_, err := old.Find(t.Context(), number(t, "0100000001"))
	wantCode(t, err, campaign.CodeKey)
	_, err = old.Load(t.Context(), people(crowd(1, 3, "A")...))
	wantCode(t, err, campaign.CodeKey)
	_, err = old.Participant(t.Context(), 1)
	wantCode(t, err, campaign.CodeKey)
	_, err = old.Rekey(t.Context(), 0)
	wantCode(t, err, campaign.CodeKey)
	for _, err := range old.Messages(t.Context(), "other") {
		wantCode(t, err, campaign.CodeKey)
	}

	// The next change begins before the last one has ended.
	unended := reopen(t, store, lastKey, nextKey)
	if _, err := unended.Rekey(t.Context(), 5); err != nil {
		t.Fatal(err)
	}
	refusesKey(t, store, nextKey, lastKey) // not back while it is being replaced
	refusesKey(t, store, sealKey, lastKey)
	final := reopen(t, store, sealKey, nextKey, lastKey)
	_, err = unended.Rekey(t.Context(), 0)
	wantCode(t, err, campaign.CodeKey)
	rekey(t, final, 4)
	if n := remains(t, store, 3); n > 0 {
		t.Errorf("%d values are not under the last key", n)
	}
	look(t, reopen(t, store, sealKey))
}

func TestRekeyRefuses(t *testing.T) {
	store := struct{ campaign.Store }{campaign.NewMemory()} // no Resealer any more
	c := open(t, store, sealKey)
	for _, test := range []struct {
		name string
		opts campaign.Options
		want campaign.Code
	}{
		{"a store that cannot", campaign.Options{Key: nextKey, Former: []registryclient.Secret{sealKey}}, campaign.CodeInput},
		{"back to no key", campaign.Options{Former: []registryclient.Secret{sealKey}}, campaign.CodeInput},
		{"a short former key", campaign.Options{Key: nextKey, Former: []registryclient.Secret{registryclient.NewSecret("short")}}, campaign.CodeInput},
		{"another former key", campaign.Options{Key: nextKey, Former: []registryclient.Secret{lastKey}}, campaign.CodeKey},
	} {
		test.opts.Clock = newClock().Now
		if _, err := campaign.Open(t.Context(), store, test.opts); err == nil {
			t.Errorf("%s: no error", test.name)
		} else {
			wantCode(t, err, test.want)
		}
	}
	reopen(t, store, sealKey, nextKey) // nothing was changed, and a former key too many does no harm
	_, err := c.Rekey(t.Context(), 0)
	wantCode(t, err, campaign.CodeInput)
	_, err = open(t, campaign.NewMemory(), sealKey).Rekey(t.Context(), -1)
	wantCode(t, err, campaign.CodeInput)
}

// TestSealedByTheFirstVersion reads what was written before keys could be
// changed, and changes its key.
func TestSealedByTheFirstVersion(t *testing.T) {
	text, err := os.ReadFile("testdata/sealed-1.json")
	if err != nil {
		t.Fatal(err)
	}
	var stored struct {
		Check, Key, Record, Message string
		Numbers                     []string
	}
	if err := json.Unmarshal(text, &stored); err != nil {
		t.Fatal(err)
	}
	unhex := func(s string) []byte {
		b, err := hex.DecodeString(s)
		if err != nil || len(b) == 0 {
			t.Fatalf("testdata: %d bytes, error %v", len(b), err)
		}
		return b
	}
	store := campaign.NewMemory()
	change := campaign.Change{
		Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded},
		Key:   unhex(stored.Key), Record: unhex(stored.Record), Outbox: unhex(stored.Message),
	}
	for _, n := range stored.Numbers {
		change.Numbers = append(change.Numbers, unhex(n))
	}
	if err := store.SetSetting(t.Context(), "campaign.key", nil, []byte(stored.Check)); err != nil {
		t.Fatal(err)
	}
	if err := store.Append(t.Context(), time.Unix(0, 0), []campaign.Change{change}); err != nil {
		t.Fatal(err)
	}
	c := reopen(t, store, sealKey)
	check := func() {
		t.Helper()
		for _, value := range []string{"0100000001", "001080000001", "001080000009"} {
			if p := find(t, c, value); p.Record.Participant.Person.IDNumber != "001080000009" {
				t.Error("the record is another one")
			}
		}
		if m := outbox(t, c); len(m) != 1 || m[0].Current.Reveal() != "001080000009" {
			t.Errorf("%d messages, or another one", len(m))
		}
		if report := load(t, c, somebody(1, "A", nil)); report.Added != 0 {
			t.Errorf("the same list again: %+v", report)
		}
	}
	check()
	c = reopen(t, store, nextKey, sealKey)
	check()
	rekey(t, c, 0)
	c = reopen(t, store, nextKey)
	check()
}
