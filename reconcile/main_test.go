package reconcile_test

import (
	"context"
	"iter"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var today = identity.MustDate(2026, 11, 22)

// Everybody in these tests is synthetic.
var person = identity.Person{
	FullName:    "Nguyễn Văn An",
	DateOfBirth: "15/03/1980",
	Gender:      "Nam",
	IDNumber:    "001080012345",
}

func participant(change func(*identity.Participant)) identity.Participant {
	p := identity.Participant{Person: person, SocialInsuranceNumber: "0123456789", Unit: identity.Unit{Code: "A"}}
	if change != nil {
		change(&p)
	}
	return p
}

func list(ps ...identity.Participant) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for _, p := range ps {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// stub answers every question alike and counts them.
type stub struct {
	answer       registryclient.Answer
	err          error
	capabilities registryclient.Capabilities
	asked        atomic.Int64
	before       func(ctx context.Context, q registryclient.Query) error
}

func (s *stub) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	s.asked.Add(1)
	if s.before != nil {
		if err := s.before(ctx, q); err != nil {
			return registryclient.Answer{}, err
		}
	}
	return s.answer, s.err
}

func (s *stub) Capabilities() registryclient.Capabilities { return s.capabilities }

func collect(t *testing.T, seq iter.Seq2[reconcile.Outcome, error]) []reconcile.Outcome {
	t.Helper()
	var out []reconcile.Outcome
	for o, err := range seq {
		if err != nil {
			t.Fatalf("Run: %v", err)
		}
		out = append(out, o)
	}
	return out
}

func record(change func(*identity.Person)) *identity.Person {
	p := person
	if change != nil {
		change(&p)
	}
	return &p
}

func matched(r *identity.Person) registryclient.Answer {
	a := registryclient.Answer{Outcome: registryclient.OutcomeMatched, Record: r}
	if r != nil {
		a.SharedID = identity.MustParsePersonalID(string(r.IDNumber))
	}
	return a
}

// many gives n participants; the index stands in the mã số BHXH.
func many(n int) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for i := range n {
			p := participant(func(p *identity.Participant) {
				p.SocialInsuranceNumber = identity.Text(string([]byte{'0', '0', '0', '0', '0', '0', byte('0' + i/1000%10), byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10)}))
			})
			if !yield(p, nil) {
				return
			}
		}
	}
}
