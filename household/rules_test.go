package household_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

func TestBaseSalaryAt(t *testing.T) {
	cases := []struct {
		name, reason string
		on           identity.Date
		want         household.Dong
		decree       string
	}{
		{"before the table", "nothing is known", day(1993, 3, 31), 0, ""},
		{"first day of the table", "NĐ 27/CP", day(1993, 4, 1), 120_000, "NĐ 27/CP"},
		{"last day of 2,340,000", "the next one begins on 01/07/2026", day(2026, 6, 30), 2_340_000, "NĐ 73/2024/NĐ-CP"},
		{"first day of 2,530,000", "NĐ 161/2026/NĐ-CP", day(2026, 7, 1), 2_530_000, "NĐ 161/2026/NĐ-CP (15/05/2026)"},
		{"October 2026", "the draft of 2,500,000 was never issued", day(2026, 10, 1), 2_530_000, "NĐ 161/2026/NĐ-CP (15/05/2026)"},
		{"July 2020", "the rise to 1,600,000 was not applied", day(2020, 7, 1), 1_490_000, "NĐ 38/2019/NĐ-CP"},
		{"a month only", "a rule has a day", identity.MustDate(2026, 7, 0), 0, ""},
		{"no date", "a rule has a day", identity.Date{}, 0, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, ok := household.BaseSalaryAt(c.on)
			if got.Amount != c.want || got.Decree != c.decree || ok != (c.want != 0) {
				t.Errorf("%s: %d %q %t, want %d %q", c.reason, got.Amount, got.Decree, ok, c.want, c.decree)
			}
		})
	}
}

// TestBaseSalaries checks every row by itself: it counts on its first and last
// day, has a decree and a source, and follows the row before it without gap.
func TestBaseSalaries(t *testing.T) {
	rows := slices.Collect(household.BaseSalaries())
	if len(rows) != 20 {
		t.Errorf("%d rows, want 20", len(rows))
	}
	for i, row := range rows {
		if row.Decree == "" || row.Source == "" || row.Certainty == identity.CertaintyUnknown {
			t.Errorf("row %d has no decree, source or certainty", i)
		}
		for _, on := range []identity.Date{row.From, row.To} {
			if got, ok := household.BaseSalaryAt(on); on.IsValid() && (!ok || got != row) {
				t.Errorf("%s: not the row that counts on that day", on.ISO())
			}
		}
		if i == 0 {
			continue
		}
		next := identity.DateOf(rows[i-1].To.Time().AddDate(0, 0, 1))
		if next != row.From || row.Amount <= rows[i-1].Amount {
			t.Errorf("row from %s does not follow the one before it", row.From.ISO())
		}
	}
	for range household.BaseSalaries() {
		break // an iterator that is left early must stop
	}
}

func TestRulesAt(t *testing.T) {
	rules, err := household.RulesAt(today())
	if err != nil {
		t.Fatal(err)
	}
	if rate := rules.Rate(); rate.PerMille != 45 || rate.Source == "" || rate.From != day(2015, 1, 1) {
		t.Errorf("rate = %d ‰ from %s", rate.PerMille, rate.From.ISO())
	}
	var percents []int
	for i, tier := range rules.Tiers() {
		percents = append(percents, tier.Percent)
		if tier.Place != i+1 || tier.Source == "" || tier.OrLater != (i == 4) {
			t.Errorf("tier %d: place %d, source %q, or later %t", i, tier.Place, tier.Source, tier.OrLater)
		}
	}
	if d := cmp.Diff([]int{100, 70, 60, 50, 40}, percents); d != "" {
		t.Errorf("percentages (-want +got):\n%s", d)
	}
	for _, place := range []int{0, -1} {
		if rules.Percent(place) != 0 || rules.Monthly(place) != 0 {
			t.Errorf("place %d pays", place)
		}
	}
	if rules.Percent(40) != 40 || rules.Monthly(40) != 45_540 || rules.BaseSalary().Amount != 2_530_000 {
		t.Error("a late place does not pay the last percentage")
	}
}

func TestZeroRules(t *testing.T) {
	var rules household.Rules
	if rules.Percent(1) != 0 || rules.Monthly(1) != 0 || rules.BaseSalary() != (household.BaseSalary{}) ||
		rules.Rate() != (household.Rate{}) || len(rules.Tiers()) != 0 {
		t.Error("the zero Rules gives amounts")
	}
}

func TestRulesAtRefused(t *testing.T) {
	cases := []struct {
		name, reason string
		on           identity.Date
		want         household.Code
	}{
		{"no date", "a rule has a day", identity.Date{}, household.CodePayDate},
		{"a year", "a rule has a day", identity.MustDate(2026, 0, 0), household.CodePayDate},
		{"2014", "the percentages of the old voluntary rule are a hint", day(2014, 12, 31), household.CodeNoRule},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := household.RulesAt(c.on); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", c.reason, err, c.want)
			}
		})
	}
}

// TestBases asks for the basis of every factor of every line on the first day
// of every year since 2015, and on days on which the law changed.
func TestBases(t *testing.T) {
	on := []identity.Date{day(2018, 12, 1), day(2021, 7, 1), day(2025, 6, 30), day(2025, 7, 1), today()}
	for year := 2015; year <= 2030; year++ {
		on = append(on, day(year, 1, 1))
	}
	all := household.FactorSet(0)
	for f := household.FactorHousehold; f <= household.FactorContinuity; f++ {
		all |= 1 << f
	}
	for _, d := range on {
		for f := range all.All() {
			basis, ok := household.BasisOf(f, d)
			if f == household.FactorResidenceData && d.Year() <= 2020 {
				continue // read from the database only since then
			}
			if !ok || basis.Reference == "" || basis.Rule == "" || basis.Certainty == identity.CertaintyUnknown {
				t.Errorf("factor %d has no basis on %s", f, d.ISO())
			}
		}
	}
	if _, ok := household.BasisOf(household.FactorTier, identity.Date{}); ok {
		t.Error("a basis without a day")
	}
	if n := len(all.Bases(today())); n != 19 {
		t.Errorf("%d bases, want 19", n)
	}
}

func TestLeastShare(t *testing.T) {
	cases := []struct {
		name   string
		group  household.SupportGroup
		on     identity.Date
		want   int
		reason string
	}{
		{"near poor", household.SupportNearPoor, day(2020, 1, 1), 70, "NĐ 146/2018/NĐ-CP Điều 8"},
		{"pupil", household.SupportPupil, day(2025, 6, 30), 30, "NĐ 146/2018/NĐ-CP Điều 8"},
		{"average farm", household.SupportAverageFarm, day(2018, 12, 1), 30, "NĐ 146/2018/NĐ-CP Điều 8"},
		{"today", household.SupportPupil, today(), 0, "the values of NĐ 188/2025/NĐ-CP are not confirmed"},
		{"nobody", household.SupportNone, day(2020, 1, 1), 0, "no group"},
		{"no day", household.SupportPupil, identity.Date{}, 0, "a rule has a day"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, v, ok := c.group.LeastShare(c.on)
			if got != c.want || ok != (c.want > 0) || ok != (v.Source != "") {
				t.Errorf("%s: %d %t, want %d", c.reason, got, ok, c.want)
			}
		})
	}
}
