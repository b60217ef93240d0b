package people

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
)

// Main runs the work of a program on the arguments and ends it with the exit
// status. Ctrl-C cancels the context, and a second one ends the program at once.
func Main(program string, work func(ctx context.Context, args []string) error) {
	debug.SetGCPercent(25) // nearly all of the memory is tables without pointers
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop)
	status := cli.Exit(os.Stderr, program, work(ctx, os.Args[1:]))
	stop()
	os.Exit(status)
}
