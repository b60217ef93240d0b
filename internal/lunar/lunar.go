package lunar

// Zone is the meridian for which the calendar is reckoned.
type Zone uint8

// The zones.
const (
	UTC7 Zone = iota // the Vietnamese calendar
	UTC8             // the reading of almanacs before 1976; the years 1900 to 1975
)

// The years whose dates can be converted at [UTC7].
const (
	FirstYear = 1900
	LastYear  = 2199
)

// Date is a date of the lunar calendar.
type Date struct {
	Year  int // the Gregorian year in which this lunar year began
	Month int // 1 to 12
	Day   int // 1 to 30
	Leap  bool
}

// firstLunarYear is the first year of both tables: its last months lie in
// January 1900.
const firstLunarYear = FirstYear - 1

// lunarYear is one year of the calendar: from the lowest bit, 4 bits for the
// number of the leap month (0 = none), 13 for the months in their order (1 = 30
// days, 0 = 29), the rest for the days from 1 January to Tết.
type lunarYear uint32

func (y lunarYear) leap() int { return int(y & 0xf) }

func (y lunarYear) newYear() int { return int(y >> 17) }

// months gives the number of months, counted from 0 in the other methods.
func (y lunarYear) months() int {
	if y.leap() != 0 {
		return 13
	}
	return 12
}

func (y lunarYear) length(month int) int { return 29 + int(y>>(4+month)&1) }

func (z Zone) table() []lunarYear {
	switch z {
	case UTC7:
		return yearsUTC7[:]
	case UTC8:
		return yearsUTC8[:]
	}
	return nil
}

func (z Zone) year(year int) (lunarYear, bool) {
	t := z.table()
	if i := year - firstLunarYear; i >= 0 && i < len(t) {
		return t[i], true
	}
	return 0, false
}

// FromSolar gives the lunar date of a Gregorian day; false for a day that does
// not exist or lies outside the years of the zone.
func FromSolar(year, month, day int, zone Zone) (Date, bool) {
	if year < FirstYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, false
	}
	y, ok := zone.year(year)
	if !ok {
		return Date{}, false
	}
	dayNumber := dayOfYear(year, month, day)
	if dayNumber < y.newYear() { // before Tết: the last months of the year before
		year--
		dayNumber += daysInYear(year)
		if y, ok = zone.year(year); !ok {
			return Date{}, false
		}
	}
	return y.date(year, dayNumber-y.newYear())
}

// date gives the date offset days after Tết of the year.
func (y lunarYear) date(year, offset int) (Date, bool) {
	number := 0
	for i := range y.months() {
		leap := y.leap() != 0 && i == y.leap()
		if !leap {
			number++
		}
		n := y.length(i)
		if offset < n {
			return Date{Year: year, Month: number, Day: offset + 1, Leap: leap}, true
		}
		offset -= n
	}
	return Date{}, false
}

// Solar gives the Gregorian day of a lunar date; false for a date that the
// calendar of the zone does not have.
func (d Date) Solar(zone Zone) (year, month, day int, ok bool) {
	y, ok := zone.year(d.Year)
	if !ok || d.Month < 1 || d.Month > 12 || d.Leap && y.leap() != d.Month {
		return 0, 0, 0, false
	}
	index := d.Month - 1
	if y.leap() != 0 && (d.Month > y.leap() || d.Leap) {
		index++
	}
	if d.Day < 1 || d.Day > y.length(index) {
		return 0, 0, 0, false
	}
	offset := y.newYear() + d.Day - 1
	for i := range index {
		offset += y.length(i)
	}
	year = d.Year
	if n := daysInYear(year); offset >= n {
		offset -= n
		year++
	}
	for month = 1; offset >= daysIn(year, month); month++ {
		offset -= daysIn(year, month)
	}
	return year, month, offset + 1, true
}

// dayOfYear counts from 0.
func dayOfYear(year, month, day int) int {
	for m := 1; m < month; m++ {
		day += daysIn(year, m)
	}
	return day - 1
}

func daysInYear(year int) int { return 337 + daysIn(year, 2) }

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
