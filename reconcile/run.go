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
//
// With [Options.Resume] two more errors are the last thing the sequence gives:
// what the checkpoints refuse, a *registryclient.BatchError, and the first error
// of the input, behind whose place nobody is asked. Where the participants or the
// verifier are nil, [CodeNil] is all that it gives.
func Run(ctx context.Context, participants iter.Seq2[identity.Participant, error], verifier registryclient.Verifier, opts Options) iter.Seq2[Outcome, error] {
	return func(yield func(Outcome, error) bool) {
		if participants == nil || verifier == nil { // would end the process in a worker, where nobody can recover
			yield(Outcome{}, CodeNil)
			return
		}
		r := newRunner(verifier, opts)
		if err := r.openBatch(ctx); err != nil {
			yield(Outcome{}, err)
			return
		}
		if err := r.run(ctx, participants, yield); err != nil {
			yield(Outcome{}, err)
		}
	}
}

// run gives the outcomes. Its error is what ends them early.
func (r *runner) run(ctx context.Context, participants iter.Seq2[identity.Participant, error], yield func(Outcome, error) bool) error {
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
		if c.failed != nil {
			return c.failed
		}
		if !c.give(yield) {
			return nil
		}
	}
	return r.end(ctx)
}

// chunk is what one worker handles at a time, and what is kept together.
type chunk struct {
	number   int
	rows     []examined
	inputErr error // of the input, after the rows
	brokeOff bool  // the input error left the chunk short: nothing of it can be kept
	failed   error // what ends the run
	done     chan struct{}
}

// give gives the outcomes; false where nobody wants more.
func (c *chunk) give(yield func(Outcome, error) bool) bool {
	for i := range c.rows {
		if !yield(c.rows[i].outcome, nil) {
			return false
		}
	}
	return c.inputErr == nil || yield(Outcome{}, c.inputErr)
}

type runner struct {
	verifier registryclient.Verifier
	together registryclient.BatchVerifier // nil where the verifier asks one by one
	byNumber bool                         // a record comes back by number alone, so it may be a stranger's
	comparer matching.Comparer
	opts     Options
	brake    brake
	batch    *registryclient.Batch

	participants int  // of the input, as far as it was read
	brokeOff     bool // the input ended in an error; both are read after the queue was closed
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
	r.together, _ = verifier.(registryclient.BatchVerifier)
	r.comparer = matching.Comparer{AsOf: opts.AsOf, Policy: opts.Policy}
	r.brake.after = int64(r.opts.GiveUpAfter)
	if r.opts.GiveUpAfter < 0 {
		r.brake.after = math.MaxInt64
	}
	return r
}

// produce cuts the input into chunks and sends them until send says stop. An
// error of the input goes out at once, with the rows before it.
func (r *runner) produce(participants iter.Seq2[identity.Participant, error], send func(*chunk) bool) {
	size := r.batch.ChunkSize()
	c := newChunk(0, size)
	for p, err := range participants {
		if err == nil {
			c.rows = append(c.rows, examined{outcome: Outcome{Index: r.participants, Participant: p}})
			r.participants++
			if len(c.rows) < size {
				continue
			}
		}
		c.inputErr = err
		r.brokeOff = err != nil && r.resumable()
		c.brokeOff = r.brokeOff
		if !send(c) || r.brokeOff {
			return
		}
		c = newChunk(c.number+1, size)
	}
	if len(c.rows) > 0 {
		send(c)
	}
}

func newChunk(number, size int) *chunk {
	return &chunk{number: number, rows: make([]examined, 0, size), done: make(chan struct{})}
}
