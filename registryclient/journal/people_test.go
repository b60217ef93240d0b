package journal_test

import (
	"context"
	"fmt"
	"iter"
	"strconv"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// The people of these tests are synthetic: nobody has such numbers.

func number(i int) string { return fmt.Sprintf("000%03d%06d", i/1_000_000, i%1_000_000) }

func name(i int) string { return "Canaria Mẫu " + strconv.Itoa(100_000+i) }

// rowOf reads the row back from a number.
func rowOf(number string) (int, error) { return strconv.Atoi(number) }

func question(i int) registryclient.Query {
	return registryclient.Query{
		Number:      identity.MustParsePersonalID(number(i)).Number(),
		FullName:    identity.Name(name(i)),
		DateOfBirth: identity.MustDate(1985, 1+i%12, 1+i%28),
		Gender:      identity.GenderMale,
		Purpose:     registryclient.Purpose{Procedure: "TEST", Officer: "test"},
	}
}

func rows(n int) iter.Seq2[registryclient.Query, error] {
	return func(yield func(registryclient.Query, error) bool) {
		for i := range n {
			if !yield(question(i), nil) {
				return
			}
		}
	}
}

var key = registryclient.NewSecret("a key for these tests, of 32 bytes or more")

// local answers in the process.
type local struct{}

func (local) Verify(_ context.Context, q registryclient.Query) (registryclient.Answer, error) {
	i, err := rowOf(q.Number.Reveal())
	if err != nil {
		return registryclient.Answer{}, &registryclient.Error{Code: registryclient.CodeInvalidQuery}
	}
	a := registryclient.Answer{Outcome: registryclient.OutcomeMatched, RequestID: q.RequestID, Source: "test/local"}
	switch i % 3 {
	case 1:
		a.Outcome, a.Reason = registryclient.OutcomeNotMatched, registryclient.ReasonFieldsDiffer
	case 2:
		a.Record = &identity.Person{FullName: q.FullName, DateOfBirth: "1985", Gender: "Nam", IDNumber: identity.Text(number(i))}
		a.SharedID, _ = q.Number.PersonalID()
	}
	return a, nil
}

// localBatch answers many at once.
type localBatch struct{ local }

func (l localBatch) VerifyBatch(ctx context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	replies := make([]registryclient.Reply, len(qs))
	for i := range qs {
		replies[i].Answer, replies[i].Err = l.Verify(ctx, qs[i])
	}
	return replies, nil
}
