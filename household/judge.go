package household

import "github.com/bhxh-go/bhxh/registryclient"

// judge decides about every member whom the list and the checks have spoken of.
func (c *resolution) judge() {
	head := &c.inquiries[c.result.Head]
	numbers := c.numbersOf(head)
	for i := range c.inquiries {
		q := &c.inquiries[i]
		switch {
		case q.Standing == StandingSkipped:
		case i == c.result.Head:
			q.Standing = c.headStanding(q, numbers)
		default:
			q.Standing = c.standing(q, head, numbers)
		}
	}
}

// headStanding decides about the head: known to a registry, and as a head.
func (c *resolution) headStanding(q *inquiry, n numbers) Standing {
	if s := q.sighting; s != nil && !s.Head.IsZero() {
		switch same, known := n.names(s.Head); {
		case same:
			q.add(FindingSameHead, s.Source, s.RequestID)
		case known:
			q.say(FindingNotHead, s.Source, s.RequestID)
		}
	}
	if q.person == "" {
		return c.unasked(q)
	}
	return standingOf(q)
}

// standingOf gives the standing that the answer about the person alone leads to.
func standingOf(q *inquiry) Standing {
	switch q.person.Weight() {
	case WeightSupports:
		return StandingMember
	case WeightAgainst:
		return StandingRefused
	}
	return StandingOpen
}

// standing decides about another member.
func (c *resolution) standing(q, head *inquiry, n numbers) Standing {
	if q.listed {
		return StandingMember
	}
	if q.person == "" {
		return c.unasked(q)
	}
	if c.listing != nil {
		q.add(FindingNotListed, c.listing.Source, c.listing.RequestID)
	}
	belongs := c.compare(q, head, n)
	if standing := standingOf(q); standing != StandingMember {
		return standing
	}
	return belongs
}

// unasked decides about a member about whom no check was put.
func (c *resolution) unasked(q *inquiry) Standing {
	switch {
	case c.sources.Lister == nil && c.sources.Checker == nil:
		return StandingOpen // BHXH's own record will speak
	case !q.askable:
		q.say(FindingUnaskable, "", "")
	case c.listing != nil && q.Has(FindingOldNumber):
		q.say(FindingListOldNumber, c.listing.Source, c.listing.RequestID)
	case c.listing != nil:
		q.say(FindingNotListed, c.listing.Source, c.listing.RequestID)
	case c.inquiries[c.result.Head].person.Weight() == WeightAgainst:
		q.say(FindingNoHead, "", "")
	default:
		q.say(FindingUnreachable, "", "")
	}
	return standingOf(q)
}

// compare decides by head and residence, whatever was said of the details.
func (c *resolution) compare(q, head *inquiry, n numbers) Standing {
	s := q.sighting
	if s == nil || s.Outcome != registryclient.OutcomeMatched {
		return StandingOpen
	}
	sameHead := c.compareHead(q, s, n)
	var residence agreement
	switch {
	case s.Permanent.IsZero() && s.Current.IsZero():
	case head.sighting == nil, head.sighting.Permanent.IsZero() && head.sighting.Current.IsZero():
		if !sameHead {
			q.add(FindingNoHead, "", "")
		}
	default:
		residence = c.compareHomes(q, s, head.sighting)
	}
	switch {
	case residence == residenceSame:
		return StandingMember
	case sameHead:
		if residence == residenceDiffers {
			q.add(FindingMoved, s.Source, s.RequestID)
		}
		return StandingMember
	case residence == residenceDiffers:
		q.add(FindingElsewhere, s.Source, s.RequestID)
		return StandingRefused
	case !q.Has(FindingNoHead) && !q.Has(FindingWardNotCompared):
		q.add(FindingNoResidence, s.Source, s.RequestID)
	}
	return StandingOpen
}

func (c *resolution) compareHead(q *inquiry, s *Sighting, n numbers) bool {
	if s.Head.IsZero() {
		return false
	}
	same, known := n.names(s.Head)
	switch {
	case same:
		q.add(FindingSameHead, s.Source, s.RequestID)
	case known:
		q.add(FindingOtherHead, s.Source, s.RequestID)
	default:
		q.add(FindingHeadOldNumber, s.Source, s.RequestID)
	}
	return same
}

// home is one kind of residence with its findings.
type home struct {
	member, head         Residence
	same                 FindingCode
	text, province, ward FindingCode
}

// compareHomes compares the permanent and the current residences; either may
// agree. A current residence that is not registered is the permanent one: so
// the law defines it (Luật Cư trú 68/2020/QH14 Điều 2: nơi ở hiện tại).
func (c *resolution) compareHomes(q *inquiry, member, head *Sighting) agreement {
	homes := [...]home{
		{member.Permanent, head.Permanent, FindingSamePermanent, FindingPermanentText, FindingPermanentArea, FindingPermanentWard},
		{member.Current, head.Current, FindingSameCurrent, FindingCurrentText, FindingCurrentArea, FindingCurrentWard},
	}
	permanent := c.compareHome(q, member, homes[0])
	if permanent == residenceSame {
		return residenceSame
	}
	current, assumed := &homes[1], false
	if current.member.IsZero() {
		current.member, assumed = member.Permanent, true
	}
	if current.head.IsZero() {
		current.head, assumed = head.Permanent, true
	}
	if member.Current.IsZero() && head.Current.IsZero() {
		return permanent
	}
	agreed := c.compareHome(q, member, *current)
	if agreed == residenceSame {
		q.add(FindingCurrentInferred, member.Source, member.RequestID)
		if assumed {
			q.add(FindingPermanentCurrent, member.Source, member.RequestID)
		}
		return residenceSame
	}
	if permanent == residenceDiffers && agreed == residenceDiffers {
		return residenceDiffers
	}
	return residenceUnknown
}

// compareHome compares one kind of residence and notes what it found.
func (c *resolution) compareHome(q *inquiry, member *Sighting, h home) agreement {
	if h.member.IsZero() || h.head.IsZero() {
		return residenceUnknown
	}
	agreed, found := compareResidences(h.member, h.head, c.options.Wards)
	note := func(has aspect, code FindingCode) {
		if found&has != 0 {
			q.add(code, member.Source, member.RequestID)
		}
	}
	if agreed == residenceSame {
		q.add(h.same, member.Source, member.RequestID)
	} else {
		note(aspectText, h.text)
		note(aspectProvince, h.province)
		note(aspectWard, h.ward)
		note(aspectWardUncertain, FindingWardNotCompared)
	}
	note(aspectMerged, FindingProvinceMerged)
	note(aspectWardMapped, FindingWardMapped)
	return agreed
}
