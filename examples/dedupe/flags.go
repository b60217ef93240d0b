package main

import (
	"flag"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/examples/internal/people"
)

// config is what the flags say.
type config struct {
	people.Flags
	in, survivors string
}

const usageText = `Usage: dedupe -in FILE -out FILE [flags]

Finds the records of a file that are the same person, and writes
record,cluster.

Flags:
`

const statusText = `
Exit status: 0 every record has its cluster, 1 interrupted, 2 unusable arguments
or input, 3 a failure of our own.
`

func parseFlags(args []string) (config, error) {
	var cfg config
	flags := flag.NewFlagSet("dedupe", flag.ContinueOnError)
	flags.StringVar(&cfg.in, "in", "", "`FILE` of the records, CSV (required)")
	flags.StringVar(&cfg.survivors, "survivors", "", "write the suggested mã số BHXH of each cluster into `FILE`")
	cfg.Define(flags, "-out, -survivors and -plot", "two records are one person")
	err := cfg.Parse(flags, args, usageText, statusText, func() []people.NamedFile {
		return []people.NamedFile{{Flag: "in", Path: cfg.in}}
	})
	if err == nil && (cfg.Plot == cfg.Out || cfg.survivors == cfg.Out || cfg.Plot != "" && cfg.Plot == cfg.survivors) {
		err = cli.Usagef("-out, -survivors and -plot must name different files")
	}
	return cfg, err
}
