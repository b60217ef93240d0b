package lunar_test

import (
	"math"
	"testing"

	"github.com/bhxh-go/bhxh/internal/lunar"
	"github.com/bhxh-go/bhxh/internal/lunar/astro"
)

// The oracle reckons the calendar a second time, the slow and naive way, with
// the short formulae that Hồ Ngọc Đức gives for hand-held use (Meeus 1998,
// chapters 25 and 49, main terms only). They are good to a few minutes, so they
// may put a new moon that falls at midnight on the other day: those months are
// listed, and no other may differ.

func oracleNewMoon(k int) float64 {
	t := float64(k) / 1236.85 // centuries since 1900
	sin := func(d float64) float64 { return math.Sin(d * math.Pi / 180) }
	jd := 2415020.75933 + 29.53058868*float64(k) + 0.0001178*t*t - 0.000000155*t*t*t
	jd += 0.00033 * sin(166.56+132.87*t-0.009173*t*t)
	m := 359.2242 + 29.10535608*float64(k) - 0.0000333*t*t - 0.00000347*t*t*t
	mm := 306.0253 + 385.81691806*float64(k) + 0.0107306*t*t + 0.00001236*t*t*t
	f := 21.2964 + 390.67050646*float64(k) - 0.0016528*t*t - 0.00000239*t*t*t
	c := (0.1734-0.000393*t)*sin(m) + 0.0021*sin(2*m) - 0.4068*sin(mm) + 0.0161*sin(2*mm) - 0.0004*sin(3*mm) +
		0.0104*sin(2*f) - 0.0051*sin(m+mm) - 0.0074*sin(m-mm) + 0.0004*sin(2*f+m) - 0.0004*sin(2*f-m) -
		0.0006*sin(2*f+mm) + 0.0010*sin(2*f-mm) + 0.0005*sin(2*mm+m)
	return jd + c - (-0.000278 + 0.000265*t + 0.000262*t*t)
}

func oracleSunLongitude(jd float64) float64 {
	t := (jd - 2451545) / 36525
	m := (357.52910 + 35999.05030*t - 0.0001559*t*t) * math.Pi / 180
	l := 280.46645 + 36000.76983*t + 0.0003032*t*t
	l += (1.914600-0.004817*t)*math.Sin(m) + (0.019993-0.000101*t)*math.Sin(2*m) + 0.000290*math.Sin(3*m)
	l -= 0.00569 + 0.00478*math.Sin((125.04-1934.136*t)*math.Pi/180)
	return l - 360*math.Floor(l/360)
}

type oracleMonth struct {
	first, year, number int
	leap                bool
}

// oracleMonths reckons every month from 1899 to 2200 by walking through the
// new moons.
func oracleMonths(hours float64) []oracleMonth {
	day := func(k int) int { return int(math.Floor(oracleNewMoon(k) + 0.5 + hours/24)) }
	sign := func(d int) int { return int(oracleSunLongitude(float64(d)-0.5-hours/24) / 30) }
	solstice := func(k int) bool { // the month of the k-th new moon holds the solstice: it may hold two signs
		from, to := sign(day(k)), sign(day(k+1))
		return (from == 7 || from == 8) && (to == 9 || to == 10)
	}
	var months []oracleMonth
	k := -30
	for !solstice(k) {
		k++
	}
	for year := 1897; len(months) == 0 || months[len(months)-1].year < 2200; year++ {
		next := k + 1
		for !solstice(next) {
			next++
		}
		number, leapWanted := 10, next-k == 13
		for i := k; i < next; i++ {
			leap := leapWanted && i > k && sign(day(i)) == sign(day(i+1))
			if leap {
				leapWanted = false
			} else {
				number++
			}
			m := oracleMonth{day(i), year, number, leap}
			if number > 12 {
				m.year, m.number = year+1, number-12
			}
			months = append(months, m)
		}
		k = next
	}
	return months
}

// atMidnight are the months, {year, number}, whose new moon falls so near to
// midnight that the short formulae of the oracle put it on another day.
var atMidnight = map[[2]int]bool{
	{1944, 5}: true, {1967, 6}: true, {2072, 11}: true, {2077, 10}: true, {2130, 4}: true,
	{2150, 5}: true, {2159, 4}: true, {2175, 1}: true, {2199, 1}: true,
}

func TestOracle(t *testing.T) {
	compared := 0
	for _, m := range oracleMonths(7) {
		if m.year < lunar.FirstYear || m.year > lunar.LastYear {
			continue
		}
		compared++
		first, ok := firstDay(m.year, m.number, m.leap, lunar.UTC7)
		if differs := !ok || first != m.first; differs != atMidnight[[2]int{m.year, m.number}] {
			t.Errorf("month %d (leap %t) of %d differs from the oracle: %t", m.number, m.leap, m.year, differs)
		}
	}
	if compared < 300*12 {
		t.Errorf("%d months compared, want every month of 300 years", compared)
	}
}

// TestTableIsGenerated proves that zyears.go holds what the generator makes.
func TestTableIsGenerated(t *testing.T) {
	for zone, span := range map[lunar.Zone]struct {
		last  int
		hours float64
	}{lunar.UTC7: {lunar.LastYear, 7}, lunar.UTC8: {1975, 8}} {
		for year := lunar.FirstYear - 1; year <= span.last; year++ {
			months, _ := astro.Year(year, span.hours)
			for _, m := range months {
				if first, ok := firstDay(year, m.Number, m.Leap, zone); !ok || first != m.First {
					t.Fatalf("zone %d, month %d (leap %t) of %d begins on day %d, generator %d", zone, m.Number, m.Leap, year, first, m.First)
				}
			}
		}
	}
}

// firstDay gives the Julian day number on which a lunar month begins.
func firstDay(year, month int, leap bool, zone lunar.Zone) (int, bool) {
	y, m, d, ok := lunar.Date{Year: year, Month: month, Day: 1, Leap: leap}.Solar(zone)
	return astro.JulianDay(y, m, d), ok
}
