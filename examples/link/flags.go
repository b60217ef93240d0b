package main

import (
	"flag"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/examples/internal/people"
)

// config is what the flags say.
type config struct {
	people.Flags
	left, right string
	oneToOne    bool
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
	flags := flag.NewFlagSet("link", flag.ContinueOnError)
	flags.StringVar(&cfg.left, "left", "", "`FILE` of the records to look for, CSV (required)")
	flags.StringVar(&cfg.right, "right", "", "`FILE` of the records to look in, CSV (required)")
	flags.BoolVar(&cfg.oneToOne, "one-to-one", false, "link no right record twice: the better link has it")
	cfg.Define(flags, "-out and -plot", "a record is linked")
	err := cfg.Parse(flags, args, usageText, statusText, func() []people.NamedFile {
		return []people.NamedFile{{Flag: "left", Path: cfg.left}, {Flag: "right", Path: cfg.right}}
	})
	if err == nil && cfg.Plot == cfg.Out {
		err = cli.Usagef("-plot and -out name the same file")
	}
	return cfg, err
}
