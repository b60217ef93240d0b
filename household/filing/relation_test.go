package filing_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/household/filing"
)

// TestRelation goes through the table of the templates, row by row.
func TestRelation(t *testing.T) {
	for code, name := range map[string]string{
		"00": "chủ hộ", "01": "vợ", "02": "chồng", "03": "bố", "04": "mẹ", "05": "em", "06": "anh", "07": "chị",
		"08": "con", "09": "cháu", "10": "ông", "11": "bà", "12": "cô", "13": "dì", "14": "chú", "15": "thím",
		"16": "bác", "17": "cậu", "18": "mợ", "19": "con dâu", "20": "con rể", "21": "chắt", "99": "khác",
	} {
		want, err := household.ParseRelation(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := filing.Relation(code); !ok || got != want {
			t.Errorf("%s is %v, want %v", code, got, want)
		}
		if got, exact := filing.Code(want); got != code || !exact {
			t.Errorf("%v has the code %q (exact %v), want %q", want, got, exact, code)
		}
	}
	for code, want := range map[string]household.Relation{"22": household.RelationOther, "8": household.RelationChild, " 01 ": household.RelationWife} {
		if got, ok := filing.Relation(code); !ok || got != want {
			t.Errorf("%q is %v, want %v", code, got, want)
		}
	}
	for _, code := range []string{"", "23", "98", "001", "CH01", "x"} {
		if got, ok := filing.Relation(code); ok || got != household.RelationUnknown {
			t.Errorf("%q is %v", code, got)
		}
	}
}

// TestCode: every relation has a code, and reading it back never gives a more
// precise relation than was written.
func TestCode(t *testing.T) {
	for _, r := range household.Relations() {
		code, exact := filing.Code(r)
		back, ok := filing.Relation(code)
		switch {
		case !ok:
			t.Errorf("%v has no code", r)
		case exact != (back == r):
			t.Errorf("%v is written %s, exact %v, and read as %v", r, code, exact, back)
		case back != r && back != r.General() && back != household.RelationOther:
			t.Errorf("%v is read back as %v", r, back)
		}
	}
	if code, exact := filing.Code(household.RelationWifesFather); code != "03" || exact {
		t.Errorf("cha vợ has the code %q, exact %v", code, exact)
	}
	if code, exact := filing.Code(household.RelationTenant); code != "99" || exact {
		t.Errorf("ở thuê has the code %q, exact %v", code, exact)
	}
	if code, exact := filing.Code(household.RelationUnknown); code != "" || exact {
		t.Errorf("no relation has the code %q", code)
	}
}
