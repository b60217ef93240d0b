package logmask_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/identity/logmask"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
)

// person is synthetic. None of these values may be seen.
func person() identity.Person {
	return identity.Person{FullName: "Ngọc Canari Hoàng", DateOfBirth: "27/09/1987", Gender: "Nữ", IDNumber: "001187654321"}
}

var canaries = []string{"Canari", "27/09", "1987", "001187654321", "7654"}

type request struct {
	Who     identity.Person  `json:"who"`
	Pointer *identity.Person `json:"pointer,omitempty"`
	List    []identity.Name
	ByKey   map[identity.Text]int
	Any     any
	At      time.Time
	Plain   string
	Skipped string `json:"-"`
	inside  identity.Text
	Next    *request
}

func filled() request {
	p := person()
	return request{
		Who: p, Pointer: &p, List: []identity.Name{p.FullName}, ByKey: map[identity.Text]int{p.IDNumber: 1, "001187654322": 2},
		Any: [1]any{map[string]identity.Text{"a": p.DateOfBirth}}, At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		Plain: "kept", inside: p.IDNumber,
	}
}

// TestNothingShows: no canary comes out, however it is nested, with either
// handler of the standard library.
func TestNothingShows(t *testing.T) {
	p := person()
	loop := filled()
	loop.Next = &loop
	for name, value := range map[string]any{
		"struct": filled(), "pointer": &p, "pointer to struct": &loop, "slice": []identity.Person{p}, "map": map[string]any{"p": p},
		"map key": map[identity.Name]bool{p.FullName: true}, "anonymous": struct{ identity.Person }{p},
		"unexported": struct{ p identity.Person }{p}, "array of any": [2]any{&p, 3},
		"wrapped": fmt.Errorf("with %v", p), "error with fields": &failure{p},
	} {
		for handler, of := range handlers() {
			t.Run(name+", "+handler, func(t *testing.T) {
				var out bytes.Buffer
				logger := slog.New(logmask.NewHandler(of(&out)))
				logger.Info("direct", "v", value)
				logger.With("v", value).WithGroup("g").Info("with", slog.Group("h", slog.Any("v", value)))
				for _, canary := range canaries {
					if strings.Contains(out.String(), canary) {
						t.Errorf("%d bytes of log show a value", out.Len())
					}
				}
				if strings.Count(out.String(), "\n") != 2 {
					t.Error("want two lines")
				}
			})
		}
	}
}

// TestLeaksWithout shows what the wrapper is for.
func TestLeaksWithout(t *testing.T) {
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, masktest.Untimed())).Info("direct", "v", filled())
	if !strings.Contains(out.String(), "Canari") {
		t.Error("the handler alone masks nested values: the wrapper has become needless")
	}
}

type failure struct{ who identity.Person }

func (f *failure) Error() string { return "it failed" }

func handlers() map[string]func(*bytes.Buffer) slog.Handler {
	return map[string]func(*bytes.Buffer) slog.Handler{
		"JSON": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, masktest.Untimed()) },
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, masktest.Untimed()) },
	}
}

// TestShape: a masked struct has the names of JSON, and all that needs no mask.
func TestShape(t *testing.T) {
	var out bytes.Buffer
	slog.New(logmask.NewHandler(slog.NewJSONHandler(&out, masktest.Untimed()))).Info("m", "v", filled())
	var line struct{ V map[string]any }
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if keys, _ := line.V["ByKey"].(map[string]any); len(keys) != 2 || keys["(masked)"] == keys["(masked) #2"] {
		t.Errorf("two keys that look alike when masked gave %d entries", len(keys))
	}
	delete(line.V, "ByKey")
	p := person().Masked()
	want := map[string]any{
		"who": p, "pointer": p, "List": []any{"N.C.H."},
		"Any": []any{map[string]any{"a": "(masked)"}}, "At": "2026-01-02T03:04:05Z", "Plain": "kept", "inside": "(masked)", "Next": nil,
	}
	if diff := cmp.Diff(want, line.V); diff != "" {
		t.Errorf("masked (-want +got):\n%s", diff)
	}
}

// TestHarmless: a value without a LogValuer inside comes out byte for byte as
// without the wrapper.
func TestHarmless(t *testing.T) {
	for name, value := range map[string]any{
		"text": "x", "number": 3, "time": time.Unix(0, 0).UTC(), "duration": time.Second, "nil": nil, "error": errors.New("no"),
		"struct": struct {
			A int `json:"a,omitempty"`
			B []byte
			C error
		}{B: []byte("b")},
		"map": map[int]string{1: "one"}, "raw": json.RawMessage(`{"a":1}`), "pointer": new(int),
	} {
		t.Run(name, func(t *testing.T) {
			var plain, wrapped bytes.Buffer
			at := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
				if a.Key == slog.TimeKey {
					return slog.Attr{}
				}
				return a
			}}
			slog.New(slog.NewJSONHandler(&plain, at)).Info("m", "v", value)
			slog.New(logmask.NewHandler(slog.NewJSONHandler(&wrapped, at))).Info("m", "v", value)
			if diff := cmp.Diff(plain.String(), wrapped.String()); diff != "" {
				t.Errorf("wrapped (-plain +wrapped):\n%s", diff)
			}
		})
	}
}

func BenchmarkHandler(b *testing.B) {
	value := filled()
	logger := slog.New(logmask.NewHandler(slog.DiscardHandler))
	for b.Loop() {
		logger.Info("m", "v", value)
	}
}
