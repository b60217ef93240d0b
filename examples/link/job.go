package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"text/tabwriter"

	"github.com/bhxh-go/bhxh/examples/internal/people"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// job is one run.
type job struct {
	cfg         config
	progress    *people.Progress
	out, plot   *people.Output
	csv         *csv.Writer
	left, right people.File
	index       *linkage.Index

	report  people.Report
	scores  people.Scores
	links   int // rows written
	correct int // of these
	doubt   int // answers in which two candidates fit
	partial int // answers that are not the whole truth
}

// open checks everything that can be checked before the work.
func (j *job) open() error {
	for _, f := range [...]struct{ flag, path string }{{"left", j.cfg.left}, {"right", j.cfg.right}} {
		if info, err := os.Stat(f.path); err != nil {
			return people.Usagef("-%s: %v", f.flag, people.Reason(err))
		} else if info.IsDir() {
			return people.Usagef("-%s: want a file, not a directory", f.flag)
		}
	}
	var err error
	if j.index, err = linkage.NewIndex(linkage.Options{AsOf: j.cfg.asOf, Threshold: j.cfg.threshold, Workers: j.cfg.workers}); err != nil {
		return people.Usagef("%v", err)
	}
	if j.out, err = people.Create("out", j.cfg.out, j.cfg.force); err != nil {
		return err
	}
	if j.cfg.plot != "" {
		if j.plot, err = people.Create("plot", j.cfg.plot, j.cfg.force); err != nil {
			j.discard()
			return err
		}
	}
	j.csv = csv.NewWriter(j.out)
	return nil
}

func (j *job) run(ctx context.Context) error {
	j.progress.Start("reading the right file")
	if err := j.index.AddAll(ctx, j.right.Read(j.cfg.right, j.progress.Add)); err != nil {
		return inputError("right", err)
	}
	j.progress.Start("linking")
	if err := j.write([]string{"left", "right", "score", "zone"}); err != nil {
		return err
	}
	if err := j.link(ctx); err != nil {
		return err
	}
	j.progress.Done()
	j.csv.Flush()
	if err := j.csv.Error(); err != nil {
		return fmt.Errorf("cannot write the file of -out: %w", people.Reason(err))
	}
	return j.measure()
}

// link answers for every left record: as they come, or, where a right record
// may be linked only once, when all have been heard.
func (j *job) link(ctx context.Context) error {
	var all []linkage.Link
	for l, err := range j.index.Link(ctx, j.left.Read(j.cfg.left, func() {})) {
		if err != nil {
			return inputError("left", err)
		}
		j.progress.Add()
		j.report.CandidatePairs += l.Compared
		if l.Ambiguous {
			j.doubt++
		}
		if l.Overflowed != 0 {
			j.partial++
		}
		if j.cfg.oneToOne {
			all = append(all, l)
		} else if err := j.take(l); err != nil {
			return err
		}
	}
	linkage.Assign(all, j.cfg.threshold)
	for _, l := range all {
		if err := j.take(l); err != nil {
			return err
		}
	}
	return nil
}

// take writes an answer and, where there is truth, measures it.
func (j *job) take(l linkage.Link) error {
	if l.Best.Record == linkage.None {
		return nil
	}
	linked, auto := l.Linked(j.cfg.threshold), l.Zone == matching.ZoneSame
	if linked && auto {
		j.report.AutoLinks++
	}
	if j.hasTruth() {
		same := j.left.Truth[l.Left] == j.right.Truth[l.Best.Record]
		j.scores.Add(l.Score, same, linked && auto)
		if linked && same {
			j.correct++
		}
	}
	if !linked {
		return nil
	}
	j.links++
	return j.write([]string{j.left.Name(l.Left), j.right.Name(l.Best.Record), strconv.FormatFloat(l.Score, 'f', 6, 64), l.Zone.String()})
}

func (j *job) write(row []string) error {
	if err := j.csv.Write(row); err != nil {
		return fmt.Errorf("cannot write the file of -out: %w", people.Reason(err))
	}
	return nil
}

func (j *job) hasTruth() bool { return j.left.Truth != nil && j.right.Truth != nil }

// measure fills the report.
func (j *job) measure() error {
	j.report.Records = j.left.Len() + j.right.Len()
	for _, o := range j.index.Overflows() {
		j.report.OverflowedBlocks += o.Blocks
	}
	if !j.hasTruth() {
		if j.plot != nil {
			return people.Usagef("-plot: both files need the column person: there is no truth to draw")
		}
		return nil
	}
	there := slices.Clone(j.right.Truth)
	slices.Sort(there)
	for _, person := range j.left.Truth {
		if _, ok := slices.BinarySearch(there, person); ok {
			j.scores.Total++
		}
	}
	j.report.Measure(&j.scores, j.correct, j.links, j.scores.Total)
	if j.plot != nil {
		_, err := j.plot.Write(people.Plot(&j.scores))
		return err
	}
	return nil
}

func (j *job) commit() error {
	if j.plot != nil {
		if err := j.plot.Commit(); err != nil {
			return err
		}
	}
	return j.out.Commit()
}

func (j *job) discard() {
	j.progress.Done()
	j.out.Discard()
	j.plot.Discard()
}

// inputError makes a file that cannot be opened or read a fault of the input.
func inputError(flag string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return people.Usagef("-%s: %v", flag, people.Reason(err))
	}
	return err
}

// print writes the table for people.
func (j *job) print() error {
	r := &j.report
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "records\t%d left, %d right\n", j.left.Len(), j.right.Len())
	fmt.Fprintf(w, "links\t%d, of which %d need no review\n", j.links, r.AutoLinks)
	fmt.Fprintf(w, "ambiguous\t%d\n", j.doubt)
	fmt.Fprintf(w, "candidate pairs\t%d\n", r.CandidatePairs)
	fmt.Fprintf(w, "blocks left out\t%d, which %d answers missed\n", r.OverflowedBlocks, j.partial)
	for _, o := range j.index.Overflows() {
		fmt.Fprintf(w, "  %s\t%d blocks, the largest of %d records\n", o.Kind, o.Blocks, o.Largest)
	}
	if r.PairF1 != nil {
		fmt.Fprintf(w, "precision, recall, F1\t%.5f, %.5f, %.5f\n", *r.PairPrecision, *r.PairRecall, *r.PairF1)
		fmt.Fprintf(w, "best F1\t%.5f at %.4f\n", *r.BestF1, *r.BestThreshold)
		fmt.Fprintf(w, "without review\t%d wrong, recall %.4f\n", *r.AutoWrong, *r.AutoRecall)
	}
	fmt.Fprintf(w, "time, memory\t%.1f s, %d MB\n", r.Seconds, r.PeakRSSMB)
	return w.Flush()
}
