package campaign_test

import (
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// FuzzStoredRecord puts any bytes in the place of a record: it is read or
// refused with CodeRecord, with CodeKey where it begins like one under another
// key, and what is read can be corrected and read again.
func FuzzStoredRecord(f *testing.F) {
	store := campaign.NewMemory()
	c := open(f, store, registryclient.Secret{})
	load(f, c, somebody(1, "A", nil))
	for row, err := range store.Rows(f.Context(), campaign.Filter{}) {
		if err != nil {
			f.Fatal(err)
		}
		f.Add(row.Record)
	}
	for _, seed := range []string{"{}", "null", `{"numbers":[{}]}`, `{"participant":{"vssid":"x"}}`, "{", `{"declared":{"row":1}}`, "\x01x", "\x02$"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, record []byte) {
		store := campaign.NewMemory()
		c := open(t, store, registryclient.Secret{})
		load(t, c, somebody(1, "A", nil))
		note := campaign.Event{ID: 1, Seq: 2, From: campaign.New, To: campaign.New, Cause: campaign.CauseRecord}
		if err := store.Append(t.Context(), newClock().Now(), []campaign.Change{{Event: note, Record: record}}); err != nil {
			t.Fatal(err)
		}
		p, err := c.Participant(t.Context(), 1)
		if err != nil {
			otherKey := len(record) > 1 && record[0] == 2
			if !errors.Is(err, campaign.CodeRecord) && !(otherKey && errors.Is(err, campaign.CodeKey)) {
				t.Fatalf("error %v", err)
			}
			return
		}
		_ = p.Masked()
		number := p.Record.Participant.SocialInsuranceNumber
		if number != "0100000001" {
			return
		}
		with := identity.Correction{SocialInsuranceNumber: number, FullName: "Nguyễn Văn Khác"}
		report, err := c.Update(t.Context(), corrections(with), campaign.CorrectOptions{Ref: "fuzz"})
		if err != nil || report.Rows != report.Done+report.Already+report.Refused {
			t.Fatalf("%+v, error %v", report, err)
		}
	})
}

// FuzzLoadKey: a key is the same in every notation that reads the same, and
// differs between occurrences.
func FuzzLoadKey(f *testing.F) {
	for _, seed := range []string{"0123456789", " 0123-456 789", "001080012345", "", "#1", "x#2"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key := campaign.LoadKey(identity.Text(text), 1)
		if key == campaign.LoadKey(identity.Text(text), 2) {
			t.Error("two occurrences have one key")
		}
		if n, err := identity.ParseSocialInsuranceNumber(text); err == nil && key != n.Reveal()+"#1" {
			t.Error("a readable number has another key than its digits")
		}
	})
}
