package astro

import "math"

// Month is one month of the lunar calendar.
type Month struct {
	First  int // Julian day number (at noon) of its first day
	Number int // 1 to 12
	Leap   bool
}

// Year gives the months of the lunar year whose Tết lies in the solar year, as
// reckoned at hours east of Greenwich, and the first day after them.
//
//  1. A month begins on the day of the new moon.
//  2. The winter solstice lies in month 11.
//  3. Where thirteen months lie between one month 11 and the next, the first
//     of them in which the sun enters no sign of 30° (trung khí) is a leap
//     month and takes the number of the month before it.
func Year(solarYear int, hours float64) (months []Month, end int) {
	for _, span := range [2][]Month{span(solarYear-1, hours), span(solarYear, hours)} {
		months = append(months, span...)
	}
	first := 0
	for months[first].Number != 1 || months[first].Leap {
		first++
	}
	last := first + 1
	for months[last].Number != 1 || months[last].Leap {
		last++
	}
	return months[first:last], months[last].First
}

// span gives the months from month 11 of the solar year to the month before
// the next month 11.
func span(solarYear int, hours float64) []Month {
	k := eleventh(solarYear, hours)
	count := eleventh(solarYear+1, hours) - k
	months := make([]Month, 0, 13)
	number, leapSeen := 11, count < 13
	for i := range count {
		first := newMoonDay(k+i, hours)
		leap := !leapSeen && i > 0 && sign(first, hours) == sign(newMoonDay(k+i+1, hours), hours)
		if leap {
			leapSeen = true
			months = append(months, Month{First: first, Number: months[i-1].Number, Leap: true})
			continue
		}
		months = append(months, Month{First: first, Number: number})
		number = number%12 + 1
	}
	return months
}

// eleventh gives the new moon that begins month 11 of the solar year: the last
// one on or before the day of the winter solstice, when the sun enters sign 9.
func eleventh(solarYear int, hours float64) int {
	k := int(math.Floor((float64(solarYear)+0.999-2000)*12.3685)) + 1
	for {
		day := newMoonDay(k, hours)
		if s := sign(day, hours); day < JulianDay(solarYear+1, 1, 1) && s < 9 {
			return k
		}
		k--
	}
}

// newMoonDay gives the day on which the k-th new moon falls.
func newMoonDay(k int, hours float64) int { return int(math.Floor(NewMoon(k) + 0.5 + hours/24)) }

// sign gives the sign of 30°, 0 to 11, in which the sun stands when the day
// begins.
func sign(day int, hours float64) int {
	return int(SunLongitude(float64(day)-0.5-hours/24) / 30)
}

// JulianDay gives the Julian day number (at noon) of a Gregorian date.
func JulianDay(year, month, day int) int {
	a := (14 - month) / 12
	y := year + 4800 - a
	m := month + 12*a - 3
	return day + (153*m+2)/5 + 365*y + y/4 - y/100 + y/400 - 32045
}

// Pack gives the lunar year as the table of internal/lunar stores it: in the
// bits from the lowest, 4 for the number of the leap month (0 = none), 13 for
// the months in their order (1 = 30 days), the rest for the days from 1 January
// to Tết.
func Pack(solarYear int, hours float64) uint32 {
	months, end := Year(solarYear, hours)
	packed := uint32(months[0].First-JulianDay(solarYear, 1, 1)) << 17
	for i, m := range months {
		next := end
		if i+1 < len(months) {
			next = months[i+1].First
		}
		if next-m.First == 30 {
			packed |= 1 << (4 + i)
		}
		if m.Leap {
			packed |= uint32(m.Number)
		}
	}
	return packed
}
