package linkage_test

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/lunar"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// TestBound checks that no candidate is left out that would have reached the
// floor.
func TestBound(t *testing.T) {
	s := generate(t, synth.Hard, 1000, 3)
	ix := newIndex(t, linkage.Options{}, s.right)
	for i := 0; i < len(s.left); i += 79 {
		for j := range s.right {
			if !ix.BoundHolds(s.left[i], j) {
				t.Fatalf("the bound leaves out record %d for %d", j, i)
			}
		}
	}
}

// TestBoundOfNames checks the same for names that differ in every way at once,
// all with one day of birth.
func TestBoundOfNames(t *testing.T) {
	names := []string{
		"Nguyễn Thị Hoa", "Trần Văn Hoa", "Hoa", "NGUYENTHIHOA", "Nguyễn Hoa Thị", "N. T. Hoa", "Ng. Thi Hoa", "Nguyễn Thị Hòa", "Thị Hoa",
		"Nguyễn Thị Ngọc Hoa", "Nguyeexn Thij Hoaf", "Nguyễnthị Hoa", "Nguyễn Thị Hao", "Trần Ngọc Hoa Mai", "Lan Amh", "Nguyễn Thị Ngọc Lan Anh",
		"Đặng Duy Nhật", "Tăng Đức Nhật", "Phan Thúy Thu", "Phạm Thị Thu", "Vũ Mỹ Hương", "Lê Thị Hường", "Y Moan Êñuôl", "H'Hen Niê", "K'Brểu",
	}
	var records []linkage.Record
	for _, name := range names {
		records = append(records, record(name, "15/03/1980", "Nữ", ""))
	}
	ix := newIndex(t, linkage.Options{Threshold: 0.01}, records)
	for i := range records {
		for j := range records {
			if !ix.BoundHolds(records[i], j) {
				t.Errorf("the bound leaves out name %d for name %d", j, i)
			}
		}
	}
}

// TestRegionalWordsAreNotUnlike checks the words that are furthest from each
// other and still one word.
func TestRegionalWordsAreNotUnlike(t *testing.T) {
	file, err := os.Open("../data/regional.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	table := csv.NewReader(file)
	table.Comment = '#'
	rows, err := table.ReadAll()
	if err != nil || len(rows) < 60 {
		t.Fatalf("%d pairs of words, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		if linkage.Unlike(row[0], row[1]) {
			t.Errorf("%s and %s are left out", row[0], row[1])
		}
	}
	if !linkage.Unlike("nguyễn", "phạm") {
		t.Error("nothing is unlike")
	}
}

// TestLunarBound checks that every lunar date of a solar one is allowed for, and
// that few others are.
func TestLunarBound(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	allowed, others := 0, 0
	for year := 1920; year <= 2030; year++ {
		for month := 1; month <= 12; month++ {
			for day := 1; day <= 28; day += 2 {
				solar := identity.MustDate(year, month, day)
				for _, zone := range []lunar.Zone{lunar.UTC7, lunar.UTC8} {
					l, ok := lunar.FromSolar(year, month, day, zone)
					written, err := identity.NewDate(l.Year, l.Month, l.Day)
					if ok && err == nil && (!linkage.MayBeLunar(written, solar) || !linkage.MayBeLunar(solar, written)) {
						t.Fatalf("the lunar date of %d-%d-%d is not allowed for", year, month, day)
					}
				}
				other := identity.MustDate(year, 1+rng.IntN(month), 1+rng.IntN(28))
				if others++; linkage.MayBeLunar(other, solar) {
					allowed++
				}
			}
		}
	}
	if 15*allowed > others {
		t.Errorf("%d of %d dates near each other pass for lunar ones", allowed, others)
	}
}

func TestLog2Below(t *testing.T) {
	for n := uint32(1); n < 1<<31; n += n/97 + 1 {
		if exact, got := math.Log2(float64(n)), linkage.Log2Below(n); got > exact || got < exact-0.1 {
			t.Fatalf("log₂ %d is %.3f, bounded by %.3f", n, exact, got)
		}
	}
}
