package registryclient

import (
	"context"
	"errors"
	"slices"
)

// Chunk is some rows of a [Batch] that are asked and made durable together.
type Chunk struct {
	batch     *Batch
	first     int
	point     Checkpoint // as it stands now
	replies   []Reply
	restored  []bool // by row: its reply is from a former run; nil where there is none
	inherited bool   // announced by a former run that did not finish it
}

// restore takes over what a former run kept.
func (c *Chunk) restore(kept Checkpoint) error {
	if kept.Rows != c.point.Rows || kept.Digest != c.point.Digest {
		return &BatchError{Code: BatchOtherInput, Row: c.first}
	}
	damaged := &BatchError{Code: BatchDamaged, Row: c.first}
	if kept.Chunk != c.point.Chunk || kept.Generation < 0 || len(kept.Classes) != kept.Rows && kept.Classes != nil ||
		kept.State != CheckpointAnnounced && kept.State != CheckpointDone {
		return damaged
	}
	c.inherited = kept.State == CheckpointAnnounced
	c.point.Generation = kept.Generation
	if kept.Classes == nil {
		return nil
	}
	plain, err := c.batch.keys.seal.Open(nil, nil, kept.Payload, kept.bound())
	if err != nil {
		return damaged
	}
	c.restored = make([]bool, kept.Rows)
	r := replyReader{rest: plain, broken: len(plain) == 0 || plain[0] != batchVersion}
	if !r.broken {
		r.rest = plain[1:]
	}
	for i, class := range kept.Classes {
		if !class.Final() {
			continue
		}
		reply := r.reply(class)
		if class == RowRefused { // nothing was sent, and what was wrong with it, such as its purpose, may be mended
			continue
		}
		c.replies[i], c.restored[i], c.point.Classes[i] = reply, true, class
	}
	if r.broken || len(r.rest) > 0 {
		return damaged
	}
	if kept.State == CheckpointDone && slices.ContainsFunc(c.point.Classes, open) {
		c.point.Generation++ // what failed is asked anew, under new ids
	}
	return nil
}

func open(c RowClass) bool { return !c.Final() }

// Open reports that a row of the chunk is still to ask.
func (c *Chunk) Open() bool { return slices.ContainsFunc(c.point.Classes, open) }

// Row gives the place of row i of the chunk in the input, from 0.
func (c *Chunk) Row(i int) int { return c.first + i }

// Reply gives the reply of row i; false where it is still to ask. A row that
// failed keeps its error and is still to ask.
func (c *Chunk) Reply(i int) (Reply, bool) { return c.replies[i], c.point.Classes[i].Final() }

// Restored reports a reply that a former run was given.
func (c *Chunk) Restored(i int) bool { return c.restored != nil && c.restored[i] }

// RequestID gives the request id for a question about row i; question counts
// the questions about this row, from 0. See [RowRequestID].
func (c *Chunk) RequestID(i, question int) string {
	return RowRequestID(c.batch.manifest.Batch, c.first+i, c.point.Generation, question)
}

// Set gives row i its reply. A row that has a final one keeps it.
func (c *Chunk) Set(i int, r Reply) {
	if c.point.Classes[i].Final() {
		return
	}
	if r.Err == nil && r.Answer.Outcome == OutcomeUnknown {
		r = Reply{Err: &Error{Code: CodeBadResponse, Operation: r.Answer.Source, RequestID: r.Answer.RequestID, Detail: "the answer has no outcome"}}
	}
	c.replies[i], c.point.Classes[i] = r, classOf(&r)
}

// Skip says that there is nothing to ask about row i.
func (c *Chunk) Skip(i int) {
	if !c.point.Classes[i].Final() {
		c.replies[i], c.point.Classes[i] = Reply{}, RowSkipped
	}
}

// Renew moves the open rows to new request ids where a former run may have sent
// them under the present ones and the registry, which had them then, now refuses
// one (CodeRejected). It reports whether it did so: then the chunk is to be
// announced and its open rows asked once more.
func (c *Chunk) Renew() bool {
	refused := func(r Reply) bool { return errors.Is(r.Err, CodeRejected) }
	if !c.inherited || !slices.ContainsFunc(c.replies, refused) {
		return false
	}
	c.inherited = false
	c.point.Generation++
	return true
}

// Announce keeps, before the first question is sent, that the open rows may
// have been sent under their request ids.
func (c *Chunk) Announce(ctx context.Context) error { return c.append(ctx, CheckpointAnnounced) }

// Commit keeps the replies. When it returns nil, rows with a final one are
// never asked again.
func (c *Chunk) Commit(ctx context.Context) error { return c.append(ctx, CheckpointDone) }

func (c *Chunk) append(ctx context.Context, state CheckpointState) error {
	if c.batch.store == nil {
		return nil
	}
	p := c.point
	p.State, p.Classes = state, slices.Clone(p.Classes)
	if state == CheckpointAnnounced && !slices.ContainsFunc(p.Classes, RowClass.Final) {
		p.Classes = nil
	} else {
		plain := []byte{batchVersion}
		for i, class := range p.Classes {
			if class.Final() {
				plain = appendReply(plain, class, &c.replies[i])
			}
		}
		p.Payload = c.batch.keys.seal.Seal(nil, nil, plain, p.bound())
	}
	if err := c.batch.store.Append(ctx, p); err != nil {
		return &BatchError{Code: BatchStore, Row: c.first, Err: err}
	}
	return nil
}
