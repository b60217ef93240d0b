package household_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/household"
)

// BenchmarkCompute quotes for a family of five, the computation alone.
func BenchmarkCompute(b *testing.B) {
	r := family(5, 12)
	b.ReportAllocs()
	for b.Loop() {
		q, err := household.Compute(r, household.Accepted)
		if err != nil || q.Total != 4_371_840 {
			b.Fatal(q.Total, err)
		}
	}
}

// BenchmarkQuoteJSON writes such a quote.
func BenchmarkQuoteJSON(b *testing.B) {
	q, err := household.Compute(family(5, 12), household.Accepted)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if text, err := q.MarshalJSON(); err != nil || len(text) == 0 {
			b.Fatal(err)
		}
	}
}

// BenchmarkResolve resolves a family of four with a registry that answers at
// once, and quotes for it.
func BenchmarkResolve(b *testing.B) {
	s := newScene()
	resolver, err := household.NewResolver(s.sources, household.Options{Workers: 1})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.world.asked = s.world.asked[:0]
		result, err := resolver.Resolve(b.Context(), s.request, today())
		if err != nil {
			b.Fatal(err)
		}
		if q, err := result.Quote(); err != nil || q.Total != reduced4 {
			b.Fatal(q.Total, err)
		}
	}
}
