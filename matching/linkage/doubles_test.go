package linkage_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// TestBoundOfDuplicates checks that no pair is left out that would have reached
// the floor, with records that share what vouches for a pair among them.
func TestBoundOfDuplicates(t *testing.T) {
	s := generate(t, synth.Hard, 600, 4)
	records := slices.Concat(s.left[:80], s.right[:300], s.left[:40])
	for i := range 40 {
		r := &records[len(records)-1-i]
		switch i % 4 {
		case 0:
			r.InsuranceNumber = records[i].InsuranceNumber
		case 1:
			r.Person.IDNumber, records[i].Person.IDNumber = "36085004417", "36085004417"
		case 2:
			r.Person.IDNumber = ""
		}
	}
	holds := newIndex(t, linkage.Options{}, records).PairBounds()
	for a := range records {
		step := 1
		if a < len(records)-40 {
			step = 7
		}
		for b := a % step; b < a; b += step {
			if !holds(a, b) {
				t.Fatalf("the bound leaves out the records %d and %d", a, b)
			}
		}
	}
}

// TestVouching has pairs that only one of their values brings together or keeps
// apart.
func TestVouching(t *testing.T) {
	insured := func(r linkage.Record, number identity.Text) linkage.Record {
		r.InsuranceNumber = number
		return r
	}
	const id = "036085004417"
	cases := []struct {
		name, reason string
		a, b         linkage.Record
		want         bool
	}{
		{
			"strangers of one number", "the number states the year itself, so that 1 January of it says nothing",
			record("Trần Quốc Tuấn", "12/04/1985", "Nam", id), record("Lê Khắc Hoan", "01/01/1985", "Nam", id), false,
		},
		{
			"strangers of one number, one without a date", "nothing but the number agrees",
			record("Trần Quốc Tuấn", "12/04/1985", "Nam", id), record("Lê Khắc Hoan", "", "Nam", id), false,
		},
		{
			"one number and one day", "a name can be changed",
			record("Trần Quốc Tuấn", "12/04/1985", "Nam", id), record("Lê Khắc Hoan", "12/04/1985", "Nam", id), true,
		},
		{
			"one number and one name", "a date can be a default",
			record("Trần Quốc Tuấn", "12/04/1985", "Nam", id), record("Trần Quốc Tuấn", "01/01/1985", "Nam", id), true,
		},
		{
			"the same wrong number", "eleven digits do not agree by chance",
			record("Nguyễn Văn Hùng", "12/04/1985", "Nam", id[1:]), record("Nguyễn Văn Hùng", "12/05/1985", "Nam", id[1:]), true,
		},
		{
			"two wrong numbers", "they vouch for nothing",
			record("Nguyễn Văn Hùng", "12/04/1985", "Nam", id[1:]), record("Nguyễn Văn Hùng", "12/05/1985", "Nam", "36085771203"), false,
		},
		{
			"the same mã số BHXH", "it is a number, too",
			insured(record("Nguyễn Văn Hùng", "12/04/1985", "Nam", ""), "0123456789"),
			insured(record("Nguyễn Văn Hùng", "12/05/1985", "Nam", id), "0123456789"), true,
		},
		{
			"two mã số BHXH", "every record has its own",
			insured(record("Nguyễn Văn Hùng", "12/04/1985", "Nam", ""), "0123456789"),
			insured(record("Nguyễn Văn Hùng", "12/05/1985", "Nam", id), "0223456789"), false,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := pairs(t, newIndex(t, linkage.Options{}, []linkage.Record{c.a, c.b}))
			if len(got) == 1 != c.want {
				t.Errorf("found: %v, want %v: %s", got, c.want, c.reason)
			}
		})
	}
}

// dealt makes n records without a number whose names are made of words, each
// name borne by so many of them, on days of their own.
func dealt(n, bearers int) (records []linkage.Record) {
	words := []string{"An", "Bình", "Chi", "Dung", "Giang", "Hạnh", "Khoa", "Lan", "Minh", "Nga", "Oanh", "Phúc", "Quân", "Sơn", "Tâm", "Uyên"}
	for i := range n {
		k := i / bearers
		name := "Lê " + words[k%16] + " " + words[k/16%16] + " " + words[k/256%16]
		records = append(records, record(name, fmt.Sprintf("%02d/%02d/%d", 2+i%27, 1+i/27%12, 1950+i/324%50), "Nam", ""))
	}
	return records
}

// TestRareNames checks that one name says more in a file in which hardly any
// name occurs twice.
func TestRareNames(t *testing.T) {
	score := func(others []linkage.Record) float64 {
		double := record("Lê Uông Đoan", "15/03/2005", "Nam", "")
		ix := newIndex(t, linkage.Options{Threshold: 0.0001, Expected: 0.01}, append(others, double, double))
		bits, _ := ix.ScorePair(len(others), len(others)+1)
		return bits
	}
	if rare, common := score(dealt(4000, 1)), score(append(dealt(3600, 2), dealt(400, 1)...)); rare < common+1 {
		t.Errorf("%.1f bits where names are rare, %.1f where two people bear most of them; want 1 more", rare, common)
	}
}

// TestPriorOfKinds checks that a file tells which records its duplicates are
// among: here those without a number, one of them copied from the other.
func TestPriorOfKinds(t *testing.T) {
	score := func(copies int) float64 {
		records := dealt(4000, 1)
		for i := range 2000 {
			records[i].Person.IDNumber = identity.Text(idNumber(i))
		}
		records = append(records, records[len(records)-copies:]...)
		records = append(records, record("Khuất Uông Đoan", "15/03/2005", "Nam", ""), record("Khuất Uông Đoan", "19/03/2005", "Nam", ""))
		ix := newIndex(t, linkage.Options{Threshold: 0.0001}, records)
		bits, _ := ix.ScorePair(len(records)-2, len(records)-1)
		return bits
	}
	if few, many := score(0), score(60); many < few+2 {
		t.Errorf("%.1f bits in a file of copies, %.1f without; want 2 more", many, few)
	}
}

// TestGenderOfNamesakes checks that the gender says little beside a name where
// namesakes agree in it, and more where they do not.
func TestGenderOfNamesakes(t *testing.T) {
	score := func(gender func(i int) identity.Text) float64 {
		records := []linkage.Record{record("Khuất Uông Đoan", "15/03/2005", "Nam", ""), record("Khuất Uông Đoan", "15/03/2005", "Nam", "")}
		for i := range 400 { // pairs of two people of one name and one day
			r := record(fmt.Sprintf("Lê Văn %c%c", 'A'+i/2%26, 'a'+i/52), "16/03/2005", "", idNumber(i*7919))
			r.Person.Gender = gender(i)
			records = append(records, r)
		}
		bits, _ := newIndex(t, linkage.Options{Threshold: 0.0001, Expected: 0.01}, records).ScorePair(0, 1)
		return bits
	}
	of := [2]identity.Text{"Nam", "Nữ"}
	byName, byChance := score(func(i int) identity.Text { return of[i/2%2] }), score(func(i int) identity.Text { return of[i/2%2^i%2*(i/4%2)] })
	if byName > byChance-0.3 {
		t.Errorf("%.2f bits where names tell the gender, %.2f where they do not; want 0.3 less", byName, byChance)
	}
}
