package household

import "context"

// ownRecords goes the third way, for whoever is still not known to belong.
func (c *resolution) ownRecords(ctx context.Context) {
	if c.sources.Own == nil {
		return
	}
	head := c.result.Head
	var open []int
	for i := range c.inquiries {
		if s := c.inquiries[i].Standing; i != head && (s == StandingOpen || s == StandingRefused) {
			open = append(open, i)
		}
	}
	if len(open) == 0 && c.inquiries[head].Standing != StandingOpen {
		return
	}
	c.result.Ways = append(c.result.Ways, WayOwn)
	members := append([]int{head}, open...)
	records, errs := make([]OwnRecord, len(members)), make([]error, len(members))
	inParallel(len(members), c.options.Workers, func(k int) {
		m := &c.result.Request.Members[members[k]]
		records[k], errs[k] = c.sources.Own.HouseholdCode(ctx, OwnQuery{
			SocialInsuranceNumber: m.SocialInsuranceNumber, Person: m.Person, Purpose: c.options.Purpose,
		})
	})
	for k, i := range members {
		c.ownRecord(&c.inquiries[i], k == 0, records[k], records[0], errs[k])
	}
}

// ownRecord weighs one record. It decides where no registry said anything of
// the member, and where one confirmed the person and gave no residence.
func (c *resolution) ownRecord(q *inquiry, isHead bool, r, head OwnRecord, err error) {
	decides := q.Standing == StandingOpen && (q.person == "" || q.person == FindingConfirmed && !isHead)
	switch {
	case err != nil:
		if q.Err == nil {
			q.Err = err
		}
		if decides {
			q.say(failureOf(err), "", "")
		}
	case r.Household.IsEmpty() || head.Household.IsEmpty():
		if r.Household.IsEmpty() {
			q.add(FindingNoOwnRecord, r.Source, r.RequestID)
		} else if !isHead {
			q.add(FindingNoHead, "", "")
		}
	case r.Household == head.Household:
		q.add(FindingSameOwnRecord, r.Source, r.RequestID)
		switch {
		case decides:
			q.Standing = StandingMember
		case q.Has(FindingElsewhere):
			q.add(FindingMoved, r.Source, r.RequestID)
		}
	case r.Proposal || head.Proposal:
		if q.add(FindingNamesake, r.Source, r.RequestID); decides {
			q.person = FindingNamesake
		}
	default:
		q.add(FindingOtherOwnRecord, r.Source, r.RequestID)
		if decides {
			q.Standing = StandingRefused
		}
	}
}
