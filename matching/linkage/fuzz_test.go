package linkage_test

import (
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// FuzzRecord files any record and checks that it is found again under each of
// its keys, that its keys are the same every time, and that nothing that it
// holds keeps another from being found.
func FuzzRecord(f *testing.F) {
	f.Add("Nguyễn Văn An", "15/03/1980", "Nam", "001080012345", "0123456789")
	f.Add("NguyÔn V¨n An", "0/0/1980", "", "1080012345", "")
	f.Add("??ng V?n \ufffd", "30/02/1980", "x", "00108001234512345", "x")
	f.Add("H’Hen Niê Kđăm", "1/1/1", "F", "０01.080-012 345", "1")
	f.Add("a b c d e f g h i j k l m n o p q r s t u v w x y z", "9999", "\x00", "9999999999999999999999", "999999999999")
	f.Add("Nguyeenx Vawn An 漢字 \xff", "", "", "", "")
	f.Fuzz(func(t *testing.T, name, date, gender, id, insurance string) {
		r := linkage.Record{
			Person: identity.Person{
				FullName: identity.Name(name), DateOfBirth: identity.Text(date), Gender: identity.Text(gender), IDNumber: identity.Text(id),
			},
			InsuranceNumber: identity.Text(insurance),
		}
		keys := linkage.Keys(r)
		if !slices.Equal(keys, linkage.Keys(r)) {
			t.Fatal("the keys are not the same twice")
		}
		other := record("Trần Thị Bình", "02/07/1991", "Nữ", "038191003456")
		ix, err := linkage.NewIndex(linkage.Options{Threshold: 0.01}) // no AsOf: Keys knows no day either
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []linkage.Record{r, other, r} {
			if _, err := ix.Add(r); err != nil {
				t.Fatal(err)
			}
		}
		if a := ix.Find(other); a.Best.Record < 0 || a.Best.Score < 0.99 {
			t.Fatal("a record is lost beside another")
		}
		a := ix.Find(r)
		if len(keys) > 0 && a.Compared < 2 {
			t.Fatalf("%d candidates for a record that is there twice", a.Compared)
		}
		if len(keys) == 0 && a.Compared != 0 {
			t.Fatal("candidates without a key")
		}
		x, okX := ix.ScorePair(0, 1)
		y, okY := ix.ScorePair(1, 0)
		if x != y || okX != okY {
			t.Fatal("the score is not symmetric")
		}
		if !ix.BoundHolds(r, 0) || !ix.BoundHolds(r, 1) || !ix.BoundHolds(other, 0) {
			t.Fatal("the bound leaves out a candidate that reaches the floor")
		}
		linkage.Survive([]linkage.Record{r, other})
	})
}
