package matching_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/matching"
)

func TestScratch(t *testing.T) {
	file := os.Getenv("PAIRS")
	if file == "" {
		return
	}
	ok := 0
	pairs := readPairs(t, "../../../../"+file)
	miss := map[string]int{}
	for _, p := range pairs {
		got := labelOf(matching.Compare(p.subject, p.reference, asOf))
		if slices.Equal(got, p.codes) {
			ok++
			continue
		}
		k := strings.Join(p.codes, ";") + " -> " + strings.Join(got, ";")
		miss[k]++
		if miss[k] <= 400 {
			fmt.Printf("%-70s | %q | %q\n", k, string(p.subject.FullName), string(p.reference.FullName))
		}
	}
	fmt.Printf("%d of %d exact: %.4f\n", ok, len(pairs), float64(ok)/float64(len(pairs)))
}
