package natsqueue

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/bhxh-go/bhxh/reconcile/shard"
)

// Report says what one worker has done.
type Report struct {
	Sealed  int // chunks that it sealed
	Retaken int // of these, chunks that had been handed out before
	Unheard int // of these, chunks of which the queue did not hear; they may be sealed twice
}

// Work takes chunks from the queue, one at a time, seals a segment for each in
// dir and acknowledges it, until the queue is empty and no other worker holds a
// chunk. Run it several times, in one process or many, for more.
//
// A job that fails gives its chunk back and ends the work with the error: whether
// to begin again is the caller's to decide. A worker that ends in any way leaves
// its chunk to the others, at once or after the lease.
//
// Errors are *[Error], those of [shard.Seal] and of ctx.
func (q *Queue) Work(ctx context.Context, dir string, job shard.Job) (Report, error) {
	var report Report
	for {
		if err := ctx.Err(); err != nil {
			return report, err
		}
		m, err := q.next(ctx)
		if err != nil {
			return report, err
		}
		if m == nil {
			empty, err := q.empty(ctx)
			if err != nil || empty {
				return report, err
			}
			continue
		}
		if err := q.take(ctx, m, dir, job, &report); err != nil {
			return report, err
		}
	}
}

// poll is how long a worker waits for a chunk before it looks whether there are
// any left.
const poll = time.Second

func (q *Queue) next(ctx context.Context) (jetstream.Msg, error) {
	batch, err := q.consumer.Fetch(1, jetstream.FetchMaxWait(min(poll, q.opts.Lease)))
	if err != nil {
		return nil, streamError(ctx, err)
	}
	for m := range batch.Messages() {
		return m, nil
	}
	if err := batch.Error(); err != nil && !errors.Is(err, nats.ErrTimeout) {
		return nil, streamError(ctx, err)
	}
	return nil, nil
}

func (q *Queue) empty(ctx context.Context) (bool, error) {
	info, err := q.consumer.Info(ctx)
	if err != nil {
		return false, streamError(ctx, err)
	}
	return info.NumPending == 0 && info.NumAckPending == 0, nil
}

// take works off the chunk of a message.
func (q *Queue) take(ctx context.Context, m jetstream.Msg, dir string, job shard.Job, report *Report) error {
	meta, err := m.Metadata()
	index, ok := q.chunkOf(m.Subject())
	if err != nil || !ok {
		_ = m.Term()
		return &Error{CodeMessage, err}
	}
	alive := keepAlive(m, q.opts.Lease/3)
	_, err = shard.Seal(ctx, q.plan, q.plan.Chunk(index), token(meta), dir, job, q.opts.Sealing)
	alive()
	if err != nil {
		_ = m.Nak()
		return err
	}
	report.Sealed++
	if meta.NumDelivered > 1 {
		report.Retaken++
	}
	// The segment is on disk: even a worker that is told to stop says so. A lease
	// that was lost meanwhile cannot be acknowledged any more.
	ackCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), min(ackWait, q.opts.Lease))
	defer cancel()
	if m.DoubleAck(ackCtx) != nil {
		report.Unheard++
	}
	return nil
}

// ackWait is how long a worker waits for the queue to hear of a sealed chunk.
const ackWait = 5 * time.Second

// token grows with every hand-out of a chunk: a later message has a later place
// in the stream, a later delivery of the same message a higher count.
func token(meta *jetstream.MsgMetadata) uint64 {
	const deliveries = 16 // bits
	return meta.Sequence.Stream<<deliveries | min(meta.NumDelivered, 1<<deliveries-1)
}

// keepAlive tells the queue that the chunk is in work, until the function that
// it gives is called.
func keepAlive(m jetstream.Msg, every time.Duration) (stop func()) {
	done := make(chan struct{})
	var owned sync.WaitGroup
	owned.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = m.InProgress()
			case <-done:
				return
			}
		}
	})
	return func() {
		close(done)
		owned.Wait()
	}
}
