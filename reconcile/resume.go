package reconcile

import (
	"context"

	"github.com/bhxh-go/bhxh/registryclient"
)

// Resume are the settings of a run that can be resumed: see the package
// comment. The zero Resume keeps nothing.
type Resume struct {
	// Checkpoints is where answers are kept, such as a *journal.Journal. nil
	// keeps nothing. Its owner closes it, after the loop over the outcomes. How
	// many participants are kept together stays what it was in the first run.
	Checkpoints registryclient.Checkpointer

	// Key is the caller's, of at least registryclient.MinKey bytes. It seals the
	// answers; every run needs the same.
	Key registryclient.Secret

	// Input names what is asked and whom, such as the digest of the participants
	// with the address of the registry: a run with another is refused before the
	// first participant. "" leaves it to the questions themselves.
	Input string
}

// oneByOne is how many participants are made durable together where the
// verifier asks one by one.
const oneByOne = 16

// openBatch starts the account of the run, or goes on with the one that is
// kept. It is on this machine, so it does not end with the caller's patience
// for the registry: what is known is given even then.
func (r *runner) openBatch(ctx context.Context) error {
	opts := registryclient.BatchOptions{Key: r.opts.Resume.Key, Input: r.opts.Resume.Input, ChunkSize: 1}
	switch {
	case r.together != nil:
		opts.ChunkSize = r.opts.Batch
	case r.resumable():
		opts.ChunkSize = oneByOne
	}
	var err error
	r.batch, err = registryclient.OpenBatch(context.WithoutCancel(ctx), r.opts.Resume.Checkpoints, opts)
	return err
}

// resumable reports that answers are kept.
func (r *runner) resumable() bool { return r.opts.Resume.Checkpoints != nil }

// end keeps that everybody in the input was seen. A run that was interrupted,
// or whose input broke off, does not know that.
func (r *runner) end(ctx context.Context) error {
	if ctx.Err() != nil || r.brokeOff {
		return nil
	}
	return r.batch.End(context.WithoutCancel(ctx), r.participants)
}
