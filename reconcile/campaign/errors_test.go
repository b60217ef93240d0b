package campaign_test

import (
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

func TestErrorText(t *testing.T) {
	cause := errors.New("canary of a cause")
	for _, test := range []struct {
		want string
		err  campaign.Error
	}{
		{"campaign: conflict", campaign.Error{Code: campaign.CodeConflict}},
		{"campaign: step at participant 7", campaign.Error{Code: campaign.CodeStep, ID: 7}},
		{"campaign: store (append) at participant 7", campaign.Error{Code: campaign.CodeStore, ID: 7, Op: "append", Cause: cause}},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
		if !errors.Is(&test.err, test.err.Code) || errors.Is(&test.err, cause) != (test.err.Cause != nil) {
			t.Errorf("%v does not unwrap to its code and cause", &test.err)
		}
	}
}
