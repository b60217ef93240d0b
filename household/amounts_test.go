package household_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
)

// TestAmounts computes every amount of testdata/amounts.csv, on the first day,
// on the last and on one between, for every place and length of payment.
func TestAmounts(t *testing.T) {
	file, err := os.Open("testdata/amounts.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	table, err := csvtable.Open(file, "amounts.csv",
		[]string{"valid_from", "valid_to", "base_salary", "position", "month_1", "month_3", "month_6", "month_12"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for row, err := range table.Rows() {
		if err != nil {
			t.Fatal(err)
		}
		rows++
		place, _ := strconv.Atoi(strings.TrimSuffix(row.Get("position"), "+"))
		for _, on := range days(t, row.Get("valid_from"), row.Get("valid_to")) {
			for _, months := range []int{1, 3, 6, 12} {
				want, _ := strconv.Atoi(row.Get("month_" + strconv.Itoa(months)))
				checkAmount(t, on, row.Get("base_salary"), place, months, household.Dong(want))
				if strings.HasSuffix(row.Get("position"), "+") {
					checkAmount(t, on, row.Get("base_salary"), place+3, months, household.Dong(want))
				}
			}
		}
	}
	if rows != 40 {
		t.Errorf("%d rows, want 40", rows)
	}
}

// days gives the first day of a time, its last, and one between.
func days(t *testing.T, from, to string) []identity.Date {
	t.Helper()
	first, err := identity.ParseDate(from)
	if err != nil {
		t.Fatal(err)
	}
	last := day(2030, 12, 31)
	if to != "" {
		if last, err = identity.ParseDate(to); err != nil {
			t.Fatal(err)
		}
	}
	middle := first.Time().Add(last.Time().Sub(first.Time()) / 2)
	return []identity.Date{first, identity.DateOf(middle), last}
}

func checkAmount(t *testing.T, on identity.Date, base string, place, months int, want household.Dong) {
	t.Helper()
	r := family(place, months)
	r.PayDate = on
	line := compute(t, r, household.Accepted).Lines[place-1]
	if line.Amount != want || line.Place != place || strconv.FormatInt(int64(line.BaseSalary), 10) != base {
		t.Errorf("%s, place %d, %d months: amount %d at place %d of base %d, want %d of base %s",
			on.ISO(), place, months, line.Amount, line.Place, line.BaseSalary, want, base)
	}
}

// TestPublished2026 holds the yearly amounts that BHXH Việt Nam printed for
// 2026.
func TestPublished2026(t *testing.T) {
	r := family(6, 12)
	r.PayDate = day(2026, 7, 1)
	want := []household.Dong{1_366_200, 956_340, 819_720, 683_100, 546_480, 546_480}
	q := compute(t, r, household.Accepted)
	if d := cmp.Diff(want, amounts(q)); d != "" {
		t.Errorf("amounts (-want +got):\n%s", d)
	}
	if q.Total != 4_918_320 {
		t.Errorf("total = %d, want 4918320", q.Total)
	}
}

// TestPublished2024 holds the yearly amounts of the base salaries of 2023 and
// 2024, as public calculators print them.
func TestPublished2024(t *testing.T) {
	cases := []struct {
		name string
		on   identity.Date
		want map[int]household.Dong
	}{
		{"1,800,000", day(2023, 7, 1), map[int]household.Dong{1: 972_000, 2: 680_400, 5: 388_800}},
		{"2,340,000", day(2024, 7, 1), map[int]household.Dong{1: 1_263_600, 2: 884_520, 5: 505_440}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := family(5, 12)
			r.PayDate = c.on
			for place, want := range c.want {
				if got := compute(t, r, household.Accepted).Lines[place-1].Amount; got != want {
					t.Errorf("place %d: %d, want %d", place, got, want)
				}
			}
		})
	}
}
