package main

import (
	"context"
	"encoding/csv"
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
	cfg                  config
	progress             *people.Progress
	out, survivors, plot *cli.Output
	file                 people.File
	index                *linkage.Index

	report people.Report
	scores people.Scores
	groups linkage.Groups
}

// open checks everything that can be checked before the work.
func (j *job) open() error {
	if err := cli.CheckInput("in", j.cfg.in); err != nil {
		return err
	}
	var err error
	if j.index, err = linkage.NewIndex(linkage.Options{AsOf: j.cfg.AsOf, Threshold: j.cfg.Threshold, Workers: j.cfg.Workers}); err != nil {
		return cli.Usagef("%v", err)
	}
	for _, f := range [...]struct {
		flag, path string
		to         **cli.Output
	}{{"out", j.cfg.Out, &j.out}, {"survivors", j.cfg.survivors, &j.survivors}, {"plot", j.cfg.Plot, &j.plot}} {
		if f.path == "" {
			continue
		}
		if *f.to, err = cli.Create(f.flag, f.path, j.cfg.Force); err != nil {
			j.discard()
			return err
		}
	}
	return nil
}

func (j *job) run(ctx context.Context) error {
	j.progress.Start("reading the file")
	if err := j.index.AddAll(ctx, j.file.Read(j.cfg.in, j.progress.Add)); err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			return cli.Usagef("-in: %v", cli.Reason(err))
		}
		return err
	}
	j.progress.Start("duplicates found")
	var pairs []linkage.Pair
	for p, err := range j.index.Duplicates(ctx) {
		if err != nil {
			return err
		}
		j.progress.Add()
		pairs = append(pairs, p)
	}
	j.progress.Done()
	j.groups = linkage.Cluster(pairs, j.index.Contradict)
	j.measure(pairs)
	if err := j.write(); err != nil {
		return err
	}
	if j.plot == nil {
		return nil
	}
	if j.file.Truth == nil {
		return cli.Usagef("-plot: the file needs the column person: there is no truth to draw")
	}
	_, err := j.plot.Write(j.scores.Plot())
	return err
}

// write writes the clusters, numbered from 1 by their first records, and the
// suggested numbers.
func (j *job) write() error {
	cluster := make([]int, j.file.Len())
	for i, group := range j.groups.Groups {
		for _, r := range group {
			cluster[r] = -i - 1
		}
	}
	numbers := make([]int, len(j.groups.Groups))
	_, _ = j.out.WriteString("record,cluster\n") // Commit tells of errors
	var row []byte
	next := 0
	for r, c := range cluster {
		n := 0
		if c < 0 {
			n = numbers[-c-1]
		}
		if n == 0 {
			next++
			n = next
		}
		if c < 0 {
			numbers[-c-1] = n
		}
		row = append(people.AppendField(row[:0], j.file.Name(r)), ',')
		_, _ = j.out.Write(append(strconv.AppendInt(row, int64(n), 10), '\n'))
	}
	if j.survivors == nil {
		return nil
	}
	out := csv.NewWriter(j.survivors)
	_ = out.Write([]string{"cluster", "record", "social_insurance_number", "reason"})
	for i, group := range j.groups.Groups {
		if s := j.index.Survivor(group); s.Record != linkage.None {
			_ = out.Write([]string{strconv.Itoa(numbers[i]), j.file.Name(s.Record), s.Number.Reveal(), string(s.Reason)})
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("cannot write the file of -survivors: %w", cli.Reason(err))
	}
	return nil
}

// measure fills the report.
func (j *job) measure(pairs []linkage.Pair) {
	j.report.Records = j.file.Len()
	j.report.CandidatePairs = int(j.index.Compared())
	for _, o := range j.index.Overflows() {
		j.report.OverflowedBlocks += o.Blocks
	}
	truth := j.file.Truth
	for _, p := range pairs {
		auto := p.Zone == matching.ZoneSame
		if auto {
			j.report.AutoLinks++
		}
		if truth != nil {
			j.scores.Add(p.Score, truth[p.A] == truth[p.B], auto)
		}
	}
	if truth == nil {
		return
	}
	j.scores.Total = people.Pairs(truth)
	right, written := 0, 0
	for _, group := range j.groups.Groups {
		for i, a := range group {
			for _, b := range group[i+1:] {
				written++
				if truth[a] == truth[b] {
					right++
				}
			}
		}
	}
	j.report.Measure(&j.scores, right, written, j.scores.Total)
}

func (j *job) commit() error {
	for _, o := range [...]*cli.Output{j.plot, j.survivors, j.out} {
		if o == nil {
			continue
		}
		if err := o.Commit(); err != nil {
			return err
		}
	}
	return nil
}

func (j *job) discard() {
	j.progress.Done()
	j.out.Discard()
	j.survivors.Discard()
	j.plot.Discard()
}

// print writes the table for people.
func (j *job) print() error {
	r := &j.report
	records := 0
	for _, g := range j.groups.Groups {
		records += len(g)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "records\t%d\n", r.Records)
	fmt.Fprintf(w, "people with several records\t%d, with %d records\n", len(j.groups.Groups), records)
	fmt.Fprintf(w, "pairs that need no review\t%d\n", r.AutoLinks)
	fmt.Fprintf(w, "pairs refused, since records would contradict each other\t%d\n", len(j.groups.Refused))
	fmt.Fprintf(w, "candidate pairs\t%d\n", r.CandidatePairs)
	for _, o := range j.index.Overflows() {
		fmt.Fprintf(w, "left out: %s\t%d blocks, the largest of %d records\n", o.Kind, o.Blocks, o.Largest)
	}
	if r.PairF1 != nil {
		fmt.Fprintf(w, "precision, recall, F1 of pairs\t%.5f, %.5f, %.5f\n", *r.PairPrecision, *r.PairRecall, *r.PairF1)
		fmt.Fprintf(w, "without review\t%d wrong, recall %.4f\n", *r.AutoWrong, *r.AutoRecall)
	}
	fmt.Fprintf(w, "time, memory\t%.1f s, %d MB\n", r.Seconds, r.PeakRSSMB)
	return w.Flush()
}
