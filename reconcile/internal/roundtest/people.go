package roundtest

import (
	"fmt"
	"iter"
	"strconv"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// mostPeople is how many participants there can be: their numbers have so many
// digits.
const mostPeople = 1_000_000

// One in so many participants is of the kind.
const (
	everyCMND    = 10 // still holds a nine-digit CMND
	everyNobody  = 33 // holds no number
	everyUnknown = 7  // the registry says no
	perUnit      = 250
)

// person gives participant i, from 0. All are synthetic: the numbers count
// through a series.
func person(i int) identity.Participant {
	return identity.Participant{
		Person: identity.Person{
			FullName: "Nguyễn Văn Mẫu", DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: identity.Text(idNumber(i)),
		},
		SocialInsuranceNumber: identity.Text(fmt.Sprintf("01%08d", i)),
		Unit:                  identity.Unit{Code: fmt.Sprintf("DV%06d", i/perUnit), Name: "Đơn vị tổng hợp"},
	}
}

func idNumber(i int) string {
	switch {
	case i%everyNobody == 1:
		return ""
	case i%everyCMND == 2:
		return fmt.Sprintf("1%08d", i)
	}
	return fmt.Sprintf("001080%06d", i)
}

// personOf reads back whom a question is about.
func personOf(number string) (int, error) {
	if len(number) == 9 {
		return strconv.Atoi(number[1:])
	}
	return strconv.Atoi(number[6:])
}

// Want gives where participant i, from 0, must stand after the round, and
// whether the registry must have been asked.
func Want(i int) (state campaign.State, asked bool) {
	switch {
	case i%everyNobody == 1:
		return campaign.NoID, false
	case i%everyUnknown == 3:
		return campaign.Mismatched, true
	case i%everyCMND == 2:
		return campaign.IDShared, true
	}
	return campaign.Verified, true
}

// people gives the first n participants and tells how many were given.
func people(n int, tell func(done int)) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for i := range n {
			if !yield(person(i), nil) {
				return
			}
			tell(i + 1)
		}
	}
}
