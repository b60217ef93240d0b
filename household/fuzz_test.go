package household_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

// FuzzDecodeRequest: what is read comes back the same when it is written and
// read again; what a request computes to adds up; no error holds the input.
func FuzzDecodeRequest(f *testing.F) {
	good, err := json.Marshal(mixedFamily())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		string(good), `{}`, `{"members":[{"is_head":true,"joins":true,"months":3,"personal_id":"CANARY"}],"pay_date":"2026-09-01"}`,
		`{"members":[{"is_head":true,"joins":true,"months":12,"paid_before":4,"pay_date":"0/0/1960"}]}`, `{"pay_date":"CANARY"}`, `[`, `{"order":[0,0]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := household.DecodeRequest(strings.NewReader(text))
		if err != nil {
			var ours *household.Error
			if !errors.As(err, &ours) {
				t.Fatalf("error %v is not ours", err)
			}
			if strings.Contains(err.Error(), "CANARY") {
				t.Fatal("the error holds the input")
			}
			return
		}
		written := comparable(r)
		again, err := household.DecodeRequest(strings.NewReader(written))
		if err != nil || comparable(again) != written {
			t.Fatalf("does not come back: %v", err)
		}
		q, err := household.Compute(r, household.Accepted)
		if (err == nil) != (r.Validate() == nil) && !errors.Is(err, household.CodeNoRule) {
			t.Fatalf("Compute and Validate disagree: %v", err)
		}
		if err == nil {
			checkQuote(t, q)
		}
	})
}

// FuzzSameResidence: the comparison is symmetric, a residence with text is the
// same as itself, and blanks, empty segments and the country do not count.
func FuzzSameResidence(f *testing.F) {
	f.Add("01", "00100", "Số 12 đường Mẫu, tổ 3", "02", "00101", "12 Đ. MẪU, tổ 03, TP. Hà Nội")
	f.Add("", "", "Thôn 3, xã Thử, huyện Mẫu, tỉnh Hà Giang", "08", "", "thôn 3 - xã Thử - tỉnh Tuyên Quang")
	f.Add("1", "", "P5, Q10, TP.HCM", "079", "x", "")
	f.Fuzz(func(t *testing.T, provinceA, wardA, detailA, provinceB, wardB, detailB string) {
		a := household.Residence{Province: provinceA, Ward: wardA, Detail: identity.Text(detailA)}
		b := household.Residence{Province: provinceB, Ward: wardB, Detail: identity.Text(detailB)}
		same, known, found := household.SameResidence(a, b, nil)
		same2, known2, found2 := household.SameResidence(b, a, nil)
		if same != same2 || known != known2 || len(found) != len(found2) {
			t.Fatal("the comparison depends on the side")
		}
		if same && !known {
			t.Fatal("the same and not known")
		}
		core := household.AddressCore(detailA)
		if same, known, _ := household.SameResidence(a, a, nil); core != "" && (!same || !known) {
			t.Fatal("a residence differs from itself")
		}
		if len(detailA) < 900 && household.AddressCore("  "+detailA+" ,, Việt Nam;") != core {
			t.Fatal("blanks, empty segments and the country count")
		}
	})
}
