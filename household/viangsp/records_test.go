package viangsp_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/household/viangsp"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/ngspbhxh"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// holder is what the service of a test holds of a name; everybody is synthetic.
type holder struct{ number, household string }

// start is a service of BHXH in the form of Quảng Bình's guide, with what it was
// asked last.
func start(t *testing.T, people map[string]holder, status int) (*ngspbhxh.Client, map[string]string) {
	t.Helper()
	asked := map[string]string{}
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if status != 0 || json.NewDecoder(r.Body).Decode(&asked) != nil || r.URL.Path != "/getTraCuuThongTinHgd" {
			w.WriteHeader(max(status, http.StatusBadRequest))
			return
		}
		p := people[asked["hoTen"]]
		_ = json.NewEncoder(w).Encode(map[string]string{
			"maSo": p.number, "maHo": p.household, "hoTen": asked["hoTen"],
			"ngaySinh": asked["ngaySinh"], "loaiNgaySinh": asked["loaiNgaySinh"], "gioiTinh": asked["gioiTinh"],
		})
	}))
	t.Cleanup(service.Close)
	transport, err := registryclient.NewTransport(
		registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1, BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.Close)
	client, err := ngspbhxh.NewClient(service.URL, registryclient.SignedBasic{User: "test", Secret: registryclient.NewSecret("secret")},
		ngspbhxh.WithTransport(transport))
	if err != nil {
		t.Fatal(err)
	}
	return client, asked
}

func records(t *testing.T, client *ngspbhxh.Client) *viangsp.Records {
	t.Helper()
	r, err := viangsp.NewRecords(client, viangsp.Area{Province: "01"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var people = map[string]holder{
	"Nguyễn Văn Mẫu": {"0100000001", "HB0001"},
	"Trần Thị Thử":   {"0100000002", "HB0001"},
	"Lê Thị Lạ":      {"0100000003", "HB0002"},
	"Vũ Văn Thiếu":   {"", "HB0001"},
}

func TestHouseholdCode(t *testing.T) {
	client, asked := start(t, people, 0)
	own := records(t, client)
	for _, tt := range []struct {
		name, reason string
		person       identity.Name
		number       identity.Text
		code         identity.Text
		proposal     bool
	}{
		{"the same number", "the record is this person's", "Nguyễn Văn Mẫu", "0100000001", "HB0001", false},
		{"another number", "somebody else's: counts as none", "Nguyễn Văn Mẫu", "0100000009", "", false},
		{"no number to compare", "name, date and gender are no key", "Nguyễn Văn Mẫu", "", "HB0001", true},
		{"an unreadable number", "nothing to compare with", "Nguyễn Văn Mẫu", "?", "HB0001", true},
		{"no number in the answer", "nothing to compare with", "Vũ Văn Thiếu", "0100000001", "HB0001", true},
		{"nobody", "BHXH holds none", "Đỗ Thị Không", "0100000001", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := own.HouseholdCode(t.Context(), household.OwnQuery{
				SocialInsuranceNumber: tt.number, Person: identity.Person{FullName: tt.person, DateOfBirth: "1985", Gender: "Nam"},
			})
			if err != nil || got.Household != tt.code || got.Proposal != tt.proposal {
				t.Errorf("%s: %v, proposal %v, %v", tt.reason, got, got.Proposal, err)
			}
			if got.RequestID == "" || got.Source != "ngspbhxh/getTraCuuThongTinHgd" {
				t.Errorf("request %q, source %q", got.RequestID, got.Source)
			}
		})
	}
	want := map[string]string{
		"maTinh": "01", "hoTen": "Đỗ Thị Không", "ngaySinh": "19850101", "loaiNgaySinh": "1", "gioiTinh": "1", "soSo": "", "maThe": "", "isKs": "0",
	}
	if d := cmp.Diff(want, asked); d != "" {
		t.Errorf("question (-want +got):\n%s", d)
	}
}

func TestHouseholdCodeFails(t *testing.T) {
	down, _ := start(t, people, http.StatusServiceUnavailable)
	up, _ := start(t, people, 0)
	whole := identity.Person{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985"}
	for _, tt := range []struct {
		name   string
		client *ngspbhxh.Client
		person identity.Person
		want   registryclient.Code
	}{
		{"down", down, whole, registryclient.CodeUnavailable},
		{"no name", up, identity.Person{DateOfBirth: "01/02/1985"}, registryclient.CodeInvalidQuery},
		{"no date", up, identity.Person{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "?"}, registryclient.CodeInvalidQuery},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := records(t, tt.client).HouseholdCode(t.Context(), household.OwnQuery{Person: tt.person}); !errors.Is(err, tt.want) || got != (household.OwnRecord{}) {
				t.Errorf("%v, %v, want %v", got, err, tt.want)
			}
		})
	}
	for name, area := range map[string]viangsp.Area{"no client": {Province: "01"}, "no province": {}} {
		client := up
		if name == "no client" {
			client = nil
		}
		if _, err := viangsp.NewRecords(client, area); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestResolve: the third way alone decides, and a namesake never refuses.
func TestResolve(t *testing.T) {
	client, _ := start(t, people, 0)
	resolver, err := household.NewResolver(household.Sources{Own: records(t, client)}, household.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	on := identity.MustDate(2026, 9, 1)
	member := func(name identity.Name, number identity.Text) household.Member {
		return household.Member{
			Person:                identity.Person{FullName: name, DateOfBirth: "01/02/1985", Gender: "Nam"},
			SocialInsuranceNumber: number, Joins: true, Months: 12,
		}
	}
	head := member("Nguyễn Văn Mẫu", "0100000001")
	head.Head = true
	for _, tt := range []struct {
		name    string
		other   household.Member
		verdict household.Verdict
		finding household.FindingCode
	}{
		{"same household", member("Trần Thị Thử", "0100000002"), household.Accepted, household.FindingSameOwnRecord},
		{"another household", member("Lê Thị Lạ", "0100000003"), household.Refused, household.FindingOtherOwnRecord},
		{"perhaps another person", member("Lê Thị Lạ", ""), household.Provisional, household.FindingNamesake},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := resolver.Resolve(t.Context(), household.Request{Members: []household.Member{head, tt.other}, PayDate: on}, on)
			if err != nil {
				t.Fatal(err)
			}
			if r.Verdict != tt.verdict || !r.Members[1].Has(tt.finding) {
				t.Errorf("%v, %v", r.Verdict, r.Members[1].Codes())
			}
		})
	}
}
