package main

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
)

// today is the day of every comparison.
var today = identity.MustDate(2026, 11, 22)

type record identity.Person

func (r record) name() string { return string(r.FullName) }

type recordPair struct {
	subject, reference record
}

// names gives pairs of synthetic people: a third equal, a sixth one person with
// a damaged name, half two people.
func names(seed uint64, n int) []recordPair {
	var equal, damaged, different []recordPair
	for p := range synth.Pairs(seed, 60*n) {
		pair := recordPair{record(p.Subject), record(p.Reference)}
		switch {
		case !p.Same:
			different = append(different, pair)
		case p.Subject.FullName == p.Reference.FullName:
			equal = append(equal, pair)
		default:
			damaged = append(damaged, pair)
		}
		if len(equal) >= n/3 && len(damaged) >= n/6 && len(different) >= n/2 {
			break
		}
	}
	var all []recordPair
	for i := range n / 6 { // mixed, so that no branch predictor learns the order
		all = append(all, equal[2*i], different[3*i], damaged[i], different[3*i+1], equal[2*i+1], different[3*i+2])
	}
	return all
}

// A variant is one way to compare with this module.
type variant struct {
	function   string
	compare    func(i int)
	similarity func(a, b string) float64 // of names; nil where more than names are compared
}

func ours(people []recordPair) []variant {
	type prepared struct{ subject, reference, subjectName, referenceName matching.Prepared }
	ready := make([]prepared, len(people))
	for i, p := range people {
		ready[i] = prepared{
			matching.Prepare(identity.Person(p.subject), today), matching.Prepare(identity.Person(p.reference), today),
			matching.Prepare(named(p.subject.name()), today), matching.Prepare(named(p.reference.name()), today),
		}
	}
	return []variant{
		{"name: codes and weight, from text", func(i int) {
			matching.Compare(named(people[i].subject.name()), named(people[i].reference.name()), today)
		}, nameWeight},
		{"name: codes and weight, prepared", func(i int) {
			matching.ComparePrepared(&ready[i].subjectName, &ready[i].referenceName)
		}, nameWeight},
		{"whole record, from text", func(i int) {
			matching.Compare(identity.Person(people[i].subject), identity.Person(people[i].reference), today)
		}, nil},
		{"whole record, prepared", func(i int) {
			matching.ComparePrepared(&ready[i].subject, &ready[i].reference)
		}, nil},
	}
}

func named(name string) identity.Person { return identity.Person{FullName: identity.Name(name)} }

// nameWeight gives what the names alone say for one person, in bits.
func nameWeight(a, b string) float64 {
	for share := range matching.Compare(named(a), named(b), today).Waterfall() {
		if !share.Prior && share.Field == matching.FieldName {
			return share.Weight
		}
	}
	return 0
}

// causesNamed counts the same names of which the comparison gives exactly the
// code of the cause.
func causesNamed() (named, all int) {
	for _, c := range sameNames {
		r := matching.Compare(identity.Person{FullName: identity.Name(c.a)}, identity.Person{FullName: identity.Name(c.b)}, today)
		got := append(r.Codes(), r.Notes()...)
		kept := got[:0]
		for _, code := range got {
			if field, ok := code.Field(); ok && field == matching.FieldName {
				kept = append(kept, code)
			}
		}
		if len(kept) == 1 && kept[0] == c.code {
			named++
		}
	}
	return named, len(sameNames)
}
