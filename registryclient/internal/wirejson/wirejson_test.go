package wirejson_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/registryclient/internal/wirejson"
)

func TestParseObject(t *testing.T) {
	for _, c := range []struct {
		name, text string
		ok         bool
	}{
		{"an object", `{"a":"1","b":{"c":[1,2,null]}}`, true},
		{"empty", `{}`, true},
		{"blanks around", " {\"a\":1}\n", true},
		{"a byte order mark", "\ufeff{}", true},
		{"keys that differ in case", `{"a":1,"A":2}`, true},
		{"nothing", "", false},
		{"null", "null", false},
		{"a list", "[]", false},
		{"text", `"a"`, false},
		{"a key twice", `{"a":1,"a":1}`, false},
		{"a key twice inside", `{"a":[{"b":1,"b":2}]}`, false},
		{"a key twice, once escaped", `{"a":1,"\u0061":2}`, false},
		{"two values", `{}{}`, false},
		{"something after", `{} x`, false},
		{"cut off", `{"a":`, false},
		{"invalid UTF-8", "{\"a\":\"\xff\"}", false},
		{"too deep", strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40), false},
		{"HTML", "<html></html>", false},
	} {
		o, err := wirejson.ParseObject([]byte(c.text))
		if (err == nil) != c.ok || err != nil && (o != nil || !errors.Is(err, wirejson.ErrMalformed)) {
			t.Errorf("%s: %v, error %v, want ok %v", c.name, o, err, c.ok)
		}
	}
}

func TestMembers(t *testing.T) {
	o, err := wirejson.ParseObject([]byte(`{"text":"Mẫu","number":12,"big":"34","real":1.5,"null":null,"list":[],"object":{"x":"y"},"true":true}`))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"text": "Mẫu", "number": "12", "big": "34", "real": "1.5"} {
		if got, ok := o.Text(name); !ok || got != want {
			t.Errorf("Text(%q) = %q, %v", name, got, ok)
		}
	}
	for _, name := range []string{"null", "list", "object", "true", "missing"} {
		if got, ok := o.Text(name); ok || got != "" {
			t.Errorf("Text(%q) = %q", name, got)
		}
	}
	if !o.Absent("null") || !o.Absent("missing") || o.Absent("text") {
		t.Error("Absent is wrong")
	}
	for name, want := range map[string]int64{"number": 12, "big": 34} {
		if got, ok := o.Whole(name); !ok || got != want {
			t.Errorf("Whole(%q) = %d, %v", name, got, ok)
		}
	}
	if _, ok := o.Whole("real"); ok {
		t.Error("1.5 is a whole number")
	}
	if inner, ok := o.Object("object"); !ok || len(inner) != 1 {
		t.Error("an object inside is not found")
	}
	for _, name := range []string{"list", "null", "missing"} {
		if _, ok := o.Object(name); ok {
			t.Errorf("Object(%q) is one", name)
		}
	}
}

// FuzzParseObject compares with encoding/json: what is accepted here is an
// object there, with as many members.
func FuzzParseObject(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":1,"a":2}`, `{"a":{"b":[null]}}`, "\ufeff{}", `[1]`, "{\"a\":\"\xff\"}", `{"a":"\ud800"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		o, err := wirejson.ParseObject(body)
		if err != nil {
			return
		}
		if !utf8.Valid(body) {
			t.Fatal("invalid UTF-8 was accepted")
		}
		var other map[string]any
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(body), "\ufeff")), &other); err != nil || len(other) != len(o) {
			t.Fatalf("encoding/json reads %d members, error %v; here %d", len(other), err, len(o))
		}
		for name := range o {
			o.Text(name)
			o.Object(name)
		}
	})
}
