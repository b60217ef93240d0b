package reconcile_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

func TestRunDecides(t *testing.T) {
	differ := func(f registryclient.FieldVerdicts) registryclient.Answer {
		return registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonFieldsDiffer, Fields: f}
	}
	bulk := registryclient.FieldVerdict{Verdict: registryclient.VerdictMismatch, Origin: registryclient.OriginBulk}
	tests := []struct {
		name, reason string
		participant  func(*identity.Participant)
		capabilities registryclient.Capabilities
		answer       registryclient.Answer
		err          error
		wantKind     reconcile.Kind
		wantCodes    []matching.Code
		wantNotes    []matching.Code
		wantAsked    int64
		wantFormer   bool
	}{
		{
			name: "everything agrees", reason: "plan B.I, bước 2",
			answer: matched(record(nil)), wantKind: reconcile.Verified, wantAsked: 1,
		},
		{
			name: "CMND confirmed", reason: "plan B.I, bước 3: the shared ID replaces the CMND",
			participant: func(p *identity.Participant) { p.Person.IDNumber = "012345678" },
			answer:      matched(record(func(r *identity.Person) { r.FormerID = "012345678" })),
			wantKind:    reconcile.IDShared, wantNotes: []matching.Code{matching.IDOldNumber}, wantAsked: 1, wantFormer: true,
		},
		{
			name: "CMND, another gender", reason: "an ID is shared only where every field agrees",
			participant: func(p *identity.Participant) { p.Person.IDNumber, p.Person.Gender = "012345678", "Nữ" },
			answer:      matched(record(func(r *identity.Person) { r.FormerID = "012345678" })),
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.GenderDifferent}, wantNotes: []matching.Code{matching.IDOldNumber}, wantAsked: 1,
		},
		{
			name: "no number", reason: "plan B.II: dữ liệu người tham gia chưa có số",
			participant: func(p *identity.Participant) { p.Person.IDNumber = " " },
			wantKind:    reconcile.NoID, wantCodes: []matching.Code{matching.IDMissing},
		},
		{
			name: "eleven digits", reason: "neither 12 nor 9 digits: decided offline",
			participant: func(p *identity.Participant) { p.Person.IDNumber = "01080012345" },
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.IDInvalid},
		},
		{
			name: "no name, no gender", reason: "a question needs a name; the gender is named beside it",
			participant: func(p *identity.Participant) { p.Person.FullName, p.Person.Gender = "", "" },
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.NameMissing, matching.GenderMissing},
		},
		{
			name: "30 February", reason: "an unreadable date cannot be put as a question",
			participant: func(p *identity.Participant) { p.Person.DateOfBirth = "30/02/1980" },
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.DateInvalid},
		},
		{
			name: "born tomorrow", reason: "a date in the future is invalid on the day of the run",
			participant: func(p *identity.Participant) { p.Person.DateOfBirth = "23/11/2026" },
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.DateInvalid, matching.IDInconsistent},
		},
		{
			name: "foreigner without a number", reason: "the registry does not hold foreigners",
			participant: func(p *identity.Participant) { p.Nationality, p.Person.IDNumber = "LA", "P1234567" },
			wantKind:    reconcile.NotComparable,
		},
		{
			name: "foreigner with a personal ID", reason: "NĐ 69/2024 Điều 5: some foreigners have a number",
			participant: func(p *identity.Participant) { p.Nationality = "LA" },
			answer:      matched(record(nil)), wantKind: reconcile.Verified, wantAsked: 1,
		},
		{
			name: "number of a stranger", reason: "asked by number: the codes would describe somebody else",
			answer: matched(record(func(r *identity.Person) {
				r.FullName, r.DateOfBirth, r.Gender = "Lê Thị Minh Tú", "02/10/1991", "Nữ"
			})),
			wantKind: reconcile.Mismatched, wantCodes: []matching.Code{matching.IDOtherPerson}, wantAsked: 1,
		},
		{
			name: "nobody under the number", reason: "asked by number",
			answer: registryclient.Answer{
				Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNoSuchNumber,
				Fields: registryclient.FieldVerdicts{ID: registryclient.FieldVerdict{Verdict: registryclient.VerdictMismatch, Origin: registryclient.OriginRegistry}},
			},
			wantKind: reconcile.Mismatched, wantCodes: []matching.Code{matching.IDNotFound}, wantAsked: 1,
		},
		{
			name: "match-or-nothing says no", reason: "which field is wrong is not known",
			capabilities: registryclient.Capabilities{MatchOrNothing: true},
			participant:  func(p *identity.Participant) { p.Person.Gender = "" },
			answer:       registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNothingFits},
			wantKind:     reconcile.Mismatched, wantCodes: []matching.Code{matching.GenderMissing, matching.RecordUnconfirmed}, wantAsked: 1,
		},
		{
			name: "the bulk reply names fields", reason: "plan B.II, bước 2: mô tả các trường thông tin không chính xác",
			answer:   differ(registryclient.FieldVerdicts{Name: bulk, DateOfBirth: bulk}),
			wantKind: reconcile.Mismatched, wantCodes: []matching.Code{matching.NameUnconfirmed, matching.DateUnconfirmed}, wantAsked: 1,
		},
		{
			name: "the bulk reply knows nobody", reason: "a bulk reply says no more than that the number is wrong",
			answer: registryclient.Answer{
				Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNoSuchNumber,
				Fields: registryclient.FieldVerdicts{ID: bulk},
			},
			wantKind: reconcile.Mismatched, wantCodes: []matching.Code{matching.IDUnconfirmed}, wantAsked: 1,
		},
		{
			name: "confirmed without a record, gender missing", reason: "what the record lacks by itself stays a mismatch",
			participant: func(p *identity.Participant) { p.Person.Gender = "" },
			answer:      registryclient.Answer{Outcome: registryclient.OutcomeMatched},
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.GenderMissing}, wantAsked: 1,
		},
		{
			name: "several people under one CMND", reason: "registry-wide rule: never take the first",
			participant: func(p *identity.Participant) { p.Person.IDNumber = "271450001" },
			answer:      registryclient.Answer{Outcome: registryclient.OutcomeNotComparable, Reason: registryclient.ReasonSeveralRecords},
			wantKind:    reconcile.NotComparable, wantAsked: 1,
		},
		{
			name: "number contradicts the birth year", reason: "a warning never stops the question, and is named beside the mismatch",
			participant: func(p *identity.Participant) { p.Person.DateOfBirth = "15/03/1981" },
			answer:      matched(record(nil)), wantKind: reconcile.Mismatched,
			wantCodes: []matching.Code{matching.DateYear, matching.IDInconsistent}, wantAsked: 1,
		},
		{
			name: "number contradicts the birth year, registry confirms", reason: "the registry's word outweighs a warning",
			participant: func(p *identity.Participant) { p.Person.DateOfBirth = "15/03/1981" },
			answer:      matched(record(func(r *identity.Person) { r.DateOfBirth = "15/03/1981" })),
			wantKind:    reconcile.Verified, wantAsked: 1,
		},
		{
			name: "gender unreadable, none in the registry", reason: "the record has the fault by itself, whoever answers",
			participant: func(p *identity.Participant) { p.Person.Gender = "1" },
			answer:      matched(record(func(r *identity.Person) { r.Gender = "" })),
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.GenderInvalid}, wantAsked: 1,
		},
		{
			name: "unavailable", reason: "a transport failure is never a mismatch",
			err:      &registryclient.Error{Code: registryclient.CodeUnavailable},
			wantKind: reconcile.Pending, wantAsked: 1,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &stub{answer: tt.answer, err: tt.err, capabilities: tt.capabilities}
			out := collect(t, reconcile.Run(t.Context(), list(participant(tt.participant)), s, reconcile.Options{AsOf: today}))
			if len(out) != 1 {
				t.Fatalf("%d outcomes for one participant", len(out))
			}
			got := out[0]
			if got.Kind != tt.wantKind {
				t.Errorf("Kind = %v, want %v (%s)", got.Kind, tt.wantKind, tt.reason)
			}
			if diff := cmp.Diff(tt.wantCodes, got.Codes, cmpEmpty); diff != "" {
				t.Errorf("Codes (-want +got), %s:\n%s", tt.reason, diff)
			}
			if diff := cmp.Diff(tt.wantNotes, got.Notes, cmpEmpty); diff != "" {
				t.Errorf("Notes (-want +got), %s:\n%s", tt.reason, diff)
			}
			if n := s.asked.Load(); n != tt.wantAsked {
				t.Errorf("the registry was asked %d times, want %d", n, tt.wantAsked)
			}
			if got.FormerID.IsValid() != tt.wantFormer {
				t.Errorf("FormerID valid: %v, want %v", got.FormerID.IsValid(), tt.wantFormer)
			}
			if onMau01 := got.Kind.List() == reconcile.ListMau01; onMau01 != (len(got.Codes) == 0 && (got.Kind == reconcile.Verified || got.Kind == reconcile.IDShared)) {
				t.Errorf("on Mẫu 01: %v with kind %v and codes %v", onMau01, got.Kind, got.Codes)
			}
		})
	}
}

var cmpEmpty = cmp.Transformer("empty", func(c []matching.Code) []string {
	out := []string{}
	for _, code := range c {
		out = append(out, string(code))
	}
	return out
})
