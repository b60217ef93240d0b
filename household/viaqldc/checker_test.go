package viaqldc_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/household/viaqldc"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// population is synthetic: no region has the code 000, no province issued a
// CMND that begins with 000.
const population = `personal_id,cmnd,full_name,date_of_birth,gender,household,relation,permanent_address,permanent_ward,permanent_province,temporary_address,temporary_ward,temporary_province,status
000075000001,000000001,Nguyễn Văn Thử,10/05/1975,Nam,H1,Chủ hộ,"Số 12, đường Mẫu",00100,01,"Số 7, đường Thử",00300,79,
000177000002,,Trần Thị Mẫu,11/06/1977,Nữ,H1,Vợ,"12 Mẫu",00100,01,,,,
000308000003,,Nguyễn Thị Thí Điểm,12/07/2008,Nữ,H3,Cháu,"Số 5, đường Xa",00500,74,"7 đường Thử",00300,77,
000148000004,000000004,Lê Thị Giả Định,1948,Nữ,H4,Mẹ,"Số 99, đường Khác",00200,01,,,,
000190000005,000000004,Phạm Thị Lạ,01/03/1990,Nữ,H5,Chủ hộ,"Số 1, đường Lạ",00200,01,,,,
000360000006,,Đỗ Thị Huỷ,01/03/1960,Nữ,H1,Cô,"Số 12, đường Mẫu",00100,01,,,,number_cancelled
`

func start(t *testing.T, options registrytest.Options) *registrytest.Server {
	t.Helper()
	people, err := registrytest.LoadPopulation(strings.NewReader(population), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	server, err := registrytest.NewServer(people, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}

func client(t *testing.T, server *registrytest.Server, opts ...qldc.Option) *qldc.Client {
	t.Helper()
	transport, err := registryclient.NewTransport(
		registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1, BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.Close)
	opts = append([]qldc.Option{
		qldc.WithTransport(transport), qldc.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "officer"}),
	}, opts...)
	c, err := qldc.NewClient(server.URL(), server.Credentials(), opts...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func member(id identity.Text, name identity.Name, born identity.Text) household.Member {
	return household.Member{
		Person: identity.Person{IDNumber: id, FullName: name, DateOfBirth: born, Gender: "Nữ"}, Joins: true, Months: 12,
	}
}

func head() household.Member {
	m := member("000075000001", "Nguyễn Văn Thử", "10/05/1975")
	m.Head, m.Person.Gender = true, "Nam"
	return m
}

type codes = []household.FindingCode

// TestResolve resolves families through the bytes of the citizen services.
func TestResolve(t *testing.T) {
	byCMND := head()
	byCMND.Person.IDNumber = "000000001"
	tests := []struct {
		name, reason string
		power        registrytest.Power
		head, other  household.Member
		verdict      household.Verdict
		codes        codes // of the household
		evidence     codes // that the other member must have
		mismatches   []matching.Code
	}{
		{
			name: "same head and permanent residence", reason: "Luật BHYT Điều 2 khoản 7",
			head: head(), other: member("000177000002", "Trần Thị Mẫu", "11/06/1977"), verdict: household.Accepted,
			evidence: codes{household.FindingSameHead, household.FindingSamePermanent},
		},
		{
			name: "the head by the CMND", reason: "the record links both numbers",
			head: byCMND, other: member("000177000002", "Trần Thị Mẫu", "11/06/1977"), verdict: household.Accepted,
			evidence: codes{household.FindingSameHead},
		},
		{
			name: "same current residence, province merged", reason: "thường trú hoặc tạm trú; 77 was merged into 79, and NoiOHienTai is taken for tạm trú",
			head: head(), other: member("000308000003", "Nguyễn Thị Thí Điểm", "12/07/2008"), verdict: household.Accepted,
			evidence: codes{household.FindingSameCurrent, household.FindingCurrentInferred, household.FindingProvinceMerged},
		},
		{
			name: "elsewhere", reason: "the second official refusal; the registry knows no head of that household",
			head: head(), other: member("000148000004", "Lê Thị Giả Định", "1948"), verdict: household.Refused,
			codes: codes{household.FindingResidenceDiffers}, evidence: codes{household.FindingElsewhere, household.FindingPermanentText},
		},
		{
			name: "several people under one CMND", reason: "none is picked",
			head: head(), other: member("000000004", "Lê Thị Giả Định", "1948"), verdict: household.Provisional,
			codes: codes{household.FindingUndecided}, evidence: codes{household.FindingNotComparable},
		},
		{
			name: "a cancelled number", reason: "nobody under it",
			head: head(), other: member("000360000006", "Đỗ Thị Huỷ", "01/03/1960"), verdict: household.Refused,
			codes: codes{household.FindingMemberUnconfirmed}, evidence: codes{household.FindingNothingFits},
			mismatches: []matching.Code{matching.RecordUnconfirmed},
		},
		{
			name: "a wrong date, match or nothing", reason: "the live service does not say what differs",
			head: head(), other: member("000177000002", "Trần Thị Mẫu", "12/06/1977"), verdict: household.Refused,
			codes: codes{household.FindingMemberUnconfirmed}, evidence: codes{household.FindingNothingFits},
			mismatches: []matching.Code{matching.RecordUnconfirmed},
		},
		{
			name: "a wrong date, by record", reason: "a licence that returns the record says what differs",
			power: registrytest.Record, head: head(), other: member("000177000002", "Trần Thị Mẫu", "12/06/1977"), verdict: household.Refused,
			codes: codes{household.FindingMemberUnconfirmed}, evidence: codes{household.FindingDetailsDiffer, household.FindingSamePermanent},
			mismatches: []matching.Code{matching.DateDay},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var opts []qldc.Option
			if tt.power == registrytest.Record {
				opts = append(opts, qldc.WithMatchRule(qldc.MatchNumber))
			}
			checker, err := viaqldc.NewChecker(client(t, start(t, registrytest.Options{Power: tt.power}), opts...))
			if err != nil {
				t.Fatal(err)
			}
			r := resolve(t, checker, tt.head, tt.other)
			if r.Verdict != tt.verdict || !cmp.Equal(r.Codes, tt.codes) || r.Completeness != household.CompletenessUnknown {
				t.Errorf("%s: %v %v, complete %v, want %v %v", tt.reason, r.Verdict, r.Codes, r.Completeness, tt.verdict, tt.codes)
			}
			for _, code := range tt.evidence {
				if !r.Members[1].Has(code) {
					t.Errorf("%s: lacks %s, has %v", tt.reason, code, r.Members[1].Codes())
				}
			}
			if d := cmp.Diff(tt.mismatches, r.Members[1].Mismatches); d != "" {
				t.Errorf("%s: mismatches (-want +got):\n%s", tt.reason, d)
			}
		})
	}
}

func resolve(t *testing.T, checker household.Checker, members ...household.Member) household.Result {
	t.Helper()
	resolver, err := household.NewResolver(household.Sources{Checker: checker}, household.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	day := identity.MustDate(2026, 9, 1)
	r, err := resolver.Resolve(t.Context(), household.Request{Members: members, PayDate: day}, day)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRegistryFailsInTheMiddle: the family is provisional, and everybody in it
// counts.
func TestRegistryFailsInTheMiddle(t *testing.T) {
	server := start(t, registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
		if r.Wire < 2 {
			return registrytest.Fault{}
		}
		return registrytest.Fault{Kind: registrytest.FaultStatus, Status: http.StatusServiceUnavailable}
	}})
	checker, err := viaqldc.NewChecker(client(t, server))
	if err != nil {
		t.Fatal(err)
	}
	r := resolve(t, checker, head(), member("000177000002", "Trần Thị Mẫu", "11/06/1977"))
	quote, err := r.Quote()
	if err != nil {
		t.Fatal(err)
	}
	if r.Verdict != household.Provisional || !r.Members[1].Has(household.FindingUnreachable) || quote.Total != 1_366_200+956_340 {
		t.Errorf("%v, %v, total %d", r, r.Members[1].Codes(), quote.Total)
	}
	if !errors.Is(r.Members[1].Err, registryclient.CodeUnavailable) {
		t.Errorf("the cause is %v", r.Members[1].Err)
	}
}

func TestNewChecker(t *testing.T) {
	server := start(t, registrytest.Options{})
	for name, c := range map[string]*qldc.Client{
		"no client": nil, "an operation without records": client(t, server, qldc.WithProfile(qldc.Confirm())),
	} {
		if _, err := viaqldc.NewChecker(c); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRelation(t *testing.T) {
	if r, ok := viaqldc.Relation("CH01"); r != household.RelationHead || !ok {
		t.Errorf("CH01 is %v, %v", r, ok)
	}
	if r, ok := viaqldc.Relation("01"); r != household.RelationUnknown || ok {
		t.Errorf("a code of another table is %v, %v", r, ok)
	}
}
