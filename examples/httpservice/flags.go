package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
)

// config is what the flags say.
type config struct {
	listen     string
	population string // "" = the embedded sample
}

const usageText = `Usage: httpservice [flags]

Answers POST ` + quotesPath + ` with the quote of a family, against a fake national
registry on loopback.

Flags:
`

func parseFlags(args []string, stdout io.Writer) (config, error) {
	var cfg config
	flags := flag.NewFlagSet("httpservice", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // what package flag prints on its own: we print one line
	flags.StringVar(&cfg.listen, "listen", "127.0.0.1:8080", "`ADDRESS` to listen on, loopback only; port 0 takes a free one")
	flags.StringVar(&cfg.population, "population", "", "`FILE` of the people whom the fake registry holds, CSV (default an embedded sample)")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(stdout, usageText)
			flags.SetOutput(stdout)
			flags.PrintDefaults()
			return cfg, err
		}
		return cfg, usagef("%v (-h explains the flags)", err)
	}
	if flags.NArg() > 0 {
		return cfg, usagef("unexpected argument after the flags (-h explains them)")
	}
	if name := empty(flags); name != "" {
		return cfg, usagef("-%s: the value is empty", name)
	}
	host, _, err := net.SplitHostPort(cfg.listen)
	if err != nil {
		return cfg, usagef("-listen: want host:port")
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return cfg, usagef("-listen: loopback only, since this is plain http; put a proxy with TLS and accounts before it")
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
