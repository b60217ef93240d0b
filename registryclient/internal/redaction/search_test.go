package redaction_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/registryclient/internal/redaction"
)

// TestSearchFinds plants every value in every form in which it could come out:
// a search that finds nothing proves nothing.
func TestSearchFinds(t *testing.T) {
	people, err := redaction.People(3)
	if err != nil {
		t.Fatal(err)
	}
	p := people[1]
	name, born := string(p.Name), strings.Split(p.Born.ISO(), "-")
	quoted, err := json.Marshal(norm.NFD.String(name))
	if err != nil {
		t.Fatal(err)
	}
	planted := map[string]string{
		"name": name, "name in upper case": strings.ToUpper(name), "name stripped": "NGUYENZANARIZANARIAAAB",
		"name decomposed": norm.NFD.String(name), "part of a name": "Zạnarỉ", "name in hexadecimal": fmt.Sprintf("%x", name),
		"name in upper hexadecimal": fmt.Sprintf("%X", name), "name in spaced hexadecimal": fmt.Sprintf("% x", name),
		"name in base64": base64.StdEncoding.EncodeToString([]byte("xx" + name)), "name in a URL": "/a?name=" + url.QueryEscape("Zạnarỉ"),
		"name in HTML": html.EscapeString(name) + "&amp;", "name in Go": fmt.Sprintf("%+q", "Zạnarỉ"), "name in JSON": string(quoted),
		"household": p.Household, "address": "đường Zanari",
		"personal ID": "CCCD " + p.PersonalID.Reveal() + ".", "CMND": p.CMND.Reveal(), "insurance number": "bhxh=" + p.Insurance, "card": p.Card.Reveal(),
		"personal ID in hexadecimal": fmt.Sprintf("%x", p.PersonalID.Reveal()), "personal ID behind letters": "id" + p.PersonalID.Reveal(),
		"personal ID in base64": base64.URLEncoding.EncodeToString([]byte("id:" + p.PersonalID.Reveal())),
		"date":                  p.Born.Reveal(), "ISO date": p.Born.ISO(), "date of the wire": born[0] + born[1] + born[2], "date in a sentence": "sinh ngày " + p.Born.Reveal() + ",",
		"date with dots": strings.Join([]string{born[2], born[1], born[0]}, "."), "secret": "x s3cret-of-the-test y",
	}
	for form, text := range planted {
		s := redaction.NewSearch(people)
		s.Secret("s3cret-of-the-test")
		s.Text("here", "before "+text+" after")
		if hits, searched := s.Hits(); len(hits) == 0 || searched == 0 {
			t.Errorf("%s: not found", form)
		}
	}
}

// TestSearchIsQuiet has what is no person's, and must not be taken for it.
func TestSearchIsQuiet(t *testing.T) {
	people, err := redaction.People(100)
	if err != nil {
		t.Fatal(err)
	}
	p := people[1]
	s := redaction.NewSearch(people)
	for _, text := range []string{
		"CCCD …" + p.PersonalID.Reveal()[9:], p.Name.Masked(), p.PersonalID.Masked(), p.Born.Masked(), p.Card.Masked(),
		"2026-11-22T10:00:00.123456789Z", "registryclient: qldc/TraCuuThongTinCongDan: not available (status 500, attempts 2)",
		"hmac:" + strings.Repeat("0", 10) + p.PersonalID.Reveal() + "ffffffffff", // inside a digest, by chance
	} {
		s.Text("here", text)
	}
	if hits, _ := s.Hits(); len(hits) > 0 {
		t.Errorf("found %v", hits)
	}
}

// talkative is an error that says too much, in one way.
type talkative struct {
	Text  string
	cause error
}

func (e *talkative) Error() string { return "masked" }
func (e *talkative) Unwrap() error { return e.cause }

// TestSearchFindsInErrors hides a name where Error does not show it.
func TestSearchFindsInErrors(t *testing.T) {
	people, err := redaction.People(1)
	if err != nil {
		t.Fatal(err)
	}
	name := string(people[0].Name)
	for form, e := range map[string]error{
		"a field, in JSON and %#v": &talkative{Text: name},
		"a cause":                  &talkative{cause: errors.New(name)},
		"the cause of a cause":     fmt.Errorf("x: %w", errors.Join(&talkative{cause: &talkative{cause: errors.New(name)}})),
	} {
		s := redaction.NewSearch(people)
		s.Error("here", e)
		if hits, _ := s.Hits(); len(hits) == 0 {
			t.Errorf("%s: not found", form)
		}
	}
	s := redaction.NewSearch(people)
	slog.New(slog.NewJSONHandler(s.Writer("log"), masktest.Untimed())).Info("x", "name", name)
	if hits, _ := s.Hits(); len(hits) == 0 {
		t.Error("a log: not found")
	}
}
