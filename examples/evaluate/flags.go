package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

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
	flags.SetOutput(io.Discard)
	flags.StringVar(&cfg.pairs, "pairs", "", "`FILE` of labelled pairs, CSV (required)")
	flags.BoolVar(&cfg.json, "json", false, "print one JSON object in place of the table")
	flags.StringVar(&cfg.plot, "plot", "", "draw the scores of both classes and the precision-recall curve into `FILE.svg`")
	flags.BoolVar(&cfg.force, "force", false, "let -plot replace a file")
	flags.IntVar(&cfg.wrong, "wrong", 0, "name the first `N` pairs with wrong codes on stderr, by their line in the file")
	flags.StringVar(&asOf, "as-of", "", "`DATE` of the comparison, yyyy-MM-dd (default today)")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(stdout, usageText)
			flags.SetOutput(stdout)
			flags.PrintDefaults()
			fmt.Fprint(stdout, statusText)
			return cfg, err
		}
		return cfg, usagef("%v (-h explains the flags)", err)
	}
	switch {
	case flags.NArg() > 0:
		return cfg, usagef("unexpected argument after the flags (-h explains them)")
	case cfg.pairs == "":
		return cfg, usagef("-pairs: want a file")
	case cfg.wrong < 0:
		return cfg, usagef("-wrong: want a number from 0")
	}
	cfg.asOf = identity.DateOf(now())
	if asOf != "" {
		d, err := identity.ParseDate(asOf)
		if err != nil || d.Precision() != identity.PrecisionDay {
			return cfg, usagef("-as-of: want a day as yyyy-MM-dd or dd/MM/yyyy")
		}
		cfg.asOf = d
	}
	return cfg, nil
}

// checkPlot refuses to replace a file that holds something.
func checkPlot(path string, force bool) error {
	if path == "" || force {
		return nil
	}
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return usagef("-plot: want a file, not a directory")
	case err == nil && info.Size() > 0:
		return usagef("-plot: the file is there; -force replaces it")
	}
	return nil
}

// reason gives what is wrong with a file without its path.
func reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// writeFile writes a file of mode 0600 under a temporary name and renames it
// into place.
func writeFile(path string, content []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("cannot write the plot: %w", reason(err))
	}
	f, err := os.CreateTemp(dir, ".tmp-*")
	if err != nil {
		return fmt.Errorf("cannot write the plot: %w", reason(err))
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("cannot write the plot: %w", errors.Join(reason(err), os.Remove(f.Name())))
	}
	return nil
}
