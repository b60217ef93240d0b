package linkage_test

import (
	"context"
	"iter"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// Every person in these tests is synthetic: made by package synth, or made up.

var asOf = identity.MustDate(2026, 11, 1)

// record makes a record of plain values.
func record(name, date, gender, id string) linkage.Record {
	return linkage.Record{Person: identity.Person{
		FullName: identity.Name(name), DateOfBirth: identity.Text(date), Gender: identity.Text(gender), IDNumber: identity.Text(id),
	}}
}

// set is a generated pair of files with the truth.
type set struct {
	left, right           []linkage.Record
	leftTruth, rightTruth []int
}

func generate(t testing.TB, mode synth.Mode, n int, seed uint64) set {
	t.Helper()
	made, err := synth.NewSet(mode, n, seed)
	if err != nil {
		t.Fatal(err)
	}
	var s set
	for r := range made.Registry() {
		s.right = append(s.right, linkage.Record{Person: r.Person})
		s.rightTruth = append(s.rightTruth, r.Truth)
	}
	for r := range made.Participants() {
		s.left = append(s.left, linkage.Record{Person: r.Person, InsuranceNumber: identity.Text(r.SocialInsuranceNumber)})
		s.leftTruth = append(s.leftTruth, r.Truth)
	}
	return s
}

// stream gives records as a stream.
func stream(records []linkage.Record) iter.Seq2[linkage.Record, error] {
	return func(yield func(linkage.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func newIndex(t testing.TB, o linkage.Options, records []linkage.Record) *linkage.Index {
	t.Helper()
	o.AsOf = asOf
	ix, err := linkage.NewIndex(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.AddAll(context.Background(), stream(records)); err != nil {
		t.Fatal(err)
	}
	return ix
}

func links(t testing.TB, ix *linkage.Index, left []linkage.Record) []linkage.Link {
	t.Helper()
	var all []linkage.Link
	for l, err := range ix.Link(context.Background(), stream(left)) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}

func pairs(t testing.TB, ix *linkage.Index) []linkage.Pair {
	t.Helper()
	var all []linkage.Pair
	for p, err := range ix.Duplicates(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}
