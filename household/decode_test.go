package household_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

// comparable gives a request with its dates as text, which cmp can see into.
func comparable(r household.Request) string {
	text, err := json.Marshal(r)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func TestDecodeRequest(t *testing.T) {
	const text = `{"request":"r1","pay_date":"2026-09-01","order":[1,0],"members":[
		{"personal_id":"001180000000","full_name":"Nguyễn Thị Mẫu","date_of_birth":"01/02/1980","gender":"Nữ","is_head":true,"joins":true,"months":12,
		 "relation":"Chủ hộ","last_card_end":"31/08/2026","support_group":"pupil","budget_share":{"percent":30,"reference":"x"}},
		{"personal_id":"001080000001","full_name":"Trần Văn Mẫu","date_of_birth":"1979","gender":"Nam","is_head":false,"joins":true,"months":3,
		 "other_group":"DN","paid_before":2,"pay_date":"2026-09-02","absent":true,"joined_elsewhere":true,
		 "social_insurance_number":"0100000001","former_id":"010000001"}],
		"confirmations":[{"subject":"member","member":1,"officer":"cb01","on":"2026-08-31","document":"CV 1"}]}`
	got, err := household.DecodeRequest(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := household.Request{
		ID: "r1", PayDate: day(2026, 9, 1), Order: []int{1, 0},
		Members: []household.Member{
			{
				Person:   identity.Person{FullName: "Nguyễn Thị Mẫu", DateOfBirth: "01/02/1980", Gender: "Nữ", IDNumber: "001180000000"},
				Relation: household.RelationHead, Head: true, Joins: true, Months: 12, LastCardEnd: day(2026, 8, 31),
				Support: household.SupportPupil, BudgetShare: &household.BudgetShare{Percent: 30, Reference: "x"},
			},
			{
				Person:                identity.Person{FullName: "Trần Văn Mẫu", DateOfBirth: "1979", Gender: "Nam", IDNumber: "001080000001", FormerID: "010000001"},
				SocialInsuranceNumber: "0100000001", Joins: true, Months: 3, OtherGroup: "DN", PaidBefore: 2,
				PayDate: day(2026, 9, 2), Absent: true, JoinedElsewhere: true,
			},
		},
		Confirmations: []household.Confirmation{{Subject: household.SubjectMember, Member: 1, Officer: "cb01", On: day(2026, 8, 31), Document: "CV 1"}},
	}
	if d := cmp.Diff(comparable(want), comparable(got)); d != "" {
		t.Errorf("request (-want +got):\n%s", d)
	}
	var again household.Request
	if err := json.Unmarshal([]byte(comparable(got)), &again); err != nil || comparable(again) != comparable(got) {
		t.Errorf("the request does not come back: %v", err)
	}
}

func TestDecodeRequestRefused(t *testing.T) {
	cases := []struct {
		name, reason, in string
		want             household.Code
		field            string
		says             string
	}{
		{"nothing", "an object is needed", ``, household.CodeJSON, "", ""},
		{"not JSON", "an object is needed", `CANARY`, household.CodeJSON, "", "no JSON from byte 1 on"},
		{"broken off", "an object is needed", `{"request": CANARY}`, household.CodeJSON, "", "no JSON from byte 13 on"},
		{"a list", "an object is needed", `[]`, household.CodeJSON, "", ""},
		{"two values", "one request", `{} {"request":"CANARY"}`, household.CodeJSON, "", ""},
		{"an unknown field", "a field that is ignored is a field that is lost", `{"CANARY":1}`, household.CodeJSON, "", "a field that a request does not have"},
		{"a number for a text", "types are kept", `{"request":12345}`, household.CodeJSON, "request", ""},
		{"a text for a number", "types are kept", `{"members":[{"months":"CANARY"}]}`, household.CodeJSON, "members.months", ""},
		{"no date", "a date that cannot be read is no missing date", `{"pay_date":"CANARY"}`, household.CodeJSON, "", "unexpected character"},
		{"no group", "near_poor, pupil, average_farm", `{"members":[{"support_group":"CANARY"}]}`, household.CodeSupport, "support_group", ""},
		{"no relation", "a relation of the table", `{"members":[{"relation":"CANARY"}]}`, household.CodeRelation, "relation", ""},
		{"too large", "bounded", `{"request":"` + strings.Repeat("CANARY", household.MaxRequestBytes/6) + `"}`, household.CodeTooLarge, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := household.DecodeRequest(strings.NewReader(c.in))
			var got *household.Error
			if !errors.As(err, &got) || got.Code != c.want || got.Field != c.field {
				t.Fatalf("%s: %v, want %v at %q", c.reason, err, c.want, c.field)
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v, want it to say %q", c.reason, err, c.says)
			}
			if strings.Contains(err.Error(), "CANARY") || strings.Contains(err.Error(), "12345") {
				t.Errorf("%s: the error repeats the input", c.reason)
			}
		})
	}
}

func TestDecodeRequestReadFails(t *testing.T) {
	want := errors.New("connection lost")
	if _, err := household.DecodeRequest(iotest.ErrReader(want)); !errors.Is(err, want) {
		t.Errorf("DecodeRequest = %v, want %v", err, want)
	}
}
