// Renewal quotes what families pay for their health cards (gia hạn thẻ BHYT
// theo hộ gia đình có giảm trừ mức đóng): it asks the population database who
// belongs to each household, and works out every amount.
//
// Without flags it takes three embedded synthetic families and a fake national
// registry that it starts on loopback:
//
//	go run ./examples/renewal
//
// -h explains every flag. Exit status: 0 when every household was decided or
// lacks something that only its declaration can bring, 1 when the registry
// could not be asked about somebody or the run was interrupted, 2 for unusable
// arguments or input, 3 for a failure of our own.
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
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	status := run(ctx, environment{args: os.Args[1:], stdout: os.Stdout, stderr: os.Stderr, now: time.Now})
	stop()
	os.Exit(status)
}

// environment is what the program takes from the outside.
type environment struct {
	args           []string
	stdout, stderr io.Writer
	now            func() time.Time
}

func run(ctx context.Context, env environment) int {
	pending, err := work(ctx, env)
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(env.stderr, "renewal: interrupted; the households that are not printed were not quoted")
		return cli.ExitInterrupted
	case err == nil && pending > 0:
		fmt.Fprintf(env.stderr, "renewal: %d households are provisional because the registry could not be asked; run again later\n", pending)
		return cli.ExitPending
	}
	return cli.Exit(env.stderr, "renewal", err)
}

// work quotes every request and gives how many wait for the registry.
func work(ctx context.Context, env environment) (pending int, err error) {
	cfg, err := parseFlags(env)
	if err != nil {
		return 0, err
	}
	requests, err := readRequests(cfg)
	if err != nil {
		return 0, err
	}
	registry, err := startRegistry(cfg)
	if err != nil {
		return 0, err
	}
	defer registry.close()
	for _, request := range requests {
		result, err := registry.resolver.Resolve(ctx, request, cfg.asOf)
		if err == nil {
			err = ctx.Err() // an answer cut short is no answer
		}
		if err != nil {
			return pending, err
		}
		if waits(result) {
			pending++
		}
		if err := cfg.print(env.stdout, result); err != nil {
			return pending, err
		}
	}
	return pending, nil
}
