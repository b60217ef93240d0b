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
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
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

func run(ctx context.Context, env environment) int {
	status, err := work(ctx, env)
	if err != nil {
		return cli.Exit(env.stderr, "reconcile", err)
	}
	return status
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
	registry, err := openRegistry(cfg, input, env)
	if err != nil {
		return 0, err
	}
	defer registry.close()
	out, err := openOutput(cfg.out, cfg.force, input.sample)
	if err != nil {
		return 0, err
	}
	journal, err := openJournal(cfg)
	if err != nil {
		return 0, err
	}
	defer journal.close()
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
		return cli.ExitPending, nil
	}
	return cli.ExitDone, nil
}
