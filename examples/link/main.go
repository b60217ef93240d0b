// Link finds, for each record of one file, the record of another file that is
// the same person.
//
//	go run ./examples/link -left left.csv -right right.csv -out links.csv
//	go run ./examples/link -left left.csv -right right.csv -out links.csv -json -plot links.svg
//
// Both files have the columns record, full_name, date_of_birth, gender,
// id_number, social_insurance_number and may have person: the truth, with which
// the result is measured and which never changes it. examples/synthesize writes
// such files.
//
// The output has the columns left, right, score, zone: for each record of the
// left file the best of the right file at or above the threshold. Several left
// records may share a right one, which is a double number; -one-to-one forbids
// it. A record with two candidates that fit equally well, or with none, has no
// row of zone same.
//
// Exit status: 0 when every record got its answer, 1 when interrupted, 2 for
// unusable arguments or input, 3 for a failure of our own.
package main

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/people"
)

func main() { people.Main("link", work) }

func work(ctx context.Context, args []string) error {
	started := time.Now()
	cfg, err := parseFlags(args)
	if err != nil {
		return err
	}
	j := job{cfg: cfg, progress: people.NewProgress(os.Stderr)}
	if err := j.open(); err != nil {
		return err
	}
	defer j.discard()
	if err := j.run(ctx); err != nil {
		return err
	}
	j.report.Finish(started)
	if err := j.commit(); err != nil {
		return err
	}
	if !cfg.JSON {
		return j.print()
	}
	return json.NewEncoder(os.Stdout).Encode(j.report)
}
