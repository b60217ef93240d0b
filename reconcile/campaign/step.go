package campaign

import (
	"context"
	"errors"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
)

// Refusal says who could not be taken on, and why. It holds no personal value.
type Refusal struct {
	ID       ID     // 0 where the participant is not known
	Row      int    // place in the input, from 1; 0 where the input has no rows
	List     string // the list that came back, of a correction
	Code     Code
	Findings []identity.FindingCode // what a contradiction consists of
}

// MaxRefusals is how many refusals a report names; it counts all of them.
const MaxRefusals = 10_000

// StepReport is what became of a call that takes many participants on. What
// was stored stays stored, whatever came after.
type StepReport struct {
	Done    int // took the step
	Already int // had taken it before, by an earlier call with the same reference
	Refused int
	// Refusals names those who were refused, the first MaxRefusals.
	Refusals []Refusal
}

func (r *StepReport) refuse(refusal Refusal) {
	r.Refused++
	if len(r.Refusals) < MaxRefusals {
		r.Refusals = append(r.Refusals, refusal)
	}
}

func (r *StepReport) add(done int, found StepReport) {
	r.Done += done
	r.Already += found.Already
	r.Refused += found.Refused - len(found.Refusals)
	for _, refusal := range found.Refusals {
		r.refuse(refusal)
	}
}

// chunk is how many changes one transaction holds.
const chunk = 1000

// errAlready says that a participant has taken the step before.
var errAlready = errors.New("campaign: already")

// apply takes participants on, in transactions of a chunk. decide makes the
// change of one, and may be called again with what they have become. It refuses
// with an *Error and says errAlready where nothing is left to do.
func (c *Campaign) apply(ctx context.Context, ids []ID, decide func(Participant) (Change, error)) (StepReport, error) {
	var report StepReport
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	for part := range slices.Chunk(ids, chunk) {
		err := piecewise(len(part), func(from, to int) error {
			changes, found, err := c.decide(ctx, part[from:to], decide)
			if err == nil {
				err = c.store.Append(ctx, c.opts.Clock(), changes)
			}
			if err == nil {
				report.add(len(changes), found)
			}
			return err
		}, func(i int, code Code) { report.refuse(Refusal{ID: part[i], Code: code}) })
		if err != nil {
			return report, err
		}
	}
	return report, nil
}

// decide makes the changes of some participants as they are now.
func (c *Campaign) decide(ctx context.Context, ids []ID, decide func(Participant) (Change, error)) ([]Change, StepReport, error) {
	var report StepReport
	changes := make([]Change, 0, len(ids))
	known := make(map[ID]bool, len(ids))
	for row, err := range c.store.Rows(ctx, Filter{IDs: ids}) {
		if err != nil {
			return nil, report, err
		}
		known[row.ID] = true
		p, err := c.participant(row)
		if err != nil {
			return nil, report, err
		}
		change, err := decide(p)
		switch code := codeOf(err); {
		case err == nil:
			changes = append(changes, change)
		case errors.Is(err, errAlready):
			report.Already++
		case code == CodeStore, code == CodeRecord, code == CodeClosed:
			return nil, report, err
		default:
			report.refuse(Refusal{ID: row.ID, Code: code, Findings: findingsOf(err)})
		}
	}
	for _, id := range ids {
		if !known[id] {
			report.refuse(Refusal{ID: id, Code: CodeUnknown})
		}
	}
	return changes, report, nil
}
