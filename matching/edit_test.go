package matching

import (
	"math/rand/v2"
	"testing"
)

// naiveDistance is optimal string alignment written as its definition.
func naiveDistance(a, b string) int {
	switch {
	case a == "":
		return len(b)
	case b == "":
		return len(a)
	}
	n, m := len(a), len(b)
	cost := 1
	if a[n-1] == b[m-1] {
		cost = 0
	}
	d := min(naiveDistance(a[:n-1], b)+1, naiveDistance(a, b[:m-1])+1, naiveDistance(a[:n-1], b[:m-1])+cost)
	if n > 1 && m > 1 && a[n-1] == b[m-2] && a[n-2] == b[m-1] {
		d = min(d, naiveDistance(a[:n-2], b[:m-2])+1)
	}
	return d
}

func TestEditDistance(t *testing.T) {
	tests := []struct {
		a, b   string
		want   int
		reason string
	}{
		{"", "", 0, "nothing to edit"},
		{"nguyen", "nguyen", 0, "equal"},
		{"nguen", "nguyen", 1, "a letter dropped"},
		{"vinhh", "vinh", 1, "a letter inserted"},
		{"minh", "manh", 1, "a letter replaced"},
		{"hnoa", "hona", 1, "neighbours swapped"},
		{"thu", "thuong", 3, "three inserted"},
		{"ca", "abc", 3, "no letter takes part in two edits: full Damerau would say 2"},
		{"ab", "b", 1, "the letter that stays is the last"},
		{"b", "abc", 2, "the letter that stays is inside"},
	}
	for _, tt := range tests {
		if got := editDistance([]byte(tt.a), []byte(tt.b), 5); got != tt.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d: %s", tt.a, tt.b, got, tt.want, tt.reason)
		}
	}
}

func TestEditDistanceAgainstDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		b := make([]byte, r.IntN(7))
		for i := range b {
			b[i] = "abc"[r.IntN(3)]
		}
		return string(b)
	}
	for range 20_000 {
		a, b, limit := word(), word(), r.IntN(4)
		want := min(naiveDistance(a, b), limit+1)
		if got := editDistance([]byte(a), []byte(b), limit); got != want {
			t.Fatalf("editDistance(%q, %q, %d) = %d, want %d", a, b, limit, got, want)
		}
	}
}

func FuzzEditDistance(f *testing.F) {
	f.Add("nguyen", "nguen")
	f.Add("", "a")
	f.Add("ca", "abc")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 8 || len(b) > 8 {
			a, b = a[:min(len(a), 8)], b[:min(len(b), 8)]
		}
		got, back := editDistance([]byte(a), []byte(b), 8), editDistance([]byte(b), []byte(a), 8)
		if want := naiveDistance(a, b); got != want || back != want {
			t.Errorf("distance %d, reversed %d, want %d", got, back, want)
		}
	})
}
