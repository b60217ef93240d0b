package registryclient

import "context"

// attempt is what one attempt holds and must give back.
type attempt struct {
	cancel     context.CancelFunc // ends its time
	placed     bool               // it has a place under the limits
	generation *generation        // of the connections, nil over a foreign round tripper
	presented  *Outgoing          // what the authenticator made of it
	serial     uint64             // in the audit log, 0 where it is in none
	audited    context.Context    // for its outcome: the caller's values without the caller's end
	watched    bool               // the observer was told of it
	done       bool
}

// audit tells the auditor of the request about to leave.
func (x *exchange) audit(ctx context.Context) *Error {
	if x.t.auditor == nil {
		return nil
	}
	serial := x.t.serial.Add(1)
	err := x.t.auditor.Attempt(ctx, WireAttempt{
		Serial: serial, Time: x.t.now(), Operation: x.call.Operation, RequestID: x.call.RequestID,
		Attempt: x.attempts + 1, Purpose: x.call.Purpose, Subjects: x.call.Subjects,
	})
	if err != nil {
		return &Error{Code: CodeAudit}
	}
	x.attempt.serial, x.attempt.audited = serial, context.WithoutCancel(ctx)
	return nil
}

// finish ends an attempt, once: e is how it failed, nil for an answer. Its
// error is that of the audit log.
func (x *exchange) finish(e *Error, status int) *Error {
	a := &x.attempt
	if a.done {
		return nil
	}
	a.done = true
	var code Code
	if e != nil {
		code = e.Code
	}
	x.endAttempt(code, status)
	if a.cancel != nil {
		a.cancel()
	}
	if a.generation != nil {
		x.t.network.leave(a.generation)
	}
	if a.placed {
		x.t.limiter.release(e, x.t.retry.MaxRetryAfter)
	}
	outcomes, ok := x.t.auditor.(OutcomeAuditor)
	if !ok || a.serial == 0 {
		return nil
	}
	o := WireOutcome{
		Serial: a.serial, Time: x.t.now(), Operation: x.call.Operation, RequestID: x.call.RequestID,
		Attempt: x.attempts, Status: status, Code: code,
	}
	if err := outcomes.Outcome(a.audited, o); err != nil {
		return &Error{Code: CodeAudit, Status: status}
	}
	return nil
}
