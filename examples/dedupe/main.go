// Dedupe finds the records of one file that are the same person: each person is
// to have exactly one mã số BHXH.
//
//	go run ./examples/dedupe -in people.csv -out clusters.csv
//	go run ./examples/dedupe -in people.csv -out clusters.csv -survivors numbers.csv -json
//
// The file has the columns record, full_name, date_of_birth, gender, id_number,
// social_insurance_number and may have person: the truth, with which the result
// is measured and which never changes it. examples/synthesize writes such files.
//
// The output has the columns record, cluster, one row for every record in the
// order of the file: records of one cluster are held to be one person. Two
// records that contradict each other are never put into one cluster through a
// third. -survivors writes cluster, record, social_insurance_number, reason: for
// each cluster of two and more the number that is suggested to remain, and why.
//
// Exit status: 0 when every record has its cluster, 1 when interrupted, 2 for
// unusable arguments or input, 3 for a failure of our own.
package main

import (
	"context"
	"encoding/json"
	"os"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/people"
)

func main() { people.Main("dedupe", work) }

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
