package reconcile

import (
	"context"
	"errors"
	"slices"

	"github.com/bhxh-go/bhxh/registryclient"
)

// fill decides every participant of the chunk.
func (r *runner) fill(ctx context.Context, c *chunk) {
	questions := make([]registryclient.Query, len(c.rows)) // the zero Query of whom nobody is asked about
	for i := range c.rows {
		o := c.rows[i].outcome
		c.rows[i] = examine(o.Index, o.Participant, r.opts)
		questions[i] = c.rows[i].query
	}
	if len(c.rows) == 0 {
		return
	}
	if c.brokeOff {
		r.settle(c, nil, CodeInput)
		return
	}
	kept, err := r.batch.Chunk(context.WithoutCancel(ctx), c.number, questions)
	var left error
	if err == nil {
		left, err = r.round(ctx, c, kept)
	}
	if err != nil {
		c.failed = err
		r.brake.stop(CodeCheckpoints)
		return
	}
	r.settle(c, kept, left)
}

// round asks what is still to ask of a chunk and keeps what came back. left is
// why some of it was not asked, nil where all was.
func (r *runner) round(ctx context.Context, c *chunk, kept *registryclient.Chunk) (left, err error) {
	news := false
	for i := range c.rows {
		if c.rows[i].decided && !kept.Restored(i) {
			kept.Skip(i)
			news = true
		}
	}
	for kept.Open() {
		if left = r.mayAsk(ctx); left != nil {
			return left, nil
		}
		if err := kept.Announce(ctx); err != nil {
			if ctx.Err() != nil { // nothing was sent
				return CodeInterrupted, nil
			}
			return nil, err
		}
		if r.together != nil {
			left = r.askTogether(ctx, c, kept)
		} else {
			left = r.askEach(ctx, c, kept)
		}
		// An answer that was given is not lost, even where the run was interrupted.
		if err := kept.Commit(context.WithoutCancel(ctx)); err != nil || left != nil || !kept.Renew() {
			return left, err
		}
	}
	if news {
		return nil, kept.Commit(context.WithoutCancel(ctx))
	}
	return nil, nil
}

// settle gives everybody in the chunk whom the offline check has not decided
// their outcome: by the reply, or by why there is none.
func (r *runner) settle(c *chunk, kept *registryclient.Chunk, left error) {
	for i := range c.rows {
		e := &c.rows[i]
		if e.decided {
			continue
		}
		var reply registryclient.Reply
		answered := false
		if kept != nil {
			reply, answered = kept.Reply(i)
			e.outcome.Restored = kept.Restored(i)
		}
		switch {
		case reply.Err != nil:
			e.outcome = pending(e.outcome, reply.Err)
		case answered:
			e.outcome = decide(*e, reply.Answer, r.byNumber, r.comparer)
		default:
			e.outcome = pending(e.outcome, left)
		}
	}
}

// mayAsk gives the reason why nothing can be asked any more, nil to go on.
func (r *runner) mayAsk(ctx context.Context) error {
	if ctx.Err() != nil {
		return CodeInterrupted
	}
	return r.brake.stopped()
}

// askEach asks the open questions one by one.
func (r *runner) askEach(ctx context.Context, c *chunk, kept *registryclient.Chunk) (left error) {
	for i := range c.rows {
		if _, ok := kept.Reply(i); ok {
			continue
		}
		if left := r.mayAsk(ctx); left != nil {
			return left
		}
		answer, err := r.ask(ctx, &c.rows[i], func(question int) string { return kept.RequestID(i, question) })
		kept.Set(i, registryclient.Reply{Answer: answer, Err: err})
	}
	return nil
}

// ask asks about one participant, and asks again after a match-or-nothing "no"
// where the name may be legacy text that happens to look right. A registry that
// returns its record lets the comparison see that; otherwise only the question
// can.
func (r *runner) ask(ctx context.Context, e *examined, requestID func(question int) string) (registryclient.Answer, error) {
	q := e.query
	q.RequestID = requestID(0)
	no, err := r.verify(ctx, q)
	if err != nil || no.Reason != registryclient.ReasonNothingFits || r.opts.NoReadings {
		return no, err
	}
	for n, reading := range e.outcome.Participant.Person.FullName.Readings() {
		q.FullName, q.RequestID = reading, requestID(n+1)
		answer, err := r.verify(ctx, q)
		if err != nil || answer.Reason != registryclient.ReasonNothingFits {
			return answer, err
		}
	}
	return no, nil
}

// askTogether asks the open questions in as few exchanges as the channel takes:
// the chunks that are kept may be larger.
func (r *runner) askTogether(ctx context.Context, c *chunk, kept *registryclient.Chunk) (left error) {
	var open []int
	for i := range c.rows {
		if _, ok := kept.Reply(i); !ok {
			open = append(open, i)
		}
	}
	for part := range slices.Chunk(open, r.opts.Batch) {
		if left := r.mayAsk(ctx); left != nil {
			return left
		}
		queries := make([]registryclient.Query, len(part))
		for n, i := range part {
			queries[n] = c.rows[i].query
			queries[n].RequestID = kept.RequestID(i, 0)
		}
		replies, err := r.exchange(ctx, queries)
		for n, i := range part {
			if err != nil {
				kept.Set(i, registryclient.Reply{Err: err})
			} else {
				kept.Set(i, replies[n])
			}
		}
	}
	return nil
}

// exchange asks about many at once.
func (r *runner) exchange(ctx context.Context, queries []registryclient.Query) ([]registryclient.Reply, error) {
	replies, err := r.together.VerifyBatch(ctx, queries)
	switch {
	case errors.Is(err, registryclient.CodeInvalidQuery): // the exchange as such, which is nobody's fault
		err = &registryclient.Error{Code: registryclient.CodeRejected, Detail: "the exchange cannot be put"}
	case err == nil && len(replies) != len(queries):
		err = CodeShortReply
	}
	r.brake.saw(ctx, err)
	return replies, err
}
