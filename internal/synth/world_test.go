package synth

import (
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

func TestPermutation(t *testing.T) {
	for _, size := range []int{1, 2, 3, 4, 5, 16, 17, 255, 1000} {
		p := newPermutation(9, size)
		seen := make(map[int]bool)
		for i := range size {
			n := p.at(i)
			if n < 0 || n >= size || seen[n] {
				t.Fatalf("size %d: place %d gives %d, outside or twice", size, i, n)
			}
			seen[n] = true
		}
	}
	a, b := newPermutation(9, 1000), newPermutation(10, 1000)
	equal := 0
	for i := range 1000 {
		if a.at(i) == b.at(i) {
			equal++
		}
	}
	if equal > 20 {
		t.Errorf("two seeds put %d of 1000 numbers at the same place", equal)
	}
}

// TestWorldNumbers checks that no number is given twice and that every personal
// ID states the birth year and gender of its holder.
func TestWorldNumbers(t *testing.T) {
	w := NewWorld(1)
	seen := make(map[string]bool)
	add := func(n string) {
		if seen[n] {
			t.Fatal("a number is given twice")
		}
		seen[n] = true
	}
	for i := range 60_000 {
		c := w.Citizen(i * 17)
		add(c.PersonalID)
		if c.CMND != "" {
			add(c.CMND)
		}
		add(w.insuranceNumber(i))
		id, err := identity.ParsePersonalID(c.PersonalID)
		if err != nil {
			t.Fatal(err)
		}
		if id.BirthYear() != c.DateOfBirth.Year() || (id.Gender() == identity.GenderFemale) != c.Female {
			t.Fatalf("index %d: the number contradicts the person", i*17)
		}
		if c.DateOfBirth.IsNewYearsDay() {
			t.Fatalf("index %d: born on 1 January", i*17)
		}
		if seen[nobodysID(c)] {
			t.Fatal("nobody's number is somebody's")
		}
		if _, err := identity.ParseCMND(w.cmnd(i)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWorldIsDeterministic(t *testing.T) {
	a, b, other := NewWorld(5), NewWorld(5), NewWorld(6)
	b.Citizen(77) // what was asked before plays no part
	differ := 0
	for i := range 100 {
		c := a.Citizen(i)
		if c != b.Citizen(i) {
			t.Fatalf("index %d: two worlds of one seed differ", i)
		}
		if c != other.Citizen(i) {
			differ++
		}
	}
	if differ < 99 {
		t.Errorf("only %d of 100 people differ between two seeds", differ)
	}
}

func TestSiblings(t *testing.T) {
	w := NewWorld(2)
	twins := 0
	for group := range 3000 {
		first, second := w.Citizen(group*20+11), w.Citizen(group*20+12)
		if firstWord(first.FullName) != firstWord(second.FullName) && isPlain(first.FullName) && isPlain(second.FullName) {
			t.Fatalf("group %d: siblings with two surnames", group)
		}
		if first.PersonalID[:3] != second.PersonalID[:3] || first.FullName == second.FullName {
			t.Fatalf("group %d: siblings of two provinces or with one name", group)
		}
		if first.DateOfBirth != second.DateOfBirth {
			continue
		}
		twins++
		if a, b := first.PersonalID[6:], second.PersonalID[6:]; a[:5] != b[:5] || b[5] != a[5]+1 {
			t.Errorf("group %d: the numbers of twins do not follow each other", group)
		}
	}
	if twins < 100 || twins > 200 {
		t.Errorf("%d of 3000 pairs of siblings are twins, want about one in twenty", twins)
	}
}

func firstWord(name string) string {
	word, _, _ := strings.Cut(name, " ")
	return word
}

func TestNames(t *testing.T) {
	w := NewWorld(3)
	const n = 40_000
	nguyen, foreign := 0, 0
	for i := range n {
		name := w.Citizen(i).FullName
		if firstWord(name) == "Nguyễn" {
			nguyen++
		}
		if strings.ContainsFunc(strings.ReplaceAll(name, " ", ""), isForeign) {
			foreign++
		}
	}
	if share := float64(nguyen) / n; share < 0.35 || share > 0.41 {
		t.Errorf("Nguyễn: %.3f of the people, want about 0.38", share)
	}
	if foreign == 0 || foreign > n/50 {
		t.Errorf("%d of %d names have letters or signs outside the Vietnamese alphabet", foreign, n)
	}
}

func BenchmarkCitizen(b *testing.B) {
	w := NewWorld(7)
	i := 0
	for b.Loop() {
		w.Citizen(i % MaxCitizens)
		i++
	}
}
