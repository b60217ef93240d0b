package registryclient

import (
	"net/http"
	"strings"
	"time"
)

// draw gives the wait after so many attempts: full jitter under an edge that
// doubles from BaseWait to MaxWait.
func (t *Transport) draw(attempts int) time.Duration {
	edge := t.retry.BaseWait
	for range attempts - 1 {
		if edge >= t.retry.MaxWait/2 {
			edge = t.retry.MaxWait
			break
		}
		edge *= 2
	}
	return time.Duration(t.random.below(uint64(min(edge, t.retry.MaxWait))))
}

// longestRetryAfter bounds what a Retry-After can say, so that no sum with it
// overflows: about 68 years.
const longestRetryAfter = (1<<31 - 1) * time.Second

// retryAfter reads a Retry-After header (RFC 9110, 10.2.3), seconds or a date,
// as a wait from now. A date in the past and a header that is neither give 0;
// the result is never negative and never above longestRetryAfter.
func retryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	if header == "" || len(header) > 64 {
		return 0
	}
	if seconds, ok := wholeSeconds(header); ok {
		return min(seconds, longestRetryAfter)
	}
	date, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return min(max(0, date.Sub(now)), longestRetryAfter)
}

// wholeSeconds reads decimal digits and nothing else.
func wholeSeconds(s string) (time.Duration, bool) {
	const most = int64(longestRetryAfter / time.Second)
	var v int64
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = min(v*10+int64(c-'0'), most)
	}
	return time.Duration(v) * time.Second, true
}
