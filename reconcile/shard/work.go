package shard

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Job works off one chunk: it emits one result for each row of the chunk, in
// their order. The bytes that it emits are kept before emit returns. What it
// does must not depend on which process does it.
type Job func(ctx context.Context, c Chunk, emit func(row []byte) error) error

// Work works off the chunks of one part whose segments are not in dir yet, one
// after the other, and seals a segment for each. It is for one goroutine and
// one process a part; run several parts for more. The directory is made, with
// mode 0700, where it does not exist.
//
// It ends at the first chunk that fails; what is sealed stays, and the next
// call goes on with the rest. Errors are *[Error], and those of ctx.
func Work(ctx context.Context, plan *Plan, part Part, dir string, job Job, opts Options) error {
	if err := errors.Join(plan.Check(), part.Check()); err != nil {
		return err
	}
	sealed, err := Sealed(dir)
	if err != nil {
		return err
	}
	if err := tidy(dir, plan, part); err != nil {
		return err
	}
	for c := range plan.Part(part) {
		if _, ok := sealed[c.Index]; ok {
			continue
		}
		if _, err := Seal(ctx, plan, c, 0, dir, job, opts); err != nil {
			return err
		}
	}
	return nil
}

// Seal works off one chunk and seals its segment. The token is the fencing
// token of whoever handed the chunk out: when a chunk has two segments the
// higher one counts. Without such a token it is 0. The directory is made, with
// mode 0700, where it does not exist.
func Seal(ctx context.Context, plan *Plan, c Chunk, token uint64, dir string, job Job, opts Options) (Segment, error) {
	if err := ctx.Err(); err != nil {
		return Segment{}, err
	}
	if err := opts.check(); err != nil {
		return Segment{}, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Segment{}, fail(CodeFile, err)
	}
	w, err := newSegmentWriter(dir, plan, c, token, opts)
	if err != nil {
		return Segment{}, err
	}
	if err := job(ctx, c, w.add); err != nil {
		w.abandon()
		if ctx.Err() != nil {
			return Segment{}, ctx.Err()
		}
		var own *Error
		if errors.As(err, &own) {
			return Segment{}, err
		}
		return Segment{}, failAt(CodeJob, c.Index, err)
	}
	s, err := w.seal()
	if err != nil {
		w.abandon()
	}
	return s, err
}

// tidy removes what a process that died has left unfinished of these chunks.
func tidy(dir string, plan *Plan, part Part) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fail(CodeFile, err)
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), unfinished)
		if !ok {
			continue
		}
		s, ok := parseName(name)
		if !ok || s.Chunk >= plan.Chunks() || part.Of > 1 && s.Chunk%part.Of != part.Index {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
			return failAt(CodeFile, s.Chunk, err)
		}
	}
	return nil
}

// syncDir brings a renamed file's name to disk, where the system can.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
