package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/people"
	"github.com/bhxh-go/bhxh/identity"
)

// config is what the flags say.
type config struct {
	left, right, out, plot string
	json, force, oneToOne  bool
	threshold              float64
	asOf                   identity.Date
	workers                int
}

const usageText = `Usage: link -left FILE -right FILE -out FILE [flags]

Finds, for each record of the left file, the record of the right file that is
the same person, and writes left,right,score,zone.

Flags:
`

const statusText = `
Exit status: 0 every record got its answer, 1 interrupted, 2 unusable arguments
or input, 3 a failure of our own.
`

func parseFlags(args []string) (config, error) {
	var cfg config
	var asOf string
	flags := flag.NewFlagSet("link", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&cfg.left, "left", "", "`FILE` of the records to look for, CSV (required)")
	flags.StringVar(&cfg.right, "right", "", "`FILE` of the records to look in, CSV (required)")
	flags.StringVar(&cfg.out, "out", "", "`FILE` to write (required)")
	flags.BoolVar(&cfg.json, "json", false, "print one JSON object in place of the table")
	flags.StringVar(&cfg.plot, "plot", "", "draw the scores of both classes and the precision-recall curve into `FILE.svg`; needs the column person")
	flags.BoolVar(&cfg.force, "force", false, "let -out and -plot replace a file")
	flags.BoolVar(&cfg.oneToOne, "one-to-one", false, "link no right record twice: the better link has it")
	flags.Float64Var(&cfg.threshold, "threshold", 0.5, "score from which a record is linked, `T` between 0 and 1")
	flags.StringVar(&asOf, "as-of", "", "`DATE` of the comparison, yyyy-MM-dd (default today)")
	flags.IntVar(&cfg.workers, "workers", 0, "compare on `N` threads (default one for each core); the result is the same")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Print(usageText)
			flags.SetOutput(os.Stdout)
			flags.PrintDefaults()
			fmt.Print(statusText)
			return cfg, err
		}
		return cfg, people.Usagef("%v (-h explains the flags)", err)
	}
	if flags.NArg() > 0 {
		return cfg, people.Usagef("unexpected argument after the flags (-h explains them)")
	}
	if err := cfg.check(); err != nil {
		return cfg, err
	}
	cfg.asOf = identity.DateOf(time.Now())
	if asOf != "" {
		d, err := identity.ParseDate(asOf)
		if err != nil || d.Precision() != identity.PrecisionDay {
			return cfg, people.Usagef("-as-of: want a day as yyyy-MM-dd or dd/MM/yyyy")
		}
		cfg.asOf = d
	}
	return cfg, nil
}

func (cfg config) check() error {
	for _, f := range [...]struct{ name, path string }{{"left", cfg.left}, {"right", cfg.right}, {"out", cfg.out}} {
		if f.path == "" {
			return people.Usagef("-%s: want a file", f.name)
		}
	}
	switch {
	case !(cfg.threshold > 0 && cfg.threshold < 1):
		return people.Usagef("-threshold: want a number between 0 and 1")
	case cfg.workers < 0 || cfg.workers > 256:
		return people.Usagef("-workers: want a number from 1 to 256")
	case cfg.plot != "" && cfg.plot == cfg.out:
		return people.Usagef("-plot and -out name the same file")
	}
	return nil
}
