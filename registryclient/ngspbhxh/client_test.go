package ngspbhxh_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/ngspbhxh"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// people is synthetic: no region has the code 000.
const people = `personal_id,full_name,date_of_birth,gender,social_insurance_number,household,permanent_address
000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam,0000000011,HO-1,Số 1
000190000002,Trần Thị Thử,1990,Nữ,0000000022,HO-2,
000190000003,Lê Đôi,03/03/1990,Nữ,0000000033,HO-3,
000190000004,Lê Đôi,03/03/1990,Nữ,0000000044,HO-4,
`

func client(t testing.TB, opts ...ngspbhxh.Option) *ngspbhxh.Client {
	t.Helper()
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	s, err := registrytest.NewServer(p, registrytest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	tr, err := registryclient.NewTransport()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tr.Close)
	auth, err := registryclient.NewLGSP(tr, s.TokenURL(), s.LGSPCredentials(), registryclient.LGSPOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(auth.Close)
	c, err := ngspbhxh.NewClient(s.NGSPURL(), auth, append([]ngspbhxh.Option{ngspbhxh.WithTransport(tr)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func who(name, date string, g identity.Gender) ngspbhxh.Criteria {
	d, err := identity.ParseDate(date)
	if err != nil {
		panic(err)
	}
	return ngspbhxh.Criteria{RequestID: "r-1", FullName: identity.Name(name), DateOfBirth: d, Gender: g, Province: "01"}
}

func TestFind(t *testing.T) {
	c := client(t)
	for _, tt := range []struct {
		name, reason      string
		criteria          ngspbhxh.Criteria
		number, household string // "" for nobody
	}{
		{"found", "", who("Nguyễn Văn Mẫu", "01/02/1985", identity.GenderMale), "0000000011", "HO-1"},
		{"without marks", "", who("NGUYEN VAN MAU", "01/02/1985", identity.GenderMale), "0000000011", "HO-1"},
		{"month", "kind 2", who("Nguyễn Văn Mẫu", "02/1985", identity.GenderMale), "0000000011", "HO-1"},
		{"year", "kind 1, on both sides", who("Trần Thị Thử", "1990", identity.GenderFemale), "0000000022", "HO-2"},
		{"other gender", "", who("Nguyễn Văn Mẫu", "01/02/1985", identity.GenderFemale), "", ""},
		{"other date", "", who("Nguyễn Văn Mẫu", "02/01/1985", identity.GenderMale), "", ""},
		{"nobody", "", who("Không Ai", "01/02/1985", identity.GenderMale), "", ""},
		{"two people", "the service picks nobody", who("Lê Đôi", "03/03/1990", identity.GenderFemale), "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			outcome := registryclient.OutcomeMatched
			if tt.number == "" {
				outcome = registryclient.OutcomeNotMatched
			}
			n, err := c.FindNumber(context.Background(), tt.criteria)
			if err != nil || n.Number.Reveal() != tt.number || n.Outcome != outcome || n.RequestID != "r-1" {
				t.Errorf("number: %v, error %v (%s)", n, err, tt.reason)
			}
			h, err := c.FindHousehold(context.Background(), tt.criteria)
			if err != nil || string(h.Code) != tt.household || h.Outcome != outcome || h.Number.Reveal() != tt.number {
				t.Errorf("household: %v, error %v (%s)", h, err, tt.reason)
			}
		})
	}
	h, err := c.FindHousehold(context.Background(), who("Nguyễn Văn Mẫu", "1985", identity.GenderMale))
	if err != nil || h.Gender != identity.GenderMale || h.DateOfBirth != identity.MustDate(1985, 2, 1) || h.Address != "Số 1" || h.State != "1" || h.FullName != "Nguyễn Văn Mẫu" {
		t.Errorf("the household is not read: %+v, %v", h, err)
	}
}

// TestRequests shows the bytes.
func TestRequests(t *testing.T) {
	var path string
	var got map[string]string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, got = r.URL.Path, nil
		body, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(body, &got)
		_, _ = w.Write([]byte(`{"response":{"inner":{"maSoBhxh":null,"maHo":null},"errorCode":"00"}}`))
	}))
	t.Cleanup(s.Close)
	c, err := ngspbhxh.NewClient(s.URL, registryclient.Bearer{Source: registryclient.FixedToken(registryclient.NewSecret("t"))},
		ngspbhxh.WithPaths("/TraCuuMaSoBhxhTheoTieuChi", "/TraCuuHo"), ngspbhxh.WithEnvelope("response", "inner"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	q := who(`Nguyễn "A" & B`, "02/1985", identity.GenderUnknown)
	q.District, q.Ward, q.Book, q.ByBirthRegistration = "001", "00001", "S-1", true
	if _, err := c.FindNumber(context.Background(), q); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"hoTen": `Nguyễn "A" & B`, "ngaySinh": "19850201", "loaiNgaySinh": "2", "gioiTinh": "3",
		"maTinhKs": "01", "maHuyenKs": "001", "maXaKs": "00001", "isKs": "1",
	}
	if d := cmp.Diff(want, got); d != "" || path != "/TraCuuMaSoBhxhTheoTieuChi" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
	q = who("Nguyễn A", "1985", identity.GenderFemale)
	q.Book = "S-1"
	if _, err := c.FindHousehold(context.Background(), q); err != nil {
		t.Fatal(err)
	}
	want = map[string]string{
		"maTinh": "01", "hoTen": "Nguyễn A", "ngaySinh": "19850101", "loaiNgaySinh": "1", "gioiTinh": "2",
		"soSo": "S-1", "maThe": "", "isKs": "0",
	}
	if d := cmp.Diff(want, got); d != "" || path != "/TraCuuHo" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

// TestReplies: what is no answer, and what the error codes mean.
func TestReplies(t *testing.T) {
	plain, err := ngspbhxh.NewClient("https://ngsp.example", registryclient.Bearer{Source: registryclient.FixedToken(registryclient.NewSecret("t"))},
		ngspbhxh.WithErrorCodes(map[string]registryclient.Code{"OK": "", "E9": registryclient.CodeForbidden}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(plain.Close)
	q := who("Nguyễn Văn Mẫu", "01/02/1985", identity.GenderMale)
	for _, tt := range []struct {
		name, body        string
		number, household registryclient.Code // "" accepted, "-" not tried
	}{
		{"found", `{"maSoBhxh":"0000000011","maHo":"H","maSo":"0000000011","hoTen":"NGUYEN VAN MAU","ngaySinh":"19850101","loaiNgaySinh":"1","errorCode":null}`, "", ""},
		{"a number as JSON number", `{"maSoBhxh":1234567890,"maHo":""}`, "", ""},
		{"half a number", `{"maSoBhxh":"12345","maHo":"H","maSo":"12345"}`, registryclient.CodeBadResponse, registryclient.CodeBadResponse},
		{"another person", `{"maSoBhxh":"","maHo":"H","maSo":"0000000022","hoTen":"Trần Thử"}`, "", registryclient.CodeBadResponse},
		{"another date", `{"maSoBhxh":"","maHo":"H","hoTen":"Nguyễn Văn Mẫu","ngaySinh":"19850102","loaiNgaySinh":"0"}`, "", registryclient.CodeBadResponse},
		{"an unknown kind of date", `{"maSoBhxh":"","maHo":"H","ngaySinh":"19850201","loaiNgaySinh":"7"}`, "", registryclient.CodeBadResponse},
		{"no such fields", `{"trangThai":"1"}`, registryclient.CodeBadResponse, registryclient.CodeBadResponse},
		{"success of theirs", `{"maSoBhxh":"","maHo":"","errorCode":"OK"}`, "", ""},
		{"failure of theirs", `{"maSoBhxh":"","maHo":"","errorCode":"E9"}`, registryclient.CodeForbidden, registryclient.CodeForbidden},
		{"an unknown code", `{"maSoBhxh":"","maHo":"","errorCode":"0000000011"}`, registryclient.CodeRejected, registryclient.CodeRejected},
		{"a code that is a list", `{"maSoBhxh":"","maHo":"","errorCode":[]}`, registryclient.CodeBadResponse, registryclient.CodeBadResponse},
		{"a field twice", `{"maSoBhxh":"","maSoBhxh":"0000000011","maHo":"","maHo":"H"}`, registryclient.CodeBadResponse, registryclient.CodeBadResponse},
		{"HTML", `<html>`, registryclient.CodeBadResponse, registryclient.CodeBadResponse},
	} {
		_, numberErr := ngspbhxh.DecodeNumber(plain, []byte(tt.body), &q)
		_, householdErr := ngspbhxh.DecodeHousehold(plain, []byte(tt.body), &q)
		for what, e := range map[string]struct {
			err  error
			want registryclient.Code
		}{"number": {numberErr, tt.number}, "household": {householdErr, tt.household}} {
			if (e.err == nil) != (e.want == "") || e.err != nil && !errors.Is(e.err, e.want) {
				t.Errorf("%s, %s: %v, want %q", tt.name, what, e.err, string(e.want))
			}
			if e.err != nil && strings.Contains(e.err.Error(), "00000000") {
				t.Errorf("%s, %s: the error repeats the reply", tt.name, what)
			}
		}
	}
}

func TestStateIsACode(t *testing.T) {
	c := client(t)
	q := who("Nguyễn Văn Mẫu", "01/02/1985", identity.GenderMale)
	for state, want := range map[string]string{`"1"`: "1", `"DANG_THU"`: "DANG_THU", `"Nguyễn Văn Mẫu"`: "", `"0000000011"`: "", `null`: ""} {
		n, err := ngspbhxh.DecodeNumber(c, []byte(`{"maSoBhxh":"0000000011","trangThai":`+state+`}`), &q)
		if err != nil || n.State != want {
			t.Errorf("%s: state %q, error %v, want %q", state, n.State, err, want)
		}
	}
}

func TestCriteriaAreChecked(t *testing.T) {
	c := client(t)
	for name, spoil := range map[string]func(*ngspbhxh.Criteria){
		"no name":    func(q *ngspbhxh.Criteria) { q.FullName = "" },
		"control":    func(q *ngspbhxh.Criteria) { q.FullName += "\x00" },
		"no date":    func(q *ngspbhxh.Criteria) { q.DateOfBirth = identity.Date{} },
		"odd area":   func(q *ngspbhxh.Criteria) { q.Ward = "Phường 1" },
		"odd id":     func(q *ngspbhxh.Criteria) { q.RequestID = "a b" },
		"long codes": func(q *ngspbhxh.Criteria) { q.Book = strings.Repeat("1", 70) },
	} {
		q := who("Nguyễn Văn Mẫu", "01/02/1985", identity.GenderMale)
		spoil(&q)
		_, first := c.FindNumber(context.Background(), q)
		_, second := c.FindHousehold(context.Background(), q)
		for _, err := range []error{first, second} {
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Code != registryclient.CodeInvalidQuery || e.Operation == "" {
				t.Errorf("%s: %v, want CodeInvalidQuery", name, err)
			}
		}
	}
}

func TestNewClientRefuses(t *testing.T) {
	auth := registryclient.Bearer{Source: registryclient.FixedToken(registryclient.NewSecret("t"))}
	for name, err := range map[string]error{
		"plain http":     second(ngspbhxh.NewClient("http://ngsp.example", auth)),
		"no auth":        second(ngspbhxh.NewClient("https://ngsp.example", nil)),
		"no source":      second(ngspbhxh.NewClient("https://ngsp.example", registryclient.Bearer{})),
		"nil option":     second(ngspbhxh.NewClient("https://ngsp.example", auth, nil)),
		"nil transport":  second(ngspbhxh.NewClient("https://ngsp.example", auth, ngspbhxh.WithTransport(nil))),
		"odd path":       second(ngspbhxh.NewClient("https://ngsp.example", auth, ngspbhxh.WithPaths("a", "/b"))),
		"empty envelope": second(ngspbhxh.NewClient("https://ngsp.example", auth, ngspbhxh.WithEnvelope(""))),
	} {
		if !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: %v, want CodeConfig", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestNothingShows(t *testing.T) {
	c := client(t)
	q := who("Nguyễn Văn Mẫu", "01/02/1985", identity.GenderMale)
	n, err := c.FindNumber(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	h, err := c.FindHousehold(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		text := fmt.Sprintf(verb+verb+verb, q, n, h)
		for _, canary := range []string{"0000000011", "Nguyễn", "1985", "HO-1", "Số 1"} {
			if strings.Contains(text, canary) {
				t.Errorf("%s shows %q", verb, canary)
			}
		}
	}
}

// FuzzDecodeHousehold checks that nobody is matched under another name, and
// that a refusal has a class that a reply may have.
func FuzzDecodeHousehold(f *testing.F) {
	for _, seed := range []string{
		`{"maSo":"0000000011","maHo":"H","hoTen":"NGUYEN VAN MAU","ngaySinh":"19850101","loaiNgaySinh":"1","errorCode":null}`,
		`{"maHo":null}`, `{"maHo":"","errorCode":"7"}`, `{"maHo":"H","maHo":""}`, `[]`, "",
	} {
		f.Add([]byte(seed))
	}
	c, err := ngspbhxh.NewClient("https://ngsp.example", registryclient.Bearer{Source: registryclient.FixedToken(registryclient.NewSecret("t"))})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(c.Close)
	q := who("Nguyễn Văn Mẫu", "01/02/1985", identity.GenderMale)
	f.Fuzz(func(t *testing.T, body []byte) {
		h, err := ngspbhxh.DecodeHousehold(c, body, &q)
		if err != nil {
			if !errors.Is(err, registryclient.CodeBadResponse) && !errors.Is(err, registryclient.CodeRejected) {
				t.Fatalf("error %v", err)
			}
			return
		}
		if matched := h.Outcome == registryclient.OutcomeMatched; matched && h.Code == "" && !h.Number.IsValid() ||
			!matched && (h.Code != "" || h.Number.IsValid()) {
			t.Fatalf("outcome %v with code %v and number %v", h.Outcome, h.Code, h.Number)
		}
	})
}
