package campaign_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// FuzzReadTargets: what is read can be aimed at, and what cannot be read is
// refused with its line.
func FuzzReadTargets(f *testing.F) {
	const header = "scope,measure,date,percent,count\n"
	for _, seed := range []string{
		"", header, header + "total,with_id,2022-12-31,90,\n", header + "unit:A,approved,31/12/2026,,250\n",
		header + "\"province:Hà Nội\",verified,2026-12-31,99.95,\n", header + "total,registered,2026-12-31,90,\n",
		header + "\"total", header + "total,with_id,2026-12-31,NaN,\n", header + "total,with_id,2026-12-31,0x1p-9,\n", "\ufeff" + header,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		targets, err := campaign.ReadTargets(bytes.NewReader(file))
		if err != nil {
			var at *campaign.TargetError
			if !errors.As(err, &at) || at.Line < 1 || targets != nil {
				t.Errorf("refused with %v", err)
			}
			return
		}
		for _, target := range targets {
			if (target.Percent == 0) == (target.Count == 0) || target.Percent < 0 || target.Percent > 100 || target.Count < 0 {
				t.Errorf("aims at %v %% or %d", target.Percent, target.Count)
			}
			if target.Date.Precision() != identity.PrecisionDay || (target.By == campaign.ByNothing) != (target.Key == "") {
				t.Error("a target without a day or a group")
			}
			if _, known := (campaign.Figures{}).Of(target.Measure); !known {
				t.Errorf("aims at %s", target.Measure)
			}
			if want := target.Want(1000); target.Count == 0 && (want < 1 || want > 1000) {
				t.Errorf("%v %% of 1,000 is %d", target.Percent, want)
			}
		}
	})
}
