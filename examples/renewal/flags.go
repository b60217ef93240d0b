package main

import (
	"errors"
	"flag"
	"fmt"
	"io"

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
	flags.SetOutput(io.Discard) // what package flag prints on its own: we print one line
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
	if err := flags.Parse(env.args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(env.stdout, usageText)
			flags.SetOutput(env.stdout)
			flags.PrintDefaults()
			fmt.Fprint(env.stdout, statusText)
			return cfg, err
		}
		return cfg, usagef("%v (-h explains the flags)", err)
	}
	switch {
	case flags.NArg() > 0:
		return cfg, usagef("unexpected argument after the flags (-h explains them)")
	case empty(flags) != "":
		return cfg, usagef("-%s: the value is empty", empty(flags))
	case (cfg.requests == "") != (cfg.population == ""):
		return cfg, usagef("-requests and -population go together")
	case cfg.mode != modeRecord && cfg.mode != modeTriple:
		return cfg, usagef("-registry-mode: want record or triple")
	}
	cfg.asOf = identity.DateOf(env.now())
	if asOf != "" {
		d, err := identity.ParseDate(asOf)
		if err != nil || d.Precision() != identity.PrecisionDay {
			return cfg, usagef("-as-of: want a day as yyyy-MM-dd or dd/MM/yyyy")
		}
		cfg.asOf = d
	}
	if _, err := household.RulesAt(cfg.asOf); err != nil {
		return cfg, usagef("-as-of: no rule of contribution is known for that day")
	}
	return cfg, nil
}

// empty gives the name of a flag that was given with nothing, as by a script
// whose variable is not set; "" where there is none.
func empty(flags *flag.FlagSet) (name string) {
	flags.Visit(func(f *flag.Flag) {
		if f.Value.String() == "" {
			name = f.Name
		}
	})
	return name
}
