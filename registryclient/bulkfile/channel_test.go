package bulkfile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

const people = `personal_id,cmnd,full_name,date_of_birth,gender,status
000085000001,000000001,Nguyễn Văn Mẫu,01/02/1985,Nam,
000190000002,000000002,Trần Thị Thử,1990,Nữ,
000085000003,000000003,Lê Mẫu,05/06/1985,Nam,
000086000004,000000003,Phạm Mẫu,07/08/1986,Nam,
000087000005,,Đỗ Mẫu,09/10/1987,Nam,number_cancelled
`

// plain compares values as text: what a registry may call wrong is the
// caller's comparison, here the simplest.
func plain(subject, reference identity.Person) registrytest.FieldsDiffer {
	return registrytest.FieldsDiffer{
		Name:        subject.FullName != reference.FullName,
		DateOfBirth: subject.DateOfBirth != reference.DateOfBirth,
		Gender:      subject.Gender != reference.Gender,
		ID:          subject.IDNumber != reference.IDNumber && subject.IDNumber != reference.FormerID,
	}
}

func fake(t testing.TB, fault func(registrytest.Request) registrytest.Fault) *registrytest.Server {
	t.Helper()
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	s, err := registrytest.NewServer(p, registrytest.Options{Power: registrytest.Describe, Compare: plain, Fault: fault})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func channel(t testing.TB, endpoint string, opts ...bulkfile.Option) *bulkfile.Channel {
	t.Helper()
	transport, err := registryclient.NewTransport(
		registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.Close)
	c, err := bulkfile.NewChannel(endpoint, append([]bulkfile.Option{
		bulkfile.WithTransport(transport),
		bulkfile.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "officer"}),
	}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func query(t testing.TB, id, number, name, date string, gender identity.Gender) registryclient.Query {
	t.Helper()
	n, err := identity.ParseNumber(number)
	if err != nil {
		t.Fatal(err)
	}
	d, err := identity.ParseDate(date)
	if err != nil {
		t.Fatal(err)
	}
	return registryclient.Query{RequestID: id, Number: n, FullName: identity.Name(name), DateOfBirth: d, Gender: gender}
}

const (
	bulk = registryclient.OriginBulk
	nam  = identity.GenderMale
	nu   = identity.GenderFemale
)

func verdicts(name, date, gender, id registryclient.Verdict) registryclient.FieldVerdicts {
	return registryclient.FieldVerdicts{
		Name: registryclient.FieldVerdict{Verdict: name, Origin: bulk}, DateOfBirth: registryclient.FieldVerdict{Verdict: date, Origin: bulk},
		Gender: registryclient.FieldVerdict{Verdict: gender, Origin: bulk}, ID: registryclient.FieldVerdict{Verdict: id, Origin: bulk},
	}
}

func TestVerifyBatch(t *testing.T) {
	const match, mismatch, notCompared = registryclient.VerdictMatch, registryclient.VerdictMismatch, registryclient.VerdictNotCompared
	matched := registryclient.Answer{Outcome: registryclient.OutcomeMatched, Fields: verdicts(match, match, match, match)}
	shared := matched
	shared.SharedID = identity.MustParsePersonalID("000085000001")
	noGender := registryclient.Answer{Outcome: registryclient.OutcomeMatched, Fields: verdicts(match, match, notCompared, match)}
	differs := func(v registryclient.FieldVerdicts) registryclient.Answer {
		return registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonFieldsDiffer, Fields: v}
	}
	unknown := registryclient.Answer{
		Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNoSuchNumber,
		Fields: registryclient.FieldVerdicts{ID: registryclient.FieldVerdict{Verdict: mismatch, Origin: bulk}},
	}
	several := registryclient.Answer{Outcome: registryclient.OutcomeNotComparable, Reason: registryclient.ReasonSeveralRecords}
	cases := []struct {
		query  registryclient.Query
		want   registryclient.Answer
		reason string
	}{
		{query(t, "r-1", "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", nam), matched, "nothing new is shared"},
		{query(t, "r-2", "000000001", "Nguyễn Văn Mẫu", "01/02/1985", nam), shared, "the personal ID is shared for a CMND"},
		{query(t, "r-3", "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", identity.GenderUnknown), noGender, "a gender that is not there is not compared"},
		{query(t, "r-4", "000085000001", "Nguyễn Văn Khác", "02/02/1985", nu), differs(verdicts(mismatch, mismatch, mismatch, match)), ""},
		{query(t, "r-5", "000000001", "Nguyễn Văn Khác", "01/02/1985", nam), differs(verdicts(mismatch, match, match, match)), "nothing is shared on a difference"},
		{query(t, "r-6", "000190000002", "Trần Thị Thử", "1990", nu), matched, "the date goes as it is"},
		{query(t, "r-7", "000190000002", "Trần Thị Thử", "05/1990", nu), differs(verdicts(match, mismatch, match, match)), "a month can be expressed"},
		{query(t, "r-8", "000000003", "Lê Mẫu", "05/06/1985", nam), several, "a shared CMND is not a key"},
		{query(t, "r-9", "000099000099", "Lê Mẫu", "05/06/1985", nam), unknown, ""},
		{query(t, "r-10", "000087000005", "Đỗ Mẫu", "09/10/1987", nam), unknown, "a cancelled number is nobody's"},
	}
	s := fake(t, nil)
	c := channel(t, s.URL(), bulkfile.WithAuthentication(s.Credentials()))
	var qs []registryclient.Query
	for _, c := range cases {
		qs = append(qs, c.query)
	}
	replies, err := c.VerifyBatch(context.Background(), qs)
	if err != nil || len(replies) != len(cases) {
		t.Fatalf("%d replies, error %v", len(replies), err)
	}
	for i, c := range cases {
		got := replies[i].Answer
		want := c.want
		want.RequestID, want.Source, want.Message = c.query.RequestID, "bulkfile/exchange", got.Message
		if replies[i].Err != nil || got.Message.Code == "" || got.Message.Text == "" {
			t.Errorf("%s: error %v, message %v", c.query.RequestID, replies[i].Err, got.Message)
		}
		if d := cmp.Diff(want, got, byValue); d != "" {
			t.Errorf("%s, %s: answer (-want +got):\n%s", c.query.RequestID, c.reason, d)
		}
	}
	if s.Ledger().WireRequests() != 1 || s.Ledger().Len() != len(cases) {
		t.Errorf("%d requests with %d questions, want 1 with %d", s.Ledger().WireRequests(), s.Ledger().Len(), len(cases))
	}
	answer, err := c.Verify(context.Background(), cases[0].query)
	if err != nil || answer.Outcome != registryclient.OutcomeMatched {
		t.Errorf("one by one: %v, %v", answer, err)
	}
}

// TestQuestionsThatStayAtHome: a question that cannot be put does not keep the
// others from being asked.
func TestQuestionsThatStayAtHome(t *testing.T) {
	s := fake(t, nil)
	c := channel(t, s.URL(), bulkfile.WithAuthentication(s.Credentials()))
	good := query(t, "r-1", "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", nam)
	nameless, double, foreign, anonymous := good, good, good, good
	nameless.FullName, nameless.RequestID = "", "r-2"
	foreign.Purpose.Procedure, foreign.RequestID = "OTHER", "r-3"
	anonymous.RequestID = ""
	replies, err := c.VerifyBatch(context.Background(), []registryclient.Query{nameless, good, double, foreign, anonymous})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{false, true, false, false, true} {
		if (replies[i].Err == nil) != want || !want && !errors.Is(replies[i].Err, registryclient.CodeInvalidQuery) {
			t.Errorf("question %d: error %v, want answered = %v", i, replies[i].Err, want)
		}
	}
	if len(replies[4].Answer.RequestID) != 36 {
		t.Errorf("a question without a request id got %q", replies[4].Answer.RequestID)
	}
	s.Ledger().Reset()
	for _, qs := range [][]registryclient.Query{nil, {nameless}} {
		if replies, err := c.VerifyBatch(context.Background(), qs); err != nil || len(replies) != len(qs) {
			t.Errorf("%d replies for %d questions, error %v", len(replies), len(qs), err)
		}
	}
	if _, err := c.Verify(context.Background(), nameless); !errors.Is(err, registryclient.CodeInvalidQuery) {
		t.Errorf("one by one: %v, want CodeInvalidQuery", err)
	}
	if s.Ledger().WireRequests() != 0 {
		t.Error("an exchange without questions was sent")
	}
	if _, err := c.VerifyBatch(context.Background(), make([]registryclient.Query, bulkfile.MaxBatch+1)); !errors.Is(err, registryclient.CodeInvalidQuery) {
		t.Errorf("too many questions: %v, want CodeInvalidQuery", err)
	}
}

func TestFullBatch(t *testing.T) {
	s := fake(t, func(r registrytest.Request) registrytest.Fault {
		return registrytest.Fault{Kind: []registrytest.FaultKind{registrytest.FaultTruncated, registrytest.FaultDropAfter, registrytest.FaultNone}[min(r.Repeat, 2)]}
	})
	c := channel(t, s.URL(), bulkfile.WithAuthentication(s.Credentials()))
	qs := make([]registryclient.Query, bulkfile.MaxBatch)
	for i := range qs {
		qs[i] = query(t, fmt.Sprintf("r-%d", i), "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", nam)
		if i%3 == 0 {
			qs[i].FullName = "Nguyễn Văn Khác"
		}
	}
	replies, err := c.VerifyBatch(context.Background(), qs)
	if err != nil || s.Ledger().WireRequests() != 3 {
		t.Fatalf("error %v after %d requests, want answers at the third", err, s.Ledger().WireRequests())
	}
	for i, r := range replies {
		want := registryclient.OutcomeMatched
		if i%3 == 0 {
			want = registryclient.OutcomeNotMatched
		}
		if r.Err != nil || r.Answer.Outcome != want || r.Answer.RequestID != qs[i].RequestID {
			t.Fatalf("question %d: %v, want %v", i, r, want)
		}
	}
}

// answering is a service whose answers are spoilt.
func answering(t *testing.T, spoil func(exchange string, answers []bulkfile.Answer) (string, []bulkfile.Answer)) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		header, asked, err := collect(bulkfile.ReadQuestions(bytes.NewReader(body)))
		if err != nil {
			t.Error(err)
		}
		var rows []bulkfile.Answer
		for _, q := range asked {
			rows = append(rows, bulkfile.Answer{Row: q.Row, Result: bulkfile.ResultMatch})
		}
		exchange, rows := spoil(header.Exchange, rows)
		_ = bulkfile.WriteAnswers(w, bulkfile.Header{Exchange: exchange}, slices.Values(rows))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestRefusedExchange(t *testing.T) {
	type rows = []bulkfile.Answer
	for name, c := range map[string]struct {
		spoil func(string, rows) (string, rows)
		code  bulkfile.Code
	}{
		"another exchange": {func(_ string, a rows) (string, rows) { return "x", a }, bulkfile.CodeExchange},
		"a row missing":    {func(x string, a rows) (string, rows) { return x, a[1:] }, bulkfile.CodeMissingRow},
		"a row twice":      {func(x string, a rows) (string, rows) { return x, append(a, a[0]) }, bulkfile.CodeDuplicateRow},
		"a foreign row": {func(x string, a rows) (string, rows) {
			return x, append(a, bulkfile.Answer{Row: "x", Result: bulkfile.ResultMatch})
		}, bulkfile.CodeForeignRow},
		"somebody else's personal ID": {func(x string, a rows) (string, rows) {
			a[0].PersonalID = identity.MustParsePersonalID("000085000009")
			return x, a
		}, bulkfile.CodeValue},
	} {
		t.Run(name, func(t *testing.T) {
			replies, err := channel(t, answering(t, c.spoil)).VerifyBatch(context.Background(), []registryclient.Query{
				query(t, "r-1", "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", nam), query(t, "r-2", "000000002", "Trần Thị Thử", "1990", nu),
			})
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Code != registryclient.CodeBadResponse || e.Attempts != 4 || !errors.Is(err, c.code) || replies != nil {
				t.Errorf("%v, %v; want CodeBadResponse because of %q and no replies", replies, err, string(c.code))
			}
		})
	}
}

func TestUnavailableRow(t *testing.T) {
	url := answering(t, func(x string, a []bulkfile.Answer) (string, []bulkfile.Answer) {
		a[0].Result = bulkfile.ResultUnavailable
		return x, a
	})
	replies, err := channel(t, url).VerifyBatch(context.Background(), []registryclient.Query{
		query(t, "r-1", "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", nam), query(t, "r-2", "000000002", "Trần Thị Thử", "1990", nu),
	})
	if err != nil {
		t.Fatal(err)
	}
	var e *registryclient.Error
	if !errors.As(replies[0].Err, &e) || e.Code != registryclient.CodeUnavailable || !e.Temporary() || e.RequestID != "r-1" {
		t.Errorf("row 1: %v, want CodeUnavailable", replies[0].Err)
	}
	if replies[1].Err != nil || replies[1].Answer.Outcome != registryclient.OutcomeMatched {
		t.Errorf("row 2: %v, want a match", replies[1])
	}
}

func TestNewChannelRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		endpoint string
		opt      bulkfile.Option
	}{
		"plain http":           {"http://gateway.example/", bulkfile.WithPurpose(registryclient.Purpose{})},
		"nil option":           {"https://gateway.example/", nil},
		"nil transport":        {"https://gateway.example/", bulkfile.WithTransport(nil)},
		"nil authentication":   {"https://gateway.example/", bulkfile.WithAuthentication(nil)},
		"unusable credentials": {"https://gateway.example/", bulkfile.WithAuthentication(registryclient.SignedBasic{})},
	} {
		if _, err := bulkfile.NewChannel(c.endpoint, c.opt); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: error %v, want CodeConfig", name, err)
		}
	}
	c, err := bulkfile.NewChannel("https://gateway.example/")
	if err != nil {
		t.Fatal(err)
	}
	want := registryclient.Capabilities{Source: "bulkfile/exchange", ComparesGender: true, AcceptsCMND: true, AcceptsMonth: true, MaxBatch: 1000}
	if got := c.Capabilities(); got != want {
		t.Errorf("capabilities %+v, want %+v", got, want)
	}
	c.Close()
	_, err = c.Verify(context.Background(), query(t, "r-1", "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", nam))
	if !errors.Is(err, registryclient.CodeInvalidQuery) { // it has no purpose
		t.Errorf("without a purpose: %v", err)
	}
}

// TestNothingPersonalComesOut searches every error for what was asked.
func TestNothingPersonalComesOut(t *testing.T) {
	var out strings.Builder
	for _, status := range []int{200, 204, 307, 400, 401, 403, 429, 500, 503} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			_, _ = io.Copy(w, r.Body)
		}))
		_, err := channel(t, s.URL+"/canary-path").VerifyBatch(context.Background(), []registryclient.Query{
			query(t, "r-1", "000185000042", "Canaria Thử", "14/03/1985", nu),
		})
		s.Close()
		if err == nil {
			t.Fatalf("status %d became an answer", status)
		}
		for unwrapped := err; unwrapped != nil; unwrapped = errors.Unwrap(unwrapped) {
			fmt.Fprintf(&out, "%v %+v %#v %s\n", unwrapped, unwrapped, unwrapped, unwrapped)
		}
		var cause *bulkfile.Error
		if errors.As(err, &cause) {
			fmt.Fprintf(&out, "%v %+v %#v\n", cause, cause, *cause)
		}
	}
	for _, canary := range []string{"000185000042", "Canaria", "14/03/1985", "canary", "127.0.0.1"} {
		if strings.Contains(out.String(), canary) {
			t.Errorf("%q came out:\n%s", canary, out.String())
		}
	}
}
