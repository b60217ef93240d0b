package household_test

import (
	"fmt"
	"testing"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

// Every person in the tests of this package is synthetic: the numbers end in a
// counter and belong to nobody.

// day gives a date of constants.
func day(year, month, d int) identity.Date { return identity.MustDate(year, month, d) }

// today is a day of the rules in force since 01/07/2026.
func today() identity.Date { return day(2026, 9, 1) }

// payer gives a member who pays for so many months.
func payer(n, months int) household.Member {
	return household.Member{
		Person: identity.Person{
			FullName:    identity.Name(fmt.Sprintf("Nguyễn Thị Mẫu %d", n)),
			DateOfBirth: "01/02/1980", Gender: "Nữ",
			IDNumber: identity.Text(fmt.Sprintf("001180%06d", n)),
		},
		Joins: true, Months: months, LastCardEnd: day(2026, 8, 31),
	}
}

// family gives a request of so many payers, the first of them the head.
func family(n, months int) household.Request {
	r := household.Request{ID: "family", PayDate: today()}
	for i := range n {
		r.Members = append(r.Members, payer(i, months))
	}
	r.Members[0].Head = true
	return r
}

func compute(t testing.TB, r household.Request, v household.Verdict) household.Quote {
	t.Helper()
	q, err := household.Compute(r, v)
	if err != nil {
		t.Fatalf("Compute: %v", err)
	}
	return q
}

// amounts gives the amount of every line.
func amounts(q household.Quote) []household.Dong {
	var list []household.Dong
	for _, l := range q.Lines {
		list = append(list, l.Amount)
	}
	return list
}

// places gives the place of every line.
func places(q household.Quote) []int {
	var list []int
	for _, l := range q.Lines {
		list = append(list, l.Place)
	}
	return list
}
