package people

import (
	"flag"
	"os"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/identity"
)

// Flags are those that both programs have.
type Flags struct {
	Out, Plot   string
	JSON, Force bool
	Threshold   float64
	AsOf        identity.Date
	Workers     int

	asOf string
}

// Define defines the flags; replaces and from are what -force replaces and what a
// score at the threshold means.
func (f *Flags) Define(flags *flag.FlagSet, replaces, from string) {
	flags.StringVar(&f.Out, "out", "", "`FILE` to write (required)")
	flags.BoolVar(&f.JSON, "json", false, "print one JSON object in place of the table")
	flags.StringVar(&f.Plot, "plot", "", "draw the scores of both classes and the precision-recall curve into `FILE.svg`; needs the column person")
	flags.BoolVar(&f.Force, "force", false, "let "+replaces+" replace a file")
	flags.Float64Var(&f.Threshold, "threshold", 0.5, "score from which "+from+", `T` between 0 and 1")
	flags.StringVar(&f.asOf, "as-of", "", "`DATE` of the comparison, yyyy-MM-dd (default today)")
	flags.IntVar(&f.Workers, "workers", 0, "compare on `N` threads (default one for each core); the result is the same")
}

// A NamedFile is a file that a flag names.
type NamedFile struct{ Flag, Path string }

// Parse parses the arguments and checks the flags; inputs gives the files that are
// required, once they are known.
func (f *Flags) Parse(flags *flag.FlagSet, args []string, usage, status string, inputs func() []NamedFile) (err error) {
	if err := cli.Parse(flags, args, os.Stdout, usage, status); err != nil {
		return err
	}
	for _, file := range append(inputs(), NamedFile{"out", f.Out}) {
		if file.Path == "" {
			return cli.Usagef("-%s: want a file", file.Flag)
		}
	}
	switch {
	case !(f.Threshold > 0 && f.Threshold < 1):
		return cli.Usagef("-threshold: want a number between 0 and 1")
	case f.Workers < 0 || f.Workers > 256:
		return cli.Usagef("-workers: want a number from 1 to 256")
	}
	f.AsOf, err = cli.AsOf(f.asOf, time.Now())
	return err
}
