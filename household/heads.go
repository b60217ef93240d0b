package household

import (
	"context"
	"fmt"
	"iter"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

// HeadOptions say how [CheckHeads] works.
type HeadOptions struct {
	AsOf    identity.Date          // the day of the check
	Purpose registryclient.Purpose // sent with every question
	Workers int                    // questions at a time, where the channel has no batch; defaults to 4
}

// HeadCheck is the answer about one head. It is a plain value without the
// registry's record; fmt and log/slog show it masked.
type HeadCheck struct {
	Index      int                 // position in the input, from 0
	Exact      bool                // every detail is right to the letter (đúng 100 %)
	Finding    FindingCode         // what the registry said
	Mismatches []matching.Code     // what is not right, and how
	Notes      []matching.Code     // what is right and only written differently
	PersonalID identity.PersonalID // shared by the registry for a head held by a CMND
	Source     string
	RequestID  string
	Err        error // why the registry could not be asked: an *registryclient.Error or a context error; else nil
}

// CheckHeads asks about heads of household only: are their details exactly what
// the population database holds? It runs ahead of a renewal season, so that the
// heads who would be refused are corrected before a family asks. Heads stream
// in, and answers stream out in their order, one for each whatever happens.
//
// A channel that implements [registryclient.BatchVerifier] is asked in batches,
// any other one by one, at most HeadOptions.Workers at a time. Memory holds one
// batch. Once ctx ends, the rest is answered with its error, unasked. An error
// of the input takes the place of the answer to it. Options that cannot be used
// give one error, with CodeSource or CodePayDate, and nothing else.
func CheckHeads(ctx context.Context, v registryclient.Verifier, heads iter.Seq2[identity.Person, error], o HeadOptions) iter.Seq2[HeadCheck, error] {
	return func(yield func(HeadCheck, error) bool) {
		if v == nil || o.Workers < 0 || o.Workers > maxWorkers {
			yield(HeadCheck{}, whole(CodeSource, ""))
			return
		}
		if o.AsOf.Precision() != identity.PrecisionDay {
			yield(HeadCheck{}, whole(CodePayDate, "as_of"))
			return
		}
		if o.Workers == 0 {
			o.Workers = defaultWorkers
		}
		run := headRun{verifier: v, options: o, size: o.Workers * 8}
		if d, ok := v.(registryclient.Describer); ok {
			run.batch, _ = v.(registryclient.BatchVerifier)
			if most := d.Capabilities().MaxBatch; run.batch != nil && most > 0 {
				run.size = most
			} else {
				run.batch = nil
			}
		}
		index := 0
		for person, err := range heads {
			run.rows = append(run.rows, headRow{index: index, person: person, failed: err})
			if index++; len(run.rows) == run.size && !run.flush(ctx, yield) {
				return
			}
		}
		run.flush(ctx, yield)
	}
}

// headRow is one head on its way.
type headRow struct {
	index  int
	person identity.Person
	failed error // of the input
	asked  inquiry
	answer registryclient.Answer
}

// headRun is one run of CheckHeads.
type headRun struct {
	verifier registryclient.Verifier
	batch    registryclient.BatchVerifier // nil where the channel has none
	options  HeadOptions
	size     int
	rows     []headRow
}

// flush asks about the rows that wait and gives their answers.
func (h *headRun) flush(ctx context.Context, yield func(HeadCheck, error) bool) bool {
	c := &resolution{Resolver: &Resolver{options: Options{Purpose: h.options.Purpose}}, asOf: h.options.AsOf}
	var open []*headRow
	for i := range h.rows {
		row := &h.rows[i]
		row.asked.MemberResult = &MemberResult{}
		if c.read(&row.asked, &Member{Person: row.person}); row.failed == nil && row.asked.askable {
			open = append(open, row)
		}
	}
	h.ask(ctx, open)
	for i := range h.rows {
		row := &h.rows[i]
		if !yield(c.headCheck(row), row.failed) {
			return false
		}
	}
	h.rows = h.rows[:0]
	return true
}

// ask puts the questions, in one batch or one by one.
func (h *headRun) ask(ctx context.Context, open []*headRow) {
	if h.batch == nil {
		inParallel(len(open), h.options.Workers, func(i int) {
			row := open[i]
			if row.asked.Err = ctx.Err(); row.asked.Err == nil {
				row.answer, row.asked.Err = h.verifier.Verify(ctx, row.asked.query)
			}
		})
		return
	}
	if len(open) == 0 {
		return
	}
	questions := make([]registryclient.Query, len(open))
	for i, row := range open {
		questions[i] = row.asked.query
	}
	var replies []registryclient.Reply
	err := ctx.Err()
	if err == nil {
		replies, err = h.batch.VerifyBatch(ctx, questions)
	}
	if err == nil && len(replies) != len(open) {
		err = &registryclient.Error{Code: registryclient.CodeBadResponse, Detail: "another number of replies"}
	}
	for i, row := range open {
		if row.asked.Err = err; err == nil {
			row.answer, row.asked.Err = replies[i].Answer, replies[i].Err
		}
	}
}

// headCheck gives the answer about one row.
func (c *resolution) headCheck(row *headRow) HeadCheck {
	out := HeadCheck{Index: row.index}
	if row.failed != nil {
		return out
	}
	q := &row.asked
	q.sighting = &Sighting{Answer: row.answer}
	c.hear(q, &Member{Person: row.person})
	out.Finding, out.Err = q.person, q.Err
	out.Mismatches, out.Notes, out.PersonalID = q.Mismatches, q.Notes, q.PersonalID
	if q.Err == nil && q.askable {
		out.Source, out.RequestID = row.answer.Source, row.answer.RequestID
	}
	out.Exact = q.person == FindingConfirmed && len(q.Mismatches) == 0
	return out
}

// Masked gives the answer without personal values.
func (h HeadCheck) Masked() string {
	return fmt.Sprintf("{head #%d exact:%t %s %v}", h.Index, h.Exact, h.Finding, h.Mismatches)
}

// String gives the masked form.
func (h HeadCheck) String() string { return h.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (h HeadCheck) Format(f fmt.State, _ rune) { mask.Format(f, h.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (h HeadCheck) LogValue() slog.Value { return slog.StringValue(h.Masked()) }
