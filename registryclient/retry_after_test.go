package registryclient_test

import (
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	const most = registryclient.LongestRetryAfter
	for _, c := range []struct {
		header string
		want   time.Duration
		reason string
	}{
		{"", 0, "no header"},
		{"0", 0, "now"},
		{"1", time.Second, ""},
		{"120", 2 * time.Minute, ""},
		{" 120 ", 2 * time.Minute, "blanks around a field value are no part of it"},
		{"000000120", 2 * time.Minute, ""},
		{"3600", time.Hour, ""},
		{"2147483647", most, "31 bits"},
		{"2147483648", most, "one more"},
		{"9223372037", most, "overflows nanoseconds in 64 bits"},
		{"99999999999999999999999999999999", most, "overflows anything"},
		{"-1", 0, "no such wait"},
		{"+1", 0, "not the grammar"},
		{"1.5", 0, "not the grammar"},
		{"1e3", 0, "not the grammar"},
		{"0x10", 0, "not the grammar"},
		{"１２", 0, "full-width digits are not digits here"},
		{"1 2", 0, ""},
		{"soon", 0, ""},
		{"Sun, 22 Nov 2026 12:00:30 GMT", 30 * time.Second, "the form of RFC 9110"},
		{"Sunday, 22-Nov-26 12:00:30 GMT", 30 * time.Second, "the form of RFC 850"},
		{"Sun Nov 22 12:00:30 2026", 30 * time.Second, "the form of asctime"},
		{"Sun, 22 Nov 2026 11:59:30 GMT", 0, "in the past"},
		{"Fri, 31 Dec 9999 23:59:59 GMT", most, "in another age"},
		{"Sun, 22 Nov 2026 12:00:30 ICT", 0, "not the grammar"},
		{"2026-11-22T12:00:30Z", 0, "not the grammar"},
	} {
		if got := registryclient.RetryAfter(c.header, noon); got != c.want {
			t.Errorf("Retry-After %q = %v, want %v (%s)", c.header, got, c.want, c.reason)
		}
	}
}
