package campaign

import "context"

// MergeDecision is an officer's decision that two participants are one person,
// or that this decision was wrong.
type MergeDecision struct {
	Keep  ID     // whose mã số BHXH remains
	Give  ID     // whose mã số BHXH is given up
	Actor string // the officer who decides; no program does
	Basis string // the decision or document, no personal data
}

// Merge records that two participants are one person: the one becomes Merged,
// the history of both names the other, and every number of the merged one leads
// to both from now on. Other systems are told ([MessageMerged]). The record of
// neither changes: what the kept one lacks comes as a correction. Whoever was
// left asked by a round that broke off is given up first, as by [Campaign.Erase].
//
// Errors are *[Error]: CodeInput for a decision that names no officer or the same
// participant twice, CodeUnknown, CodeErased, CodeStep where the one to be kept
// is merged or the other is, CodeClaimed while a worker that lives asks about
// either, and those of the store.
func (c *Campaign) Merge(ctx context.Context, d MergeDecision) error {
	return c.decidePair(ctx, "merge", d, func(keep, give Participant) ([]Change, error) {
		if !isLive(keep.Row.State) {
			return nil, &Error{Code: CodeStep, ID: keep.Row.ID, Op: "merge"}
		}
		if give.Row.State == Asked {
			if _, err := c.unasked(ctx, give.Row.ID); err != nil {
				return nil, err
			}
			return nil, &Error{Code: CodeConflict, ID: give.Row.ID} // decided anew about what they are now
		}
		merged := c.change(give, Merged, CauseMerged)
		kept := c.change(keep, keep.Row.State, CauseRecord)
		var err error
		if kept.Numbers, err = c.numbersWithDoubles(ctx, give); err != nil {
			return nil, err
		}
		err = c.tell(&merged, Message{
			Kind: MessageMerged, InsuranceNumber: insuranceNumber(give.Record), Other: keep.Row.ID, Basis: d.Basis,
			Former: insuranceNumber(give.Record).Number(), Current: insuranceNumber(keep.Record).Number(),
		})
		return []Change{merged, kept}, err
	})
}

// numbersWithDoubles gives the keys of every number of a participant and of
// whoever was merged into them before.
func (c *Campaign) numbersWithDoubles(ctx context.Context, p Participant) ([][]byte, error) {
	numbers := c.numbersOf(p.Record)
	doubles, err := c.doubles(ctx, p.Row.ID)
	if err != nil {
		return nil, err
	}
	for _, id := range doubles {
		double, err := c.Participant(ctx, id)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, c.numbersOf(double.Record)...)
	}
	return numbers, nil
}

// Unmerge withdraws a merge: the participant begins anew, and other systems are
// told ([MessageUnmerged]). Its numbers go on leading to the other one as well:
// somebody may have been told so meanwhile. Errors are those of Merge, and
// CodeStep where Give was not merged into Keep.
func (c *Campaign) Unmerge(ctx context.Context, d MergeDecision) error {
	return c.decidePair(ctx, "unmerge", d, func(keep, give Participant) ([]Change, error) {
		into, err := c.mergedInto(ctx, give.Row)
		if err != nil {
			return nil, err
		}
		if into != keep.Row.ID {
			return nil, &Error{Code: CodeStep, ID: give.Row.ID, Op: "unmerge"}
		}
		freed := c.change(give, New, CauseUnmerged)
		kept := c.change(keep, keep.Row.State, CauseRecord)
		err = c.tell(&freed, Message{
			Kind: MessageUnmerged, InsuranceNumber: insuranceNumber(give.Record), Other: keep.Row.ID, Basis: d.Basis,
			Former: insuranceNumber(keep.Record).Number(), Current: insuranceNumber(give.Record).Number(),
		})
		return []Change{freed, kept}, err
	})
}

// KeepApart records that two participants are two people: [Campaign.Duplicates]
// never proposes the pair again, and never puts the two into one group. Errors
// are those of Merge.
func (c *Campaign) KeepApart(ctx context.Context, d MergeDecision) error {
	return c.decidePair(ctx, "keep apart", d, func(keep, give Participant) ([]Change, error) {
		return []Change{
			c.change(give, give.Row.State, CauseDistinct),
			c.change(keep, keep.Row.State, CauseDistinct),
		}, nil
	})
}

// MergedInto gives the participant who stands for another today: the other
// itself, or whoever was kept at the end of its merges. Errors are *[Error].
func (c *Campaign) MergedInto(ctx context.Context, id ID) (ID, error) {
	seen := make(map[ID]bool)
	for !seen[id] {
		seen[id] = true
		p, err := c.Participant(ctx, id)
		if err != nil {
			return 0, err
		}
		if p.Row.State != Merged {
			return id, nil
		}
		if id, err = c.mergedInto(ctx, p.Row); err != nil {
			return 0, err
		}
	}
	return 0, &Error{Code: CodeRecord, ID: id, Op: "merged in a circle"}
}

// mergedInto gives whom a merged participant was merged into, 0 where it is not
// merged.
func (c *Campaign) mergedInto(ctx context.Context, row Row) (ID, error) {
	if row.State != Merged {
		return 0, nil
	}
	var into ID
	for e, err := range c.History(ctx, row.ID) {
		if err != nil {
			return 0, err
		}
		if e.Cause == CauseMerged {
			into = refID(e.Ref)
		}
	}
	return into, nil
}

// decidePair stores what a decision changes in two participants, both or none:
// first that of Give, then that of Keep. Each event names the other, the officer
// and the basis. A decision is made anew where somebody else was faster.
func (c *Campaign) decidePair(ctx context.Context, op string, d MergeDecision, decide func(keep, give Participant) ([]Change, error)) error {
	if d.Actor == "" || d.Keep == d.Give {
		return &Error{Code: CodeInput, ID: d.Give, Op: op}
	}
	return insist(func() error {
		keep, err := c.known(ctx, d.Keep)
		if err != nil {
			return err
		}
		give, err := c.known(ctx, d.Give)
		if err != nil {
			return err
		}
		changes, err := decide(keep, give)
		if err != nil {
			return err
		}
		for i, other := range [...]ID{d.Keep, d.Give} {
			e := &changes[i].Event
			e.Actor, e.Ref, e.Message = d.Actor, refOf(other), d.Basis
		}
		return c.store.Append(ctx, c.opts.Clock(), changes)
	})
}

// known gives a participant who has not been erased.
func (c *Campaign) known(ctx context.Context, id ID) (Participant, error) {
	p, err := c.Participant(ctx, id)
	if err == nil && p.Row.State == Erased {
		err = &Error{Code: CodeErased, ID: id}
	}
	return p, err
}
