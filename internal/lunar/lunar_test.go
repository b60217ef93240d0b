package lunar_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/internal/lunar"
)

// published are the first day and the leap month of lunar years as almanacs
// print them: for UTC+7 and for UTC+8 before 1967 the calendar tables of Hồ
// Ngọc Đức (https://www.informatik.uni-leipzig.de/~duc/amlich/), for UTC+8 from
// 1968 the Gregorian-lunar conversion tables of the Hong Kong Observatory.
type published struct {
	zone       lunar.Zone
	year, leap int
	newYear    time.Time
}

func readPublished(t *testing.T) []published {
	t.Helper()
	f, err := os.Open("testdata/published.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	zones := map[string]lunar.Zone{"7": lunar.UTC7, "8": lunar.UTC8}
	var out []published
	for _, row := range rows[1:] {
		zone, ok := zones[row[0]]
		year, err1 := strconv.Atoi(row[1])
		day, err2 := time.Parse(time.DateOnly, row[2])
		leap, err3 := strconv.Atoi(row[3])
		if !ok || err1 != nil || err2 != nil || err3 != nil {
			t.Fatalf("unusable row %q", row)
		}
		out = append(out, published{zone, year, leap, day})
	}
	if len(out) < 100 {
		t.Fatalf("published dates: %d, want at least 100", len(out))
	}
	return out
}

func TestPublishedYears(t *testing.T) {
	for _, p := range readPublished(t) {
		year, month, day, ok := lunar.Date{Year: p.year, Month: 1, Day: 1}.Solar(p.zone)
		if got := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC); !ok || !got.Equal(p.newYear) {
			t.Errorf("zone %d: new year of %d on %s, want %s", p.zone, p.year, got.Format(time.DateOnly), p.newYear.Format(time.DateOnly))
		}
		for leap := 1; leap <= 12; leap++ {
			_, _, _, ok := lunar.Date{Year: p.year, Month: leap, Day: 1, Leap: true}.Solar(p.zone)
			if ok != (leap == p.leap) {
				t.Errorf("zone %d: leap month %d of %d = %t, want leap month %d", p.zone, leap, p.year, ok, p.leap)
			}
		}
	}
}

func TestFromSolar(t *testing.T) {
	tests := []struct {
		name             string
		year, month, day int
		zone             lunar.Zone
		want             lunar.Date
		reason           string
	}{
		{"a day in spring", 1980, 3, 15, lunar.UTC7, lunar.Date{Year: 1980, Month: 1, Day: 29}, "plain year"},
		{"before Tết", 1980, 1, 15, lunar.UTC7, lunar.Date{Year: 1979, Month: 11, Day: 28}, "the lunar year began in 1979"},
		{"Tết Mậu Thân in the north", 1968, 1, 29, lunar.UTC7, lunar.Date{Year: 1968, Month: 1, Day: 1}, "the first Tết reckoned at UTC+7"},
		{"Tết Mậu Thân in the south", 1968, 1, 30, lunar.UTC8, lunar.Date{Year: 1968, Month: 1, Day: 1}, "almanacs at UTC+8 began the year a day later"},
		{"Tết Ất Sửu", 1985, 1, 21, lunar.UTC7, lunar.Date{Year: 1985, Month: 1, Day: 1}, "a month before the Chinese new year: the winter solstice fell on another day"},
		{"leap second month of 1985", 1985, 3, 21, lunar.UTC7, lunar.Date{Year: 1985, Month: 2, Day: 1, Leap: true}, "China had a leap tenth month in 1984 instead"},
		{"Tết Đinh Hợi", 2007, 2, 17, lunar.UTC7, lunar.Date{Year: 2007, Month: 1, Day: 1}, "a day before the Chinese new year"},
		{"leap sixth month", 2017, 7, 23, lunar.UTC7, lunar.Date{Year: 2017, Month: 6, Day: 1, Leap: true}, "leap month"},
		{"after the leap month", 2017, 8, 22, lunar.UTC7, lunar.Date{Year: 2017, Month: 7, Day: 1}, "the number goes on"},
		{"mid-autumn", 2020, 10, 1, lunar.UTC7, lunar.Date{Year: 2020, Month: 8, Day: 15}, "rằm Trung thu"},
		{"first day of the range", 1900, 1, 1, lunar.UTC7, lunar.Date{Year: 1899, Month: 12, Day: 1}, "belongs to the lunar year 1899"},
		{"last day of the range", 2199, 12, 31, lunar.UTC7, lunar.Date{Year: 2199, Month: 11, Day: 14}, "belongs to the lunar year 2199"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := lunar.FromSolar(tt.year, tt.month, tt.day, tt.zone)
			if diff := cmp.Diff(tt.want, got); diff != "" || !ok {
				t.Errorf("FromSolar ok %t, -want +got (%s):\n%s", ok, tt.reason, diff)
			}
		})
	}
}

func TestOutside(t *testing.T) {
	for _, d := range [][3]int{{1899, 12, 31}, {2200, 1, 1}, {1980, 0, 1}, {1980, 13, 1}, {1980, 2, 30}, {1981, 2, 29}, {1980, 5, 0}} {
		if got, ok := lunar.FromSolar(d[0], d[1], d[2], lunar.UTC7); ok {
			t.Errorf("FromSolar(%v) = %v, want none", d, got)
		}
	}
	if got, ok := lunar.FromSolar(1977, 1, 1, lunar.UTC8); ok {
		t.Errorf("FromSolar at UTC+8 in 1977 = %v, want none", got)
	}
	for _, d := range []lunar.Date{{}, {Year: 1980, Month: 1, Day: 31}, {Year: 1980, Month: 13, Day: 1}, {Year: 1980, Month: 2, Day: 1, Leap: true}, {Year: 2300, Month: 1, Day: 1}} {
		if y, m, day, ok := d.Solar(lunar.UTC7); ok {
			t.Errorf("%v.Solar = %d-%d-%d, want none", d, y, m, day)
		}
	}
}

// TestEveryDay walks through every day of both calendars: each day follows the
// one before, and both directions agree.
func TestEveryDay(t *testing.T) {
	for zone, last := range map[lunar.Zone]int{lunar.UTC7: lunar.LastYear, lunar.UTC8: 1975} {
		var before lunar.Date
		for day := time.Date(lunar.FirstYear, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() <= last; day = day.AddDate(0, 0, 1) {
			d, ok := lunar.FromSolar(day.Year(), int(day.Month()), day.Day(), zone)
			if !ok {
				t.Fatalf("zone %d: no lunar date for %s", zone, day.Format(time.DateOnly))
			}
			if y, m, dd, ok := d.Solar(zone); !ok || y != day.Year() || m != int(day.Month()) || dd != day.Day() {
				t.Fatalf("zone %d: %s is %v is %d-%d-%d", zone, day.Format(time.DateOnly), d, y, m, dd)
			}
			if !follows(before, d) {
				t.Fatalf("zone %d: %s is %v after %v", zone, day.Format(time.DateOnly), d, before)
			}
			before = d
		}
	}
}

func follows(a, b lunar.Date) bool {
	switch {
	case a == lunar.Date{}:
		return true
	case b.Day > 1:
		return b == lunar.Date{Year: a.Year, Month: a.Month, Day: a.Day + 1, Leap: a.Leap}
	case a.Day < 29:
		return false
	case b.Leap:
		return b.Year == a.Year && b.Month == a.Month && !a.Leap
	case b.Month == 1:
		return b.Year == a.Year+1 && a.Month == 12
	}
	return b.Year == a.Year && b.Month == a.Month+1
}

func TestNoAllocations(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { lunar.FromSolar(1980, 3, 15, lunar.UTC7) }); n != 0 {
		t.Errorf("FromSolar allocates %v times, want 0", n)
	}
}

func BenchmarkFromSolar(b *testing.B) {
	for b.Loop() {
		lunar.FromSolar(1980, 12, 15, lunar.UTC7)
	}
}
