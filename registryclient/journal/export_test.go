package journal

import (
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// On gives the options with another file system below.
func (o Options) On(fs framelog.FS) Options {
	o.fs = fs
	return o
}

// Encode gives the record of a checkpoint.
func Encode(c registryclient.Checkpoint) []byte { return appendCheckpoint(nil, &c) }

// Decode reads a record of a checkpoint and says whether it is one.
func Decode(record []byte) (registryclient.Checkpoint, bool) {
	f := fields{rest: record}
	if f.byte() != recordCheckpoint {
		return registryclient.Checkpoint{}, false
	}
	c := f.checkpoint()
	return c, !f.broken && len(f.rest) == 0 && possible(&c)
}
