// Reconcile runs the main job of the module over a list of participants: check
// each record, ask the national population database, compare what comes back,
// replace a CMND by the shared personal ID, and write Mẫu số 01, 02 and 03.
//
// Without flags it works on an embedded synthetic sample against a fake
// national registry that it starts on loopback:
//
//	go run ./examples/reconcile
//
// -h explains every flag. Exit status: 0 when every participant got an outcome
// that is not pending, 1 when some are pending or the run was interrupted, 2
// for unusable arguments or input, 3 for a failure of our own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

// The exit statuses.
const (
	exitDone    = 0
	exitPending = 1
	exitUsage   = 2
	exitFailure = 3
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	env := environment{
		args:     os.Args[1:],
		lookup:   os.Getenv,
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		terminal: isTerminal(os.Stderr),
		now:      time.Now,
	}
	status := run(ctx, env)
	stop()
	os.Exit(status)
}

// environment is what the program takes from the outside.
type environment struct {
	args     []string
	lookup   func(string) string
	stdout   io.Writer
	stderr   io.Writer
	terminal bool // stderr is a terminal: show progress
	now      func() time.Time
}

// usageError is a fault of the arguments or the input: exit status 2.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

func run(ctx context.Context, env environment) int {
	status, err := work(ctx, env)
	var usage usageError
	switch {
	case err == nil:
		return status
	case errors.Is(err, flag.ErrHelp):
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintln(env.stderr, "reconcile:", usage.text)
		return exitUsage
	}
	fmt.Fprintln(env.stderr, "reconcile:", err)
	return exitFailure
}

func work(ctx context.Context, env environment) (int, error) {
	cfg, err := parseFlags(env)
	if err != nil {
		return 0, err
	}
	input, err := openInput(cfg)
	if err != nil {
		return 0, err
	}
	out, err := openOutput(cfg.out, cfg.force, input.sample)
	if err != nil {
		return 0, err
	}
	journal, err := openJournal(cfg)
	if err != nil {
		return 0, err
	}
	defer journal.close()
	registry, err := openRegistry(cfg, input, env)
	if err != nil {
		return 0, err
	}
	defer registry.close()

	resume, err := journal.resume(input, registry)
	if err != nil {
		return 0, err
	}
	job := job{cfg: cfg, input: input, out: out, registry: registry, resume: resume, env: env}
	if err := job.run(ctx); err != nil {
		return 0, errors.Join(err, out.discard())
	}
	job.summary()
	if ctx.Err() != nil || job.pending() > 0 {
		return exitPending, nil
	}
	return exitDone, nil
}

// today gives the day of the run: -as-of, or now.
func today(asOf string, now func() time.Time) (identity.Date, error) {
	if asOf == "" {
		return identity.DateOf(now()), nil
	}
	d, err := identity.ParseDate(asOf)
	if err != nil || d.Precision() != identity.PrecisionDay {
		return identity.Date{}, usagef("-as-of: want a day as yyyy-MM-dd or dd/MM/yyyy")
	}
	return d, nil
}
