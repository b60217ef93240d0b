package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

// job is one run of the procedure over one list.
type job struct {
	cfg      config
	input    *input
	out      *output
	registry *registry
	resume   reconcile.Resume
	env      environment

	tally    reconcile.Tally
	units    map[string]*unitLists
	files    int
	restored int // participants whose answer was in the journal
	elapsed  time.Duration
}

// run asks about everybody, then writes the documents. When ctx ends, what was
// decided is kept and the rest is pending; the documents are written all the
// same.
func (j *job) run(ctx context.Context) error {
	j.units = make(map[string]*unitLists)
	file, err := j.out.create("outcomes.csv")
	if err != nil {
		return err
	}
	err = j.reconcile(ctx, file)
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err := j.writeDocuments(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	j.files = len(j.out.order)
	return j.out.commit()
}

func (j *job) reconcile(ctx context.Context, file *os.File) error {
	buffer := bufio.NewWriterSize(file, 64<<10)
	table := csv.NewWriter(buffer)
	if err := table.Write(outcomeColumns); err != nil {
		return err
	}
	shown := newProgress(j.env, j.input.rows)
	outcomes := reconcile.Run(ctx, j.input.participants(), j.registry.verifier, reconcile.Options{
		AsOf:    j.cfg.asOf,
		Workers: j.cfg.workers,
		Purpose: j.registry.purpose,
		Resume:  j.resume,
	})
	for o, err := range outcomes {
		if err != nil {
			return runError(err)
		}
		if err := table.Write(outcomeRow(o)); err != nil {
			return fmt.Errorf("cannot write outcomes.csv: %w", cli.Reason(err))
		}
		j.tally.Add(o)
		j.list(o)
		if o.Restored {
			j.restored++
		}
		shown.add(o.Restored)
	}
	j.elapsed = shown.done()
	table.Flush()
	if err := errors.Join(table.Error(), buffer.Flush()); err != nil {
		return fmt.Errorf("cannot write outcomes.csv: %w", cli.Reason(err))
	}
	return nil
}

var outcomeColumns = []string{
	"social_insurance_number", "unit_code", "outcome", "codes", "notes", "personal_id", "former_id", "registry_message",
}

func outcomeRow(o reconcile.Outcome) []string {
	return []string{
		string(o.Participant.SocialInsuranceNumber),
		o.Participant.Unit.Code,
		o.Kind.String(),
		joinCodes(o.Codes),
		joinCodes(o.Notes),
		o.PersonalID.Reveal(),
		o.FormerID.Reveal(),
		message(o.Message),
	}
}

func joinCodes(codes []matching.Code) string {
	var b strings.Builder
	for i, c := range codes {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(string(c))
	}
	return b.String()
}

func message(m registryclient.Message) string {
	if m.Code == "" || m.Text == "" {
		return m.Code + m.Text
	}
	return m.Code + ": " + m.Text
}

func (j *job) pending() int {
	total := j.tally.Total()
	return total.Of(reconcile.Pending)
}

// summary prints what a person wants to know at the end.
func (j *job) summary() {
	w := j.env.stdout
	total := j.tally.Total()
	rate := float64(total.Participants) / max(j.elapsed.Seconds(), 1e-3)
	fmt.Fprintf(w, "%d participants in %s (%.0f/s), registry: %s\n\n", total.Participants, j.elapsed.Round(time.Millisecond), rate, j.registry.title)
	fmt.Fprintf(w, "%-24s %9s", "unit", "total")
	for _, k := range reconcile.Kinds() {
		fmt.Fprintf(w, " %*s", len(k.String()), k)
	}
	fmt.Fprintln(w)
	const mostUnits = 20
	shown := 0
	for unit, counts := range j.tally.Units() {
		if shown++; shown <= mostUnits {
			printCounts(w, unit, counts)
		}
	}
	if shown > mostUnits {
		fmt.Fprintf(w, "… and %d more units, see Mau03.xlsx\n", shown-mostUnits)
	}
	printCounts(w, identity.Unit{Code: "all"}, total)
	j.summarizeCodes(total)
	if numbers, rows := j.tally.RepeatedNumbers(); numbers > 0 {
		fmt.Fprintf(w, "\n%d mã số BHXH occur on more than one row (%d rows); each row has its outcome.\n", numbers, rows)
	}
	fmt.Fprintf(w, "\n%d files written to %s\n", j.files, j.cfg.out)
	if j.cfg.journal != "" {
		fmt.Fprintf(w, "%d answers came from the journal\n", j.restored)
	}
	if n := j.pending(); n > 0 {
		fmt.Fprintf(w, "%d participants are pending: %s\n", n, j.causes())
		if j.cfg.journal != "" {
			fmt.Fprintln(w, "The same command with -force asks about them alone.")
		}
	}
}

func printCounts(w interface{ Write([]byte) (int, error) }, unit identity.Unit, c reconcile.Counts) {
	fmt.Fprintf(w, "%-24s %9d", cut(unit.Code, 24), c.Participants)
	for _, k := range reconcile.Kinds() {
		fmt.Fprintf(w, " %*d", len(k.String()), c.Of(k))
	}
	fmt.Fprintln(w)
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// summarizeCodes prints the mismatch codes, the most frequent first.
func (j *job) summarizeCodes(total reconcile.Counts) {
	if len(total.ByCode) == 0 {
		return
	}
	codes := slices.SortedFunc(maps.Keys(total.ByCode), func(a, b matching.Code) int {
		return cmp.Or(cmp.Compare(total.ByCode[b], total.ByCode[a]), cmp.Compare(a, b))
	})
	fmt.Fprintf(j.env.stdout, "\nwhat does not match (%d codes):\n", len(codes))
	const most = 12
	for i, c := range codes {
		if i == most {
			fmt.Fprintf(j.env.stdout, "  … and %d more codes, see outcomes.csv\n", len(codes)-most)
			break
		}
		fmt.Fprintf(j.env.stdout, "  %6d  %-24s %s\n", total.ByCode[c], c, c.English())
	}
}

// causes says why participants are pending, the most frequent cause first.
func (j *job) causes() string {
	total := j.tally.Total()
	causes := slices.SortedFunc(maps.Keys(total.ByCause), func(a, b string) int {
		return cmp.Or(cmp.Compare(total.ByCause[b], total.ByCause[a]), cmp.Compare(a, b))
	})
	var parts []string
	for _, c := range causes {
		parts = append(parts, fmt.Sprintf("%s (%d)", c, total.ByCause[c]))
	}
	return strings.Join(parts, ", ")
}
