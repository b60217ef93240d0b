package synth

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"testing"
)

func near(t *testing.T, what string, got, of int, want float64) {
	t.Helper()
	share := float64(got) / float64(of)
	if slack := 4 * math.Sqrt(want*(1-want)/float64(of)); math.Abs(share-want) > slack {
		t.Errorf("%s: %d of %d = %.4f, want %.4f", what, got, of, share, want)
	}
}

func TestSetShares(t *testing.T) {
	const n = 40_000
	for _, tc := range []struct {
		mode                      Mode
		damaged, noNumber, double float64
	}{{Easy, 0.05, 0, 0}, {Hard, 0.20, 0.10, 0.005}} {
		t.Run(string(tc.mode), func(t *testing.T) {
			s, err := NewSet(tc.mode, n, 3)
			if err != nil {
				t.Fatal(err)
			}
			registry := checkRegistry(t, s)
			var damaged, noNumber, missing, doubles int
			seen, insured := make(map[int]bool), make(map[string]bool)
			for r := range s.Participants() {
				count := len(r.Faults)
				if slices.Contains(r.Faults, "no usable number") {
					noNumber++
					count--
				}
				switch {
				case count > 3:
					t.Fatalf("%d faults in one row", count)
				case count > 0:
					damaged++
				case len(r.Faults) == 0 && r.Person != r.Citizen.Person():
					t.Fatal("a row without a fault is damaged")
				}
				if !registry[r.Truth] {
					missing++
				}
				if seen[r.Truth] {
					doubles++
				}
				seen[r.Truth], insured[r.SocialInsuranceNumber] = true, true
			}
			if len(registry) != n || len(insured) != n {
				t.Fatalf("%d mã số BHXH and %d people of the registry, want %d", len(insured), len(registry), n)
			}
			near(t, "damaged", damaged, n, tc.damaged)
			near(t, "without a usable number", noNumber, n, tc.noNumber)
			near(t, "double", doubles, n, tc.double)
			near(t, "not in the registry", missing, n, 0.10)
		})
	}
}

// checkRegistry reads the registry of a set: everybody once and undamaged, and
// in the hard mode so many on 1 January as it says.
func checkRegistry(t *testing.T, s *Set) map[int]bool {
	t.Helper()
	people := make(map[int]bool)
	old, newYear := 0, 0
	for r := range s.Registry() {
		if people[r.Truth] {
			t.Fatal("the registry holds somebody twice")
		}
		if r.Person != r.Citizen.Person() || len(r.Faults) > 0 {
			t.Fatal("the registry holds a damaged record")
		}
		people[r.Truth] = true
		if r.Citizen.DateOfBirth.Year() < 1975 {
			if old++; r.Citizen.DateOfBirth.IsNewYearsDay() {
				newYear++
			}
		}
	}
	want := 0.0
	if s.mode == Hard {
		want = 0.12
	}
	near(t, "1 January before 1975", newYear, old, want)
	return people
}

func TestSetArguments(t *testing.T) {
	for _, tc := range []struct {
		mode Mode
		n    int
		want error
	}{{"medium", 10, ErrMode}, {Easy, 0, ErrSize}, {Easy, MaxRows + 1, ErrSize}, {Easy, MaxRows, nil}, {Hard, 1, nil}} {
		if _, err := NewSet(tc.mode, tc.n, 1); !errors.Is(err, tc.want) {
			t.Errorf("NewSet(%q, %d): %v, want %v", tc.mode, tc.n, err, tc.want)
		}
	}
}

// TestSetFiles checks that a set is the same every time, that its rows are in no
// order of the truth, and that its files can be read back.
func TestSetFiles(t *testing.T) {
	write := func() (files [4]bytes.Buffer) {
		s, err := NewSet(Hard, 500, 9)
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		tick := func() error { rows++; return nil }
		if err := errors.Join(s.WriteLeft(&files[0], &files[1], tick), s.WriteRight(&files[2], &files[3], tick)); err != nil {
			t.Fatal(err)
		}
		if rows != 1000 {
			t.Errorf("%d ticks, want 1000", rows)
		}
		return files
	}
	a, b := write(), write()
	rising := 0
	for i := range a {
		if !bytes.Equal(a[i].Bytes(), b[i].Bytes()) {
			t.Errorf("file %d differs between two runs", i)
		}
		rows, err := csv.NewReader(&a[i]).ReadAll()
		if err != nil || len(rows) != 501 {
			t.Fatalf("file %d: %d rows, %v", i, len(rows), err)
		}
		if i != 0 {
			continue
		}
		for k := 2; k < len(rows); k++ {
			if last := len(rows[k]) - 1; len(rows[k][last]) == len(rows[k-1][last]) && rows[k][last] > rows[k-1][last] {
				rising++
			}
		}
	}
	if rising > 300 {
		t.Errorf("the truth rises in %d of 500 rows: the file is in its order", rising)
	}
}

func TestWriteLeftEndsWithTheTick(t *testing.T) {
	s, err := NewSet(Easy, 5000, 9)
	if err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	if err := s.WriteLeft(io.Discard, io.Discard, func() error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the error of the tick", err)
	}
}

func BenchmarkWriteLeft(b *testing.B) {
	s, err := NewSet(Hard, 20_000, 7)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := s.WriteLeft(io.Discard, io.Discard, func() error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/20_000, "ns/row")
}
