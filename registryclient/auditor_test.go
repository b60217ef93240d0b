package registryclient_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// notebook is an auditor that keeps what it is told, until it is full.
type notebook struct {
	attempts []registryclient.WireAttempt
	outcomes []registryclient.WireOutcome
	full     int // attempts it takes
	deaf     bool
}

func (n *notebook) Attempt(_ context.Context, a registryclient.WireAttempt) error {
	if len(n.attempts) >= n.full {
		return errors.New("canary: no space left")
	}
	n.attempts = append(n.attempts, a)
	return nil
}

func (n *notebook) Outcome(ctx context.Context, o registryclient.WireOutcome) error {
	if ctx.Err() != nil || n.deaf {
		return errors.New("canary: no space left")
	}
	n.outcomes = append(n.outcomes, o)
	return nil
}

func TestAuditor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := &notebook{full: 3}
		s := &script{steps: steps(status(500), lost, status(200))}
		tr := newTransport(t, registryclient.WithRoundTripper(s), registryclient.WithRandom(noJitter), registryclient.WithAuditor(book))
		call := question()
		call.RequestID, call.Purpose = "r-1", registryclient.Purpose{Procedure: "P", Officer: "canary-officer", Unit: "U"}
		call.Subjects = []identity.Text{registryclient.SubjectOfNumber(identity.MustParsePersonalID("000085000001").Number())} // synthetic
		if err := tr.Do(context.Background(), call); err != nil {
			t.Fatal(err)
		}
		var want []registryclient.WireAttempt
		for i := range 3 {
			want = append(want, registryclient.WireAttempt{
				Serial: uint64(i + 1), Operation: "test/op", RequestID: "r-1", Attempt: i + 1,
				Purpose: call.Purpose, Subjects: []identity.Text{"personal_id:000085000001"},
			})
		}
		if d := cmp.Diff(want, book.attempts, cmpopts.IgnoreFields(registryclient.WireAttempt{}, "Time")); d != "" {
			t.Errorf("attempts (-want +got):\n%s", d)
		}
		wantOutcomes := []registryclient.WireOutcome{
			{Serial: 1, Operation: "test/op", RequestID: "r-1", Attempt: 1, Code: registryclient.CodeUnavailable, Status: 500},
			{Serial: 2, Operation: "test/op", RequestID: "r-1", Attempt: 2, Code: registryclient.CodeUnavailable},
			{Serial: 3, Operation: "test/op", RequestID: "r-1", Attempt: 3, Status: 200},
		}
		if d := cmp.Diff(wantOutcomes, book.outcomes, cmpopts.IgnoreFields(registryclient.WireOutcome{}, "Time")); d != "" {
			t.Errorf("outcomes (-want +got):\n%s", d)
		}
		if text := fmt.Sprintf("%v %+v %#v", book.attempts[0], book.attempts[0], book.attempts[0]); strings.Contains(text, "canary") || strings.Contains(text, "000085") {
			t.Errorf("an attempt shows personal data: %s", text)
		}
		err := tr.Do(context.Background(), call) // the log is full
		if codeOf(err) != registryclient.CodeAudit || len(s.times) != 3 || strings.Contains(err.Error(), "canary") {
			t.Errorf("error %v after %d requests: a request left that the log did not take", err, len(s.times))
		}
		var e *registryclient.Error
		if errors.As(err, &e) && !e.NotProcessed() {
			t.Error("what never left counts as processed")
		}
		book.full, book.deaf = 9, true
		if err := tr.Do(context.Background(), call); codeOf(err) != registryclient.CodeAudit {
			t.Errorf("error %v: an answer was used that the log does not know", err)
		}
	})
}

// TestAuditOfATimeout: the outcome is told although the time is over.
func TestAuditOfATimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := &notebook{full: 99}
		tr := newTransport(t, registryclient.WithRoundTripper(&script{steps: steps(hang)}), registryclient.WithAuditor(book))
		if err := tr.Do(context.Background(), question()); codeOf(err) != registryclient.CodeDeadline {
			t.Errorf("error %v, want CodeDeadline", err)
		}
		if len(book.attempts) != len(book.outcomes) || len(book.outcomes) != 4 {
			t.Errorf("%d attempts, %d outcomes, want 4 each", len(book.attempts), len(book.outcomes))
		}
	})
}
