package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

// Parse parses arguments that are flags alone, none of them empty. -h prints the
// usage text, the flags and the exit statuses to stdout, and gives flag.ErrHelp.
func Parse(flags *flag.FlagSet, args []string, stdout io.Writer, usage, status string) error {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		fmt.Fprint(stdout, status)
		return err
	case err != nil:
		return Usagef("%v (-h explains the flags)", err)
	case flags.NArg() > 0:
		return Usagef("unexpected argument after the flags (-h explains them)")
	}
	if name := empty(flags); name != "" {
		return Usagef("-%s: the value is empty", name)
	}
	return nil
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

// AsOf gives the day that the flag -as-of names, today where it names none.
func AsOf(text string, now time.Time) (identity.Date, error) {
	if text == "" {
		return identity.DateOf(now), nil
	}
	d, err := identity.ParseDate(text)
	if err != nil || d.Precision() != identity.PrecisionDay {
		return identity.Date{}, Usagef("-as-of: want a day as yyyy-MM-dd or dd/MM/yyyy")
	}
	return d, nil
}
