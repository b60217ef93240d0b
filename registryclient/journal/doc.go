// Package journal keeps how far a batch has come in files of one directory: the
// embedded [registryclient.Checkpointer]. A program opens one, gives it to
// [registryclient.VerifyAll], and after a crash does the same again:
//
//	j, err := journal.Open(dir, journal.Options{})
//	…
//	defer j.Close()
//	for result, err := range registryclient.VerifyAll(ctx, client, questions, j, registryclient.BatchOptions{Key: key}) {
//
// # Durability
//
// What Append acknowledged is on the disk: it returns only after fsync, which
// callers that wait together share (group commit). Checkpoints stand in frames
// with checksums, chained by SHA-256 through all segments. A last frame that
// was not written to its end was never acknowledged and is cut off when the
// journal is opened: [Journal.Cut]. Any other damage is refused with
// CodeCorrupt, and then nothing is cut and no later checkpoint is dropped.
//
// After one failed write or fsync a journal is finished (CodePoisoned), because
// nobody knows what the disk holds then. Open it again: what is missing is
// asked again.
//
// One process at a time has a journal; a second is refused with CodeLocked. The
// lock ends with its process. On a network file system it may not hold.
//
// # Privacy
//
// A journal holds the random name of the batch, numbers of chunks, generations,
// outcome classes and keyed digests. Answers, which hold personal data, reach
// it sealed with the caller's key (AES-256-GCM), which is never in the journal:
// who loses the key must ask again, and who destroys it has erased the answers.
// No name, number or date is in a file or a file name.
//
// # Errors
//
// Every error is an *[Error] with a [Code]; through VerifyAll it is the cause of
// a *registryclient.BatchError with BatchStore.
package journal
