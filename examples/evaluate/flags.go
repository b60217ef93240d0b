package main

import (
	"flag"
	"io"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/identity"
)

// config is what the flags say.
type config struct {
	pairs string
	json  bool
	plot  string
	force bool
	wrong int
	asOf  identity.Date
}

const usageText = `Usage: evaluate -pairs FILE [flags]

Compares labelled pairs of records and says how often the codes and the
same-person score are right.

Flags:
`

const statusText = `
Exit status: 0 every pair was compared, 2 unusable arguments or input, 3 a
failure of our own.
`

func parseFlags(args []string, stdout io.Writer, now func() time.Time) (config, error) {
	var cfg config
	var asOf string
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	flags.StringVar(&cfg.pairs, "pairs", "", "`FILE` of labelled pairs, CSV (required)")
	flags.BoolVar(&cfg.json, "json", false, "print one JSON object in place of the table")
	flags.StringVar(&cfg.plot, "plot", "", "draw the scores of both classes and the precision-recall curve into `FILE.svg`")
	flags.BoolVar(&cfg.force, "force", false, "let -plot replace a file")
	flags.IntVar(&cfg.wrong, "wrong", 0, "name the first `N` pairs with wrong codes on stderr, by their line in the file")
	flags.StringVar(&asOf, "as-of", "", "`DATE` of the comparison, yyyy-MM-dd (default today)")
	if err := cli.Parse(flags, args, stdout, usageText, statusText); err != nil {
		return cfg, err
	}
	switch {
	case cfg.pairs == "":
		return cfg, cli.Usagef("-pairs: want a file")
	case cfg.wrong < 0:
		return cfg, cli.Usagef("-wrong: want a number from 0")
	}
	var err error
	cfg.asOf, err = cli.AsOf(asOf, now())
	return cfg, err
}
