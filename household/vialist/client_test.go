package vialist_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/household/vialist"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// population is synthetic: no region has the code 000, no province issued a
// CMND that begins with 000.
const population = `personal_id,cmnd,full_name,date_of_birth,gender,household,relation,status
000075000001,000000001,Nguyễn Văn Thử,10/05/1975,Nam,H1,Chủ hộ,
000177000002,,Trần Thị Mẫu,11/06/1977,Nữ,H1,Vợ,
000308000003,,Nguyễn Thị Thí Điểm,12/07/2008,Nữ,H1,Con đẻ,
000148000004,,Lê Thị Giả Định,1948,Nữ,H1,Mẹ đẻ,dead
000360000005,,Đỗ Thị Huỷ,01/03/1960,Nữ,H1,Cô,number_cancelled
000190000006,000000006,Phạm Thị Lạ,01/03/1990,Nữ,H2,Chủ hộ,
000191000007,000000006,Phạm Thị Khác,01/03/1991,Nữ,H3,Chủ hộ,
000150000008,,Vũ Văn Mất,01/03/1950,Nam,H4,Chủ hộ,dead
000180000009,,Bùi Thị Riêng,01/03/1980,Nữ,,,
`

var purpose = registryclient.Purpose{Procedure: "TEST", Officer: "officer"}

func start(t *testing.T, options registrytest.HouseholdOptions) *registrytest.HouseholdServer {
	t.Helper()
	people, err := registrytest.LoadPopulation(strings.NewReader(population), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	server, err := registrytest.NewHouseholdServer(people, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}

func client(t *testing.T, endpoint string, opts ...vialist.Option) *vialist.Client {
	t.Helper()
	transport, err := registryclient.NewTransport(
		registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1, BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.Close)
	c, err := vialist.NewClient(endpoint, append([]vialist.Option{vialist.WithTransport(transport), vialist.WithPurpose(purpose)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// query is about the head of H1, every detail right.
func query(t *testing.T) registryclient.Query {
	return registryclient.Query{
		RequestID: "r-1", Number: number(t, "000075000001"), FullName: "Nguyễn Văn Thử",
		DateOfBirth: identity.MustDate(1975, 5, 10), Gender: identity.GenderMale,
	}
}

func number(t *testing.T, text string) identity.Number {
	t.Helper()
	n, err := identity.ParseNumber(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestListMembers(t *testing.T) {
	whole := []string{"000075000001", "000177000002", "000308000003"}
	tests := []struct {
		name, reason string
		change       func(*registryclient.Query)
		outcome      registryclient.Outcome
		cause        registryclient.Reason
		members      []string
	}{
		{"exactly right", "the living members with a number in force", func(*registryclient.Query) {}, registryclient.OutcomeMatched, 0, whole},
		{"capitals", "letter case is no detail", func(q *registryclient.Query) { q.FullName = "NGUYỄN VĂN THỬ" }, registryclient.OutcomeMatched, 0, whole},
		{"by the CMND", "the registry holds it", func(q *registryclient.Query) { q.Number = number(t, "000000001") }, registryclient.OutcomeMatched, 0, whole},
		{"without diacritics", "đúng 100 %", func(q *registryclient.Query) { q.FullName = "Nguyen Van Thu" }, registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits, nil},
		{"the year alone", "đúng 100 %", func(q *registryclient.Query) { q.DateOfBirth = identity.MustDate(1975, 0, 0) }, registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits, nil},
		{"no gender", "the full details go out", func(q *registryclient.Query) { q.Gender = identity.GenderUnknown }, registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits, nil},
		{"a member who is no head", "head → members", func(q *registryclient.Query) {
			q.Number, q.FullName, q.DateOfBirth, q.Gender = number(t, "000177000002"), "Trần Thị Mẫu", identity.MustDate(1977, 6, 11), identity.GenderFemale
		}, registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits, nil},
		{"nobody", "no such number", func(q *registryclient.Query) { q.Number = number(t, "000075999999") }, registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits, nil},
		{"a head who died", "no living head", func(q *registryclient.Query) {
			q.Number, q.FullName, q.DateOfBirth = number(t, "000150000008"), "Vũ Văn Mất", identity.MustDate(1950, 3, 1)
		}, registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits, nil},
		{"without a household", "nobody's head", func(q *registryclient.Query) {
			q.Number, q.FullName, q.DateOfBirth, q.Gender = number(t, "000180000009"), "Bùi Thị Riêng", identity.MustDate(1980, 3, 1), identity.GenderFemale
		}, registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits, nil},
		{"several under one CMND", "none is picked", func(q *registryclient.Query) { q.Number = number(t, "000000006") }, registryclient.OutcomeNotComparable, registryclient.ReasonSeveralRecords, nil},
	}
	server := start(t, registrytest.HouseholdOptions{Offer: true})
	c := client(t, server.URL(), vialist.WithAuthentication(server.Credentials()))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := query(t)
			tt.change(&q)
			l, err := c.ListMembers(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			var members []string
			for _, id := range l.Members {
				members = append(members, id.Reveal())
			}
			if l.Outcome != tt.outcome || l.Reason != tt.cause || !cmp.Equal(members, tt.members) {
				t.Errorf("%s: %v %v, %d members", tt.reason, l.Outcome, l.Reason, len(members))
			}
			if l.RequestID != "r-1" || l.Source != "vialist/members" {
				t.Errorf("request %q, source %q", l.RequestID, l.Source)
			}
		})
	}
}

// TestCompleteness: with a list the resolver knows whether all were declared.
func TestCompleteness(t *testing.T) {
	on := identity.MustDate(2026, 9, 1)
	member := func(id identity.Text, name identity.Name, born, gender identity.Text) household.Member {
		return household.Member{Person: identity.Person{IDNumber: id, FullName: name, DateOfBirth: born, Gender: gender}, Joins: true, Months: 12}
	}
	head := member("000075000001", "Nguyễn Văn Thử", "10/05/1975", "Nam")
	head.Head = true
	wife := member("000177000002", "Trần Thị Mẫu", "11/06/1977", "Nữ")
	child := member("000308000003", "Nguyễn Thị Thí Điểm", "12/07/2008", "Nữ")
	for _, tt := range []struct {
		name       string
		offer      bool
		members    []household.Member
		complete   household.Completeness
		why        household.FindingCode
		verdict    household.Verdict
		undeclared int
	}{
		{"everybody", true, []household.Member{head, wife, child}, household.Complete, household.FindingAllDeclared, household.Accepted, 0},
		{"one left out", true, []household.Member{head, wife}, household.Incomplete, household.FindingUndeclared, household.Refused, 1},
		{"switched off", false, []household.Member{head, wife}, household.CompletenessUnknown, household.FindingListNotOffered, household.Provisional, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := start(t, registrytest.HouseholdOptions{Offer: tt.offer})
			lister := client(t, server.URL(), vialist.WithAuthentication(server.Credentials()))
			resolver, err := household.NewResolver(household.Sources{Lister: lister}, household.Options{})
			if err != nil {
				t.Fatal(err)
			}
			r, err := resolver.Resolve(t.Context(), household.Request{Members: tt.members, PayDate: on}, on)
			if err != nil {
				t.Fatal(err)
			}
			if r.Completeness != tt.complete || r.Reason != tt.why || r.Verdict != tt.verdict || len(r.Undeclared) != tt.undeclared {
				t.Errorf("complete %v (%s), %v, %d undeclared", r.Completeness, r.Reason, r.Verdict, len(r.Undeclared))
			}
		})
	}
}

func TestListMembersFails(t *testing.T) {
	server := start(t, registrytest.HouseholdOptions{Offer: true})
	wrong := server.Credentials()
	wrong.Secret = registryclient.NewSecret("another")
	closed := start(t, registrytest.HouseholdOptions{Offer: true})
	closed.Close()
	closed.Close() // more than once
	off := start(t, registrytest.HouseholdOptions{})
	tests := []struct {
		name   string
		client *vialist.Client
		change func(*registryclient.Query)
		want   registryclient.Code
	}{
		{"switched off", client(t, off.URL(), vialist.WithAuthentication(off.Credentials())), nil, registryclient.CodeForbidden},
		{"wrong secret", client(t, server.URL(), vialist.WithAuthentication(wrong)), nil, registryclient.CodeUnauthorized},
		{"no credentials", client(t, server.URL()), nil, registryclient.CodeUnauthorized},
		{"gone", client(t, closed.URL(), vialist.WithAuthentication(closed.Credentials())), nil, registryclient.CodeUnavailable},
		{"no name", client(t, server.URL()), func(q *registryclient.Query) { q.FullName = "" }, registryclient.CodeInvalidQuery},
		{"no officer", client(t, server.URL(), vialist.WithPurpose(registryclient.Purpose{Procedure: "TEST"})), nil, registryclient.CodeInvalidQuery},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := query(t)
			if tt.change != nil {
				tt.change(&q)
			}
			l, err := tt.client.ListMembers(t.Context(), q)
			if !errors.Is(err, tt.want) || l.Outcome != registryclient.OutcomeUnknown || len(l.Members) != 0 {
				t.Errorf("%v, %v, want %v", l, err, tt.want)
			}
			if err != nil && (strings.Contains(err.Error(), "000075000001") || strings.Contains(err.Error(), "Thử")) {
				t.Errorf("the error holds a value: %v", err)
			}
		})
	}
}

const right = `{"format":"bhxh-go/household","version":1,"note":"not an official format","request":"r-1","result":"members","members":["000177000002"]}`

// TestReplies: what is not the answer to this question is refused, whatever it
// says.
func TestReplies(t *testing.T) {
	tests := []struct {
		name, reply string
		want        error
	}{
		{"right", right, nil},
		{"unknown field", strings.Replace(right, `"version"`, `"extra":1,"version"`, 1), nil},
		{"not JSON", "<html>000177000002</html>", registryclient.CodeBadResponse},
		{"two messages", right + right, registryclient.CodeBadResponse},
		{"another format", strings.Replace(right, "bhxh-go/household", "other", 1), registryclient.CodeBadResponse},
		{"another version", strings.Replace(right, `"version":1`, `"version":2`, 1), registryclient.CodeBadResponse},
		{"another request", strings.Replace(right, `"r-1"`, `"r-2"`, 1), registryclient.CodeBadResponse},
		{"no result", strings.Replace(right, `"result":"members"`, `"result":""`, 1), registryclient.CodeBadResponse},
		{"members of a refused head", strings.Replace(right, `"result":"members"`, `"result":"head_not_confirmed"`, 1), registryclient.CodeBadResponse},
		{"a CMND", strings.Replace(right, `"000177000002"`, `"000000001"`, 1), registryclient.CodeBadResponse},
		{"blanks in a number", strings.Replace(right, `"000177000002"`, `"000 177 000 002"`, 1), registryclient.CodeBadResponse},
		{"twice", strings.Replace(right, `"000177000002"`, `"000177000002","000177000002"`, 1), registryclient.CodeBadResponse},
		{"a crowd", strings.Replace(right, `"000177000002"`, strings.TrimSuffix(strings.Repeat(`"000177000002",`, household.MaxMembers+1), ","), 1), registryclient.CodeBadResponse},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				fmt.Fprint(w, tt.reply)
			}))
			t.Cleanup(service.Close)
			l, err := client(t, service.URL).ListMembers(t.Context(), query(t))
			if !errors.Is(err, tt.want) || (err == nil) != (len(l.Members) == 1) {
				t.Errorf("%v, %v, want %v", l, err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "000177000002") {
				t.Errorf("the error repeats the reply: %v", err)
			}
		})
	}
}

// TestQuestion: the bytes that go out are those of the package comment.
func TestQuestion(t *testing.T) {
	var got string
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = string(body)
		fmt.Fprint(w, right)
	}))
	t.Cleanup(service.Close)
	q := query(t)
	q.DateOfBirth = identity.MustDate(1975, 5, 0)
	if _, err := client(t, service.URL).ListMembers(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	const want = `{"format":"bhxh-go/household","version":1,"note":"not an official format","request":"r-1","procedure":"TEST","officer":"officer",` +
		`"head":{"number":"000075000001","full_name":"Nguyễn Văn Thử","date_of_birth":"1975-05","gender":"Nam"}}`
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("question (-want +got):\n%s", d)
	}
}

func TestNewClient(t *testing.T) {
	const endpoint = "https://registry.invalid/households"
	for name, opts := range map[string][]vialist.Option{
		"nil option":             {nil},
		"nil transport":          {vialist.WithTransport(nil)},
		"nil authentication":     {vialist.WithAuthentication(nil)},
		"unusable credentials":   {vialist.WithAuthentication(registryclient.SignedBasic{})},
		"credentials after more": {vialist.WithPurpose(purpose), vialist.WithAuthentication(registryclient.SignedBasic{User: "a:b"})},
	} {
		if _, err := vialist.NewClient(endpoint, opts...); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := vialist.NewClient("http://registry.invalid"); !errors.Is(err, registryclient.CodeConfig) {
		t.Errorf("plain http: %v", err)
	}
	c, err := vialist.NewClient(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	if _, err := c.ListMembers(t.Context(), registryclient.Query{}); !errors.Is(err, registryclient.CodeInvalidQuery) {
		t.Errorf("a closed client: %v", err)
	}
}
