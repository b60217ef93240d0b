package household

import (
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

// dayNumber gives a date as yyyymmdd; false where it is not known to the day.
func dayNumber(d identity.Date) (int32, bool) {
	if d.Precision() != identity.PrecisionDay {
		return 0, false
	}
	return int32(d.Year()*10_000 + d.Month()*100 + d.Day()), true
}

// dateOf gives the date of a number yyyymmdd, the zero Date for 0.
func dateOf(day int32) identity.Date {
	if day == 0 {
		return identity.Date{}
	}
	d, _ := identity.NewDate(int(day/10_000), int(day/100%100), int(day%100))
	return d
}

// addDays gives the day n days later.
func addDays(d identity.Date, n int) identity.Date {
	return identity.DateOf(d.Time().AddDate(0, 0, n))
}

// afterMonths gives the first day after n whole months that begin on a day:
// from 15/01, one month, it is 15/02. Where the last month is too short to have
// the day, the months end with that month: from 31/01, one month, it is 01/03.
func afterMonths(d identity.Date, n int) identity.Date {
	total := d.Month() - 1 + n
	year, month := d.Year()+total/12, total%12+1
	if later, err := identity.NewDate(year, month, d.Day()); err == nil {
		return later
	}
	return identity.DateOf(time.Date(year, time.Month(month)+1, 1, 0, 0, 0, 0, time.UTC))
}

// RemainingMonths gives how many months a member pays who joins a family whose
// cards end on a given day and wants to end with them (đóng cho số tháng còn
// lại): the least number of whole months, counted from the first day of the
// card, that reaches that day. Agents reckon so; no published rule says it. It
// fails with CodePayDate or CodeCardEnd for a date that is not a day, and with
// CodeMonths where the family's cards end before from or need more than 12
// months.
func RemainingMonths(from, familyEnd identity.Date) (int, error) {
	if from.Precision() != identity.PrecisionDay {
		return 0, whole(CodePayDate, "pay_date")
	}
	if familyEnd.Precision() != identity.PrecisionDay {
		return 0, whole(CodeCardEnd, "last_card_end")
	}
	if familyEnd.Compare(from) < 0 {
		return 0, whole(CodeMonths, "months")
	}
	for n := 1; n <= MaxMonths; n++ {
		if afterMonths(from, n).Compare(familyEnd) > 0 {
			return n, nil
		}
	}
	return 0, whole(CodeMonths, "months")
}
