package registryclient

import (
	"context"
	"io"
)

// Batch keeps account of a batch against its [Checkpointer]: which rows are
// answered, which may have been sent, which are still to ask. [VerifyAll] is
// the whole loop over it; a program that decides some rows by itself, or asks
// about one person more than once, makes its own loop:
//
//	chunk, err := batch.Chunk(ctx, n, questions) // refused where the store knows other questions
//	for i := range questions {
//		if _, ok := chunk.Reply(i); !ok { … } // still to ask
//	}
//	err = chunk.Announce(ctx)               // before the first is sent
//	questions[i].RequestID = chunk.RequestID(i, 0)
//	chunk.Set(i, reply)
//	err = chunk.Commit(ctx)                 // after this they are never asked again
//	if chunk.Renew() { … }                  // once more, where the registry refused the ids of a former run
//	…
//	err = batch.End(ctx, rows)
//
// A Batch is safe for concurrent use, a [Chunk] by one goroutine at a time.
type Batch struct {
	store    Checkpointer // nil: nothing is kept
	manifest Manifest
	keys     *batchKeys
	total    int // rows of the input where a former run saw its end, else -1
}

// OpenBatch starts a batch, or goes on with the one that the store knows. cp
// may be nil: then nothing is kept. Errors are *[BatchError].
func OpenBatch(ctx context.Context, cp Checkpointer, opts BatchOptions) (*Batch, error) {
	return openBatch(ctx, cp, opts.withDefaults(nil))
}

func openBatch(ctx context.Context, cp Checkpointer, opts BatchOptions) (*Batch, error) {
	if err := opts.check(cp); err != nil {
		return nil, err
	}
	var u [16]byte
	if _, err := io.ReadFull(opts.Random, u[:]); err != nil {
		return nil, &BatchError{Code: BatchConfig, Row: -1, Detail: "the source of randomness failed"}
	}
	u[6] = u[6]&0x0f | 0x40
	u[8] = u[8]&0x3f | 0x80
	b := &Batch{store: cp, manifest: Manifest{Version: batchVersion, Batch: uuidText(u[:]), ChunkSize: opts.ChunkSize}, total: -1}
	if cp == nil {
		return b, nil
	}
	if err := b.propose(opts); err != nil {
		return nil, err
	}
	proposed := b.manifest
	kept, err := cp.Begin(ctx, proposed)
	if err != nil {
		return nil, &BatchError{Code: BatchStore, Row: -1, Err: err}
	}
	if kept != proposed {
		if err := b.adopt(kept, opts); err != nil {
			return nil, err
		}
	}
	end, err := cp.Load(ctx, ChunkEnd)
	if err != nil {
		return nil, &BatchError{Code: BatchStore, Row: -1, Err: err}
	}
	if end.State == CheckpointEnded {
		b.total = end.Rows
	}
	return b, nil
}

// propose fills in what the manifest derives from key and input.
func (b *Batch) propose(opts BatchOptions) error {
	keys, err := newBatchKeys(opts.Key, b.manifest.Batch)
	if err != nil {
		return &BatchError{Code: BatchConfig, Row: -1, Detail: "the key cannot be used"}
	}
	b.keys = keys
	b.manifest.Key = keys.text("key", "")
	if opts.Input != "" {
		b.manifest.Input = keys.text("input", opts.Input)
	}
	return nil
}

// adopt goes on under the manifest of a former run, if it is this batch.
func (b *Batch) adopt(kept Manifest, opts BatchOptions) error {
	switch {
	case kept.Version != batchVersion:
		return &BatchError{Code: BatchConfig, Row: -1, Detail: "the store was written by another version"}
	case kept.ChunkSize < 1 || kept.ChunkSize > MaxChunk || kept.Batch == "":
		return &BatchError{Code: BatchDamaged, Row: -1}
	}
	b.manifest = Manifest{Version: batchVersion, Batch: kept.Batch, ChunkSize: kept.ChunkSize}
	if err := b.propose(opts); err != nil {
		return err
	}
	switch {
	case b.manifest.Key != kept.Key:
		return &BatchError{Code: BatchOtherKey, Row: -1}
	case b.manifest.Input != kept.Input:
		return &BatchError{Code: BatchOtherInput, Row: -1}
	}
	return nil
}

// ID names the batch. It is random and stays the same over restarts.
func (b *Batch) ID() string { return b.manifest.Batch }

// ChunkSize gives how many rows a chunk holds; the last may hold fewer.
func (b *Batch) ChunkSize() int { return b.manifest.ChunkSize }

// Chunk takes up chunk n, which holds the rows from n × ChunkSize. A row that
// is not to be asked has the zero Query: see [Chunk.Skip]. It fails with
// BatchOtherInput where the store knows this chunk with other questions, which
// keeps an answer from ever going to somebody else.
func (b *Batch) Chunk(ctx context.Context, n int, questions []Query) (*Chunk, error) {
	first := n * b.manifest.ChunkSize
	if n < 0 || len(questions) == 0 || len(questions) > b.manifest.ChunkSize {
		return nil, &BatchError{Code: BatchConfig, Row: first, Detail: "a chunk holds from 1 to ChunkSize rows"}
	}
	c := &Chunk{batch: b, first: first, replies: make([]Reply, len(questions))}
	c.point = Checkpoint{Chunk: n, Rows: len(questions), Classes: make([]RowClass, len(questions))}
	if b.store == nil {
		return c, nil
	}
	if b.total >= 0 && first+len(questions) > b.total {
		return nil, &BatchError{Code: BatchOtherInput, Row: b.total}
	}
	c.point.Digest = b.keys.questions(n, questions)
	kept, err := b.store.Load(ctx, n)
	if err != nil {
		return nil, &BatchError{Code: BatchStore, Row: first, Err: err}
	}
	if kept.State == CheckpointNone {
		return c, nil
	}
	return c, c.restore(kept)
}

// End keeps that the input has ended, with so many rows: a later run with more
// or fewer is refused.
func (b *Batch) End(ctx context.Context, rows int) error {
	if b.store == nil || b.total == rows {
		return nil
	}
	if b.total >= 0 {
		return &BatchError{Code: BatchOtherInput, Row: min(rows, b.total)}
	}
	size := b.manifest.ChunkSize
	beyond, err := b.store.Load(ctx, (rows+size-1)/size)
	if err != nil {
		return &BatchError{Code: BatchStore, Row: -1, Err: err}
	}
	if beyond.State != CheckpointNone {
		return &BatchError{Code: BatchOtherInput, Row: rows}
	}
	if err := b.store.Append(ctx, Checkpoint{Chunk: ChunkEnd, State: CheckpointEnded, Rows: rows}); err != nil {
		return &BatchError{Code: BatchStore, Row: -1, Err: err}
	}
	return nil
}
