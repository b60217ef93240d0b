package registryclient

import "context"

// Checkpointer keeps how far a batch has come, so that a run which ended in any
// way goes on where it stopped: see [VerifyAll]. Package journal is the one to
// use where there is no reason for another; a database may stand behind this
// interface as well.
//
// A Checkpointer sees no personal data: payloads reach it sealed. It must be
// safe for concurrent use, and its owner closes it.
type Checkpointer interface {
	// Begin gives the manifest that the store keeps. A new store keeps the
	// proposed one first; any other gives its own, unchanged.
	Begin(ctx context.Context, proposed Manifest) (Manifest, error)

	// Load gives the last checkpoint of a chunk, the zero Checkpoint where
	// there is none. The caller may keep what it gets.
	Load(ctx context.Context, chunk int) (Checkpoint, error)

	// Append makes a checkpoint durable in the place of the chunk's former one.
	// It gives nil only when the checkpoint would survive a power loss: what is
	// acknowledged is never asked again.
	Append(ctx context.Context, c Checkpoint) error
}

// Manifest says which batch a store belongs to.
type Manifest struct {
	Version   int         // of what stands in checkpoints
	Batch     string      // names the batch; random, so that no two batches share request ids
	ChunkSize int         // rows of a chunk: chunk n holds the rows from n × ChunkSize
	Input     BatchDigest // keyed hash of BatchOptions.Input
	Key       BatchDigest // proves that a later run has the same key
}

// BatchDigest is a keyed hash. Without the key nothing can be looked up by it.
type BatchDigest [16]byte

// ChunkEnd is the number under which the end of a batch is kept: a Checkpoint
// with CheckpointEnded whose Rows are those of the whole input.
const ChunkEnd = -1

// CheckpointState is how far a chunk has come.
type CheckpointState uint8

// The states.
const (
	CheckpointNone      CheckpointState = iota
	CheckpointAnnounced                 // its open rows may have been sent under this generation
	CheckpointDone                      // its answers are in the payload
	CheckpointEnded                     // of ChunkEnd alone: the input has this many rows
)

// Checkpoint is what is kept of a chunk.
type Checkpoint struct {
	Chunk      int // from 0, or ChunkEnd
	State      CheckpointState
	Generation int         // of the request ids: see [RowRequestID]
	Rows       int         // of the chunk; of the input in ChunkEnd
	Digest     BatchDigest // keyed hash of the chunk's questions
	Classes    []RowClass  // one a row; none before the first answer
	Payload    []byte      // the answers, sealed with the caller's key; none before the first
}

// RowClass is what is known of a row without its answer.
type RowClass uint8

// The classes. They stand in stores: the numbers keep their meaning.
const (
	RowOpen          RowClass = iota // no answer yet
	RowFailed                        // the registry could not be asked: it is asked again by the next run
	RowMatched                       // OutcomeMatched
	RowNotMatched                    // OutcomeNotMatched
	RowNotComparable                 // OutcomeNotComparable
	RowRefused                       // the question cannot be put (CodeInvalidQuery): the next run tries again
	RowSkipped                       // the caller had nothing to ask
)

var rowClassNames = [...]string{"open", "failed", "matched", "not_matched", "not_comparable", "refused", "skipped"}

// String gives the stable name of the class, such as "not_matched".
func (c RowClass) String() string { return nameOf(rowClassNames[:], int(c)) }

// Final reports that the row is not asked again by this run, and not by a later
// one either unless it is RowRefused.
func (c RowClass) Final() bool { return c > RowFailed && int(c) < len(rowClassNames) }
