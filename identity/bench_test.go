package identity_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

// All persons, numbers and cards of the tests of this package are synthetic.

func benchmarkPerson() identity.Person {
	return identity.Person{
		FullName: "Nguyễn Thị Hương Giang", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "001180012345",
	}
}

func BenchmarkParsePersonalID(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := identity.ParsePersonalID("001080012345"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParsePersonalIDSpaced(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := identity.ParsePersonalID("001 080 012 345"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseDate(b *testing.B) {
	for _, text := range []string{"15/03/1980", "1980-03-15", "0/0/1980"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := identity.ParseDate(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	p, asOf := benchmarkPerson(), identity.MustDate(2026, 11, 1)
	b.ReportAllocs()
	for b.Loop() {
		if r := identity.Check(p, asOf); r.Worst() != 0 {
			b.Fatal(r)
		}
	}
}

func BenchmarkRegion(b *testing.B) {
	id := identity.MustParsePersonalID("001080012345")
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := id.Region(); !ok {
			b.Fatal("no region")
		}
	}
}

func BenchmarkParticipantCheck(b *testing.B) {
	p := identity.Participant{Person: benchmarkPerson(), SocialInsuranceNumber: "0123456789", HealthCard: "GD4010123456789"}
	asOf := identity.MustDate(2026, 11, 1)
	b.ReportAllocs()
	for b.Loop() {
		if r := p.Check(asOf); r.Worst() != 0 {
			b.Fatal(r)
		}
	}
}

func BenchmarkNumberIndexLookup(b *testing.B) {
	var x identity.NumberIndex
	const size = 100_000
	numbers := make([]identity.Number, size)
	for i := range numbers {
		n, err := identity.ParseNumber("001180" + padded(i, 6))
		if err != nil {
			b.Fatal(err)
		}
		numbers[i] = n
		x.Add(padded(i, 10), n)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if keys := x.Lookup(numbers[i%size]); len(keys) != 1 {
			b.Fatal("not found")
		}
		i++
	}
}
