package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

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
	flags.SetOutput(io.Discard)
	flags.StringVar(&cfg.out, "out", "", "`DIR` to write into (required)")
	flags.IntVar(&cfg.n, "n", 10_000, "`N` rows on each side")
	flags.StringVar(&mode, "mode", string(synth.Hard), "easy or hard, `MODE` of damage")
	flags.Uint64Var(&cfg.seed, "seed", 1, "`S`: the same seed gives the same files")
	flags.IntVar(&cfg.pairs, "pairs", 0, "write pairs.csv with `N` labelled pairs as well")
	flags.BoolVar(&cfg.force, "force", false, "write into a directory that is not empty, replacing files of the same names")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(os.Stdout, usageText)
			flags.SetOutput(os.Stdout)
			flags.PrintDefaults()
			fmt.Fprint(os.Stdout, modesText)
			return cfg, err
		}
		return cfg, usagef("%v (-h explains the flags)", err)
	}
	cfg.mode = synth.Mode(mode)
	switch {
	case flags.NArg() > 0:
		return cfg, usagef("unexpected argument after the flags (-h explains them)")
	case cfg.out == "":
		return cfg, usagef("-out: want a directory")
	case cfg.mode != synth.Easy && cfg.mode != synth.Hard:
		return cfg, usagef("-mode: want easy or hard")
	case cfg.n < 1 || cfg.n > synth.MaxRows:
		return cfg, usagef("-n: want a number from 1 to %d", synth.MaxRows)
	case cfg.pairs < 0 || cfg.pairs > maxPairs:
		return cfg, usagef("-pairs: want a number from 0 to %d", maxPairs)
	}
	return cfg, nil
}
