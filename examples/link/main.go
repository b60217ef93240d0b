// Link finds, for each record of one file, the record of another file that is
// the same person.
//
//	go run ./examples/link -left left.csv -right right.csv -out links.csv
//	go run ./examples/link -left left.csv -right right.csv -out links.csv -json -plot links.svg
//
// Both files have the columns record, full_name, date_of_birth, gender,
// id_number, social_insurance_number and may have person: the truth, with which
// the result is measured and which never changes it. examples/synthesize writes
// such files.
//
// The output has the columns left, right, score, zone: for each record of the
// left file the best of the right file at or above the threshold. Several left
// records may share a right one, which is a double number; -one-to-one forbids
// it. A record with two candidates that fit equally well, or with none, has no
// row of zone same.
//
// Exit status: 0 when every record got its answer, 1 when interrupted, 2 for
// unusable arguments or input, 3 for a failure of our own.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/people"
	"github.com/bhxh-go/bhxh/internal/csvtable"
)

// The exit statuses.
const (
	exitDone        = 0
	exitInterrupted = 1
	exitUsage       = 2
	exitFailure     = 3
)

func main() {
	debug.SetGCPercent(25) // nearly all of the memory is tables without pointers
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	status := run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string) int {
	err := work(ctx, args)
	var usage people.UsageError
	var input *csvtable.Error
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintln(os.Stderr, "link:", usage)
		return exitUsage
	case errors.As(err, &input):
		fmt.Fprintln(os.Stderr, "link:", input)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(os.Stderr, "link: interrupted, nothing was written")
		return exitInterrupted
	}
	fmt.Fprintln(os.Stderr, "link:", err)
	return exitFailure
}

func work(ctx context.Context, args []string) error {
	started := time.Now()
	cfg, err := parseFlags(args)
	if err != nil {
		return err
	}
	j := job{cfg: cfg, progress: people.NewProgress(os.Stderr)}
	if err := j.open(); err != nil {
		return err
	}
	defer j.discard()
	if err := j.run(ctx); err != nil {
		return err
	}
	j.report.Finish(started)
	if err := j.commit(); err != nil {
		return err
	}
	if !cfg.json {
		return j.print()
	}
	return json.NewEncoder(os.Stdout).Encode(j.report)
}
