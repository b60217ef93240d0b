package campaign

import (
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

// vietnam gives Asia/Ho_Chi_Minh, which has stood at UTC+7 without summer time
// since 1975: no table of time zones is needed to know it.
func vietnam() *time.Location { return time.FixedZone("ICT", 7*60*60) }

// EndOfDay gives the last time of a day in Vietnam (Asia/Ho_Chi_Minh), as
// ProgressQuery wants it: AsOf and Until the last day of a period, From the day
// before its first. The zero time for a date that is not a whole day.
func EndOfDay(day identity.Date) time.Time {
	if day.Precision() != identity.PrecisionDay {
		return time.Time{}
	}
	next := time.Date(day.Year(), time.Month(day.Month()), day.Day()+1, 0, 0, 0, 0, vietnam())
	return next.Add(-time.Microsecond).UTC()
}

// dayOf gives the day in Vietnam on which a time lies.
func dayOf(t time.Time) identity.Date { return identity.DateOf(t.In(vietnam())) }

// daysBetween gives the days from one day to another, negative where it is
// earlier.
func daysBetween(from, to identity.Date) int {
	return int(to.Time().Sub(from.Time()) / (24 * time.Hour))
}
