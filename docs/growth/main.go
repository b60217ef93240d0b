// Growth measures what the jobs of the module cost from 1,000 to 1,000,000
// rows, and writes docs/growth.csv, from which docs/pictures draws the chart:
//
//	go run ./docs/growth                  # some minutes on two cores
//	go run ./docs/growth -max 10000       # a minute
//
// The jobs are the example programs, and two that this program plays itself.
// Each runs in a process of its own; what counts is the processor time that the
// system charges it in user mode, because a machine that is busy with other
// work stretches the clock and not the work. Everybody is synthetic.
package main

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := 0
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "growth:", err)
		status = 1
	}
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("growth", flag.ContinueOnError)
	most := flags.Int("max", 1_000_000, "measure 1,000 rows and ten times as many again, up to `N`")
	out := flags.String("out", filepath.Join("docs", "growth.csv"), "`FILE` to write the figures into")
	task := flags.String("task", "", "play one `JOB` in this process: check or mau02")
	in := flags.String("in", "", "the `FILE` of participants of -task")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *task != "" {
		return play(ctx, *task, *in)
	}
	return measureAll(ctx, *most, *out, stdout)
}

// A job is a program with its arguments, for the directory of one set of people.
type job struct {
	name    string
	program string
	args    func(set, scratch string) []string
}

const asOf = "2026-11-22" // a fixed day, so that every run does the same

// jobs are all that is measured, in the order in which they run: the first
// makes the files of the others.
var jobs = [...]job{
	{"synthesize", "synthesize", func(set, _ string) []string { return []string{"-out", set, "-mode", "hard", "-seed", "1"} }},
	{"read CSV and check", "growth", func(set, _ string) []string {
		return []string{"-task", taskCheck, "-in", filepath.Join(set, "participants.csv")}
	}},
	{"Mẫu số 02 as XLSX", "growth", func(set, _ string) []string {
		return []string{"-task", taskMau02, "-in", filepath.Join(set, "participants.csv")}
	}},
	{"link", "link", func(set, scratch string) []string {
		return []string{
			"-left", filepath.Join(set, "left.csv"), "-right", filepath.Join(set, "right.csv"),
			"-out", filepath.Join(scratch, "links.csv"), "-as-of", asOf,
		}
	}},
	{"dedupe", "dedupe", func(set, scratch string) []string {
		return []string{"-in", filepath.Join(set, "left.csv"), "-out", filepath.Join(scratch, "clusters.csv"), "-as-of", asOf}
	}},
	{"reconcile, with registry and forms", "reconcile", func(set, scratch string) []string {
		return []string{
			"-participants", filepath.Join(set, "participants.csv"), "-population", filepath.Join(set, "population.csv"),
			"-out", filepath.Join(scratch, "lists"), "-as-of", asOf,
		}
	}},
}

func measureAll(ctx context.Context, most int, out string, stdout io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "growth")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := build(ctx, dir); err != nil {
		return err
	}
	rows := [][]string{{"job", "rows", "cpu_seconds"}}
	for n := 1000; n <= most; n *= 10 {
		scratch := filepath.Join(dir, strconv.Itoa(n))
		if err := os.Mkdir(scratch, 0o700); err != nil {
			return err
		}
		for _, j := range jobs {
			spent, err := j.measure(ctx, dir, scratch, n)
			if err != nil {
				return fmt.Errorf("%s of %d rows: %w", j.name, n, err)
			}
			fmt.Fprintf(stdout, "%9d  %-36s %9.2f s\n", n, j.name, spent.Seconds())
			rows = append(rows, []string{j.name, strconv.Itoa(n), strconv.FormatFloat(spent.Seconds(), 'f', 3, 64)})
		}
		if err := os.RemoveAll(scratch); err != nil {
			return err
		}
	}
	return write(out, rows)
}

// build compiles the programs, so that compiling is not measured.
func build(ctx context.Context, dir string) error {
	for _, path := range []string{
		"./docs/growth", "./examples/synthesize", "./examples/link", "./examples/dedupe", "./examples/reconcile",
	} {
		cmd := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(dir, filepath.Base(path)+".exe"), path)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go build %s: %w\n%s", path, err, out)
		}
	}
	return nil
}

// repeats says how often a job is run, for the mean: the shorter, the more often,
// since systems count processor time in ticks.
func repeats(n int) int {
	return max(1, min(20, 50_000/n))
}

func (j job) measure(ctx context.Context, dir, scratch string, n int) (time.Duration, error) {
	var spent time.Duration
	for i := range repeats(n) {
		set, own := filepath.Join(scratch, "people"), filepath.Join(scratch, j.program+strconv.Itoa(i))
		args := j.args(set, own)
		if j.program == "synthesize" {
			args = append(args, "-n", strconv.Itoa(n), "-force")
		} else if err := os.MkdirAll(own, 0o700); err != nil {
			return 0, err
		}
		cmd := exec.CommandContext(ctx, filepath.Join(dir, j.program+".exe"), args...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			return 0, fmt.Errorf("%w\n%s", err, out)
		}
		spent += cmd.ProcessState.UserTime()
		if err := os.RemoveAll(own); err != nil {
			return 0, err
		}
	}
	return spent / time.Duration(repeats(n)), nil
}

func write(path string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	return errors.Join(w.WriteAll(rows), f.Close())
}
