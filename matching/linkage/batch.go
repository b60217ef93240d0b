package linkage

import (
	"context"
	"errors"
	"iter"
	"sync"
)

// batchRecords is how many records go to a worker at once.
const batchRecords = 1024

// A batch is a stretch of a stream, and what ended the stream after it.
type batch[In, Out any] struct {
	in   []In
	err  error
	out  Out
	done chan struct{} // closed when out is there
}

var errNil = errors.New("nil in place of the records")

// inBatches reads a stream from a goroutine of its own, hands it in batches of
// size to workers, each with its own function of newWork, and gives the results
// in the order of the stream. An error of the stream or of ctx comes last. All
// goroutines have ended when the loop over it has.
func inBatches[In, Out any](ctx context.Context, in iter.Seq2[In, error], size, workers int, newWork func() func([]In) Out) iter.Seq2[Out, error] {
	return func(yield func(Out, error) bool) {
		var none Out
		if in == nil { // would end the process in the goroutine that reads
			yield(none, &Error{Code: CodeInput, cause: errNil})
			return
		}
		ctx, cancel := context.WithCancelCause(ctx)
		var ended sync.WaitGroup
		defer ended.Wait()
		defer cancel(nil)
		todo := make(chan *batch[In, Out])
		order := make(chan *batch[In, Out], 2*workers)
		ended.Go(func() {
			defer close(order)
			defer close(todo)
			readBatches(ctx, in, size, todo, order)
		})
		for range workers {
			ended.Go(func() {
				work := newWork()
				for b := range todo {
					b.out = work(b.in)
					close(b.done)
				}
			})
		}
		for b := range order {
			if ctx.Err() != nil {
				break
			}
			if len(b.in) > 0 {
				<-b.done
				if !yield(b.out, nil) {
					return
				}
			}
			if b.err != nil {
				yield(none, b.err)
				return
			}
		}
		if err := context.Cause(ctx); err != nil {
			yield(none, err)
		}
	}
}

// readBatches fills batches and hands them over, each to the workers and then,
// to keep the order, to the collector.
func readBatches[In, Out any](ctx context.Context, in iter.Seq2[In, error], size int, todo, order chan<- *batch[In, Out]) {
	hand := func(b *batch[In, Out]) bool {
		if len(b.in) > 0 {
			select {
			case todo <- b:
			case <-ctx.Done():
				return false
			}
		}
		select {
		case order <- b:
			return true
		case <-ctx.Done():
			return false
		}
	}
	fresh := func() *batch[In, Out] {
		return &batch[In, Out]{in: make([]In, 0, size), done: make(chan struct{})}
	}
	b := fresh()
	for r, err := range in {
		if err != nil {
			b.err = &Error{Code: CodeInput, cause: err}
			break
		}
		if b.in = append(b.in, r); len(b.in) < size {
			continue
		}
		if !hand(b) {
			return
		}
		b = fresh()
	}
	hand(b)
}
