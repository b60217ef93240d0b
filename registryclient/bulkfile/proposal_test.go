package bulkfile_test

import (
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

func TestProposal(t *testing.T) {
	first, second := identity.MustParsePersonalID("000085000901"), identity.MustParsePersonalID("000085000902")
	p := bulkfile.Proposal{
		Row: "r-1", Question: bulkfile.Question{Row: "r-1", FullName: "Nguyễn Văn Mẫu", DateOfBirth: "1985"},
		Numbers: []identity.PersonalID{first, second},
	}
	good := bulkfile.Decision{Officer: "cb-017", On: identity.MustDate(2026, 3, 1), Evidence: "hồ sơ 12/2026"}
	for name, c := range map[string]struct {
		number identity.PersonalID
		change func(*bulkfile.Decision)
		want   error
	}{
		"accepted":     {second, func(*bulkfile.Decision) {}, nil},
		"not proposed": {identity.MustParsePersonalID("000085000903"), func(*bulkfile.Decision) {}, bulkfile.CodeNotProposed},
		"no number":    {identity.PersonalID{}, func(*bulkfile.Decision) {}, bulkfile.CodeNotProposed},
		"no officer":   {first, func(d *bulkfile.Decision) { d.Officer = "" }, bulkfile.CodeNotProposed},
		"no evidence":  {first, func(d *bulkfile.Decision) { d.Evidence = "" }, bulkfile.CodeNotProposed},
		"no day":       {first, func(d *bulkfile.Decision) { d.On = identity.Date{} }, bulkfile.CodeNotProposed},
	} {
		d := good
		c.change(&d)
		got, err := p.Accept(c.number, "0000000001", d)
		want := identity.Correction{}
		if c.want == nil {
			want = identity.Correction{SocialInsuranceNumber: "0000000001", IDNumber: identity.Text(second.Reveal())}
		}
		if !errors.Is(err, c.want) || got != want {
			t.Errorf("%s: %v, error %v; want %v, %v", name, got, err, want, c.want)
		}
	}
	p.Numbers = nil
	if _, err := p.Accept(first, "0000000001", good); !errors.Is(err, bulkfile.CodeNotProposed) {
		t.Errorf("nobody was proposed: error %v", err)
	}
}
