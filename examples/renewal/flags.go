package main

import (
	"flag"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

// config is what the flags say.
type config struct {
	requests   string // "" = the embedded sample
	population string // "" = the embedded sample
	mode       string
	list       bool
	json       bool
	asOf       identity.Date
}

// The powers of the fake registry.
const (
	modeRecord = "record"
	modeTriple = "triple"
)

const usageText = `Usage: renewal [flags]

Quotes what families pay for their health cards: asks the population database
about every declared member, decides whether they are one household, and works
out the amount of each, with every factor and its legal basis.

Without flags: three embedded synthetic families, against a fake national
registry on loopback.

Flags:
`

const statusText = `
Exit status: 0 every household was decided or lacks something that only its
declaration can bring, 1 the registry could not be asked about somebody or the
run was interrupted, 2 unusable arguments or input, 3 a failure of our own.
`

func parseFlags(env environment) (config, error) {
	var cfg config
	var asOf string
	flags := flag.NewFlagSet("renewal", flag.ContinueOnError)
	flags.StringVar(&cfg.requests, "requests", "", "`FILE` of declared members, households.csv (with -population)")
	flags.StringVar(&cfg.population, "population", "", "`FILE` of the people whom the fake registry holds, CSV (with -requests)")
	flags.StringVar(&cfg.mode, "registry-mode", modeRecord, "power of the fake registry, `MODE`:\n"+
		"record    asked by number, returns its record: a demonstration of what a licence\n"+
		"          that returns it would allow, so that every mismatch code can be seen\n"+
		"triple    the live service 037: number, name and date must fit together, or\n"+
		"          nothing comes back\n")
	flags.BoolVar(&cfg.list, "list", false, "the fake registry also lists the members of a head whose details are exactly\n"+
		"right, a service that BHXH asked for and nobody is known to offer")
	flags.BoolVar(&cfg.json, "json", false, "print one JSON object a request, with the numbers in clear")
	flags.StringVar(&asOf, "as-of", "", "`DATE` of the run and of payments without one, yyyy-MM-dd (default today)")
	if err := cli.Parse(flags, env.args, env.stdout, usageText, statusText); err != nil {
		return cfg, err
	}
	switch {
	case (cfg.requests == "") != (cfg.population == ""):
		return cfg, cli.Usagef("-requests and -population go together")
	case cfg.mode != modeRecord && cfg.mode != modeTriple:
		return cfg, cli.Usagef("-registry-mode: want record or triple")
	}
	var err error
	if cfg.asOf, err = cli.AsOf(asOf, env.now()); err != nil {
		return cfg, err
	}
	if _, err := household.RulesAt(cfg.asOf); err != nil {
		return cfg, cli.Usagef("-as-of: no rule of contribution is known for that day")
	}
	return cfg, nil
}
