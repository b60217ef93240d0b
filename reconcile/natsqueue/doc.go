// Package natsqueue hands the chunks of a plan (package reconcile/shard) out to
// machines that come and go, over a work queue of NATS JetStream.
//
//	queue, err := natsqueue.Open(ctx, conn, plan, natsqueue.Options{})
//	err = queue.Publish(ctx, dirs...)            // once, by anybody
//	report, err := queue.Work(ctx, dir, job)     // on every machine
//	…
//	err = queue.Publish(ctx, dirs...)            // what is still missing, if anything
//	for row, err := range shard.Merge(ctx, plan, sealing, dirs...) {
//
// It is a module of its own, so that nobody else downloads NATS.
//
// # What travels
//
// A message is the name of the plan and the index of a chunk. No record and no
// personal data ever pass through the queue: every machine reads the chunk from
// the input by the plan, and writes its sealed segment into a directory.
//
// # What the queue is trusted with
//
// Nothing. It may lose a message, or hand one out twice: JetStream syncs its
// files every two minutes by default, and a worker that is slow or cut off loses
// its lease while it still works. Therefore
//
//   - a chunk is acknowledged only after its segment is sealed and synced;
//   - every delivery has a fencing token, the place of the message in the stream
//     and the number of the delivery, which grows with each hand-out of a chunk;
//     of two segments of a chunk [shard.Merge] takes the one with the higher token;
//   - at the end the plan is compared with the sealed segments, not with the
//     queue: [Queue.Publish] puts exactly those chunks on the queue that have no
//     segment, however often it is called.
//
// Run the servers with sync_interval "always" and three replicas
// ([Options.Replicas]) all the same: it saves work.
//
// # Quota
//
// At most [Options.Leases] chunks are out at a time, over all machines. Where a
// registry allows so many questions a second in all, give each process its part,
// quota × its workers ÷ Leases, as the rate of its transport: then the sum never
// exceeds the quota, however many machines come and go.
//
// # Third-party types
//
// [Open] takes a *nats.Conn: addresses, TLS and credentials of a NATS cluster
// are the caller's, and wrapping all of them would be a worse promise.
package natsqueue
