package campaign_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// yes confirms everybody at once: what is measured is the campaign.
type yes struct{}

func (yes) Verify(_ context.Context, q registryclient.Query) (registryclient.Answer, error) {
	return registryclient.Answer{Outcome: registryclient.OutcomeMatched, RequestID: "bench"}, nil
}

var bothKeys = []struct {
	name string
	key  registryclient.Secret
}{{"plain", registryclient.Secret{}}, {"sealed", sealKey}}

func benchList(b *testing.B, n int) []identity.Participant {
	b.Helper()
	return rowsOf(synth.NewList(7, n, synth.Units(20), usual))
}

func BenchmarkLoad(b *testing.B) {
	ps := benchList(b, 20_000)
	for _, kind := range bothKeys {
		b.Run(kind.name, func(b *testing.B) {
			for b.Loop() {
				load(b, open(b, campaign.NewMemory(), kind.key), ps...)
			}
			b.ReportMetric(float64(len(ps))*float64(b.N)/b.Elapsed().Seconds(), "participants/s")
		})
	}
}

// BenchmarkAsk is a first round: claim, reconcile.Run with a registry that
// answers at once, outcome.
func BenchmarkAsk(b *testing.B) {
	ps := benchList(b, 20_000)
	opts := campaign.AskOptions{Round: 1, Workers: 2, Verify: reconcile.Options{AsOf: today, Workers: 2}}
	for _, kind := range bothKeys {
		b.Run(kind.name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				c := open(b, campaign.NewMemory(), kind.key)
				load(b, c, ps...)
				b.StartTimer()
				if report, err := c.Ask(b.Context(), yes{}, opts); err != nil || report.Claimed != len(ps) {
					b.Fatalf("%+v, error %v", report, err)
				}
			}
			b.ReportMetric(float64(len(ps))*float64(b.N)/b.Elapsed().Seconds(), "participants/s")
			b.ReportMetric(2*float64(len(ps))*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkMemoryAppend is the store alone: one note each on a thousand
// participants.
func BenchmarkMemoryAppend(b *testing.B) {
	store := campaign.NewMemory()
	now := newClock().Now()
	changes := make([]campaign.Change, 1000)
	for i := range changes {
		changes[i] = campaign.Change{Key: fmt.Appendf(nil, "%d", i), Event: campaign.Event{Seq: 1, To: campaign.New, Cause: campaign.CauseLoaded}}
	}
	if err := store.Append(b.Context(), now, changes); err != nil {
		b.Fatal(err)
	}
	for seq := 2; b.Loop(); seq++ {
		for i := range changes {
			changes[i] = campaign.Change{Event: campaign.Event{ID: campaign.ID(i + 1), Seq: seq, From: campaign.New, To: campaign.New, Cause: campaign.CauseRecord}}
		}
		if err := store.Append(b.Context(), now, changes); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkFind(b *testing.B) {
	c := open(b, campaign.NewMemory(), sealKey)
	load(b, c, benchList(b, 20_000)...)
	n := number(b, string(benchList(b, 1)[0].SocialInsuranceNumber))
	for b.Loop() {
		if found, err := c.Find(b.Context(), n); err != nil || len(found) == 0 {
			b.Fatalf("%d found, error %v", len(found), err)
		}
	}
}
