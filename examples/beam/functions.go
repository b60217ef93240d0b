package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// Beam sends functions to workers by name, and wants to know them beforehand.
func init() {
	register.Function2x0(keysOf)
	register.DoFn4x0[context.Context, string, func(*string) bool, func(string)](&compareBlock{})
	register.Function3x0(clusterPairs)
	register.Emitter2[string, string]()
	register.Emitter1[string]()
	register.Iter1[string]()
}

// maxBlock bounds the records that share a key: "Nguyễn Văn An, 01/01/1980" is
// a hub by nature. A larger block is left out whole and counted.
const maxBlock = 64

var overflows = beam.NewCounter("linkage", "overflowed_blocks")

// parse reads one line. The header and empty lines are no records.
func parse(line string) (name string, r linkage.Record, ok bool) {
	fields, err := csv.NewReader(strings.NewReader(line)).Read()
	if err != nil || len(fields) < 6 || strings.TrimPrefix(fields[0], "\ufeff") == "record" {
		return "", r, false
	}
	return fields[0], linkage.Record{
		Person: identity.Person{
			FullName: identity.Name(fields[1]), DateOfBirth: identity.Text(fields[2]),
			Gender: identity.Text(fields[3]), IDNumber: identity.Text(fields[4]),
		},
		InsuranceNumber: identity.Text(fields[5]),
	}, true
}

func keysOf(line string, emit func(key, line string)) {
	_, r, ok := parse(line)
	if !ok {
		return
	}
	for _, k := range linkage.Keys(r) {
		emit(fmt.Sprintf("%d:%x", k.Kind, k.Hash), line)
	}
}

// compareBlock compares every two records of a block.
type compareBlock struct {
	AsOf string // yyyy-MM-dd: a DoFn travels as JSON
}

func newCompareBlock(asOf identity.Date) *compareBlock { return &compareBlock{AsOf: asOf.ISO()} }

// day gives the day of the comparison on the worker.
func (f *compareBlock) day() identity.Date {
	d, _ := identity.ParseDate(f.AsOf) // made by ISO
	return d
}

// pair is two records that are one person, by their names in the file.
type pair struct {
	A, B  string
	Score float64
}

// ProcessElement implements the DoFn.
func (f *compareBlock) ProcessElement(ctx context.Context, _ string, lines func(*string) bool, emit func(string)) {
	var block []string
	var line string
	for lines(&line) {
		block = append(block, line)
	}
	if len(block) > maxBlock {
		overflows.Inc(ctx, 1)
		return
	}
	slices.Sort(block)
	asOf := f.day()
	for i, a := range block {
		nameA, recordA, _ := parse(a)
		for _, b := range block[i+1:] {
			nameB, recordB, _ := parse(b)
			result := linkage.Compare(recordA, recordB, asOf)
			if result.Zone() != matching.ZoneSame || nameA == nameB {
				continue
			}
			text, _ := json.Marshal(pair{nameA, nameB, result.Score()}) // cannot fail: two texts and a number
			emit(string(text))
		}
	}
}

// clusterPairs groups all pairs, which are few, on one worker. A pair that was
// found under several keys counts once.
func clusterPairs(_ int, texts func(*string) bool, emit func(string)) {
	number := make(map[string]int)
	var names []string
	seen := make(map[[2]int]bool)
	var pairs []linkage.Pair
	place := func(name string) int {
		n, ok := number[name]
		if !ok {
			n = len(names)
			number[name], names = n, append(names, name)
		}
		return n
	}
	var text string
	for texts(&text) {
		var p pair
		if json.Unmarshal([]byte(text), &p) != nil {
			continue // not possible: compareBlock made it
		}
		a, b := place(p.A), place(p.B)
		a, b = min(a, b), max(a, b)
		if !seen[[2]int{a, b}] {
			seen[[2]int{a, b}] = true
			pairs = append(pairs, linkage.Pair{A: a, B: b, Score: p.Score, Zone: matching.ZoneSame})
		}
	}
	for i, group := range linkage.Cluster(pairs, nil).Groups {
		for _, n := range group {
			emit(fmt.Sprintf("%s,%d", names[n], i+1))
		}
	}
}
