package linkage

import "math"

// dateBound bounds what two dates are worth.
func (s *scorer) dateBound(a, b uint32, id idRelation) float64 {
	w := &s.stated
	switch {
	case a == 0 || b == 0:
		return 0
	case a == b || !isDay(a) || !isDay(b):
		if yearOf(a) != yearOf(b) {
			return -2 // partial dates of two years
		}
		most := 14.0
		if id != idsNear {
			most = s.atMost(s.countOf(coarser(a, b)), dayOfBirth)
		}
		return max(most, w.datePartial)
	}
	year, month, day := yearOf(a) != yearOf(b), monthOf(a) != monthOf(b), dayOf(a) != dayOf(b)
	switch {
	case !year && monthOf(a) == dayOf(b) && dayOf(a) == monthOf(b), mayBeLunar(a, b):
		return w.dateMost
	case !year && (isNewYear(a) || isNewYear(b)):
		return w.dateNewYear
	case year && month || year && day || month && day:
		return w.dateTwoParts
	case year && !isSlip(yearOf(a), yearOf(b)):
		return w.dateYear
	}
	return w.dateOnePart
}

// countOf is census.date, which remembers the last answer: most candidates have
// the date of the record that they are compared with.
func (s *scorer) countOf(date uint32) uint32 {
	if date != s.date {
		s.date, s.dateCount = date, s.census.date(date)
	}
	return s.dateCount
}

// mayBeLunar reports whether one date may be the other in the lunar calendar,
// whose year begins three to seven weeks later and whose months at new moon.
func mayBeLunar(a, b uint32) bool {
	lunar, solar := min(a, b), max(a, b)
	days := 372*(yearOf(solar)-yearOf(lunar)) + 31*(monthOf(solar)-monthOf(lunar)) + dayOf(solar) - dayOf(lunar)
	if days <= 14 || days >= 60 {
		return false
	}
	const month, slack = 29.530589, 1.5 // the true moon is up to 14 hours early or late
	off := math.Abs(math.Mod(moonAge(solar)-float64(dayOf(lunar)), month))
	return min(off, month-off) <= slack
}

// moonAge gives the day of the lunar month, as the mean moon has it, and some
// whole months.
func moonAge(date uint32) float64 {
	year, month := yearOf(date), monthOf(date)
	if month < 3 {
		year, month = year-1, month+12
	}
	day := 365*year + year/4 - year/100 + year/400 + (153*month-457)/5 + dayOf(date)
	// The moon was new in the first hours of 7 January 2000 by the clock of
	// Vietnam, day 730,432 of this count; the mean of whole days is half a day less.
	const newMoon = 730431.4
	return float64(day) - newMoon + 1 // the first day of a month is 1
}

// isSlip reports numbers that are one or ten apart, or differ in one digit.
func isSlip(a, b int) bool {
	d := max(a-b, b-a)
	wrong := 0
	for ; a > 0 || b > 0; a, b = a/10, b/10 {
		if a%10 != b%10 {
			wrong++
		}
	}
	return d == 1 || d == 10 || wrong == 1
}

func isNewYear(date uint32) bool { return monthOf(date) == 1 && dayOf(date) == 1 }
