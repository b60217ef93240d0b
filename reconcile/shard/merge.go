package shard

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Report says what a merge has found.
type Report struct {
	Chunks  int   // of the plan
	Rows    int64 // of the plan; as many came out when the merge had no error
	Doubles int   // segments that were dropped because another of their chunk counts
	Missing []int // chunks without a segment
}

// Sealed gives, for each chunk that has one in the directories, the segment
// that counts. It reads only names. A directory that does not exist is empty.
func Sealed(dirs ...string) (map[int]Segment, error) {
	sealed, _, err := list(dirs)
	return sealed, err
}

func list(dirs []string) (map[int]Segment, int, error) {
	sealed, doubles := make(map[int]Segment), 0
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, 0, fail(CodeFile, err)
		}
		for _, e := range entries {
			s, ok := parseName(e.Name())
			if !ok {
				continue
			}
			s.Path = filepath.Join(dir, e.Name())
			old, there := sealed[s.Chunk]
			if there {
				doubles++
			}
			if !there || s.Token > old.Token || s.Token == old.Token && e.Name() < filepath.Base(old.Path) {
				sealed[s.Chunk] = s
			}
		}
	}
	return sealed, doubles, nil
}

// parseName reads what segmentName has made.
func parseName(name string) (Segment, bool) {
	rest, ok := strings.CutPrefix(name, "chunk-")
	rest, ok2 := strings.CutSuffix(rest, ".seg")
	parts := strings.Split(rest, "-")
	if !ok || !ok2 || len(parts) != 3 {
		return Segment{}, false
	}
	chunk, err := strconv.Atoi(parts[0])
	inverse, err2 := strconv.ParseUint(parts[1], 16, 64)
	if err != nil || err2 != nil || chunk < 0 {
		return Segment{}, false
	}
	return Segment{Chunk: chunk, Token: ^inverse}, true
}

// Check looks at every segment of the plan in the directories: each chunk is
// there, whole, and of this plan. It fails with CodeMissing, and the report says
// which chunks are missing; with CodeDamaged, CodeForeign and CodeFile.
func Check(ctx context.Context, plan *Plan, opts Options, dirs ...string) (Report, error) {
	_, report, err := check(ctx, plan, opts, dirs)
	return report, err
}

func check(ctx context.Context, plan *Plan, opts Options, dirs []string) (map[int]Segment, Report, error) {
	report := Report{Chunks: plan.Chunks(), Rows: plan.Rows}
	if err := errors.Join(plan.Check(), opts.check()); err != nil {
		return nil, report, err
	}
	sealed, doubles, err := list(dirs)
	if err != nil {
		return nil, report, err
	}
	report.Doubles = doubles
	for i := range plan.Chunks() {
		if err := ctx.Err(); err != nil {
			return nil, report, err
		}
		s, ok := sealed[i]
		if !ok {
			report.Missing = append(report.Missing, i)
			continue
		}
		if err := s.check(plan, opts); err != nil {
			return nil, report, err
		}
	}
	if len(report.Missing) > 0 {
		return nil, report, &Error{Code: CodeMissing, Chunk: report.Missing[0], Row: plan.Chunk(report.Missing[0]).First}
	}
	return sealed, report, nil
}

func (s Segment) check(plan *Plan, opts Options) error {
	f, err := os.Open(s.Path)
	if err != nil {
		return failAt(CodeFile, s.Chunk, err)
	}
	defer func() { _ = f.Close() }() // read only
	_, err = s.verify(f, plan, opts)
	return err
}

// Merge gives the results of all chunks in the order of the input, after it has
// made sure that every chunk is there once. A row belongs to the loop only until
// the next one. The sequence gives an error of [Check] before any row, or none;
// a file that is changed while it runs gives CodeDamaged in its place.
func Merge(ctx context.Context, plan *Plan, opts Options, dirs ...string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		sealed, _, err := check(ctx, plan, opts, dirs)
		if err != nil {
			yield(nil, err)
			return
		}
		for i := range plan.Chunks() {
			err := ctx.Err()
			if err == nil {
				err = sealed[i].read(plan, opts, func(row []byte) error {
					if !yield(row, nil) {
						return errStopped
					}
					return nil
				})
			}
			if errors.Is(err, errStopped) {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// errStopped says that the loop over a merge has ended.
var errStopped = errors.New("stopped")
