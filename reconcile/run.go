package reconcile

import (
	"context"
	"iter"
	"math"
	"sync"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Run takes the participants through one round of the procedure and gives an
// outcome for each, in input order.
//
//  1. The record is checked by itself. What cannot be put as a question is
//     decided here and the registry is not asked.
//  2. The registry is asked: one by one, or in batches where the verifier is
//     also a registryclient.BatchVerifier.
//  3. A record that comes back is compared; an answer without a record gives
//     its verdicts.
//  4. A CMND whose holder the registry confirms in every field is replaced by
//     the shared personal ID: see [Outcome] and [Update].
//
// An error of the input sequence is passed on in its place. When ctx ends, the
// participants not yet decided come out as [Pending], so that rows in always
// equal rows out; a caller that wants to stop at once breaks off the loop.
// Nothing runs on after the loop has ended.
func Run(ctx context.Context, participants iter.Seq2[identity.Participant, error], verifier registryclient.Verifier, opts Options) iter.Seq2[Outcome, error] {
	return func(yield func(Outcome, error) bool) {
		r := newRunner(verifier, opts)
		ctx, cancel := context.WithCancel(ctx)
		var owned sync.WaitGroup
		defer owned.Wait()
		defer cancel()
		quit := make(chan struct{})
		defer close(quit)

		// A chunk waits in both channels: with the workers, who fill it in, and in
		// the queue, which keeps the input order. The queue bounds what is in flight.
		work := make(chan *chunk)
		queue := make(chan *chunk, 4*r.opts.Workers)
		for range r.opts.Workers {
			owned.Go(func() {
				for c := range work {
					r.fill(ctx, c)
					close(c.done)
				}
			})
		}
		owned.Go(func() {
			defer close(queue)
			defer close(work)
			r.produce(participants, func(c *chunk) bool {
				for _, to := range [...]chan<- *chunk{queue, work} {
					select {
					case to <- c:
					case <-quit:
						return false
					}
				}
				return true
			})
		})
		for c := range queue {
			<-c.done
			for _, e := range c.items {
				if !yield(e.outcome, e.sourceOf) {
					return
				}
			}
		}
	}
}

// chunk is what one worker handles at a time: a batch, or one participant.
type chunk struct {
	items []examined
	done  chan struct{}
}

type runner struct {
	verifier registryclient.Verifier
	batch    registryclient.BatchVerifier // nil where the verifier asks one by one
	byNumber bool                         // a record comes back by number alone, so it may be a stranger's
	comparer matching.Comparer
	opts     Options
	brake    brake
}

func newRunner(verifier registryclient.Verifier, opts Options) *runner {
	var capabilities registryclient.Capabilities
	if d, ok := verifier.(registryclient.Describer); ok {
		capabilities = d.Capabilities()
	}
	r := &runner{
		verifier: verifier,
		byNumber: !capabilities.MatchOrNothing,
		opts:     opts.withDefaults(capabilities),
	}
	r.batch, _ = verifier.(registryclient.BatchVerifier)
	r.comparer = matching.Comparer{AsOf: opts.AsOf, Policy: opts.Policy}
	r.brake.after = int64(r.opts.GiveUpAfter)
	if r.opts.GiveUpAfter < 0 {
		r.brake.after = math.MaxInt64
	}
	return r
}

// produce cuts the input into chunks and sends them until send says stop.
func (r *runner) produce(participants iter.Seq2[identity.Participant, error], send func(*chunk) bool) {
	size := 1
	if r.batch != nil {
		size = r.opts.Batch
	}
	index, goOn := 0, true
	c := newChunk(size)
	for p, err := range participants {
		e := examined{decided: true, sourceOf: err}
		if err == nil {
			e = examined{outcome: Outcome{Index: index, Participant: p}}
			index++
		}
		if c.items = append(c.items, e); len(c.items) < size {
			continue
		}
		if goOn = send(c); !goOn {
			return
		}
		c = newChunk(size)
	}
	if len(c.items) > 0 {
		send(c)
	}
}

func newChunk(size int) *chunk {
	return &chunk{items: make([]examined, 0, size), done: make(chan struct{})}
}

// fill decides every participant of the chunk.
func (r *runner) fill(ctx context.Context, c *chunk) {
	var open []int // the items that must be asked
	for i := range c.items {
		if c.items[i].decided {
			continue
		}
		o := c.items[i].outcome
		c.items[i] = examine(o.Index, o.Participant, r.opts)
		if !c.items[i].decided {
			open = append(open, i)
		}
	}
	switch {
	case len(open) == 0:
	case r.batch != nil:
		r.askTogether(ctx, c, open)
	default:
		for _, i := range open {
			c.items[i].outcome = r.ask(ctx, c.items[i])
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

func (r *runner) ask(ctx context.Context, e examined) Outcome {
	if err := r.mayAsk(ctx); err != nil {
		return pending(e.outcome, err)
	}
	answer, err := r.verify(ctx, e.query)
	r.brake.saw(ctx, err)
	if err == nil && answer.Reason == registryclient.ReasonNothingFits && !r.opts.NoReadings {
		answer, err = r.askReadings(ctx, e, answer)
	}
	if err != nil {
		return pending(e.outcome, err)
	}
	return decide(e, answer, r.byNumber, r.comparer)
}

// askReadings asks again after a match-or-nothing "no" where the name may be
// legacy text that happens to look right. A registry that returns its record
// lets the comparison see that; here only the question can.
func (r *runner) askReadings(ctx context.Context, e examined, no registryclient.Answer) (registryclient.Answer, error) {
	for _, reading := range e.outcome.Participant.Person.FullName.Readings() {
		e.query.FullName = reading
		answer, err := r.verify(ctx, e.query)
		r.brake.saw(ctx, err)
		if err != nil || answer.Reason != registryclient.ReasonNothingFits {
			return answer, err
		}
	}
	return no, nil
}

func (r *runner) askTogether(ctx context.Context, c *chunk, open []int) {
	err := r.mayAsk(ctx)
	var replies []registryclient.Reply
	if err == nil {
		queries := make([]registryclient.Query, len(open))
		for n, i := range open {
			queries[n] = c.items[i].query
		}
		replies, err = r.batch.VerifyBatch(ctx, queries)
		if err == nil && len(replies) != len(queries) {
			err = CodeShortReply
		}
		r.brake.saw(ctx, err)
	}
	for n, i := range open {
		e := c.items[i]
		switch {
		case err != nil:
			c.items[i].outcome = pending(e.outcome, err)
		case replies[n].Err != nil:
			c.items[i].outcome = pending(e.outcome, replies[n].Err)
		default:
			c.items[i].outcome = decide(e, replies[n].Answer, r.byNumber, r.comparer)
		}
	}
}
