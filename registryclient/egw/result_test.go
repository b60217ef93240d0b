package egw_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/egw"
)

// reply is what the gateway writes about the person of the tests.
func reply(code, more string) []byte {
	return []byte(fmt.Sprintf(`{"maKetQua":%q,"ghiChu":"x","maThe":"GD4010000000011","hoTen":"Nguyễn Văn Mẫu","ngaySinh":"01/02/1985","gioiTinh":"Nam",`+
		`"maSoBHXH":"0000000011","gtTheTu":"01/01/2026","gtTheDen":"31/12/2026","dsLichSuKCB2018":null%s}`, code, more))
}

// TestEveryResult: the whole table, through the reader of replies.
func TestEveryResult(t *testing.T) {
	classes := map[string]string{}
	add := func(class, codes string) {
		for _, code := range strings.Fields(codes) {
			classes[code] = class
		}
	}
	add("matched", "000 003 004 010 110 120 121 122 123 124")
	add("not_matched/no_such_number", "050 051 052 053")
	add("not_matched/fields_differ", "060 061 070 080")
	add("not_comparable/other_registry", "001 002")
	add("not_comparable/none", "090 130")
	add(string(registryclient.CodeForbidden), "054 055")
	add(string(registryclient.CodeUnavailable), "100 101 500")
	add(string(registryclient.CodeRejected), "205")
	add(string(registryclient.CodeUnauthorized), "401")
	add(string(registryclient.CodeBadResponse), "003.1 700 999 200 0")

	q := question(t, "GD4010000000011", "Nguyễn Văn Mẫu", "01/02/1985")
	known := 0
	for code, want := range classes {
		check, err := egw.Decode(reply(code, ""), &q)
		got := check.Answer.Outcome.String()
		if check.Answer.Outcome != registryclient.OutcomeMatched {
			got += "/" + check.Answer.Reason.String()
		}
		var e *registryclient.Error
		if errors.As(err, &e) {
			got = string(e.Code)
		}
		if got != want {
			t.Errorf("code %s: %s, want %s", code, got, want)
		}
		if want != string(registryclient.CodeBadResponse) {
			known++
		}
	}
	results := egw.Results()
	if len(results) != known || len(results) != 29 {
		t.Errorf("%d codes in the table, %d in the test, want 29", len(results), known)
	}
	seen := map[string]bool{}
	for i, r := range results {
		if r.Text == "" || seen[r.Text] || i > 0 && results[i-1].Code >= r.Code || (r.Failure == "") == (r.Outcome == registryclient.OutcomeUnknown) {
			t.Errorf("code %s lacks a text or a meaning of its own", r.Code)
		}
		seen[r.Text] = true
	}
	results[0].Code = "changed"
	if egw.Results()[0].Code != "000" {
		t.Error("the table handed out its insides")
	}
}

// TestRefusedReplies: what is no answer about the person asked.
func TestRefusedReplies(t *testing.T) {
	q := question(t, "GD4010000000011", "Nguyễn Văn Mẫu", "01/02/1985")
	byNumber, byID := question(t, "0000000011", "Nguyễn Văn Mẫu", "01/02/1985"), question(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")
	change := func(old, with string) []byte {
		return []byte(strings.Replace(string(reply("000", "")), old, with, 1))
	}
	for _, c := range []struct {
		name     string
		body     []byte
		question egw.Question
		accepted bool
	}{
		{"the person", reply("000", ""), q, true},
		{"by number", reply("000", ""), byNumber, true},
		{"by personal ID", reply("000", ""), byID, true},
		{"another card", change("GD4010000000011", "GD4010000000022"), q, true}, // replaced: the number on it is the same below
		{"another number", []byte(strings.ReplaceAll(string(reply("000", "")), "0000000011", "0000000022")), byNumber, false},
		{"another name by personal ID", change("Nguyễn Văn Mẫu", "Trần Thử"), byID, false},
		{"another date by personal ID", change("01/02/1985", "01/02/1986"), byID, false},
		{"year alone", change("01/02/1985", "1985"), byID, true},
		{"an unreadable date", change("01/02/1985", "31/02/1985"), q, false},
		{"an unreadable number", change(`"0000000011"`, `"12345"`), q, false},
		{"nulls", []byte(`{"maKetQua":"050","maThe":null,"hoTen":null}`), q, true},
		{"no code", []byte(`{"maThe":null}`), q, false},
		{"a code twice", []byte(`{"maKetQua":"000","maKetQua":"050"}`), q, false},
		{"another case", []byte(`{"MAKETQUA":"000"}`), q, false},
		{"a list", []byte(`[{"maKetQua":"000"}]`), q, false},
		{"HTML", []byte(`<html></html>`), q, false},
		{"history that is text", reply("000", `,"dsLichSuKT2018":"x"`), q, true},
	} {
		check, err := egw.Decode(c.body, &c.question)
		if (err == nil) != c.accepted {
			t.Errorf("%s: %v, error %v, want accepted %v", c.name, check, err, c.accepted)
		}
		if err != nil && (!errors.Is(err, registryclient.CodeBadResponse) || strings.Contains(err.Error(), "1985")) {
			t.Errorf("%s: error %v", c.name, err)
		}
	}
}

func TestDecodeToken(t *testing.T) {
	for body, want := range map[string]registryclient.Code{
		`{"maKetQua":"200","APIKey":{"access_token":"a","id_token":"b","expires_in":"2026-11-22T12:00:00.123Z"}}`: "",
		`{"maKetQua":"200","APIKey":{"access_token":"a","id_token":"b","expires_in":"soon"}}`:                     "",
		`{"maKetQua":"200","APIKey":{"access_token":"a"}}`:                                                        registryclient.CodeBadResponse,
		`{"maKetQua":"200","APIKey":null}`:                                                                        registryclient.CodeBadResponse,
		`{"maKetQua":"401","APIKey":null}`:                                                                        registryclient.CodeUnauthorized,
		`{"maKetQua":"402"}`:                                                                                      registryclient.CodeUnauthorized,
		`{"maKetQua":"403"}`:                                                                                      registryclient.CodeUnauthorized,
		`{"maKetQua":"500"}`:                                                                                      registryclient.CodeUnavailable,
		`{"maKetQua":"canary"}`:                                                                                   registryclient.CodeBadResponse,
		`canary`:                                                                                                  registryclient.CodeBadResponse,
	} {
		token, err := egw.DecodeToken([]byte(body))
		if want == "" && (err != nil || token.Access.IsZero() || token.ID.IsZero() || token.Expires.IsZero() != strings.Contains(body, "soon")) ||
			want != "" && !errors.Is(err, want) {
			t.Errorf("%s: %v, error %v, want %q", body, token, err, string(want))
		}
		if err != nil && strings.Contains(err.Error(), "canary") {
			t.Errorf("the error repeats the reply: %v", err)
		}
	}
}

// TestFoldMinority: letters with which the gateway answers 060.
func TestFoldMinority(t *testing.T) {
	for name, want := range map[string]string{
		"Y Ƀlô Ê\u0306ban": "Y Blô Êban", "H'Čăm Niê": "H'Căm Niê", "Nguyễn Văn Ổn": "Nguyễn Văn Ổn",
		"Nguye\u0302\u0303n": "Nguyễn", " Đặng ": "Đặng", "Y Ŏ\u031bn": "Y Ơn",
	} {
		if got := egw.FoldMinority(name); got != want {
			t.Errorf("%+q is folded to %+q, want %+q", name, got, want)
		}
	}
}
