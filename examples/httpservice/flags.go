package main

import (
	"flag"
	"io"
	"net"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
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

const statusText = `
Exit status: 0 after a clean shutdown, 2 unusable arguments or input, 3 a failure
of our own.
`

func parseFlags(args []string, stdout io.Writer) (config, error) {
	var cfg config
	flags := flag.NewFlagSet("httpservice", flag.ContinueOnError)
	flags.StringVar(&cfg.listen, "listen", "127.0.0.1:8080", "`ADDRESS` to listen on, loopback only; port 0 takes a free one")
	flags.StringVar(&cfg.population, "population", "", "`FILE` of the people whom the fake registry holds, CSV (default an embedded sample)")
	if err := cli.Parse(flags, args, stdout, usageText, statusText); err != nil {
		return cfg, err
	}
	host, _, err := net.SplitHostPort(cfg.listen)
	if err != nil {
		return cfg, cli.Usagef("-listen: want host:port")
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return cfg, cli.Usagef("-listen: loopback only, since this is plain http; put a proxy with TLS and accounts before it")
	}
	return cfg, nil
}
