package natsqueue

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/bhxh-go/bhxh/reconcile/shard"
)

// Options are the settings of a queue. Every process of a plan must use the
// same.
type Options struct {
	// Lease is how long a chunk belongs to a worker that gives no sign of life.
	// Workers give one every third of it. Defaults to 30 s.
	Lease time.Duration

	// Leases is how many chunks may be out at a time, over all machines. Defaults
	// to 1,000.
	Leases int

	// Replicas is how many servers of a cluster keep the queue. Defaults to 1.
	Replicas int

	// Sealing are the settings of the segments.
	Sealing shard.Options
}

func (o Options) withDefaults() Options {
	if o.Lease <= 0 {
		o.Lease = 30 * time.Second
	}
	if o.Leases <= 0 {
		o.Leases = 1000
	}
	if o.Replicas <= 0 {
		o.Replicas = 1
	}
	return o
}

// Queue is the work queue of one plan. It is safe for concurrent use.
type Queue struct {
	plan     *shard.Plan
	opts     Options
	js       jetstream.JetStream
	name     string
	consumer jetstream.Consumer
}

const consumerName = "workers"

// Open makes the stream and the consumer of the plan where they are not there
// yet. The connection stays the caller's.
//
// Errors are *[Error] with CodeStream, those of [shard.Plan.Check] and of ctx.
func Open(ctx context.Context, conn *nats.Conn, plan *shard.Plan, opts Options) (*Queue, error) {
	if err := plan.Check(); err != nil {
		return nil, err
	}
	js, err := jetstream.New(conn)
	if err != nil {
		return nil, &Error{CodeStream, err}
	}
	q := &Queue{plan: plan, opts: opts.withDefaults(), js: js, name: "bhxh-" + plan.ID()}
	stream, err := js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{
		Name:      q.name,
		Subjects:  []string{q.name + ".*"},
		Retention: jetstream.WorkQueuePolicy,
		Storage:   jetstream.FileStorage,
		Replicas:  q.opts.Replicas,
	})
	if err != nil {
		return nil, streamError(ctx, err)
	}
	q.consumer, err = stream.CreateOrUpdateConsumer(ctx, jetstream.ConsumerConfig{
		Durable:       consumerName,
		AckPolicy:     jetstream.AckExplicitPolicy,
		AckWait:       q.opts.Lease,
		MaxAckPending: q.opts.Leases,
	})
	if err != nil {
		return nil, streamError(ctx, err)
	}
	return q, nil
}

// Publish puts a pointer on the queue for every chunk that has no sealed segment
// in the directories and is not on the queue already, and gives how many those
// are. Directories that are not given count as empty: a chunk that was sealed
// there is worked off a second time, which costs time and nothing else.
//
// Errors are *[Error], those of [shard.Sealed] and of ctx.
func (q *Queue) Publish(ctx context.Context, dirs ...string) (int, error) {
	sealed, err := shard.Sealed(dirs...)
	if err != nil {
		return 0, err
	}
	waiting, err := q.waiting(ctx)
	if err != nil {
		return 0, err
	}
	var acks []jetstream.PubAckFuture
	for i := range q.plan.Chunks() {
		if _, ok := sealed[i]; ok || waiting[i] {
			continue
		}
		ack, err := q.js.PublishAsync(q.subject(i), nil)
		if err != nil {
			return len(acks), &Error{CodePublish, err}
		}
		acks = append(acks, ack)
	}
	select {
	case <-q.js.PublishAsyncComplete():
	case <-ctx.Done():
		return len(acks), ctx.Err()
	}
	for i, ack := range acks {
		select {
		case <-ack.Ok():
		case err := <-ack.Err():
			return i, &Error{CodePublish, err}
		}
	}
	return len(acks), nil
}

// waiting gives the chunks that the queue holds, handed out or not.
func (q *Queue) waiting(ctx context.Context) (map[int]bool, error) {
	stream, err := q.js.Stream(ctx, q.name)
	if err != nil {
		return nil, streamError(ctx, err)
	}
	info, err := stream.Info(ctx, jetstream.WithSubjectFilter(q.name+".*"))
	if err != nil {
		return nil, streamError(ctx, err)
	}
	waiting := make(map[int]bool, len(info.State.Subjects))
	for subject := range info.State.Subjects {
		if i, ok := q.chunkOf(subject); ok {
			waiting[i] = true
		}
	}
	return waiting, nil
}

// Remove deletes the queue of the plan, with whatever is still on it.
func (q *Queue) Remove(ctx context.Context) error {
	if err := q.js.DeleteStream(ctx, q.name); err != nil {
		return streamError(ctx, err)
	}
	return nil
}

// subject is where the pointer to a chunk is published: it is the whole message.
func (q *Queue) subject(chunk int) string { return q.name + "." + strconv.Itoa(chunk) }

func (q *Queue) chunkOf(subject string) (int, bool) {
	text, ok := strings.CutPrefix(subject, q.name+".")
	chunk, err := strconv.Atoi(text)
	return chunk, ok && err == nil && chunk >= 0 && chunk < q.plan.Chunks()
}

func streamError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &Error{CodeStream, err}
}
