// Package shard cuts a long list into chunks that any number of processes work
// off without talking to one another, and puts the results together again with
// proof that no row was lost and none is there twice: Σ in = Σ out.
//
// There is no server and no coordinator. Every process has the [Plan], which
// says how the input is cut and holds no personal data; process i of N takes
// every N-th chunk and writes one sealed [Segment] file for each:
//
//	plan, err := shard.Cut(ctx, input, shard.CutOptions{ChunkRows: 1000, Salt: "mode=triple"})
//	…
//	err = shard.Work(ctx, plan, shard.Part{Index: i, Of: n}, dir, job, opts)
//	…
//	for row, err := range shard.Merge(ctx, plan, opts, dirs...) {
//
// A job is a pure function of its chunk: it reads the rows of the chunk (see
// [Plan.Open]) and emits one result for each, in their order. [Job] is also
// what a queue hands out: reconcile/natsqueue does it for machines that come
// and go.
//
// # Crashes
//
// A segment appears under its name only when it is whole and on disk: written
// under another name, synced, renamed, the directory synced. A process that
// dies leaves at most an unfinished file without results of value, which the
// next [Work] in the same directory removes. What is sealed is never worked
// off again; what was in work is. Give a batch journal of package
// registryclient to the job where even those questions must not be repeated.
//
// # Doubles
//
// When two processes took the same chunk, as a queue may let happen, both seal
// a segment. [Merge] takes the one with the higher fencing token and counts the
// other; with equal tokens the one whose name sorts first. It refuses a segment
// of another plan, a damaged one, one with other rows than its chunk, and a plan
// with a chunk missing, before it gives the first row.
//
// # Privacy
//
// Segments hold results, which are personal data: files have mode 0600, and
// with [Options.Key] they are sealed with AES-256-GCM. Plans, file names and
// errors hold none.
package shard
