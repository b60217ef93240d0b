package changeset

import (
	"slices"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// CheckClaim refuses a request that no store can answer.
func CheckClaim(req campaign.ClaimRequest) error {
	if req.Limit <= 0 || req.Round < 1 {
		return &campaign.Error{Code: campaign.CodeInput, Op: "claim"}
	}
	for _, from := range req.From {
		if !campaign.Allowed(from, campaign.Asked) {
			return &campaign.Error{Code: campaign.CodeStep, Op: "claim"}
		}
	}
	return nil
}

// PlanClaim makes the events with which the rows become Asked, in the order of
// their IDs, at most req.Limit of them. Rows that are Asked are taken over.
func PlanClaim(c *Counters, now time.Time, req campaign.ClaimRequest, rows []campaign.Row) ([]Step, error) {
	slices.SortFunc(rows, func(a, b campaign.Row) int { return int(a.ID - b.ID) })
	rows = rows[:min(len(rows), req.Limit)]
	changes := make([]campaign.Change, 0, len(rows))
	byID := make(map[campaign.ID]campaign.Row, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
		changes = append(changes, campaign.Change{Event: asking(row, req)})
	}
	return Plan(c, now, changes, byID, func(campaign.Row) error { return nil })
}

// asking is the event that takes a participant into a round.
func asking(row campaign.Row, req campaign.ClaimRequest) campaign.Event {
	e := campaign.Event{
		ID: row.ID, Seq: row.Seq + 1, From: row.State, To: campaign.Asked,
		Round: req.Round, Cause: req.Cause, Actor: req.Actor, Place: row.Place, Facts: row.Facts,
	}
	if row.State == campaign.Asked {
		e.Round, e.Cause = row.Round, campaign.CauseTakenOver
	}
	return e
}

// Rows gives the rows after the steps.
func Rows(steps []Step) []campaign.Row {
	rows := make([]campaign.Row, len(steps))
	for i, s := range steps {
		rows[i] = s.Row
	}
	return rows
}
