package matching_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Every row of the table is a pair of one spelling each, in both directions,
// and stands there once; the generated code holds it.
func TestRegionalPairs(t *testing.T) {
	data, err := os.ReadFile("data/regional.csv")
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header, usage := string(data), 0
	seen := map[[2]string]bool{}
	for _, row := range rows[1:] {
		key := [2]string{min(row[0], row[1]), max(row[0], row[1])}
		if seen[key] {
			t.Errorf("the pair %v stands there twice", key)
		}
		seen[key] = true
		if !slices.Contains([]string{"taboo", "reading", "dialect", "surname"}, row[2]) || row[3] == "" {
			t.Errorf("the pair %v has kind %q and source %q", key, row[2], row[3])
		}
		for source := range strings.FieldsSeq(row[3]) {
			char, hanViet := strings.CutPrefix(source, "hv:")
			switch {
			case source == "usage":
				usage++
			case hanViet && utf8.RuneCountInString(char) == 1 && unicode.Is(unicode.Han, []rune(char)[0]):
			case !hanViet && strings.Contains(header, "#  "+source+"  "):
			default:
				t.Errorf("the pair %v has the source %q, which the header does not explain", key, source)
			}
		}
		for _, word := range [2][2]string{{row[0], row[1]}, {row[1], row[0]}} {
			got := matching.Compare(
				identity.Person{FullName: identity.Name("Trần " + word[0] + " Oanh")},
				identity.Person{FullName: identity.Name("Trần " + word[1] + " Oanh")}, asOf)
			if codes := got.Codes(); !slices.Contains(codes, matching.NameRegionalSpelling) {
				t.Errorf("%s for %s gives %v", word[0], word[1], codes)
			}
		}
	}
	if sourced := len(seen) - usage; sourced < 60 {
		t.Errorf("%d pairs have a source, want at least 60", sourced)
	}
}

// A pair is compared with its marks.
func TestRegionalPairsNeedTheirMarks(t *testing.T) {
	for subject, reference := range map[identity.Name]identity.Name{
		"Vù Thị Oanh":   "Võ Thị Oanh",
		"Vu Thị Oanh":   "Võ Thị Oanh",
		"Hoang Thị Lan": "Huỳnh Thị Lan",
		"Xòn Thị Oanh":  "Sơn Thị Oanh",
	} {
		if r := matching.Compare(identity.Person{FullName: subject}, identity.Person{FullName: reference}, asOf); r.Has(matching.NameRegionalSpelling) {
			t.Errorf("%q for %q is taken for a regional spelling", string(subject), string(reference))
		}
	}
}
