package household

import (
	"errors"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

// say keeps what a registry said of a person; of two answers the one that
// speaks more against the person counts.
func (q *inquiry) say(code FindingCode, source, requestID string) {
	q.add(code, source, requestID)
	if q.person == "" || code.Weight() > q.person.Weight() {
		q.person = code
	}
}

// hear takes what the checks said of one person.
func (c *resolution) hear(q *inquiry, m *Member) {
	switch {
	case !q.askable:
		q.say(FindingUnaskable, "", "")
		return
	case q.Err != nil:
		q.say(failureOf(q.Err), "", "")
		return
	}
	a := &q.sighting.Answer
	if q.query.Number.Kind() == identity.NumberCMND && a.SharedID.IsValid() {
		q.PersonalID = a.SharedID
		c.findOnList(q, a.SharedID)
	}
	if q.listed {
		return // asked about for the residence; the list has confirmed the person
	}
	code := statusOf(a.Status)
	if code == "" {
		code = c.personOf(q, m, a)
	}
	q.say(code, a.Source, a.RequestID)
	if code == FindingConfirmed && len(q.Mismatches) > 0 {
		q.add(FindingToCorrect, a.Source, a.RequestID)
	}
	if code == FindingOtherPerson {
		q.sighting = nil // the household of a stranger
	}
}

// failureOf gives the finding for a question without an answer: it could not be
// put, which asking again does not change, or the registry could not be asked.
func failureOf(err error) FindingCode {
	if errors.Is(err, registryclient.CodeInvalidQuery) {
		return FindingUnaskable
	}
	return FindingUnreachable
}

// statusOf gives the finding of a status that ends the matter, "" for any other.
func statusOf(s registryclient.CitizenStatus) FindingCode {
	switch s {
	case registryclient.CitizenDead:
		return FindingDead
	case registryclient.CitizenMissing:
		return FindingMissing
	case registryclient.CitizenNumberCancelled:
		return FindingNumberCancelled
	}
	return ""
}

// personOf compares the person declared with the answer.
func (c *resolution) personOf(q *inquiry, m *Member, a *registryclient.Answer) FindingCode {
	switch a.Outcome {
	case registryclient.OutcomeMatched:
		if a.Record == nil {
			return FindingConfirmed
		}
		result := matching.Compare(m.Person, *a.Record, c.asOf)
		if fits(&q.query, a.Record) {
			q.Mismatches, q.Notes = result.Codes(), result.Notes()
			return FindingConfirmed
		}
		if result.Zone() == matching.ZoneDifferent {
			q.Mismatches = []matching.Code{matching.IDOtherPerson}
			return FindingOtherPerson
		}
		q.Mismatches, q.Notes = result.Codes(), result.Notes()
		return FindingDetailsDiffer
	case registryclient.OutcomeNotMatched:
		q.Mismatches = unconfirmed(a)
		return refusalOf(a.Reason)
	}
	return FindingNotComparable
}

// fits reports what the live services call the same person: the name without
// marks and blanks, and the date to the coarser precision. A registry that is
// asked by number returns its record whatever the details are, so the rule is
// applied here; then a family typed without diacritics is refused by neither. A
// detail that fits and is written differently is still reported.
func fits(q *registryclient.Query, record *identity.Person) bool {
	name, _ := record.FullName.Normalize()
	if !name.IsEmpty() && vntext.Strip(string(name)) != vntext.Strip(string(q.FullName)) {
		return false
	}
	born, err := identity.ParseDate(string(record.DateOfBirth))
	if err != nil {
		return true // the registry knows no date
	}
	precision := min(born.Precision(), q.DateOfBirth.Precision())
	return born.Truncate(precision) == q.DateOfBirth.Truncate(precision)
}

// refusalOf gives the finding for a registry's no.
func refusalOf(r registryclient.Reason) FindingCode {
	switch r {
	case registryclient.ReasonNoSuchNumber:
		return FindingNotFound
	case registryclient.ReasonFieldsDiffer:
		return FindingDetailsDiffer
	}
	return FindingNothingFits
}

// unconfirmed gives the codes of a no without values.
func unconfirmed(a *registryclient.Answer) []matching.Code {
	if a.Reason == registryclient.ReasonNoSuchNumber {
		return []matching.Code{matching.IDNotFound}
	}
	var codes []matching.Code
	for _, f := range [...]struct {
		verdict registryclient.Verdict
		code    matching.Code
	}{
		{a.Fields.Name.Verdict, matching.NameUnconfirmed},
		{a.Fields.DateOfBirth.Verdict, matching.DateUnconfirmed},
		{a.Fields.Gender.Verdict, matching.GenderUnconfirmed},
		{a.Fields.ID.Verdict, matching.IDUnconfirmed},
	} {
		if f.verdict == registryclient.VerdictMismatch || f.verdict == registryclient.VerdictPartial {
			codes = append(codes, f.code)
		}
	}
	if len(codes) == 0 {
		codes = append(codes, matching.RecordUnconfirmed)
	}
	return codes
}

// numbers are the numbers by which a head may be named.
type numbers struct {
	personal []identity.PersonalID
	cmnd     []identity.CMND
}

// numbersOf gives every number of the declared head: as declared, as shared,
// and as the registry's record has them.
func (c *resolution) numbersOf(head *inquiry) numbers {
	known := []identity.Number{head.query.Number, head.former, head.PersonalID.Number()}
	if s := head.sighting; s != nil {
		known = append(known, s.SharedID.Number())
		if s.Record != nil {
			for _, text := range []identity.Text{s.Record.IDNumber, s.Record.FormerID} {
				if n, err := identity.ParseNumber(string(text)); err == nil {
					known = append(known, n)
				}
			}
		}
	}
	var n numbers
	for _, number := range known {
		if id, ok := number.PersonalID(); ok {
			n.personal = append(n.personal, id)
		} else if cmnd, ok := number.CMND(); ok {
			n.cmnd = append(n.cmnd, cmnd)
		}
	}
	return n
}

// names says whether a registry's head is the one with these numbers: the same,
// another, or known on one side by an old number alone.
func (n numbers) names(h Head) (same, known bool) {
	switch {
	case h.PersonalID.IsValid() && slices.Contains(n.personal, h.PersonalID),
		h.CMND.IsValid() && slices.Contains(n.cmnd, h.CMND):
		return true, true
	case h.PersonalID.IsValid() && len(n.personal) > 0, h.CMND.IsValid() && len(n.cmnd) > 0 && !h.PersonalID.IsValid():
		return false, true
	}
	return false, false
}
