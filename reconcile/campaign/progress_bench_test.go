package campaign_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// BenchmarkProgress counts a report over a history in memory.
func BenchmarkProgress(b *testing.B) {
	w := newWalk(b, 1)
	events := 0
	for i := range 60_000 {
		if i%4 == 0 {
			w.add()
		}
		w.next()
	}
	for _, row := range w.rows {
		events += row.Seq
	}
	c := w.campaign()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Progress(b.Context(), campaign.ProgressQuery{By: campaign.ByUnit}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(events)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
