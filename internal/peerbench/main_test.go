package main

import (
	"strings"
	"testing"
)

// TestTable runs the program on a few names and checks that every function has
// its row.
func TestTable(t *testing.T) {
	var b strings.Builder
	print(&b, names(1, 60), 1)
	for _, p := range peers() {
		if !strings.Contains(b.String(), "| "+p.library+" | "+p.function+" | ") {
			t.Errorf("%s %s has no row", p.library, p.function)
		}
	}
	if rows := strings.Count(b.String(), "| **this module** |"); rows != 4 {
		t.Errorf("this module has %d rows, want 4", rows)
	}
}

// TestPeers checks that every similarity is 1 for equal names and less for
// others.
func TestPeers(t *testing.T) {
	for _, p := range peers() {
		if s := p.similarity("Trần Quốc Tuấn", "Trần Quốc Tuấn"); s < 0.9999 {
			t.Errorf("%s %s: equal names have %v", p.library, p.function, s)
		}
		if s := p.similarity("Trần Quốc Tuấn", "Lê Thị Mỹ Hạnh"); s > 0.8 {
			t.Errorf("%s %s: different names have %v", p.library, p.function, s)
		}
	}
}

func TestAtBestThreshold(t *testing.T) {
	exact := func(a, b string) float64 {
		if a == b {
			return 1
		}
		return 0
	}
	if same, apart := atBestThreshold(exact); same != 0 || apart != len(lookAlikes) {
		t.Errorf("equality alone gets %d and %d right", same, apart)
	}
	ideal := make(map[string]bool)
	for _, c := range sameNames {
		ideal[c.a+"\x00"+c.b] = true
	}
	best := func(a, b string) float64 {
		if ideal[a+"\x00"+b] {
			return 1
		}
		return 0
	}
	if same, apart := atBestThreshold(best); same != len(sameNames) || apart != len(lookAlikes) {
		t.Errorf("the ideal gets %d and %d right", same, apart)
	}
}
