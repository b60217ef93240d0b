package reconcile_test

import (
	"bytes"
	"iter"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
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
	server, err := registrytest.NewServer(population(tb, l), registrytest.Options{Power: registrytest.Record})
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

// population gives the people of a list as a registry holds them.
func population(tb testing.TB, l synth.List) *registrytest.Population {
	tb.Helper()
	var file bytes.Buffer
	if err := synth.WritePopulation(&file, 1, l.Population); err != nil {
		tb.Fatal(err)
	}
	p, err := registrytest.LoadPopulation(&file, "population.csv")
	if err != nil {
		tb.Fatal(err)
	}
	return p
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

const benchParticipants = 5000

// BenchmarkMainJob runs the procedure against a registry in this process, over
// real HTTP on loopback: client and server share the cores.
func BenchmarkMainJob(b *testing.B) {
	l := synth.NewList(7, benchParticipants, synth.Units(20), usual)
	client := service(b, l)
	for b.Loop() {
		mainJob(b, l, client, reconcile.Resume{})
	}
	b.ReportMetric(benchParticipants*float64(b.N)/b.Elapsed().Seconds(), "participants/s")
}

// BenchmarkMainJobJournal is the same with a journal, two fsyncs for 16
// participants, shared where workers wait together.
func BenchmarkMainJobJournal(b *testing.B) {
	l := synth.NewList(7, benchParticipants, synth.Units(20), usual)
	client := service(b, l)
	for b.Loop() {
		store := openJournal(b, b.TempDir())
		mainJob(b, l, client, reconcile.Resume{Checkpoints: store, Key: resumeKey})
	}
	b.ReportMetric(benchParticipants*float64(b.N)/b.Elapsed().Seconds(), "participants/s")
}

// BenchmarkMainJobRestored is the same where the journal has every answer.
func BenchmarkMainJobRestored(b *testing.B) {
	l := synth.NewList(7, benchParticipants, synth.Units(20), usual)
	client := service(b, l)
	resume := reconcile.Resume{Checkpoints: openJournal(b, b.TempDir()), Key: resumeKey}
	mainJob(b, l, client, resume)
	for b.Loop() {
		mainJob(b, l, client, resume)
	}
	b.ReportMetric(benchParticipants*float64(b.N)/b.Elapsed().Seconds(), "participants/s")
}

func openJournal(tb testing.TB, dir string) *journal.Journal {
	tb.Helper()
	j, err := journal.Open(dir, journal.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = j.Close() })
	return j
}

// mainJob is one round over the list.
func mainJob(b *testing.B, l synth.List, verifier registryclient.Verifier, resume reconcile.Resume) {
	b.Helper()
	opts := reconcile.Options{AsOf: today, Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "test"}, Resume: resume}
	n := 0
	for o, err := range reconcile.Run(b.Context(), rows(l), verifier, opts) {
		if err != nil || o.Kind == reconcile.Pending {
			b.Fatalf("participant %d: %v, %v", o.Index, err, o.Err)
		}
		n++
	}
	if n != len(l.Rows) {
		b.Fatalf("%d outcomes of %d", n, len(l.Rows))
	}
}
