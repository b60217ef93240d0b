package reconcile

import (
	"slices"

	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

// decide turns an answer into the outcome of the participant.
func decide(e examined, answer registryclient.Answer, byNumber bool, comparer matching.Comparer) Outcome {
	o := e.outcome
	o.RequestID, o.Message = answer.RequestID, answer.Message
	switch answer.Outcome {
	case registryclient.OutcomeMatched:
		if answer.Record == nil {
			return confirmed(o, e, answer, countedOf(e, comparer.Policy))
		}
		return compared(o, e, answer, byNumber, comparer)
	case registryclient.OutcomeNotMatched:
		o.Kind = Mismatched
		o.Codes = append(registryCodes(answer), offlineOf(e)...)
		return inFieldOrder(o)
	case registryclient.OutcomeNotComparable:
		o.Kind = NotComparable
		return o
	}
	return pending(o, registryclient.CodeBadResponse)
}

// offlineOf gives the codes that the record has by itself and that did not
// keep it from being asked: the gender, and a number that contradicts it.
func offlineOf(e examined) []matching.Code {
	codes, _ := offlineCodes(e.report)
	return codes
}

// countedOf gives those of them that keep a confirmed record from matching. A
// number that contradicts its record is only a warning: the registry's word
// outweighs it.
func countedOf(e examined, policy matching.Policy) []matching.Code {
	return slices.DeleteFunc(offlineOf(e), func(c matching.Code) bool {
		return c == matching.IDInconsistent || !policy.Counts(c)
	})
}

// samePerson is the score from which two records are taken for one person: the
// default decision of package matching, between the edges of its zones.
const samePerson = 0.5

// compared decides with the record that the registry returned. The record
// itself is left behind.
func compared(o Outcome, e examined, answer registryclient.Answer, byNumber bool, comparer matching.Comparer) Outcome {
	result := comparer.Compare(o.Participant.Person, *answer.Record)
	o.Score = result.Score()
	if result.Matches() {
		o.Codes, o.Notes = result.Codes(), result.Notes()
		return confirmed(o, e, answer, countedOf(e, comparer.Policy))
	}
	o.Kind = Mismatched
	if byNumber && o.Score < samePerson {
		o.Codes = []matching.Code{matching.IDOtherPerson}
	} else {
		o.Codes, o.Notes = append(result.Codes(), offlineOf(e)...), result.Notes()
		return inFieldOrder(o)
	}
	if e.report.Inconsistent() {
		o.Codes = append(o.Codes, matching.IDInconsistent)
	}
	return o
}

// confirmed decides where the registry said yes. What the participant lacks by
// itself (the gender, which online services never compare) is a mismatch all
// the same.
func confirmed(o Outcome, e examined, answer registryclient.Answer, own []matching.Code) Outcome {
	if len(own) > 0 {
		o.Kind, o.Codes = Mismatched, append(o.Codes, own...)
		return inFieldOrder(o)
	}
	o.Kind, o.PersonalID = Verified, answer.SharedID
	if cmnd, ok := e.report.Number.CMND(); ok && answer.SharedID.IsValid() {
		o.Kind, o.FormerID = IDShared, cmnd
	} else if id, ok := e.report.Number.PersonalID(); ok {
		o.PersonalID = id
	}
	return o
}

// registryCodes gives the codes of what the registry said without values.
func registryCodes(a registryclient.Answer) []matching.Code {
	var codes []matching.Code
	for _, f := range [...]struct {
		verdict registryclient.FieldVerdict
		code    matching.Code
	}{
		{a.Fields.Name, matching.NameUnconfirmed},
		{a.Fields.DateOfBirth, matching.DateUnconfirmed},
		{a.Fields.Gender, matching.GenderUnconfirmed},
		{a.Fields.ID, matching.IDUnconfirmed},
	} {
		if f.verdict.Verdict != registryclient.VerdictMismatch && f.verdict.Verdict != registryclient.VerdictPartial {
			continue
		}
		if f.code == matching.IDUnconfirmed && f.verdict.Origin == registryclient.OriginRegistry && a.Reason == registryclient.ReasonNoSuchNumber {
			f.code = matching.IDNotFound
		}
		codes = append(codes, f.code)
	}
	switch {
	case len(codes) > 0:
		return codes
	case a.Reason == registryclient.ReasonNoSuchNumber:
		return []matching.Code{matching.IDNotFound}
	}
	return []matching.Code{matching.RecordUnconfirmed}
}

// inFieldOrder puts the codes in the order name, date, gender, number, record,
// drops repetitions, and lets what a record lacks by itself stand for the
// registry's "this field is wrong".
func inFieldOrder(o Outcome) Outcome {
	if slices.Contains(o.Codes, matching.GenderMissing) || slices.Contains(o.Codes, matching.GenderInvalid) {
		o.Codes = slices.DeleteFunc(o.Codes, func(c matching.Code) bool { return c == matching.GenderUnconfirmed })
	}
	slices.SortStableFunc(o.Codes, func(a, b matching.Code) int { return fieldRank(a) - fieldRank(b) })
	o.Codes = slices.Compact(o.Codes)
	return o
}

func fieldRank(c matching.Code) int {
	for i, prefix := range [...]string{"name.", "dob.", "gender.", "id."} {
		if len(c) > len(prefix) && string(c[:len(prefix)]) == prefix {
			return i
		}
	}
	return 4
}
