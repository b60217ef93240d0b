package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/lunar"
)

func dmy(day, month, year int) string { return fmt.Sprintf("%02d/%02d/%04d", day, month, year) }

// written writes a date in a pattern of dd, d, MM, M and yyyy.
func written(pattern string, d identity.Date) string {
	return strings.NewReplacer(
		"dd", fmt.Sprintf("%02d", d.Day()), "d", fmt.Sprint(d.Day()),
		"MM", fmt.Sprintf("%02d", d.Month()), "M", fmt.Sprint(d.Month()), "yyyy", fmt.Sprintf("%04d", d.Year()),
	).Replace(pattern)
}

// dateFault makes a class of a date that is known to the day.
func dateFault(name, code string, heavy bool, write func(rng *rand.Rand, d identity.Date) string) Fault {
	return Fault{name, identity.FieldDateOfBirth, code, heavy, withText(identity.FieldDateOfBirth, func(rng *rand.Rand, c Citizen) string {
		if c.DateOfBirth.Precision() != identity.PrecisionDay {
			return ""
		}
		return write(rng, c.DateOfBirth)
	})}
}

func dateFaults() []Fault { return append(dateNotations(), wrongDates()...) }

// dateNotations are the same date in another notation or to a lesser precision.
func dateNotations() []Fault {
	format := func(name, code, pattern string) Fault {
		return dateFault(name, code, false, func(_ *rand.Rand, d identity.Date) string { return written(pattern, d) })
	}
	return []Fault{
		format("ISO date", "", "yyyy-MM-dd"),
		format("date in eight digits", "", "yyyyMMdd"),
		format("short date", "", "d/M/yyyy"),
		format("date with hyphens", "", "dd-MM-yyyy"),
		format("date with full stops", "", "dd.MM.yyyy"),
		format("year only", "dob.incomplete", "yyyy"),
		format("zero day and month", "dob.incomplete", "00/00/yyyy"),
		format("short zeros", "dob.incomplete", "0/0/yyyy"),
		format("month and year", "dob.incomplete", "MM/yyyy"),
		format("zero day", "dob.incomplete", "00/MM/yyyy"),
	}
}

func wrongDates() []Fault {
	return []Fault{
		dateFault("1 January", "dob.placeholder", false, func(_ *rand.Rand, d identity.Date) string {
			if d.IsNewYearsDay() {
				return ""
			}
			return dmy(1, 1, d.Year())
		}),
		dateFault("day and month swapped", "dob.day_month_swapped", false, func(_ *rand.Rand, d identity.Date) string {
			if d.Day() > 12 || d.Day() == d.Month() {
				return ""
			}
			return dmy(d.Month(), d.Day(), d.Year())
		}),
		dateFault("lunar date", "dob.lunar", false, lunarDate),
		dateFault("another day", "dob.day", false, otherParts(true, false, false)),
		dateFault("another month", "dob.month", false, otherParts(false, true, false)),
		dateFault("another year", "dob.year", false, otherParts(false, false, true)),
		dateFault("another day and month", "dob.day;dob.month", true, otherParts(true, true, false)),
		dateFault("another day and year", "dob.day;dob.year", true, otherParts(true, false, true)),
		dateFault("another month and year", "dob.month;dob.year", true, otherParts(false, true, true)),
		dateFault("another date", "dob.different", true, otherParts(true, true, true)),
		dateFault("only the year, another", "dob.year", true, func(rng *rand.Rand, d identity.Date) string {
			return fmt.Sprint(otherYear(rng, d.Year()))
		}),
		dateFault("an impossible day", "dob.invalid", false, func(rng *rand.Rand, d identity.Date) string {
			return dmy(30+rng.IntN(2), 2, d.Year())
		}),
		dateFault("an impossible month", "dob.invalid", false, func(rng *rand.Rand, d identity.Date) string {
			return dmy(max(13, d.Day()), 13+rng.IntN(80), d.Year())
		}),
		dateFault("a future date", "dob.invalid", false, func(_ *rand.Rand, d identity.Date) string {
			return dmy(min(d.Day(), 28), d.Month(), d.Year()%100+2100)
		}),
		dateFault("a date of long ago", "dob.invalid", false, func(_ *rand.Rand, d identity.Date) string {
			return dmy(min(d.Day(), 28), d.Month(), d.Year()%100+1700)
		}),
		dateFault("words for a date", "dob.invalid", false, func(rng *rand.Rand, _ identity.Date) string {
			return pickOf(rng, []string{"không rõ", "chưa có", "x", "mất giấy tờ"})
		}),
		{"no date", identity.FieldDateOfBirth, "dob.missing", false, without(identity.FieldDateOfBirth)},
	}
}

// lunarDate writes the day in the Vietnamese calendar as if it were solar. Days
// that the solar calendar does not have, and those that could be read as
// another fault, are left out.
func lunarDate(_ *rand.Rand, d identity.Date) string {
	l, ok := lunar.FromSolar(d.Year(), d.Month(), d.Day(), lunar.UTC7)
	if !ok {
		return ""
	}
	written, err := identity.NewDate(l.Year, l.Month, l.Day)
	if err != nil || written == d || written.IsNewYearsDay() && l.Year == d.Year() || isSwapped(written, d) {
		return ""
	}
	return dmy(l.Day, l.Month, l.Year)
}

func isSwapped(a, b identity.Date) bool {
	return a.Year() == b.Year() && a.Day() == b.Month() && a.Month() == b.Day()
}

// otherParts writes a date that differs in exactly these parts.
func otherParts(day, month, year bool) func(*rand.Rand, identity.Date) string {
	return func(rng *rand.Rand, d identity.Date) string {
		for range 20 {
			dd, mm, yy := d.Day(), d.Month(), d.Year()
			if day {
				dd = (dd+rng.IntN(30))%31 + 1
			}
			if month {
				mm = (mm+rng.IntN(11))%12 + 1
			}
			if year {
				yy = otherYear(rng, yy)
			}
			written, err := identity.NewDate(yy, mm, dd)
			if err == nil && !readsOtherwise(written, d) {
				return dmy(dd, mm, yy)
			}
		}
		return ""
	}
}

// otherYear draws a year between 1930 and 2019 that is not this one.
func otherYear(rng *rand.Rand, year int) int {
	for {
		other := 1930 + rng.IntN(90)
		if rng.IntN(2) == 0 {
			other = year - 3 + rng.IntN(7)
		}
		if other != year && other < 2020 {
			return other
		}
	}
}

// readsOtherwise reports a wrong date that has a more specific reading: 1
// January, day and month swapped, the lunar date of either meridian.
func readsOtherwise(written, d identity.Date) bool {
	if isSwapped(written, d) || written.IsNewYearsDay() && written.Year() == d.Year() {
		return true
	}
	for _, zone := range [...]lunar.Zone{lunar.UTC7, lunar.UTC8} {
		l, ok := lunar.FromSolar(d.Year(), d.Month(), d.Day(), zone)
		if ok && l.Year == written.Year() && l.Month == written.Month() && l.Day == written.Day() {
			return true
		}
	}
	return false
}
