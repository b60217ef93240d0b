package household

import (
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// Relation is the relation of a member to the head of the household (quan hệ
// với chủ hộ). There is one list for all channels: the official names of the
// law of residence (Thông tư 55/2021/TT-BCA Điều 6, Thông tư 66/2023/TT-BCA)
// and the coarser ones of BHXH filings ("bố" where the law says "cha đẻ").
// The code numbers of the channels differ from one another and live in their
// adapters.
//
// The zero Relation is not known. Relation is a plain value and safe for
// concurrent use.
type Relation uint8

type relationRow struct {
	code, name string
	general    Relation
	aliases    []string
	certainty  identity.Certainty
	source     string
}

// maxRelationInput bounds the input of ParseRelation, in bytes.
const maxRelationInput = 128

// ParseRelation reads an official name ("Chủ hộ", "con đẻ", "bố vợ") or a
// stable code ("head"), in any letter case and spacing. Marks count: "bà" and
// "ba" are different people. It fails with CodeRelation and never repeats the
// input. Empty text fails as well.
func ParseRelation(s string) (Relation, error) {
	if len(s) <= maxRelationInput {
		text, _ := vntext.Normalize(s)
		text = strings.ToLower(text)
		for i := range relations {
			if relations[i].named(text) {
				return Relation(i), nil
			}
		}
	}
	return RelationUnknown, whole(CodeRelation, "relation")
}

func (row *relationRow) named(text string) bool {
	if text == "" || row.code == "" {
		return false
	}
	if row.name == text || row.code == text {
		return true
	}
	for _, alias := range row.aliases {
		if alias == text {
			return true
		}
	}
	return false
}

func (r Relation) row() *relationRow {
	if int(r) < len(relations) {
		return &relations[r]
	}
	return &relations[RelationUnknown]
}

// IsValid reports a known relation.
func (r Relation) IsValid() bool { return r != RelationUnknown && int(r) < len(relations) }

// String gives the stable code, such as "birth_child"; "" when not known.
func (r Relation) String() string { return r.row().code }

// Vietnamese gives the official name in lower case, such as "con đẻ"; "" when
// not known.
func (r Relation) Vietnamese() string { return r.row().name }

// General gives the coarser relation that filings of BHXH know: father (cha,
// bố) for the husband's father. A relation that has none is its own.
func (r Relation) General() Relation {
	if g := r.row().general; g != RelationUnknown {
		return g
	}
	return r
}

// Certainty says how well the name is supported, with the source.
func (r Relation) Certainty() (identity.Certainty, string) {
	return r.row().certainty, r.row().source
}

// Relations gives every relation in the order of the table.
func Relations() []Relation {
	list := make([]Relation, 0, len(relations)-1)
	for r := RelationUnknown + 1; int(r) < len(relations); r++ {
		list = append(list, r)
	}
	return list
}

// MarshalText implements encoding.TextMarshaler with the stable code.
func (r Relation) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText is ParseRelation; empty text sets RelationUnknown.
func (r *Relation) UnmarshalText(text []byte) error {
	*r = RelationUnknown
	if len(text) == 0 {
		return nil
	}
	v, err := ParseRelation(string(text))
	if err != nil {
		return err
	}
	*r = v
	return nil
}
