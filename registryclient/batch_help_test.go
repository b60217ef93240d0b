package registryclient_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// row is the question about a synthetic person: nobody has such a number.
func row(i int) registryclient.Query {
	return registryclient.Query{
		Number:      identity.MustParsePersonalID(fmt.Sprintf("000085%06d", i)).Number(),
		FullName:    identity.Name(fmt.Sprintf("Canaria Mẫu %d", i)),
		DateOfBirth: identity.MustDate(1985, 1+i%12, 1+i%28),
		Gender:      identity.GenderMale,
		Purpose:     registryclient.Purpose{Procedure: "TEST", Officer: "test"},
	}
}

func rows(n int) iter.Seq2[registryclient.Query, error] {
	return func(yield func(registryclient.Query, error) bool) {
		for i := range n {
			if !yield(row(i), nil) {
				return
			}
		}
	}
}

// truth is what the registry of these tests says of a row.
func truth(i int) registryclient.Answer {
	a := registryclient.Answer{Outcome: registryclient.OutcomeMatched, Source: "test/oracle"}
	switch i % 4 {
	case 1:
		a.Outcome, a.Reason = registryclient.OutcomeNotMatched, registryclient.ReasonFieldsDiffer
		a.Fields.Name = registryclient.FieldVerdict{Verdict: registryclient.VerdictMismatch, Origin: registryclient.OriginBulk}
	case 2:
		a.Outcome, a.Reason = registryclient.OutcomeNotComparable, registryclient.ReasonSeveralRecords
	case 3:
		id, _ := row(i).Number.PersonalID()
		a.SharedID = id
		a.Record = &identity.Person{FullName: row(i).FullName, DateOfBirth: "1985", IDNumber: identity.Text(id.Reveal())}
	}
	return a
}

// oracle answers the questions of these tests and counts them. fail may give
// an error in the place of an answer.
type oracle struct {
	mu    sync.Mutex
	asked map[int][]string // request ids by row
	fail  func(row int, id string) error
}

func (o *oracle) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	if err := ctx.Err(); err != nil {
		return registryclient.Answer{}, &registryclient.Error{Code: registryclient.CodeCancelled, Err: err}
	}
	var i int
	if _, err := fmt.Sscanf(q.Number.Reveal(), "000085%06d", &i); err != nil {
		return registryclient.Answer{}, &registryclient.Error{Code: registryclient.CodeInvalidQuery, Detail: "the number is missing"}
	}
	o.mu.Lock()
	if o.asked == nil {
		o.asked = make(map[int][]string)
	}
	o.asked[i] = append(o.asked[i], q.RequestID)
	o.mu.Unlock()
	if o.fail != nil {
		if err := o.fail(i, q.RequestID); err != nil {
			return registryclient.Answer{}, err
		}
	}
	a := truth(i)
	a.RequestID = q.RequestID
	return a, nil
}

// together is an oracle that takes many questions at once.
type together struct{ oracle }

func (o *together) Capabilities() registryclient.Capabilities {
	return registryclient.Capabilities{MaxBatch: 50}
}

func (o *together) VerifyBatch(ctx context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	var replies []registryclient.Reply
	for _, q := range qs {
		a, err := o.Verify(ctx, q)
		if errors.Is(err, registryclient.CodeCancelled) {
			return nil, err
		}
		replies = append(replies, registryclient.Reply{Answer: a, Err: err})
	}
	return replies, nil
}

// times gives how often each of n rows was asked.
func (o *oracle) times(n int) []int {
	o.mu.Lock()
	defer o.mu.Unlock()
	out := make([]int, n)
	for i, ids := range o.asked {
		out[i] = len(ids)
	}
	return out
}

// memory is a Checkpointer in memory. left counts the checkpoints that it
// still takes; negative takes all.
type memory struct {
	mu       sync.Mutex
	manifest registryclient.Manifest
	points   map[int]registryclient.Checkpoint
	left     int
	appended int
}

var errFull = errors.New("the store is full")

func newMemory() *memory { return &memory{points: make(map[int]registryclient.Checkpoint), left: -1} }

func (m *memory) Begin(_ context.Context, proposed registryclient.Manifest) (registryclient.Manifest, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.manifest.Version == 0 {
		m.manifest = proposed
	}
	return m.manifest, nil
}

func (m *memory) Load(_ context.Context, chunk int) (registryclient.Checkpoint, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.points[chunk], nil
}

func (m *memory) Append(_ context.Context, c registryclient.Checkpoint) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.left == 0 {
		return errFull
	}
	m.left--
	m.appended++
	m.points[c.Chunk] = c
	return nil
}

var key = registryclient.NewSecret("a key for tests, of 32 bytes or more")

// collect runs a batch to its end or its error.
func collect(t testing.TB, v registryclient.Verifier, input iter.Seq2[registryclient.Query, error], cp registryclient.Checkpointer, opts registryclient.BatchOptions) ([]registryclient.BatchResult, error) {
	t.Helper()
	if cp != nil && opts.Key.IsZero() {
		opts.Key = key
	}
	var results []registryclient.BatchResult
	for r, err := range registryclient.VerifyAll(t.Context(), v, input, cp, opts) {
		if err != nil {
			return results, err
		}
		results = append(results, r)
	}
	return results, nil
}

// complete fails unless there is exactly one right result a row.
func complete(t testing.TB, results []registryclient.BatchResult, n int) {
	t.Helper()
	results = slices.Clone(results)
	slices.SortFunc(results, func(a, b registryclient.BatchResult) int { return a.Row - b.Row })
	if len(results) != n {
		t.Fatalf("%d results, want %d", len(results), n)
	}
	for i, r := range results {
		want := truth(i)
		got := r.Reply.Answer
		if r.Row != i || r.Reply.Err != nil || got.Outcome != want.Outcome || got.Reason != want.Reason ||
			got.Fields != want.Fields || got.SharedID != want.SharedID || (got.Record == nil) != (want.Record == nil) ||
			got.Record != nil && *got.Record != *want.Record || got.Source != want.Source || got.RequestID != r.Query.RequestID {
			t.Fatalf("result %d is %v with %v", i, r, got.Fields)
		}
	}
}
