package registrytest

import (
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const defaultClockWindow = 5 * time.Minute

// admit checks the authentication headers and gives the status to refuse with,
// 0 for a caller who may ask: 401 for wrong credentials, signature or clock,
// 403 for a subsystem without a right to the service.
func (s *Server) admit(h http.Header) int {
	want := s.Credentials()
	names := want.Headers.Names()
	timestamp := h.Get(names.Timestamp)
	if !s.inWindow(timestamp) {
		return http.StatusUnauthorized
	}
	encoded, basic := strings.CutPrefix(h.Get(names.Authorization), "Basic ")
	got, err := base64.StdEncoding.DecodeString(encoded)
	if !basic || err != nil {
		return http.StatusUnauthorized
	}
	signed := want.SignedURL
	if signed == "" {
		signed = s.URL()
	}
	if !same(string(got), want.User+":"+want.Signature(signed, timestamp)) || !same(h.Get(names.APIKey), want.APIKey.Reveal()) {
		return http.StatusUnauthorized
	}
	if h.Get(names.RoadClient) != want.RoadClient {
		return http.StatusForbidden
	}
	return 0
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// inWindow reports a timestamp near enough to the server's clock.
func (s *Server) inWindow(timestamp string) bool {
	n, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return false
	}
	at := time.UnixMilli(n)
	if s.options.Credentials.Unit == time.Second {
		at = time.Unix(n, 0)
	}
	off := s.options.Now().Sub(at)
	return max(off, -off) <= s.options.ClockWindow
}
