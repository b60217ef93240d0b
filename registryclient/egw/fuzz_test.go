package egw_test

import (
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/egw"
)

// FuzzDecode checks that a person is matched only with a code of the table, and
// that a refusal has a class that a reply may have and repeats nothing.
func FuzzDecode(f *testing.F) {
	f.Add(reply("000", ""))
	f.Add(reply("061", `,"x":[{"y":1}]`))
	f.Add([]byte(`{"maKetQua":"050","maThe":null}`))
	f.Add([]byte(`{"maKetQua":401}`))
	f.Add([]byte(`{"maKetQua":"000","maKetQua":"050"}`))
	f.Add([]byte("\ufeff{}"))
	q := question(f, "GD4010000000011", "Nguyễn Văn Mẫu", "01/02/1985")
	f.Fuzz(func(t *testing.T, body []byte) {
		check, err := egw.Decode(body, &q)
		if err != nil {
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Code == registryclient.CodeInvalidQuery || e.Err != nil {
				t.Fatalf("error %v", err)
			}
			return
		}
		again, err := egw.Decode(body, &q)
		if err != nil || again.Answer.Outcome != check.Answer.Outcome {
			t.Fatalf("read again: %v, %v", again, err)
		}
		if check.Answer.Outcome == registryclient.OutcomeUnknown || check.Answer.Message.Text == "" {
			t.Fatal("an answer without a meaning")
		}
		if check.Answer.Outcome == registryclient.OutcomeMatched && (check.Answer.Record == nil || check.Card == egw.CardUnknown) {
			t.Fatal("a match without its record or card")
		}
	})
}
