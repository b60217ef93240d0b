package campaign_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// crowd gives n sound participants of a unit, born on different days.
func crowd(from, n int, unit string) []identity.Participant {
	ps := make([]identity.Participant, n)
	for i := range ps {
		ps[i] = somebody(from+i, unit, func(p *identity.Participant) {
			p.Person.DateOfBirth = identity.Text(fmt.Sprintf("%02d/%02d/1980", 2+i%27, 1+i%12))
			p.VssID, p.Email = identity.VssIDApproved, identity.Text(fmt.Sprintf("mau%d@example.test", from+i))
		})
	}
	return ps
}

// TestWarningsAreWherePlanted hides each kind of warning among people who give
// none, in any order.
func TestWarningsAreWherePlanted(t *testing.T) {
	for seed := range uint64(5) {
		var ps []identity.Participant
		ps = append(ps, crowd(0, 40, "A")...)
		ps = append(ps, crowd(100, 30, "B")...)
		ps = append(ps, crowd(200, 50, "C")...)
		ps[3].Person.IDNumber = ps[45].Person.IDNumber
		ps[4].SocialInsuranceNumber = ps[5].SocialInsuranceNumber
		for i := range 6 {
			ps[80+i].Email = " Chung@Example.TEST "
		}
		for i := range 4 {
			ps[90+i].Email = "nha@example.test" // a family
		}
		for i := range 12 {
			ps[40+i].Person.DateOfBirth = "01/01/1980" // unit B
		}
		for i := range 4 {
			ps[100+i].Person.DateOfBirth = "1/1/1980" // unit C: too few
		}
		random := rand.New(rand.NewPCG(seed, 9))
		random.Shuffle(len(ps), func(i, j int) { ps[i], ps[j] = ps[j], ps[i] })
		c := open(t, campaign.NewMemory(), sealKey)
		load(t, c, ps...)
		q, err := c.Quality(t.Context(), campaign.QualityQuery{})
		if err != nil {
			t.Fatal(err)
		}
		type found struct {
			Kind      campaign.WarningKind
			Unit      string
			Count, Of int
		}
		var got []found
		for _, w := range q.Warnings {
			got = append(got, found{w.Kind, w.Unit, w.Count, w.Of})
			if len(w.IDs) != w.Count {
				t.Errorf("%s: %d of %d participants named", w.Kind, len(w.IDs), w.Count)
			}
		}
		want := []found{
			{campaign.WarningNumber, "", 2, 0},
			{campaign.WarningInsuranceNumber, "", 2, 0},
			{campaign.WarningEmail, "", 6, 0},
			{campaign.WarningNewYear, "B", 12, 30},
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("seed %d: warnings (-want +got):\n%s", seed, d)
		}
		if q.Total.Participants != len(ps) || q.Total.Clean != len(ps)-4 {
			t.Errorf("%d of %d are clean, want all but the four who share a number", q.Total.Clean, q.Total.Participants)
		}
	}
}

// TestQualityWords takes each of the four words from one participant.
func TestQualityWords(t *testing.T) {
	sound := func(p *identity.Participant) { p.VssID = identity.VssIDNone }
	cases := []struct {
		name, reason string
		change       func(*identity.Participant)
		answer       bool // the registry confirms
		want         campaign.QualityFigures
	}{
		{"sound", "confirmed, whole, readable, fresh", sound, true, campaign.QualityFigures{Participants: 1, Correct: 1, Complete: 1, Clean: 1, Live: 1, All: 1}},
		{"not confirmed", "the registry said no", sound, false, campaign.QualityFigures{Participants: 1, Complete: 1, Clean: 1}},
		{
			"only the year", "the day is missing", func(p *identity.Participant) { sound(p); p.Person.DateOfBirth = "1980" }, true,
			campaign.QualityFigures{Participants: 1, Correct: 1, Clean: 1, Live: 1},
		},
		{
			"VssID not known", "nobody knows whether there is an account", func(*identity.Participant) {}, true,
			campaign.QualityFigures{Participants: 1, Correct: 1, Clean: 1, Live: 1},
		},
		{
			"contradiction", "the number is a woman's", func(p *identity.Participant) { sound(p); p.Person.Gender = "Nữ" }, true,
			campaign.QualityFigures{Participants: 1, Correct: 1, Complete: 1, Live: 1},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			now := newClock()
			k, err := campaign.Open(t.Context(), campaign.NewMemory(), campaign.Options{Clock: now.Now})
			if err != nil {
				t.Fatal(err)
			}
			load(t, k, somebody(1, "A", c.change))
			registry := &answers{}
			if !c.answer {
				registry.by = map[string]registryclient.Answer{"001080000001": notMatched}
			}
			ask(t, k, registry, campaign.AskOptions{Round: 1})
			q, err := k.Quality(t.Context(), campaign.QualityQuery{By: campaign.ByUnit})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, q.Total); d != "" {
				t.Errorf("%s (-want +got):\n%s", c.reason, d)
			}
			if d := cmp.Diff([]campaign.GroupQuality{{Key: "A", QualityFigures: c.want}}, q.Groups); d != "" {
				t.Errorf("the unit's figures are others (-want +got):\n%s", d)
			}
			now.add(366 * 24 * time.Hour)
			q, err = k.Quality(t.Context(), campaign.QualityQuery{})
			if err != nil || q.Total.Live != 0 {
				t.Errorf("after a year %d are still live, %v", q.Total.Live, err)
			}
		})
	}
}
