package redaction

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Search looks for the values of people, and for secrets, in everything that it
// is given. It is safe for concurrent use.
type Search struct {
	digits  map[string]bool // numbers, and dates without separators
	dates   map[string]bool // dates with separators
	secrets []string

	mu    sync.Mutex
	bytes int64
	hits  map[string]int // by place and kind
}

// NewSearch makes a search for people.
func NewSearch(people []Person) *Search {
	s := &Search{digits: map[string]bool{}, dates: map[string]bool{}, hits: map[string]int{}}
	for i := range people {
		p := &people[i]
		for _, number := range [...]string{p.PersonalID.Reveal(), p.CMND.Reveal(), p.Insurance} {
			s.digits[number] = true
		}
		iso := strings.Split(p.Born.ISO(), "-")
		y, m, d := iso[0], iso[1], iso[2]
		s.digits[y+m+d], s.digits[d+m+y] = true, true
		short := func(t string) string { return strings.TrimPrefix(t, "0") }
		for _, sep := range [...]string{"/", "-", "."} {
			for _, parts := range [...][]string{{d, m, y}, {short(d), short(m), y}, {y, m, d}, {m, d, y}} {
				s.dates[strings.Join(parts, sep)] = true
			}
		}
	}
	return s
}

// Secret adds what must not come out either.
func (s *Search) Secret(secret string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if secret != "" && !slices.Contains(s.secrets, secret) {
		s.secrets = append(slices.Clip(s.secrets), secret)
	}
}

// Hits gives what was found, by place and kind and never by value, and how many
// bytes were searched.
func (s *Search) Hits() (hits map[string]int, searched int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits, s.bytes
}

// Writer gives what searches every write, for handlers of logs.
func (s *Search) Writer(place string) io.Writer { return writer{s, place} }

type writer struct {
	s     *Search
	place string
}

// Write implements io.Writer.
func (w writer) Write(p []byte) (int, error) {
	w.s.Text(w.place, string(p))
	return len(p), nil
}

// verbs are all with which a value could be printed.
var verbs = [...]string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T", "% x", "%#q", "%10.3v"}

// Value searches a value in every verb of fmt, also from inside other values,
// and in both handlers of log/slog.
func (s *Search) Value(place string, v any) {
	s.Printed(place, v)
	s.log(place, v)
}

// Printed searches a value in every verb of fmt.
func (s *Search) Printed(place string, v any) {
	for _, verb := range verbs {
		s.Text(place+" in fmt", fmt.Sprintf(verb, v))
		s.Text(place+" in fmt, nested", fmt.Sprintf(verb, struct{ V any }{v}))
	}
}

// untimed has handlers log everything but the time, whose digits are anybody's
// by chance.
func untimed() *slog.HandlerOptions {
	return &slog.HandlerOptions{Level: slog.LevelDebug - 10, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
}

func (s *Search) log(place string, v any) {
	for _, handler := range [...]slog.Handler{
		slog.NewJSONHandler(s.Writer(place+" in slog JSON"), untimed()), slog.NewTextHandler(s.Writer(place+" in slog text"), untimed()),
	} {
		slog.New(handler).Error("value", "v", v, slog.Group("g", "v", v))
	}
}

// Error searches an error and everything that it unwraps to: every verb, both
// handlers of log/slog, JSON, and wrapped once more.
func (s *Search) Error(place string, err error) {
	if err == nil {
		return
	}
	s.Value(place, err)
	if text, failed := json.Marshal(err); failed == nil {
		s.Text(place+" in JSON", string(text))
	}
	s.Text(place+" wrapped", fmt.Errorf("outer: %w", err).Error()+errors.Join(err, err).Error())
	switch w := err.(type) {
	case interface{ Unwrap() error }:
		s.Error(place+" unwrapped", w.Unwrap())
	case interface{ Unwrap() []error }:
		for _, cause := range w.Unwrap() {
			s.Error(place+" unwrapped", cause)
		}
	}
}

// Text searches a text as it is and with its escapes and encodings undone.
func (s *Search) Text(place, text string) {
	s.mu.Lock()
	s.bytes += int64(len(text))
	secrets := s.secrets
	s.mu.Unlock()
	for _, view := range views(text) {
		for _, secret := range secrets {
			if strings.Contains(view, secret) {
				s.hit(place, "secret")
			}
		}
		s.names(place, view)
		s.numbers(place, view)
	}
}

func (s *Search) hit(place, kind string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hits[place+": "+kind]++
}

func (s *Search) names(place, text string) {
	if isASCII(text) {
		if strings.Contains(strings.ToLower(text), Marker) {
			s.hit(place, "name")
		}
		return
	}
	folded := strings.Map(func(r rune) rune {
		if r >= 0x300 && r < 0x370 { // combining marks
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(text)))
	if strings.Contains(folded, Marker) {
		s.hit(place, "name")
	}
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// A digest of 32 hexadecimal digits or more holds any short number by chance.
const digest = 32

// numbers looks at every run of digits, and at dates around separators.
func (s *Search) numbers(place, text string) {
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			i++
			continue
		}
		end := i
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if n := end - i; n >= 8 && !insideDigest(text, i, end) {
			s.run(place, text[i:end])
		} else if n <= 4 {
			s.date(place, text, i)
		}
		i = end
	}
}

// run searches a run of digits. A date without separators is looked for as a
// whole run only: eight digits are in any long number by chance.
func (s *Search) run(place, run string) {
	if len(run) == 8 && s.digits[run] {
		s.hit(place, "date")
	}
	for _, n := range [...]int{9, 10, 12} {
		for at := 0; at+n <= len(run); at++ {
			if s.digits[run[at:at+n]] {
				s.hit(place, "number")
			}
		}
	}
}

// date searches for a date that begins at a run of digits.
func (s *Search) date(place, text string, at int) {
	for n := 8; n <= 10 && at+n <= len(text); n++ {
		if s.dates[text[at:at+n]] {
			s.hit(place, "date")
		}
	}
}

func insideDigest(text string, from, to int) bool {
	for from > 0 && isHex(text[from-1]) {
		from--
	}
	for to < len(text) && isHex(text[to]) {
		to++
	}
	return to-from >= digest
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isHex(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }

// views gives the text and what it says behind escapes and encodings.
func views(text string) []string {
	out := []string{text}
	if strings.Contains(text, "%") {
		if plain, err := url.PathUnescape(text); err == nil {
			out = append(out, plain)
		}
	}
	if strings.Contains(text, `\`) {
		if plain, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(text, `\"`, `'`), `"`, `'`) + `"`); err == nil {
			out = append(out, plain)
		}
	}
	if strings.Contains(text, "&") {
		out = append(out, html.UnescapeString(text))
	}
	return append(out, decoded(text)...)
}

// decoded gives what runs of hexadecimal or base64 digits hold.
func decoded(text string) []string {
	var out []string
	spaced := func(c byte) bool { return isHex(c) || c == ' ' }
	for run := range runs(text, spaced, 16) {
		run = strings.ReplaceAll(run, " ", "")
		for shift := range min(2, len(run)) {
			part := run[shift:]
			if plain, err := hex.DecodeString(part[:len(part)&^1]); err == nil {
				out = append(out, string(plain))
			}
		}
	}
	for run := range runs(text, isBase64, 12) {
		run = urlToStd.Replace(run)
		for shift := range 4 { // something else may stand before it
			part := run[shift:]
			if plain, err := base64.RawStdEncoding.DecodeString(part[:len(part)&^3]); err == nil {
				out = append(out, string(plain))
			}
		}
	}
	return out
}

var urlToStd = strings.NewReplacer("-", "+", "_", "/")

func isBase64(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '+' || c == '/' || c == '-' || c == '_'
}

// runs gives the runs of bytes of a kind that are long enough.
func runs(text string, kind func(byte) bool, least int) func(func(string) bool) {
	return func(yield func(string) bool) {
		for i := 0; i < len(text); i++ {
			start := i
			for i < len(text) && kind(text[i]) {
				i++
			}
			if i-start >= least && !yield(text[start:i]) {
				return
			}
		}
	}
}

// Bytes searches the content of a file, as it is.
func (s *Search) Bytes(place string, data []byte) {
	s.Text(place, string(bytes.ToValidUTF8(data, []byte{0})))
	s.Text(place, string(data))
}
