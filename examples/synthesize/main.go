// Synthesize writes synthetic Vietnamese people with known truth: what BHXH
// holds of them, with documented errors, and what the national registry holds.
// Nobody in its files exists.
//
//	go run ./examples/synthesize -out DIR -n 100000 -mode hard -seed 7
//
// writes into DIR
//
//	left.csv          participants, as records for linking, with the truth
//	right.csv         the registry, in the same form
//	participants.csv  the same participants, as the main job takes them
//	population.csv    the same registry, as the main job's fake registry takes it
//	pairs.csv         with -pairs N: labelled pairs for the evaluation
//
// The same flags give the same files. Exit status: 0 when all are written, 1
// when interrupted, 2 for unusable arguments, 3 for a failure of our own; in
// the last three cases nothing is changed.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/internal/synth"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	status := cli.Exit(os.Stderr, "synthesize", work(ctx, os.Args[1:]))
	stop()
	os.Exit(status)
}

func work(ctx context.Context, args []string) error {
	cfg, err := parseFlags(args)
	if err != nil {
		return err
	}
	set, err := synth.NewSet(cfg.mode, cfg.n, cfg.seed)
	if err != nil {
		return cli.Usagef("-mode, -n: %v", err)
	}
	out, err := openOutput(cfg.out, cfg.force)
	if err != nil {
		return err
	}
	started := time.Now()
	if err := write(ctx, cfg, set, out); err != nil {
		return errors.Join(err, out.discard())
	}
	if err := out.commit(); err != nil {
		return errors.Join(err, out.discard())
	}
	fmt.Printf("%d participants and %d people of the registry (%s, seed %d) in %.1f s\n",
		cfg.n, cfg.n, cfg.mode, cfg.seed, time.Since(started).Seconds())
	return nil
}

func write(ctx context.Context, cfg config, set *synth.Set, out *output) error {
	p := newProgress(ctx, 2*set.Rows())
	defer p.done()
	if err := out.pair("left.csv", "participants.csv", func(one, other io.Writer) error {
		return set.WriteLeft(one, other, p.add)
	}); err != nil {
		return err
	}
	if err := out.pair("right.csv", "population.csv", func(one, other io.Writer) error {
		return set.WriteRight(one, other, p.add)
	}); err != nil {
		return err
	}
	if cfg.pairs == 0 {
		return nil
	}
	return out.file("pairs.csv", func(w io.Writer) error {
		return synth.WritePairs(w, synth.Pairs(cfg.seed, cfg.pairs))
	})
}
