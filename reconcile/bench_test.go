package reconcile_test

import (
	"bytes"
	"iter"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// usual is a list as offices have them: most are right, a tenth holds a CMND,
// a fifth has a fault.
var usual = synth.Mix{CMND: 100, Faults: 150, TwoFaults: 50, NoNumber: 20, Strangers: 5, NotFound: 10, Foreigners: 3, SharedCMND: 2}

// service starts a fake registry that holds the population of a list, and a
// client for it.
func service(tb testing.TB, l synth.List) *qldc.Client {
	tb.Helper()
	var file bytes.Buffer
	if err := synth.WritePopulation(&file, 1, l.Population); err != nil {
		tb.Fatal(err)
	}
	population, err := registrytest.LoadPopulation(&file, "population.csv")
	if err != nil {
		tb.Fatal(err)
	}
	server, err := registrytest.NewServer(population, registrytest.Options{Power: registrytest.Record})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(server.Close)
	client, err := qldc.NewClient(server.URL(), server.Credentials(), qldc.WithMatchRule(qldc.MatchNumber))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(client.Close)
	return client
}

func rows(l synth.List) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for _, r := range l.Rows {
			if !yield(r.Participant, nil) {
				return
			}
		}
	}
}

// BenchmarkMainJob runs the procedure against a registry in this process, over
// real HTTP on loopback: client and server share the cores.
func BenchmarkMainJob(b *testing.B) {
	const participants = 5000
	l := synth.NewList(7, participants, synth.Units(20), usual)
	client := service(b, l)
	opts := reconcile.Options{AsOf: today, Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "test"}}
	for b.Loop() {
		n := 0
		for o, err := range reconcile.Run(b.Context(), rows(l), client, opts) {
			if err != nil || o.Kind == reconcile.Pending {
				b.Fatalf("participant %d: %v, %v", o.Index, err, o.Err)
			}
			n++
		}
		if n != participants {
			b.Fatalf("%d outcomes of %d", n, participants)
		}
	}
	b.ReportMetric(float64(participants)*float64(b.N)/b.Elapsed().Seconds(), "participants/s")
}
