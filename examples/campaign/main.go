// Campaign plays a month of Kế hoạch 2207/KH-BHXH in a few seconds, on a clock
// of its own: three units, two rounds of questions, a registry that is down for
// a day, Mẫu số 02 that come back as workbooks, an escalation, a participant
// who is there twice, and every Friday a Mẫu số 03 with its targets.
//
//	go run . -out ./out                                     # from this directory
//	go run . -out ./out -postgres postgres://user@host/db   # on PostgreSQL
//
// It prints a diary and writes into the directory of -out what the officers
// would have on their desks. Everybody in it is synthetic. It is a module of its
// own, so that importers of the library link no database.
//
// Exit status: 0 when the month is over, 1 when it was interrupted, 2 for
// unusable arguments, 3 for a failure of our own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	err := play(ctx, args, stdout)
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, "campaign: interrupted; -force begins the month again")
		return cli.ExitInterrupted
	}
	return cli.Exit(stderr, "campaign", err)
}

func play(ctx context.Context, args []string, stdout io.Writer) (err error) {
	cfg, err := parseFlags(args, stdout)
	if err != nil {
		return err
	}
	var store campaign.Store
	defer func() {
		if store != nil {
			err = errors.Join(err, store.Close())
		}
	}()
	if cfg.postgres != "" { // before anything of an earlier month is removed
		if store, err = openPostgres(ctx, cfg); err != nil {
			return err
		}
	}
	out, err := openOutput(cfg.out, cfg.force)
	if err != nil {
		return err
	}
	defer out.close()
	if store == nil {
		if store, err = openFile(ctx, out); err != nil {
			return err
		}
	}
	return playMonth(ctx, store, out, stdout)
}
