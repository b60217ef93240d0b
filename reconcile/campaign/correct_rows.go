package campaign

import (
	"context"
	"iter"

	"github.com/bhxh-go/bhxh/identity"
)

// corrected is a correction of a participant who was found.
type corrected struct {
	row  int
	with identity.Correction
}

// correcting takes the corrections of one call together, a chunk at a time.
type correcting struct {
	campaign *Campaign
	opts     CorrectOptions
	judge    judge
	part     map[ID]corrected
	report   CorrectReport
}

func (c *Campaign) correct(ctx context.Context, corrections iter.Seq2[identity.Correction, error], opts CorrectOptions, judge judge) (CorrectReport, error) {
	if !opts.AsOf.IsValid() {
		opts.AsOf = c.today()
	}
	x := correcting{campaign: c, opts: opts, judge: judge, part: make(map[ID]corrected)}
	for with, err := range corrections {
		if err != nil {
			return x.report, firstOf(x.flush(ctx), err)
		}
		if err := x.add(ctx, with); err != nil {
			return x.report, err
		}
	}
	return x.report, x.flush(ctx)
}

// add finds the participant of a correction and keeps it for the next flush.
func (x *correcting) add(ctx context.Context, with identity.Correction) error {
	x.report.Rows++
	if with.IsEmpty() && !with.Confirmed {
		x.report.Unanswered++
		return nil
	}
	row := x.report.Rows
	if with.Row > 0 {
		row = with.Row
	}
	id, err := x.campaign.byInsuranceNumber(ctx, with.SocialInsuranceNumber)
	switch code := codeOf(err); code {
	case "":
	case CodeUnknown, CodeAmbiguous:
		x.report.refuse(Refusal{Row: row, List: with.ListID, Code: code})
		return nil
	default:
		return err
	}
	if _, twice := x.part[id]; twice || len(x.part) == chunk {
		if err := x.flush(ctx); err != nil {
			return err
		}
	}
	x.part[id] = corrected{row, with}
	return nil
}

// flush stores what was collected.
func (x *correcting) flush(ctx context.Context) error {
	ids := make([]ID, 0, len(x.part))
	for id := range x.part {
		ids = append(ids, id)
	}
	report, err := x.campaign.apply(ctx, ids, func(p Participant) (Change, error) {
		with, opts := x.part[p.Row.ID].with, x.opts
		if with.ListID != "" {
			opts.Ref = with.ListID
		}
		change, err := x.judge(ctx, p, with, opts)
		change.Event.Ref = opts.Ref
		change.Event.Actor = x.campaign.actor(opts.Actor)
		return change, err
	})
	for i := range report.Refusals {
		from := x.part[report.Refusals[i].ID]
		report.Refusals[i].Row, report.Refusals[i].List = from.row, from.with.ListID
	}
	x.report.add(report.Done, report)
	clear(x.part)
	return err
}

// byInsuranceNumber finds the one participant who has a mã số BHXH. Of several,
// the one who was on a Mẫu số 02 is meant.
func (c *Campaign) byInsuranceNumber(ctx context.Context, text identity.Text) (ID, error) {
	number, err := identity.ParseSocialInsuranceNumber(string(text))
	if err != nil {
		return 0, &Error{Code: CodeUnknown}
	}
	found, err := c.Find(ctx, number.Number())
	if err != nil {
		return 0, err
	}
	var all, waiting []ID
	for _, p := range found {
		if p.Row.State.IsFinal() || insuranceNumber(p.Record) != number {
			continue
		}
		all = append(all, p.Row.ID)
		if p.Row.State == NotifiedMau02 || p.Row.State == Confirmed {
			waiting = append(waiting, p.Row.ID)
		}
	}
	switch {
	case len(all) == 1:
		return all[0], nil
	case len(waiting) == 1:
		return waiting[0], nil
	case len(all) == 0:
		return 0, &Error{Code: CodeUnknown}
	}
	return 0, &Error{Code: CodeAmbiguous}
}
