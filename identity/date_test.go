package identity_test

import (
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

func TestParseDate(t *testing.T) {
	dob := identity.FieldDateOfBirth
	cases := []struct {
		name, reason, input, iso string
		fails                    failure
	}{
		{"form", "as the forms print it", "15/03/1980", "1980-03-15", failure{}},
		{"short", "as people write it", "5/3/1980", "1980-03-05", failure{}},
		{"hyphens", "accepted notation", "15-03-1980", "1980-03-15", failure{}},
		{"dots", "accepted notation", "15.03.1980", "1980-03-15", failure{}},
		{"ISO", "accepted notation", "1980-03-15", "1980-03-15", failure{}},
		{"year first with slashes", "accepted notation", "1980/3/15", "1980-03-15", failure{}},
		{"compact", "as the wire sends it", "19800315", "1980-03-15", failure{}},
		{"month", "TK1-TS takes mm/yyyy", "03/1980", "1980-03", failure{}},
		{"month with day 00", "as import sheets write it", "00/03/1980", "1980-03", failure{}},
		{"ISO month", "what ISO gives", "1980-03", "1980-03", failure{}},
		{"year", "TK1-TS takes yyyy", "1960", "1960", failure{}},
		{"year with 0/0", "as cards print it", "0/0/1960", "1960", failure{}},
		{"year with 00/00", "as import sheets write it", "00/00/1960", "1960", failure{}},
		{"year with 00", "month 00 of a year", "00/1960", "1960", failure{}},
		{"blanks", "around every part", " 15 / 03 / 1980 ", "1980-03-15", failure{}},
		{"full-width", "typed with an East Asian input method", "１５／０３／１９８０", "1980-03-15", failure{}},
		{"apostrophe", "a spreadsheet's mark for text", "'15/03/1980", "1980-03-15", failure{}},
		{"leap day", "1980 has it", "29/02/1980", "1980-02-29", failure{}},
		{"leap day of 2000", "a century that has it", "29/02/2000", "2000-02-29", failure{}},
		{"midnight", "as databases export a date", "1980-03-15 00:00:00", "1980-03-15", failure{}},
		{"midnight with fraction and zone", "the same", "1980-03-15T00:00:00.000Z", "1980-03-15", failure{}},
		{"midnight in Vietnam", "the same", "1980-03-15T00:00:00+07:00", "1980-03-15", failure{}},
		{"midnight in an English spreadsheet", "twelve-hour clock", "15/03/1980 12:00:00 AM", "1980-03-15", failure{}},
		{"midnight in a Vietnamese spreadsheet", "SA is sáng", "15/03/1980 12:00:00 SA", "1980-03-15", failure{}},

		{"empty", "no value", "", "", failure{identity.CodeEmpty, dob, -1}},
		{"blanks only", "no value", " \u00a0", "", failure{identity.CodeEmpty, dob, -1}},
		{"30 February", "may be lunar, is no such day", "30/02/1980", "", failure{identity.CodeImpossible, dob, 0}},
		{"no leap day", "1900 has none", "29/02/1900", "", failure{identity.CodeImpossible, dob, 0}},
		{"month 13", "day and month may be swapped", "03/15/1980", "", failure{identity.CodeImpossible, dob, 0}},
		{"day without month", "15 of which month?", "15/00/1980", "", failure{identity.CodeImpossible, dob, 0}},
		{"year 0", "there is none", "00/00/0000", "", failure{identity.CodeImpossible, dob, 0}},
		{"impossible compact", "day 40", " 19800340", "", failure{identity.CodeImpossible, dob, 1}},
		{"two-digit year", "the century would be a guess", "15/03/80", "", failure{identity.CodeLength, dob, -1}},
		{"serial number", "a spreadsheet's day count", "29295", "", failure{identity.CodeLength, dob, -1}},
		{"year with a decimal part", "exported as a number", "1980.0", "", failure{identity.CodeLength, dob, -1}},
		{"nine digits", "no notation", "198003150", "", failure{identity.CodeLength, dob, 8}},
		{"ends in a separator", "a part is missing", "15/03/", "", failure{identity.CodeLength, dob, -1}},
		{"two separators", "one notation at a time", "15/03-1980", "", failure{identity.CodeCharacter, dob, 5}},
		{"separator first", "a part is missing", "/03/1980", "", failure{identity.CodeCharacter, dob, 0}},
		{"words", "no notation", "15 tháng 3", "", failure{identity.CodeCharacter, dob, 3}},
		{"four parts", "no notation", "15/03/1980/1", "", failure{identity.CodeCharacter, dob, 11}},
		{"a time", "17:00 UTC is the next day in Vietnam", "1980-03-15T17:00:00Z", "", failure{identity.CodeCharacter, dob, 10}},
		{"a part and midnight", "the separator wants a fourth part", "15/03/1980/00:00", "", failure{identity.CodeCharacter, dob, 11}},
		{"twelve without AM", "noon or midnight", "15/03/1980 12:00:00", "", failure{identity.CodeCharacter, dob, 11}},
		{"too long", "no notation is as long", strings.Repeat("0", 65), "", failure{identity.CodeTooLong, dob, 64}},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			got, err := identity.ParseDate(c.input)
			checkFailure(t, err, c.fails)
			if got.ISO() != c.iso {
				t.Errorf("read %q, want %q: %s", got.ISO(), c.iso, c.reason)
			}
		})
	}
}

func TestNewDate(t *testing.T) {
	for _, c := range []struct {
		year, month, day int
		want             string
	}{
		{1980, 3, 15, "15/03/1980"},
		{1980, 3, 0, "03/1980"},
		{1980, 0, 0, "1980"},
		{1, 1, 1, "01/01/0001"},
		{9999, 12, 31, "31/12/9999"},
		{0, 1, 1, ""},
		{10000, 1, 1, ""},
		{1980, 13, 1, ""},
		{1980, 0, 5, ""},
		{1980, 4, 31, ""},
		{1980, -1, 1, ""},
		{1980, 1, -1, ""},
	} {
		d, err := identity.NewDate(c.year, c.month, c.day)
		if (err == nil) != (c.want != "") || d.Reveal() != c.want {
			t.Errorf("NewDate(%d, %d, %d) = %q, %v, want %q", c.year, c.month, c.day, d.Reveal(), err, c.want)
		}
	}
}

func TestDateParts(t *testing.T) {
	cases := []struct {
		text             string
		year, month, day int
		precision        identity.Precision
		name             string
	}{
		{"15/03/1980", 1980, 3, 15, identity.PrecisionDay, "day"},
		{"03/1980", 1980, 3, 0, identity.PrecisionMonth, "month"},
		{"1980", 1980, 0, 0, identity.PrecisionYear, "year"},
		{"", 0, 0, 0, identity.PrecisionNone, "none"},
	}
	for _, c := range cases {
		var d identity.Date
		if err := d.UnmarshalText([]byte(c.text)); err != nil {
			t.Fatal(err)
		}
		if d.Year() != c.year || d.Month() != c.month || d.Day() != c.day || d.Precision() != c.precision {
			t.Errorf("%q: %d-%d-%d to the %s", c.text, d.Year(), d.Month(), d.Day(), d.Precision())
		}
		if c.precision.String() != c.name {
			t.Errorf("precision %q, want %q", c.precision, c.name)
		}
		for p := identity.PrecisionNone; p <= identity.PrecisionDay; p++ {
			if got := d.Truncate(p).Precision(); got != min(p, c.precision) {
				t.Errorf("%q truncated to the %s is known to the %s", c.text, p, got)
			}
		}
	}
}

func TestDateOrder(t *testing.T) {
	ordered := []identity.Date{
		{},
		identity.MustDate(1979, 12, 31), identity.MustDate(1980, 0, 0), identity.MustDate(1980, 1, 0),
		identity.MustDate(1980, 1, 1), identity.MustDate(1980, 12, 31), identity.MustDate(2026, 0, 0),
	}
	for i, a := range ordered {
		for j, b := range ordered {
			if got, want := a.Compare(b) < 0, i < j; got != want {
				t.Errorf("%s before %s: %t, want %t", a.ISO(), b.ISO(), got, want)
			}
		}
	}
	year, month := identity.MustDate(2026, 0, 0), identity.MustDate(2026, 5, 0)
	if year.Before(month) || month.Before(year) || year.After(month) {
		t.Error("2026 is neither before nor after 05/2026")
	}
	if !identity.MustDate(2025, 12, 31).Before(year) || !month.After(identity.MustDate(2026, 4, 30)) {
		t.Error("what is certain to the coarser precision is not seen")
	}
	if (identity.Date{}).Before(year) || year.After(identity.Date{}) {
		t.Error("no date is before or after anything")
	}
}

func TestDateOf(t *testing.T) {
	vietnam := time.FixedZone("+07", 7*60*60)
	at := time.Date(1980, 3, 14, 18, 0, 0, 0, time.UTC)
	if got := identity.DateOf(at).ISO(); got != "1980-03-14" {
		t.Errorf("in UTC %s", got)
	}
	if got := identity.DateOf(at.In(vietnam)).ISO(); got != "1980-03-15" {
		t.Errorf("in Vietnam %s", got)
	}
	for name, odd := range map[string]time.Time{
		"zero": {}, "year 0": time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), "year 10000": time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		if got := identity.DateOf(odd); got.IsValid() {
			t.Errorf("%s gives %s", name, got.ISO())
		}
	}
	for text, want := range map[string]string{"15/03/1980": "1980-03-15", "03/1980": "1980-03-01", "1980": "1980-01-01"} {
		d, err := identity.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Time().Format(time.DateOnly); got != want {
			t.Errorf("the time of %s is %s, want %s", text, got, want)
		}
	}
	if !(identity.Date{}).Time().IsZero() {
		t.Error("the time of no date is not the zero time")
	}
}

// TestEveryDay holds the calendar against the one of the standard library.
func TestEveryDay(t *testing.T) {
	last := time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := time.Date(1895, 1, 1, 0, 0, 0, 0, time.UTC); day.Before(last); day = day.AddDate(0, 0, 1) {
		d := identity.DateOf(day)
		back, err := identity.ParseDate(d.Reveal())
		if err != nil || back != d || d.Reveal() != day.Format("02/01/2006") || d.ISO() != day.Format(time.DateOnly) || !d.Time().Equal(day) {
			t.Fatalf("%s: %q, %v", day.Format(time.DateOnly), d.Reveal(), err)
		}
	}
}
