package campaign

import "github.com/bhxh-go/bhxh/identity"

// said gives what the list said of the participant when it was last loaded.
func (r Record) said() identity.Participant {
	if r.Listed == nil {
		return r.Participant
	}
	return *r.Listed
}

// knownBetter gives the record with another participant than the list has, and
// remembers what the list said.
func (r Record) knownBetter(p identity.Participant) Record {
	said := r.said()
	if r.Participant, r.Listed = p, nil; said != p {
		r.Listed = &said
	}
	return r
}

// listed gives the record after a list said something of its participant. What
// the list says as it did before leaves what is known better.
func (r Record) listed(says identity.Participant) Record {
	before, held := r.said(), r.Participant
	next := identity.Participant{
		Person: identity.Person{
			FullName:    newer(before.Person.FullName, held.Person.FullName, says.Person.FullName),
			DateOfBirth: newer(before.Person.DateOfBirth, held.Person.DateOfBirth, says.Person.DateOfBirth),
			Gender:      newer(before.Person.Gender, held.Person.Gender, says.Person.Gender),
			IDNumber:    newer(before.Person.IDNumber, held.Person.IDNumber, says.Person.IDNumber),
			FormerID:    newer(before.Person.FormerID, held.Person.FormerID, says.Person.FormerID),
		},
		SocialInsuranceNumber: newer(before.SocialInsuranceNumber, held.SocialInsuranceNumber, says.SocialInsuranceNumber),
		Unit:                  newer(before.Unit, held.Unit, says.Unit),
		VssID:                 newer(before.VssID, held.VssID, says.VssID),
		Email:                 newer(before.Email, held.Email, says.Email),
		Nationality:           newer(before.Nationality, held.Nationality, says.Nationality),
		HealthCard:            newer(before.HealthCard, held.HealthCard, says.HealthCard),
		Group:                 newer(before.Group, held.Group, says.Group),
		District:              newer(before.District, held.District, says.District),
		Province:              newer(before.Province, held.Province, says.Province),
	}
	if r.isReplaced(next.Person.IDNumber) {
		next.Person.IDNumber, next.Person.FormerID = held.Person.IDNumber, held.Person.FormerID
	}
	r.Participant, r.Listed = next, nil
	if says != next {
		r.Listed = &says
	}
	return r
}

// newer gives what a list says where that is not what it said before, and what
// is held otherwise.
func newer[T comparable](before, held, says T) T {
	if says == before {
		return held
	}
	return says
}

// isReplaced reports a number in whose place the number history has the one
// that is held: another list may have it still.
func (r Record) isReplaced(text identity.Text) bool {
	number, err := identity.ParseNumber(string(text))
	if err != nil {
		return false
	}
	latest, known := r.Numbers.Latest(number)
	held, err := identity.ParseNumber(string(r.Participant.Person.IDNumber))
	return known && err == nil && latest == held && number != held
}
