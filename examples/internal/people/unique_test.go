package people

import (
	"fmt"
	"testing"
)

// TestUnique: the first name that stands twice is found among many, and nothing
// else is.
func TestUnique(t *testing.T) {
	const n = 50_000
	for _, twice := range []int{0, 1, 1023, n - 1} {
		var f File
		add := func(name string) bool {
			f.names = append(f.names, name...)
			f.ends = append(f.ends, uint32(len(f.names)))
			return f.unique.add(&f)
		}
		for i := range n {
			if !add(fmt.Sprintf("R%d", i)) {
				t.Fatalf("record %d stands there once", i)
			}
		}
		if add(fmt.Sprintf("R%d", twice)) {
			t.Errorf("record %d stands there twice", twice)
		}
	}
}
