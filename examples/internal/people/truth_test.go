package people_test

import (
	"math/rand/v2"
	"testing"

	"github.com/bhxh-go/bhxh/examples/internal/people"
)

func TestTruth(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, 2, 7, 8, 1000, 4096} {
		draw := func() []uint64 {
			all := make([]uint64, size)
			for i := range all {
				all[i] = 1 + rng.Uint64N(uint64(2*size))<<40
			}
			return all
		}
		left, right := draw(), draw()
		there := make(map[uint64]bool)
		for _, person := range right {
			there[person] = true
		}
		shared, pairs := 0, 0
		for i, person := range left {
			if there[person] {
				shared++
			}
			for _, other := range left[:i] {
				if person == other {
					pairs++
				}
			}
		}
		if got := people.Shared(left, right); got != shared {
			t.Errorf("%d records: %d shared, want %d", size, got, shared)
		}
		if got := people.Pairs(left); got != pairs {
			t.Errorf("%d records: %d pairs, want %d", size, got, pairs)
		}
	}
}

func TestAppendField(t *testing.T) {
	for field, want := range map[string]string{
		"": "", "L1": "L1", "ô 1": "ô 1", "a,b": `"a,b"`, `a"b`: `"a""b"`, "a\nb": "\"a\nb\"", "a\rb": "\"a\rb\"", " a": `" a"`,
	} {
		if got := string(people.AppendField([]byte("x,"), field)); got != "x,"+want {
			t.Errorf("field %q is written %q, want %q", field, got, "x,"+want)
		}
	}
}
