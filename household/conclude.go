package household

import (
	"context"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
)

// completeness says whether everybody was declared. Only a list can tell.
func (c *resolution) completeness(ctx context.Context) {
	if c.listing == nil {
		c.result.Reason = c.noList
		return
	}
	unlinked := c.undeclared()
	for i := range c.result.Undeclared {
		c.cardGroup(ctx, &c.result.Undeclared[i])
	}
	switch {
	case len(c.result.Undeclared) == 0:
		c.result.Completeness, c.result.Reason = Complete, FindingAllDeclared
	case unlinked:
		c.result.Reason = FindingUnlinkedToList
	default:
		c.result.Completeness, c.result.Reason = account(c.result.Undeclared, c.options.CardGroups != nil)
	}
}

// undeclared lists who is on the registry's list and not declared, and reports
// a member declared by a CMND that was not linked to a personal ID.
func (c *resolution) undeclared() (unlinked bool) {
	var declared []identity.PersonalID
	for i := range c.inquiries {
		q := &c.inquiries[i]
		number, _ := identity.ParseNumber(string(c.result.Request.Members[i].Person.IDNumber))
		if id, ok := number.PersonalID(); ok {
			declared = append(declared, id)
		} else if q.PersonalID.IsValid() {
			declared = append(declared, q.PersonalID)
		} else {
			unlinked = true
		}
	}
	for _, id := range c.listing.Members {
		if !slices.Contains(declared, id) {
			declared = append(declared, id) // a list may name somebody twice
			c.result.Undeclared = append(c.result.Undeclared, Undeclared{PersonalID: id})
		}
	}
	return unlinked
}

func (c *resolution) cardGroup(ctx context.Context, u *Undeclared) {
	if c.options.CardGroups == nil {
		return
	}
	group, err := c.options.CardGroups.CardGroup(ctx, u.PersonalID)
	if err != nil {
		return
	}
	member := Member{OtherGroup: group}
	u.Group, u.GroupKnown = member.otherGroup(), true
}

// account says what members who are listed and not declared mean. With a card
// of another group they would take no place, so nothing hangs on them.
func account(list []Undeclared, groupsAtHand bool) (Completeness, FindingCode) {
	unknown := false
	for _, u := range list {
		switch {
		case !groupsAtHand, u.GroupKnown && u.Group == "":
			return Incomplete, FindingUndeclared
		case !u.GroupKnown:
			unknown = true
		}
	}
	if unknown {
		return CompletenessUnknown, FindingGroupUnknown
	}
	return Complete, FindingAllAccounted
}

// conclude applies the confirmations and comes to the verdict.
func (c *resolution) conclude() {
	before := c.codes()
	c.confirm()
	after := c.codes()
	for _, code := range before {
		if !slices.Contains(after, code) {
			c.result.Overruled = append(c.result.Overruled, code)
		}
	}
	c.result.Verdict = Accepted
	for _, code := range after {
		switch {
		case code.Weight() == WeightAgainst:
			c.result.Verdict = Refused
		case code.Weight() == WeightOpen && c.result.Verdict == Accepted:
			c.result.Verdict = Provisional
		}
	}
	if slices.ContainsFunc(c.result.Request.Confirmations, func(x Confirmation) bool { return x.Subject == SubjectHousehold }) {
		after = append(after, FindingHouseholdByOfficer)
	}
	c.result.Codes = after
}

// codes gives the findings of the household as a whole, the refusals first.
func (c *resolution) codes() []FindingCode {
	has := map[FindingCode]bool{}
	for i := range c.inquiries {
		q := &c.inquiries[i]
		switch {
		case q.Standing == StandingRefused && i == c.result.Head:
			has[FindingHeadNotFound] = true
		case q.Standing == StandingRefused && q.elsewhere():
			has[FindingResidenceDiffers] = true
		case q.Standing == StandingRefused:
			has[FindingMemberUnconfirmed] = true
		case q.Standing == StandingOpen && (q.person == "" || q.person == FindingUnreachable || q.person == FindingUnaskable):
			has[FindingUnchecked] = true
		case q.Standing == StandingOpen:
			has[FindingUndecided] = true
		}
	}
	has[FindingIncomplete] = c.result.Completeness == Incomplete
	has[FindingUndecided] = has[FindingUndecided] || c.result.Reason == FindingGroupUnknown
	var codes []FindingCode
	for _, code := range []FindingCode{
		FindingHeadNotFound, FindingResidenceDiffers, FindingMemberUnconfirmed, FindingIncomplete, FindingUnchecked, FindingUndecided,
	} {
		if has[code] {
			codes = append(codes, code)
		}
	}
	return codes
}

// officer is the source of what an officer confirmed.
const officer = "officer"

// confirm lets an officer's confirmations outweigh what registries said of
// their subjects. What they said stays in the evidence.
func (c *resolution) confirm() {
	for _, confirmation := range c.result.Request.Confirmations {
		switch confirmation.Subject {
		case SubjectHousehold:
			for i := range c.inquiries {
				c.inquiries[i].confirm()
			}
		case SubjectMember:
			c.inquiries[confirmation.Member].confirm()
		case SubjectComplete:
			c.result.Completeness, c.result.Reason = Complete, FindingCompleteByOfficer
		}
	}
}

func (q *inquiry) confirm() {
	if q.Standing != StandingSkipped {
		q.Standing = StandingMember
		q.add(FindingByOfficer, officer, "")
	}
}
