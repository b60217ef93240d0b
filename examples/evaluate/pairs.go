package main

import (
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/quality"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
	"github.com/bhxh-go/bhxh/matching"
)

// columns are those of a file of labelled pairs.
var columns = []string{
	"pair", "subject_name", "subject_dob", "subject_gender", "subject_id",
	"reference_name", "reference_dob", "reference_gender", "reference_id", "same_person", "codes",
}

// A pair is one labelled row.
type pair struct {
	line               int // of the file
	subject, reference identity.Person
	same               bool
	scored             bool     // the codes count
	codes              []string // sorted; notes with "="
}

// What a row can have wrong. None of them names a value.
var (
	errSame  = errors.New("want 0 or 1")
	errCodes = errors.New(`want codes joined by ";", notes with "=" before them, or "*"`)
)

func readPair(row csvtable.Row) (pair, error) {
	p := pair{
		line: row.Line(),
		subject: identity.Person{
			FullName:    identity.Name(row.Get("subject_name")),
			DateOfBirth: identity.Text(row.Get("subject_dob")),
			Gender:      identity.Text(row.Get("subject_gender")),
			IDNumber:    identity.Text(row.Get("subject_id")),
		},
		reference: identity.Person{
			FullName:    identity.Name(row.Get("reference_name")),
			DateOfBirth: identity.Text(row.Get("reference_dob")),
			Gender:      identity.Text(row.Get("reference_gender")),
			IDNumber:    identity.Text(row.Get("reference_id")),
		},
	}
	switch row.Get("same_person") {
	case "0":
	case "1":
		p.same = true
	default:
		return p, row.Fail("same_person", errSame)
	}
	label := row.Get("codes")
	if label == "*" {
		return p, nil
	}
	p.scored = true
	for code := range strings.SplitSeq(label, ";") {
		if code = strings.TrimSpace(code); code == "" {
			continue
		}
		if !matching.Code(strings.TrimPrefix(code, "=")).IsKnown() {
			return p, row.Fail("codes", errCodes)
		}
		p.codes = append(p.codes, code)
	}
	slices.Sort(p.codes)
	p.codes = slices.Compact(p.codes)
	return p, nil
}

// tally counts what came out for one code.
type tally struct {
	TP int `json:"tp"` // expected and found
	FP int `json:"fp"` // found only
	FN int `json:"fn"` // expected only
}

// An evaluation compares pairs and counts.
type evaluation struct {
	comparer  matching.Comparer
	now       func() time.Time
	wrong     func(line int, got, want string)
	wrongLeft int // how many wrong pairs are still to be named

	pairs, scored, exact int
	codes                map[string]*tally
	scores               quality.Scores[float64]
	spent                time.Duration // on comparing, without reading and counting
}

// batchSize is how many pairs are compared at a time: enough for the clock not
// to count.
const batchSize = 4096

// read compares every pair of a file. An error names file, line and column.
func (e *evaluation) read(r io.Reader, file string) error {
	table, err := csvtable.Open(r, file, columns, nil)
	if err != nil {
		return err
	}
	batch := make([]pair, 0, batchSize)
	results := make([]matching.Result, batchSize)
	for row, err := range table.Rows() {
		if err != nil {
			return err
		}
		p, err := readPair(row)
		if err != nil {
			return err
		}
		if batch = append(batch, p); len(batch) == batchSize {
			e.compare(batch, results)
			batch = batch[:0]
		}
	}
	e.compare(batch, results)
	return nil
}

func (e *evaluation) compare(batch []pair, results []matching.Result) {
	started := e.now()
	for i := range batch {
		results[i] = e.comparer.Compare(batch[i].subject, batch[i].reference)
	}
	e.spent += e.now().Sub(started)
	for i := range batch {
		e.count(&batch[i], results[i])
	}
}

func (e *evaluation) count(p *pair, r matching.Result) {
	e.pairs++
	e.scores.Add(r.Score(), p.same)
	if !p.scored {
		return
	}
	e.scored++
	var got []string
	for _, c := range r.Codes() {
		got = append(got, string(c))
	}
	for _, c := range r.Notes() {
		got = append(got, "="+string(c))
	}
	slices.Sort(got)
	for _, c := range got {
		if slices.Contains(p.codes, c) {
			e.tally(c).TP++
		} else {
			e.tally(c).FP++
		}
	}
	for _, c := range p.codes {
		if !slices.Contains(got, c) {
			e.tally(c).FN++
		}
	}
	switch {
	case slices.Equal(got, p.codes):
		e.exact++
	case e.wrongLeft > 0:
		e.wrongLeft--
		e.wrong(p.line, strings.Join(got, ";"), strings.Join(p.codes, ";"))
	}
}

func (e *evaluation) tally(code string) *tally {
	t := e.codes[code]
	if t == nil {
		t = new(tally)
		e.codes[code] = t
	}
	return t
}
