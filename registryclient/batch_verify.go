package registryclient

import (
	"context"
	"errors"
	"iter"
	"sync"
	"sync/atomic"
)

// VerifyAll asks about everybody in questions and gives a result for each,
// exactly once and by default in input order. It asks in batches where the
// verifier is also a [BatchVerifier], else one by one, Workers chunks at a
// time; memory does not grow with the number of rows.
//
// With a [Checkpointer] a run that ended in any way, kill -9 included, goes on
// where it stopped: call VerifyAll with the same input, the same key and the
// same store. Then
//
//   - a row that was answered gives its answer again and nobody is asked;
//   - a row that may have been sent is asked under the request id that it had,
//     so that the registry may recognise it, and under a new one where the
//     registry refuses that (CodeRejected);
//   - a row that failed, or whose question could not be put, is asked anew under
//     a new request id;
//   - an input other than before is refused with BatchOtherInput before
//     anything of the chunk concerned is sent.
//
// Request ids are given by the batch ([RowRequestID]) in the place of any that
// a question holds. cp may be nil: then nothing is kept.
//
// What keeps one person from being asked is an error in that row's reply and
// does not stop the batch. What stops it is the last thing the sequence gives,
// an *[BatchError] with the zero BatchResult: results not given by then are
// kept all the same. Nothing runs on after the loop has ended.
func VerifyAll(ctx context.Context, verifier Verifier, questions iter.Seq2[Query, error], cp Checkpointer, opts BatchOptions) iter.Seq2[BatchResult, error] {
	return func(yield func(BatchResult, error) bool) {
		if verifier == nil || questions == nil { // would end the process in a worker, where nobody can recover
			yield(BatchResult{}, &BatchError{Code: BatchConfig, Row: -1, Detail: "nil in place of the verifier or of the questions"})
			return
		}
		opts := opts.withDefaults(verifier)
		batch, err := openBatch(ctx, cp, opts)
		if err != nil {
			yield(BatchResult{}, err)
			return
		}
		v := &verification{batch: batch, verifier: verifier, most: mostTogether(verifier), opts: opts}
		v.together, _ = verifier.(BatchVerifier)
		if err := v.run(ctx, questions, yield); err != nil {
			yield(BatchResult{}, err)
		}
	}
}

// verification is one run of VerifyAll.
type verification struct {
	batch    *Batch
	verifier Verifier
	together BatchVerifier // nil where the verifier asks one by one
	most     int           // questions of one exchange
	opts     BatchOptions
	failed   atomic.Int64 // questions or exchanges in a row that failed
	refused  atomic.Pointer[Error]

	rows     int   // of the input, as far as it was read
	inputErr error // what ended the reading; both are read after the queue was closed
}

// job is a chunk on its way through the workers.
type job struct {
	number    int
	questions []Query
	chunk     *Chunk
	err       error
	done      chan struct{}
}

var errBreak = errors.New("the loop was left")

// run gives the results. nil means that all was given or nobody wants more.
func (v *verification) run(ctx context.Context, questions iter.Seq2[Query, error], yield func(BatchResult, error) bool) error {
	ctx, cancel := context.WithCancel(ctx)
	var owned sync.WaitGroup
	defer owned.Wait()
	defer cancel()

	// A job waits in both channels: with the workers, who fill it in, and in the
	// queue, which keeps the input order. The queue bounds what is in flight.
	work := make(chan *job)
	queue := make(chan *job, 2*v.opts.Workers)
	finished := queue
	if v.opts.Unordered {
		finished = make(chan *job)
	}
	var workers sync.WaitGroup
	for range v.opts.Workers {
		workers.Add(1)
		owned.Go(func() {
			defer workers.Done()
			for j := range work {
				j.err = v.ask(ctx, j)
				close(j.done)
				if v.opts.Unordered {
					send(ctx, finished, j)
				}
			}
		})
	}
	owned.Go(func() {
		v.cut(questions, func(j *job) bool { return (v.opts.Unordered || send(ctx, queue, j)) && send(ctx, work, j) })
		close(work)
		if v.opts.Unordered {
			workers.Wait()
		}
		close(finished)
	})
	err := v.deliver(ctx, finished, yield)
	if errors.Is(err, errBreak) {
		return nil
	}
	return err
}

func send(ctx context.Context, to chan<- *job, j *job) bool {
	select {
	case to <- j:
		return true
	case <-ctx.Done():
		return false
	}
}

// cut reads the input into chunks until it ends, fails, or send says stop.
func (v *verification) cut(questions iter.Seq2[Query, error], send func(*job) bool) {
	size := v.batch.ChunkSize()
	next := func(n int) *job {
		return &job{number: n, questions: make([]Query, 0, size), done: make(chan struct{})}
	}
	j := next(0)
	for q, err := range questions {
		if err != nil {
			v.inputErr = &BatchError{Code: BatchInput, Row: v.rows, Err: err}
			break
		}
		j.questions = append(j.questions, q)
		v.rows++
		if len(j.questions) < size {
			continue
		}
		if !send(j) {
			return
		}
		j = next(j.number + 1)
	}
	if len(j.questions) > 0 && v.inputErr == nil { // a chunk cut short by an error would have other questions next time
		send(j)
	}
}

// deliver gives the results of the jobs as they arrive, and ends the batch.
func (v *verification) deliver(ctx context.Context, jobs <-chan *job, yield func(BatchResult, error) bool) error {
	for j := range jobs {
		select {
		case <-j.done:
		case <-ctx.Done():
			return stopped(ctx)
		}
		if j.err != nil {
			return j.err
		}
		for i := range j.questions {
			reply, _ := j.chunk.Reply(i)
			if !yield(BatchResult{Row: j.chunk.Row(i), Query: j.questions[i], Reply: reply, Restored: j.chunk.Restored(i)}, nil) {
				return errBreak
			}
		}
	}
	if v.inputErr != nil {
		return v.inputErr
	}
	if ctx.Err() != nil {
		return stopped(ctx)
	}
	return v.batch.End(ctx, v.rows)
}

func stopped(ctx context.Context) error {
	return &BatchError{Code: BatchStopped, Row: -1, Err: contextError(ctx.Err())}
}
