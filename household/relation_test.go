package household_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

func TestParseRelation(t *testing.T) {
	cases := []struct {
		name, in string
		want     household.Relation
	}{
		{"as the law writes it", "chủ hộ", household.RelationHead},
		{"as the registry writes it", "Chủ hộ", household.RelationHead},
		{"capitals and blanks", "  CON   ĐẺ ", household.RelationBirthChild},
		{"decomposed", "con đe\u0309", household.RelationBirthChild},
		{"another word for it", "bố vợ", household.RelationWifesFather},
		{"a stable code", "great_grandchild", household.RelationGreatGrandchild},
		{"grandmother", "bà", household.RelationGrandmother},
		{"half siblings", "em cùng mẹ khác cha", household.RelationMaternalHalfSibling},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, err := household.ParseRelation(c.in); got != c.want || err != nil {
				t.Errorf("ParseRelation = %v, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestParseRelationRefused(t *testing.T) {
	for name, in := range map[string]string{
		"empty": "", "blanks": "  ", "unknown": "CANARY", "without marks": "chu ho", "too long": strings.Repeat("CANARY", 50),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := household.ParseRelation(in)
			if got != household.RelationUnknown || !errors.Is(err, household.CodeRelation) {
				t.Fatalf("ParseRelation = %v, %v", got, err)
			}
			if strings.Contains(err.Error(), "CANARY") {
				t.Error("the error repeats the input")
			}
		})
	}
}

// TestRelations reads every name, alias-free, back to its own relation and
// follows every relation to its general one.
func TestRelations(t *testing.T) {
	list := household.Relations()
	if len(list) != 66 {
		t.Errorf("%d relations, want 66", len(list))
	}
	for _, r := range list {
		for _, text := range []string{r.Vietnamese(), r.String()} {
			if got, err := household.ParseRelation(text); got != r || err != nil {
				t.Errorf("ParseRelation(%q) = %v, %v", text, got, err)
			}
		}
		if general := r.General(); general.General() != general || !general.IsValid() {
			t.Errorf("%v: general relation %v has one of its own", r, general)
		}
		if certainty, source := r.Certainty(); certainty == identity.CertaintyUnknown || source == "" {
			t.Errorf("%v has no source", r)
		}
		var back household.Relation
		if text, _ := r.MarshalText(); back.UnmarshalText(text) != nil || back != r {
			t.Errorf("%v does not come back from its text", r)
		}
	}
	if household.RelationHusbandsFather.General() != household.RelationFather {
		t.Error("the husband's father is no father")
	}
	unknown := household.Relation(250)
	if unknown.IsValid() || unknown.String() != "" || unknown.General() != unknown {
		t.Error("a number beyond the table is a relation")
	}
}
