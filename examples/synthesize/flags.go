package main

import (
	"flag"
	"os"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/internal/synth"
)

// config is what the flags say.
type config struct {
	out   string
	n     int
	mode  synth.Mode
	seed  uint64
	pairs int
	force bool
}

const usageText = `Usage: synthesize -out DIR [flags]

Writes synthetic Vietnamese people with known truth into DIR: left.csv and
participants.csv (what BHXH holds, with errors), right.csv and population.csv
(what the national registry holds). Nobody in them exists.

Flags:
`

const modesText = `
Modes:
  easy  5 % of the participants carry one error
  hard  20 % carry one to three errors, 10 % have no usable number, 12 % of those
        born before 1975 are recorded as born on 1 January, 0.5 % of the rows are
        a second row (another mã số BHXH) of one person
In both, one participant in ten is not in the registry, nearly half of the people
have brothers or sisters, and some of these are twins.

Exit status: 0 done, 1 interrupted, 2 unusable arguments, 3 a failure of our own.
`

// maxPairs bounds -pairs: a world has so many people that no fault runs out.
const maxPairs = 2_000_000

func parseFlags(args []string) (config, error) {
	var cfg config
	var mode string
	flags := flag.NewFlagSet("synthesize", flag.ContinueOnError)
	flags.StringVar(&cfg.out, "out", "", "`DIR` to write into (required)")
	flags.IntVar(&cfg.n, "n", 10_000, "`N` rows on each side")
	flags.StringVar(&mode, "mode", string(synth.Hard), "easy or hard, `MODE` of damage")
	flags.Uint64Var(&cfg.seed, "seed", 1, "`S`: the same seed gives the same files")
	flags.IntVar(&cfg.pairs, "pairs", 0, "write pairs.csv with `N` labelled pairs as well")
	flags.BoolVar(&cfg.force, "force", false, "write into a directory that is not empty, replacing files of the same names")
	if err := cli.Parse(flags, args, os.Stdout, usageText, modesText); err != nil {
		return cfg, err
	}
	cfg.mode = synth.Mode(mode)
	switch {
	case cfg.out == "":
		return cfg, cli.Usagef("-out: want a directory")
	case cfg.mode != synth.Easy && cfg.mode != synth.Hard:
		return cfg, cli.Usagef("-mode: want easy or hard")
	case cfg.n < 1 || cfg.n > synth.MaxRows:
		return cfg, cli.Usagef("-n: want a number from 1 to %d", synth.MaxRows)
	case cfg.pairs < 0 || cfg.pairs > maxPairs:
		return cfg, cli.Usagef("-pairs: want a number from 0 to %d", maxPairs)
	}
	return cfg, nil
}
