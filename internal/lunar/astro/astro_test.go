package astro_test

import (
	"math"
	"testing"

	"github.com/bhxh-go/bhxh/internal/lunar/astro"
)

// The worked examples of Meeus, Astronomical Algorithms (1998): 49.a, the new
// moon of 18 February 1977 at 3h37m42s dynamical time, and 25.a, the apparent
// longitude of the sun on 13 October 1992 at 0h dynamical time.
func TestWorkedExamples(t *testing.T) {
	const minute = 1.0 / 1440
	if got, want := astro.NewMoon(-283), 2443192.65118-48.0/86400; math.Abs(got-want) > minute/4 {
		t.Errorf("new moon of February 1977: %.5f, want %.5f", got, want)
	}
	if got, want := astro.SunLongitude(2448908.5-59.0/86400), 199.90600; math.Abs(got-want) > 0.001 {
		t.Errorf("longitude of the sun on 13 October 1992: %.5f, want %.5f", got, want)
	}
}

// Twelve or thirteen months of 29 or 30 days, and a leap month in about seven
// years of nineteen.
func TestYears(t *testing.T) {
	leaps := 0
	for year := 1900; year < 2090; year++ {
		months, end := astro.Year(year, 7)
		for i, m := range months {
			next := end
			if i+1 < len(months) {
				next = months[i+1].First
			}
			if n := next - m.First; n != 29 && n != 30 {
				t.Errorf("month %d of %d has %d days", m.Number, year, n)
			}
			if m.Leap {
				leaps++
			}
		}
		if last := months[len(months)-1]; last.Number != 12 {
			t.Errorf("%d ends with month %d", year, last.Number)
		}
	}
	if want := 190 * 7 / 19; leaps != want {
		t.Errorf("%d leap months in 190 years, want %d", leaps, want)
	}
}
