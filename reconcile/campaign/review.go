package campaign

import (
	"context"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Review stores that an officer has compared the entry with the papers and
// found that it agrees, although the registry does not confirm it (B.II, bước
// 6.2). At least one piece of evidence, with its reference and officer, must be
// there, from now or before; CodeEvidence says that none is. The participant can
// be escalated next.
func (c *Campaign) Review(ctx context.Context, id ID, evidence ...Evidence) error {
	return c.one(ctx, id, func(p Participant) (Change, error) {
		next := p.Record
		if err := attest(&next, evidence); err != nil {
			return Change{}, err
		}
		if len(next.Evidence) == 0 {
			return Change{}, &Error{Code: CodeEvidence, ID: id}
		}
		change := c.change(p, Reviewed, CauseReviewed)
		change.Event.Ref = refsOf(next.Evidence)
		if len(evidence) > 0 {
			change.Event.Actor = c.actor(evidence[0].By)
		}
		return change, c.put(&change, p.Row.Key, next)
	})
}

// AddEvidence notes that and where there is proof: the papers of a file, an
// officer's own confirmation. Where it was noted before nothing changes.
func (c *Campaign) AddEvidence(ctx context.Context, id ID, evidence Evidence) error {
	return c.one(ctx, id, func(p Participant) (Change, error) {
		next := p.Record
		if err := attest(&next, []Evidence{evidence}); err != nil {
			return Change{}, err
		}
		if len(next.Evidence) == len(p.Record.Evidence) {
			return Change{}, errAlready
		}
		change := c.change(p, p.Row.State, CauseEvidence)
		change.Event.Ref, change.Event.Actor = evidence.Ref, c.actor(evidence.By)
		return change, c.put(&change, p.Row.Key, next)
	})
}

// CompareCard compares the text of the QR code on a participant's card with
// their record. Where everything agrees that is evidence, under the reference
// given; else nothing is kept and the result says what differs. The text itself
// is never kept. A text that is no card's fails with CodeInput.
func (c *Campaign) CompareCard(ctx context.Context, id ID, text string, evidence Evidence) (matching.Result, error) {
	card, err := identity.ParseQR(text)
	if err != nil {
		return matching.Result{}, &Error{Code: CodeInput, ID: id, Op: "card", Cause: err}
	}
	p, err := c.Participant(ctx, id)
	if err != nil {
		return matching.Result{}, err
	}
	result := matching.Compare(p.Record.Participant.Person, card.Person(), c.today())
	if !result.Matches() {
		return result, nil
	}
	evidence.Kind = EvidenceCardQR
	return result, c.AddEvidence(ctx, id, evidence)
}

// attest adds evidence that is not there yet.
func attest(r *Record, evidence []Evidence) error {
	for _, e := range evidence {
		switch e.Kind {
		case EvidencePapers, EvidenceCardQR, EvidenceOfficer:
		default:
			return &Error{Code: CodeEvidence}
		}
		if e.Ref == "" || e.By == "" {
			return &Error{Code: CodeEvidence}
		}
		known := false
		for _, held := range r.Evidence {
			known = known || held.Kind == e.Kind && held.Ref == e.Ref
		}
		if !known {
			r.Evidence = append(r.Evidence[:len(r.Evidence):len(r.Evidence)], e)
		}
	}
	return nil
}

// one takes one participant on, and fails where they are refused.
func (c *Campaign) one(ctx context.Context, id ID, decide func(Participant) (Change, error)) error {
	report, err := c.apply(ctx, []ID{id}, decide)
	if err == nil && report.Refused > 0 {
		return &Error{Code: report.Refusals[0].Code, ID: id}
	}
	return err
}
