package main

import (
	"flag"
	"io"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
)

// config is what the flags say.
type config struct {
	out      string
	postgres string
	schema   string
	force    bool
}

const usageText = `Usage: campaign -out DIR [flags]

Plays a month of Kế hoạch 2207/KH-BHXH with synthetic people against a fake
national registry on loopback, prints a diary, and writes lists, reports and
work lists into the directory of -out.

Flags:
`

const statusText = `
Exit status: 0 when the month is over, 1 when it was interrupted, 2 for unusable
arguments, 3 for a failure of our own.
`

func parseFlags(args []string, stdout io.Writer) (config, error) {
	var cfg config
	flags := flag.NewFlagSet("campaign", flag.ContinueOnError)
	flags.StringVar(&cfg.out, "out", "", "`DIR` to write into; made where it is missing, readable to its owner only")
	flags.StringVar(&cfg.postgres, "postgres", "", "keep the campaign in PostgreSQL, in the database of this `DSN`,\ninstead of a file of SQLite in the directory of -out")
	flags.StringVar(&cfg.schema, "schema", "", "with -postgres: the `NAME` of the schema, which must hold no campaign (default bhxh_campaign)")
	flags.BoolVar(&cfg.force, "force", false, "replace what an earlier month wrote into -out")
	if err := cli.Parse(flags, args, stdout, usageText, statusText); err != nil {
		return cfg, err
	}
	switch {
	case cfg.out == "":
		return cfg, cli.Usagef("-out: want a directory (-h explains the flags)")
	case cfg.schema != "" && cfg.postgres == "":
		return cfg, cli.Usagef("-schema needs -postgres")
	}
	return cfg, nil
}
