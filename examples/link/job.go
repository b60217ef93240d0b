package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"text/tabwriter"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/examples/internal/people"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// job is one run.
type job struct {
	cfg         config
	progress    *people.Progress
	out, plot   *cli.Output
	row         []byte
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
		if err := cli.CheckInput(f.flag, f.path); err != nil {
			return err
		}
	}
	var err error
	if j.index, err = linkage.NewIndex(linkage.Options{AsOf: j.cfg.AsOf, Threshold: j.cfg.Threshold, Workers: j.cfg.Workers}); err != nil {
		return cli.Usagef("%v", err)
	}
	if j.out, err = cli.Create("out", j.cfg.Out, j.cfg.Force); err != nil {
		return err
	}
	if j.cfg.Plot != "" {
		if j.plot, err = cli.Create("plot", j.cfg.Plot, j.cfg.Force); err != nil {
			j.discard()
			return err
		}
	}
	return nil
}

func (j *job) run(ctx context.Context) error {
	j.progress.Start("reading the right file")
	if err := j.index.AddAll(ctx, j.right.Read(j.cfg.right, j.progress.Add)); err != nil {
		return inputError("right", err)
	}
	j.progress.Start("linking")
	if err := j.write("left,right,score,zone\n"); err != nil {
		return err
	}
	if err := j.link(ctx); err != nil {
		return err
	}
	j.progress.Done()
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
	linkage.Assign(all, j.cfg.Threshold)
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
	linked, auto := l.Linked(j.cfg.Threshold), l.Zone == matching.ZoneSame
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
	row := append(people.AppendField(j.row[:0], j.left.Name(l.Left)), ',')
	row = append(people.AppendField(row, j.right.Name(l.Best.Record)), ',')
	row = append(strconv.AppendFloat(row, l.Score, 'f', 6, 64), ',')
	j.row = append(append(row, l.Zone.String()...), '\n')
	return j.write(string(j.row))
}

func (j *job) write(row string) error {
	if _, err := j.out.WriteString(row); err != nil {
		return fmt.Errorf("cannot write the file of -out: %w", cli.Reason(err))
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
			return cli.Usagef("-plot: both files need the column person: there is no truth to draw")
		}
		return nil
	}
	j.scores.Total = people.Shared(j.left.Truth, j.right.Truth)
	j.report.Measure(&j.scores, j.correct, j.links, j.scores.Total)
	if j.plot != nil {
		_, err := j.plot.Write(j.scores.Plot())
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
		return cli.Usagef("-%s: %v", flag, cli.Reason(err))
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
