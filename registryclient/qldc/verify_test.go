package qldc_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

func verdicts(name, date, gender, id registryclient.Verdict) registryclient.FieldVerdicts {
	of := func(v registryclient.Verdict) registryclient.FieldVerdict {
		if v == registryclient.VerdictUnknown {
			return registryclient.FieldVerdict{}
		}
		return registryclient.FieldVerdict{Verdict: v, Origin: registryclient.OriginRegistry}
	}
	return registryclient.FieldVerdicts{Name: of(name), DateOfBirth: of(date), Gender: of(gender), ID: of(id)}
}

// TestVerify puts questions to the fake registry in both powers and to both
// operations.
func TestVerify(t *testing.T) {
	const (
		unknown     = registryclient.VerdictUnknown
		match       = registryclient.VerdictMatch
		partial     = registryclient.VerdictPartial
		notCompared = registryclient.VerdictNotCompared
	)
	mau := identity.Person{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985", Gender: "Nam", IDNumber: "000085000001", FormerID: "000000001"}
	thu := identity.Person{FullName: "Trần Thị Thử", DateOfBirth: "1990", Gender: "Nữ", IDNumber: "000190000002"}
	vo := identity.Person{FullName: "Võ Mẫu", DateOfBirth: "11/12/1988", Gender: "Nam", IDNumber: "000088000006"}
	found := func(p identity.Person, v registryclient.FieldVerdicts) registryclient.Answer {
		return registryclient.Answer{
			Outcome: registryclient.OutcomeMatched, Fields: v, Record: &p,
			SharedID: identity.MustParsePersonalID(string(p.IDNumber)),
		}
	}
	nothingFits := registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNothingFits}
	noSuchNumber := registryclient.Answer{
		Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNoSuchNumber,
		Fields: verdicts(unknown, unknown, unknown, registryclient.VerdictMismatch),
	}
	several := registryclient.Answer{Outcome: registryclient.OutcomeNotComparable, Reason: registryclient.ReasonSeveralRecords}
	triple, byNumber := verdicts(partial, match, unknown, match), verdicts(unknown, unknown, unknown, match)
	month := verdicts(partial, partial, unknown, match)
	exists := registryclient.Answer{Outcome: registryclient.OutcomeMatched, Fields: verdicts(partial, match, notCompared, match)}

	cases := []struct {
		name, reason         string
		number, person, date string
		triple, record       registryclient.Answer
		confirm              registryclient.Answer
	}{
		{"fits", "", "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", found(mau, triple), found(mau, byNumber), exists},
		{"by CMND", "the personal ID is shared", "000000001", "Nguyễn Văn Mẫu", "01/02/1985", found(mau, triple), found(mau, byNumber), exists},
		{"without marks", "names are compared stripped", "000085000001", "NGUYEN VAN MAU", "01/02/1985", found(mau, triple), found(mau, byNumber), exists},
		{"other name", "", "000085000001", "Nguyễn Văn Khác", "01/02/1985", nothingFits, found(mau, byNumber), nothingFits},
		{"no letter in the name", "a question all the same", "000085000001", "???", "01/02/1985", nothingFits, found(mau, byNumber), nothingFits},
		{"other date", "", "000085000001", "Nguyễn Văn Mẫu", "02/01/1985", nothingFits, found(mau, byNumber), nothingFits},
		{"year only", "compared to the year", "000085000001", "Nguyễn Văn Mẫu", "1985", found(mau, triple), found(mau, byNumber), exists},
		{
			"month", "sent as its year", "000085000001", "Nguyễn Văn Mẫu", "02/1985", found(mau, month), found(mau, byNumber),
			registryclient.Answer{Outcome: registryclient.OutcomeMatched, Fields: verdicts(partial, partial, notCompared, match)},
		},
		{"registry knows the year", "", "000190000002", "Trần Thị Thử", "03/04/1990", found(thu, triple), found(thu, byNumber), exists},
		{"no such number", "", "000099000099", "Nguyễn Văn Mẫu", "01/02/1985", nothingFits, noSuchNumber, nothingFits},
		{"shared CMND", "all its holders are answered, whoever fits", "000000003", "Lê Mẫu", "05/06/1985", several, several, exists},
		{"cancelled number", "nobody", "000087000005", "Đỗ Mẫu", "09/10/1987", nothingFits, noSuchNumber, nothingFits},
		{"CMND of a cancelled number", "nobody", "000000005", "Đỗ Mẫu", "09/10/1987", nothingFits, noSuchNumber, nothingFits},
		{"dead", "the record has no field for it", "000088000006", "Võ Mẫu", "11/12/1988", found(vo, triple), found(vo, byNumber), exists},
	}
	tripleServer, recordServer := fake(t, registrytest.Options{}), fake(t, registrytest.Options{Power: registrytest.Record})
	clients := []struct {
		name   string
		client *qldc.Client
	}{
		{"triple", client(t, tripleServer.URL(), tripleServer.Credentials())},
		{"record", client(t, recordServer.URL(), recordServer.Credentials(), qldc.WithMatchRule(qldc.MatchNumber))},
		{"confirm", client(t, tripleServer.URL(), tripleServer.Credentials(), qldc.WithProfile(qldc.Confirm()))},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for i, want := range []registryclient.Answer{c.triple, c.record, c.confirm} {
				t.Run(clients[i].name, func(t *testing.T) {
					checkAnswer(t, clients[i].client, query(t, c.number, c.person, c.date), want, c.reason)
				})
			}
		})
	}
}

func checkAnswer(t *testing.T, registry *qldc.Client, q registryclient.Query, want registryclient.Answer, reason string) {
	t.Helper()
	got, err := registry.Verify(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if got.Message.Text == "" {
		t.Error("the answer has no text")
	}
	want.RequestID, want.Source, want.Message = q.RequestID, registry.Capabilities().Source, got.Message
	if d := cmp.Diff(want, got, revealed); d != "" {
		t.Errorf("%s: answer (-want +got):\n%s", reason, d)
	}
}

// revealed compares personal IDs, whose fields cmp must not look at.
var revealed = cmp.Comparer(func(a, b identity.PersonalID) bool { return a == b })

func TestCapabilities(t *testing.T) {
	lookUp := client(t, "https://gateway.example/", auth).Capabilities()
	want := registryclient.Capabilities{Source: "qldc/TraCuuThongTinCongDan", ReturnsRecord: true, MatchOrNothing: true, AcceptsCMND: true}
	if lookUp != want {
		t.Errorf("look-up: %+v, want %+v", lookUp, want)
	}
	byNumber := client(t, "https://gateway.example/", auth, qldc.WithMatchRule(qldc.MatchNumber)).Capabilities()
	if want.MatchOrNothing = false; byNumber != want {
		t.Errorf("by number: %+v, want %+v", byNumber, want)
	}
	confirm := client(t, "https://gateway.example/", auth, qldc.WithProfile(qldc.Confirm())).Capabilities()
	want = registryclient.Capabilities{Source: "qldc/XacThucThongTinCongDan", MatchOrNothing: true, AcceptsCMND: true}
	if confirm != want {
		t.Errorf("confirm: %+v, want %+v", confirm, want)
	}
}

func TestLookUp(t *testing.T) {
	s := fake(t, registrytest.Options{})
	got, err := client(t, s.URL(), s.Credentials()).LookUp(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985"))
	if err != nil || len(got) != 1 {
		t.Fatalf("%d records, error %v; want one", len(got), err)
	}
	c := got[0]
	if c.Head.Relation != "CH01" || c.Head.PersonalID != c.PersonalID || c.Head.FullName != c.FullName {
		t.Error("the head of the household is not read")
	}
	want := qldc.Residence{Province: "01", Ward: "00001", Detail: "Số 1, đường Thử", Country: "VN"}
	if c.Permanent != want || c.Current != (qldc.Residence{}) {
		t.Error("the residences are not read")
	}
	if _, err := client(t, s.URL(), s.Credentials(), qldc.WithProfile(qldc.Confirm())).LookUp(context.Background(), query(t, "000085000001", "X", "1985")); err == nil {
		t.Error("records from an operation that answers none")
	}
}
