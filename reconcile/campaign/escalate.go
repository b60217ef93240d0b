package campaign

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// Escalate writes escalation.csv, the list of those whose entries agree with
// their papers and whom the registry still does not confirm, for the
// information technology centre (B.II, bước 6.2):
//
//	social_insurance_number,unit_code,codes,round,evidence_ref
//
// On it is everybody who was reviewed, and who is on the list ref already; when
// it is written they become Escalated under that reference. Where the call
// fails, call it again with the same reference: the list comes out whole.
// Codes and references of evidence are joined by ";". The file holds personal
// data.
func (c *Campaign) Escalate(ctx context.Context, w io.Writer, ref string) (StepReport, error) {
	if ref == "" {
		return StepReport{}, &Error{Code: CodeInput, Op: "escalate"}
	}
	out := csv.NewWriter(w)
	if err := out.Write([]string{"social_insurance_number", "unit_code", "codes", "round", "evidence_ref"}); err != nil {
		return StepReport{}, writing(err)
	}
	var ids []ID
	already := 0
	for part, err := range c.inParts(ctx, Filter{States: []State{Reviewed, Escalated}}) {
		if err != nil {
			return StepReport{}, err
		}
		listed, err := c.escalated(ctx, part, ref)
		if err != nil {
			return StepReport{}, err
		}
		for _, row := range listed {
			if err := out.Write(row.fields()); err != nil {
				return StepReport{}, writing(err)
			}
			if row.p.Row.State == Reviewed {
				ids = append(ids, row.p.Row.ID)
			} else {
				already++
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return StepReport{}, writing(err)
	}
	report, err := c.steps(ctx, ref, CauseEscalated, ids, func(s State) State {
		if s == Reviewed {
			return Escalated
		}
		return 0
	})
	report.Already += already
	return report, err
}

func writing(err error) error { return &Error{Code: CodeStore, Op: "write", Cause: err} }

// escalation is one row of the list.
type escalation struct {
	p     Participant
	codes []string
}

func (e escalation) fields() []string {
	number := string(e.p.Record.Participant.SocialInsuranceNumber)
	if n := insuranceNumber(e.p.Record); n.IsValid() {
		number = n.Reveal()
	}
	return []string{
		number, e.p.Row.Place.Unit, strings.Join(e.codes, ";"),
		strconv.Itoa(e.p.Row.Round), refsOf(e.p.Record.Evidence),
	}
}

// escalated gives those of a part who are on the list, with the codes of their
// last outcomes.
func (c *Campaign) escalated(ctx context.Context, part []Participant, ref string) ([]escalation, error) {
	ids := make([]ID, len(part))
	for i := range part {
		ids[i] = part[i].Row.ID
	}
	codes := make(map[ID][]string, len(part))
	list := make(map[ID]string, len(part))
	for e, err := range c.store.Events(ctx, EventFilter{IDs: ids, ByParticipant: true}) {
		if err != nil {
			return nil, err
		}
		switch e.Cause {
		case CauseOutcome:
			codes[e.ID] = nil
			for _, code := range e.Codes {
				codes[e.ID] = append(codes[e.ID], string(code))
			}
		case CauseEscalated:
			list[e.ID] = e.Ref
		}
	}
	var listed []escalation
	for _, p := range part {
		if p.Row.State == Reviewed || list[p.Row.ID] == ref {
			listed = append(listed, escalation{p, codes[p.Row.ID]})
		}
	}
	return listed, nil
}

func refsOf(evidence []Evidence) string {
	refs := make([]string, len(evidence))
	for i, e := range evidence {
		refs[i] = e.Ref
	}
	return strings.Join(refs, ";")
}
