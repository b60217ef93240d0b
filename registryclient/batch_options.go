package registryclient

import (
	"crypto/rand"
	"io"
	"time"
)

// BatchOptions are the settings of a batch. Without a Checkpointer the zero
// BatchOptions run with the defaults; with one a Key is needed.
type BatchOptions struct {
	// Key is the caller's, of at least [MinKey] bytes. From it come the key that
	// seals answers in the store and the one of the digests. Every run of a
	// batch needs the same; without it nothing in the store can be read again.
	Key Secret

	// Input names what is asked, such as the digest of a file: a later run with
	// another is refused before the first row. "" leaves it to the digests of
	// the chunks. The store keeps a keyed hash of it.
	Input string

	// ChunkSize is how many rows are asked, and made durable, together: at most
	// [MaxChunk].
	// Defaults to 500, at most what the channel takes, where the verifier is a
	// [BatchVerifier], and to 16 where it asks one by one. A store keeps its own.
	ChunkSize int

	// Workers is how many chunks are under way at once. Defaults to 8. A run that
	// is killed leaves at most Workers × ChunkSize rows to ask again.
	Workers int

	// Unordered gives results as they come. By default they come in input order.
	Unordered bool

	// GiveUpAfter is how many questions, or exchanges of many, may fail one after
	// another before the batch stops with BatchGaveUp. Defaults to 64; negative
	// never gives up. What every further question would meet as well, such as
	// refused credentials or an audit log that cannot be written, stops it at once.
	GiveUpAfter int

	// MaxPause is the longest a worker waits where the service, or an open
	// circuit breaker, says when to come back; then it asks the same again. Each
	// such answer counts as a failure for GiveUpAfter. Defaults to 1 minute;
	// negative never waits.
	MaxPause time.Duration

	// Random is the source of the name of a new batch. Defaults to crypto/rand.
	Random io.Reader
}

// MaxChunk is the most rows of a chunk; it bounds a checkpoint.
const MaxChunk = 10_000

// mostTogether gives how many questions the verifier takes in one exchange; 0
// where it asks one by one.
func mostTogether(verifier Verifier) int {
	if _, ok := verifier.(BatchVerifier); !ok {
		return 0
	}
	if d, ok := verifier.(Describer); ok && d.Capabilities().MaxBatch > 0 {
		return min(MaxChunk, d.Capabilities().MaxBatch)
	}
	return MaxChunk
}

func (o BatchOptions) withDefaults(verifier Verifier) BatchOptions {
	most := mostTogether(verifier)
	if o.ChunkSize == 0 {
		o.ChunkSize = 16
		if most > 0 {
			o.ChunkSize = min(500, most)
		}
	}
	if most > 0 {
		o.ChunkSize = min(o.ChunkSize, most)
	}
	if o.Workers <= 0 {
		o.Workers = 8
	}
	if o.GiveUpAfter == 0 {
		o.GiveUpAfter = 64
	}
	if o.MaxPause == 0 {
		o.MaxPause = time.Minute
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return o
}

func (o BatchOptions) check(cp Checkpointer) error {
	var detail string
	switch {
	case o.ChunkSize < 1 || o.ChunkSize > MaxChunk:
		detail = "the size of a chunk is not between 1 and 10,000"
	case cp != nil && len(o.Key.Reveal()) < MinKey:
		detail = "a Checkpointer needs a key of at least 32 bytes"
	default:
		return nil
	}
	return &BatchError{Code: BatchConfig, Row: -1, Detail: detail}
}
