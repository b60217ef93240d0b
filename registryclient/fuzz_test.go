package registryclient_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// FuzzRetryAfter checks the bounds, and agreement with a plain reading where
// there is one.
func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{"", "0", "120", "-1", "9223372037", "99999999999999999999", "Sun, 22 Nov 2026 12:00:30 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "1.5"} {
		f.Add(seed, int64(0))
	}
	f.Fuzz(func(t *testing.T, header string, seconds int64) {
		got := registryclient.RetryAfter(header, noon)
		if got < 0 || got > registryclient.LongestRetryAfter {
			t.Fatalf("%q gives %v, outside its bounds", header, got)
		}
		if seconds < 0 || seconds > 1<<30 {
			return
		}
		at := noon.Add(time.Duration(seconds) * time.Second)
		if got := registryclient.RetryAfter(at.Format(http.TimeFormat), noon); got != at.Sub(noon) {
			t.Fatalf("a date %d s ahead gives %v", seconds, got)
		}
	})
}
