package household

import (
	"cmp"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
)

// role is what a member does in a payment.
type role uint8

const (
	roleOut       role = iota // pays nothing here
	rolePayer                 // pays by household and takes a place
	roleSupported             // pays with support of the budget and takes none
)

// part is the role of one member with its reason.
type part struct {
	role   role
	code   FindingCode // why the member takes no place; "" for a payer
	factor Factor      // the basis of that
}

// parts gives the part of every member, in the order of the request. Of one
// person named twice, the first who pays counts, or else the first.
func (r *Request) parts() []part {
	list := make([]part, len(r.Members))
	for i := range r.Members {
		list[i] = r.Members[i].part()
	}
	twins := twins(r.Members)
	for i, twin := range twins {
		if twin >= 0 {
			list[i] = part{code: FindingDuplicate, factor: FactorOrder}
		}
	}
	return list
}

func (m *Member) part() part {
	switch {
	case m.Absent:
		return part{code: FindingAbsent, factor: FactorAbsent}
	case m.otherGroup() != "":
		return part{code: FindingOtherGroup, factor: FactorOtherGroup}
	case m.JoinedElsewhere:
		return part{code: FindingJoinedElsewhere, factor: FactorJoinedElsewhere}
	case !m.Joins:
		return part{code: FindingNotJoining, factor: FactorHousehold}
	case m.Support != SupportNone:
		return part{role: roleSupported, code: FindingBudgetSupported, factor: FactorBudgetSupported}
	}
	return part{role: rolePayer}
}

// twins gives for each member who is named a second time the index of the
// member who counts, -1 for everybody else.
func twins(members []Member) []int {
	list := make([]int, len(members))
	numbers := make([]identity.Number, len(members))
	for i := range members {
		list[i] = -1
		number, err := identity.ParseNumber(string(members[i].Person.IDNumber))
		if err != nil {
			continue // a number that cannot be read proves no identity
		}
		numbers[i] = number
		for j := range i {
			if numbers[j] != number || list[j] >= 0 {
				continue
			}
			if members[i].part().role != roleOut && members[j].part().role == roleOut {
				list[j] = i
			} else {
				list[i] = j
			}
			break
		}
	}
	return list
}

// turn is one payer's claim to a place.
type turn struct {
	member int
	year   int // financial year (năm tài chính), the calendar year of the day of payment
	rank   int // position in Request.Order, after all of it for members that it does not name
	day    identity.Date
}

// places gives the place of every payer in the order of its financial year, 0
// for everybody else. A member who paid before in the year keeps the place; the
// others follow the last place taken, in the order that the caller fixed, then
// by day of payment, then by list.
func (r *Request) places(parts []part) []int {
	places := make([]int, len(r.Members))
	turns := make([]turn, 0, len(r.Members))
	for i := range r.Members {
		m := &r.Members[i]
		switch {
		case parts[i].role != rolePayer:
		case m.PaidBefore > 0:
			places[i] = m.PaidBefore
		default:
			day := r.payDate(m)
			turns = append(turns, turn{member: i, year: day.Year(), rank: r.rank(i), day: day})
		}
	}
	slices.SortStableFunc(turns, func(a, b turn) int {
		return cmp.Or(cmp.Compare(a.year, b.year), cmp.Compare(a.rank, b.rank), a.day.Compare(b.day))
	})
	year, next := -1, 0
	for _, t := range turns {
		if t.year != year {
			year, next = t.year, r.lastPlace(t.year)
		}
		next++
		places[t.member] = next
	}
	return places
}

func (r *Request) rank(member int) int {
	if i := slices.Index(r.Order, member); i >= 0 {
		return i
	}
	return len(r.Order)
}

// lastPlace gives the last place that was taken before in a year. Somebody who
// paid earlier holds the place whether or not they pay again now.
func (r *Request) lastPlace(year int) int {
	last := 0
	for i := range r.Members {
		m := &r.Members[i]
		if day := r.payDate(m); day.IsValid() && day.Year() != year {
			continue
		}
		last = max(last, m.PaidBefore)
	}
	return last
}
