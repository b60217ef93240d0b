// Evaluate measures the comparison of two records against labelled pairs: how
// often the whole set of codes is right, which codes are wrong and how often,
// and how well the score tells one person from two.
//
//	go run ./examples/evaluate -pairs pairs.csv
//	go run ./examples/evaluate -pairs pairs.csv -json -plot pairs.svg
//
// pairs.csv has the columns pair, subject_name, subject_dob, subject_gender,
// subject_id, reference_name, reference_dob, reference_gender, reference_id,
// same_person (0 or 1) and codes: the expected codes joined by ";", a note with
// "=" before it, "*" where only same_person counts. examples/synthesize writes
// such a file with -pairs.
//
// Nothing that it prints holds a name, a date or a number of the file. Exit
// status: 0 when every pair was compared, however it came out; 2 for unusable
// arguments or input; 3 for a failure of our own.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/matching"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, time.Now)) }

func run(args []string, stdout, stderr io.Writer, now func() time.Time) int {
	return cli.Exit(stderr, "evaluate", work(args, stdout, stderr, now))
}

func work(args []string, stdout, stderr io.Writer, now func() time.Time) error {
	cfg, err := parseFlags(args, stdout, now)
	if err != nil {
		return err
	}
	if err := cli.CheckInput("pairs", cfg.pairs); err != nil {
		return err
	}
	f, err := os.Open(cfg.pairs)
	if err != nil {
		return cli.Usagef("-pairs: %v", cli.Reason(err))
	}
	defer f.Close()
	var figure *cli.Output
	if cfg.plot != "" {
		if figure, err = cli.Create("plot", cfg.plot, cfg.force); err != nil {
			return err
		}
		defer figure.Discard()
	}

	e := evaluation{comparer: matching.Comparer{AsOf: cfg.asOf}, codes: make(map[string]*tally), now: now}
	e.wrong = func(line int, got, want string) {
		fmt.Fprintf(stderr, "line %d: got [%s], want [%s]\n", line, got, want)
	}
	e.wrongLeft = cfg.wrong
	if err := e.read(f, cfg.pairs); err != nil {
		return err
	}
	r := e.report()
	if figure != nil {
		if _, err := figure.Write(e.plot(r.SamePerson)); err != nil {
			return fmt.Errorf("cannot write the plot: %w", cli.Reason(err))
		}
		if err := figure.Commit(); err != nil {
			return err
		}
	}
	if !cfg.json {
		return printTable(stdout, r)
	}
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = stdout.Write(append(line, '\n'))
	return err
}
