package filing

import (
	"strings"

	"github.com/bhxh-go/bhxh/household"
)

// other is Khác: what the table has no code for.
const other = "99"

var relations = [...]struct {
	code     string
	relation household.Relation
}{
	{"00", household.RelationHead},
	{"01", household.RelationWife},
	{"02", household.RelationHusband},
	{"03", household.RelationFather},
	{"04", household.RelationMother},
	{"05", household.RelationYoungerSibling},
	{"06", household.RelationOlderBrother},
	{"07", household.RelationOlderSister},
	{"08", household.RelationChild},
	{"09", household.RelationGrandchild},
	{"10", household.RelationGrandfather},
	{"11", household.RelationGrandmother},
	{"12", household.RelationPaternalAunt},
	{"13", household.RelationMaternalAunt},
	{"14", household.RelationPaternalUncle},
	{"15", household.RelationPaternalUnclesWife},
	{"16", household.RelationSeniorUncleOrAunt},
	{"17", household.RelationMaternalUncle},
	{"18", household.RelationMaternalUnclesWife},
	{"19", household.RelationDaughterInLaw},
	{"20", household.RelationSonInLaw},
	{"21", household.RelationGreatGrandchild},
	{other, household.RelationOther},
}

// Relation gives the relation of a code; false for a code that the table does
// not have. A leading zero that a spreadsheet ate is put back: one digit names
// no other code.
func Relation(code string) (household.Relation, bool) {
	code = strings.TrimSpace(code)
	switch {
	case code == "22":
		code = other
	case len(code) == 1:
		code = "0" + code
	}
	for _, row := range relations {
		if row.code == code {
			return row.relation, true
		}
	}
	return household.RelationUnknown, false
}

// Code gives the code of a relation. The table is coarser than the names of the
// law of residence: exact is false where the code is that of the more general
// relation (03 Bố for cha vợ) or 99 Khác. A relation that is not known has no
// code.
func Code(r household.Relation) (code string, exact bool) {
	if !r.IsValid() {
		return "", false
	}
	for _, wanted := range [...]household.Relation{r, r.General()} {
		for _, row := range relations {
			if row.relation == wanted {
				return row.code, wanted == r
			}
		}
	}
	return other, false
}
