package identity_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

// Every row of every table is held against the functions that read it, with
// one example that must be accepted and one that must be rejected.

func checkSupport(t *testing.T, row map[string]string, certainty identity.Certainty, source string) {
	t.Helper()
	if certainty.String() != row["certainty"] || source != row["source"] {
		t.Errorf("certainty %s and source %q, want %s and %q", certainty, source, row["certainty"], row["source"])
	}
}

func TestTableProvinceCodes(t *testing.T) {
	rows := readTable(t, "cccd-province.csv")
	if len(rows) != 63 {
		t.Errorf("%d provinces, want 63", len(rows))
	}
	assigned := map[string]bool{}
	for _, row := range rows {
		assigned[row["code"]] = true
		t.Run(row["code"], func(t *testing.T) {
			id := identity.MustParsePersonalID(row["code"] + "080012345")
			region, ok := id.Region()
			if !ok || region.Name != row["name"] || region.Country || region.ISO != "VN" || region.Code != id.RegionCode() {
				t.Errorf("region %+v, %t", region, ok)
			}
			checkSupport(t, row, region.Certainty, region.Source)
			p, ok := identity.ProvinceAt(row["code"], identity.MustDate(2025, 6, 30))
			if !ok || p.Name != row["name"] || p.Code != row["code"] || p.ShortCode != row["code"][1:] || p.City != (row["unit"] == "city") {
				t.Errorf("province %+v, %t", p, ok)
			}
			if p.ValidFrom.Reveal() != row["valid_from"] || p.ValidTo.Reveal() != "30/06/2025" {
				t.Errorf("valid from %s to %s", p.ValidFrom.Reveal(), p.ValidTo.Reveal())
			}
			checkSupport(t, row, p.Certainty, p.Source)
			// a code that lost its zero is another number of digits
			if _, err := identity.ParsePersonalID(row["code"][1:] + "080012345"); err == nil {
				t.Error("a number without the leading zero is accepted")
			}
		})
	}
	for code := range 101 {
		text := padded(code, 3)
		_, ok := identity.RegionByCode(code)
		if ok != assigned[text] {
			t.Errorf("code %s is assigned: %t, want %t", text, ok, assigned[text])
		}
	}
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, width-len(s))) + s
}

func TestTableCountryCodes(t *testing.T) {
	rows := readTable(t, "cccd-country.csv")
	if len(rows) != 195 {
		t.Errorf("%d countries, want 195", len(rows))
	}
	for _, row := range rows {
		t.Run(row["code"], func(t *testing.T) {
			region, ok := identity.MustParsePersonalID(row["code"] + "080012345").Region()
			if !ok || region.Name != row["name"] || !region.Country || region.ISO != row["iso_alpha2"] {
				t.Errorf("region %+v, %t", region, ok)
			}
			checkSupport(t, row, region.Certainty, region.Source)
			if _, ok := identity.ProvinceAt(row["code"], identity.MustDate(2025, 1, 1)); ok {
				t.Error("a country is taken for a province")
			}
			if !slices.Contains(slices.Collect(identity.CountryRegions(row["iso_alpha2"])), region) {
				t.Error("the code is not among those of its country")
			}
		})
	}
	for _, code := range []int{-1, 0, 97, 100, 296, 999} {
		if r, ok := identity.RegionByCode(code); ok {
			t.Errorf("code %d is %+v", code, r)
		}
	}
}

func TestTableCenturyAndGender(t *testing.T) {
	rows := readTable(t, "cccd-century-gender.csv")
	if len(rows) != 10 {
		t.Errorf("%d digits, want 10", len(rows))
	}
	for _, row := range rows {
		t.Run(row["digit"], func(t *testing.T) {
			first := identity.MustParsePersonalID("001" + row["digit"] + "00012345")
			last := identity.MustParsePersonalID("001" + row["digit"] + "99012345")
			if strconv.Itoa(first.BirthYear()) != row["year_from"] || strconv.Itoa(last.BirthYear()) != row["year_to"] {
				t.Errorf("years %d to %d", first.BirthYear(), last.BirthYear())
			}
			if first.Gender().String() != row["gender"] || last.Gender() != first.Gender() {
				t.Errorf("gender %s", first.Gender())
			}
			other := "Nam"
			if row["gender"] == "male" {
				other = "Nữ"
			}
			r := identity.Check(identity.Person{Gender: identity.Text(other), IDNumber: identity.Text(first.Reveal())}, identity.Date{})
			if !r.Has(identity.FindingIDGender) {
				t.Error("the other gender is accepted")
			}
		})
	}
}

func TestTableMerger(t *testing.T) {
	before, after := identity.MustDate(2025, 6, 30), identity.MustDate(2025, 7, 1)
	rows := readTable(t, "province-2025-merge.csv")
	current := map[string]bool{}
	for _, row := range rows {
		current[row["new_code"]] = true
	}
	if len(rows) != 63 || len(current) != 34 {
		t.Errorf("%d provinces into %d, want 63 into 34", len(rows), len(current))
	}
	for _, row := range rows {
		t.Run(row["old_code"], func(t *testing.T) {
			old, ok := identity.ProvinceAt(row["old_code"], before)
			if !ok || old.Name != row["old_name"] {
				t.Fatalf("before: %+v, %t", old, ok)
			}
			successor, ok := identity.SuccessorOf(row["old_code"])
			if !ok || successor.ShortCode != row["new_code"] || successor.Name != row["new_name"] || successor.City != (row["new_unit"] == "city") {
				t.Errorf("successor: %+v, %t", successor, ok)
			}
			checkSupport(t, row, successor.Certainty, successor.Source)
			if now, ok := identity.ProvinceAt(row["new_code"], after); !ok || now != successor {
				t.Errorf("after: %+v, %t", now, ok)
			}
			if successor.ValidFrom.ISO() != row["effective"] || successor.ValidTo.IsValid() {
				t.Errorf("valid from %s to %s", successor.ValidFrom.ISO(), successor.ValidTo.ISO())
			}
			if !slices.Contains(slices.Collect(successor.Predecessors()), old) {
				t.Error("the province is not among the predecessors of its successor")
			}
			if _, ok := identity.ProvinceAt(row["old_code"], after); ok != current[row["old_code"]] {
				t.Errorf("the code counts after the merger: %t, want %t", ok, current[row["old_code"]])
			}
			if kept := row["relation"] != "merged into"; kept != (row["old_code"] == row["new_code"]) {
				t.Errorf("relation %q", row["relation"])
			}
		})
	}
}

func TestTableCMNDPrefixes(t *testing.T) {
	rows := readTable(t, "cmnd-prefix.csv")
	listed := map[string]bool{}
	for _, row := range rows {
		listed[row["prefix"]] = true
	}
	for _, row := range rows {
		t.Run(row["prefix"], func(t *testing.T) {
			prefix := row["prefix"]
			for next := byte('0'); len(prefix) == 2; next++ { // a third digit that has no row of its own
				if next > '9' {
					t.Fatal("no third digit is left")
				}
				if !listed[prefix+string(next)] {
					prefix += string(next)
				}
			}
			hint, ok := mustCMND(t, prefix+"123456").IssuerHint()
			if !ok || hint.Names != row["provinces"] || hint.IssuedTwice {
				t.Errorf("hint %+v, %t", hint, ok)
			}
			checkSupport(t, row, hint.Certainty, hint.Source)
			if hint.Certainty == identity.CertaintyConfirmed {
				t.Error("a prefix is no confirmed fact")
			}
			var regions []string
			for p := range hint.Provinces() {
				regions = append(regions, p.Code)
				if !strings.Contains(row["provinces"], p.Name) && p.Name != "Hà Nội" {
					t.Errorf("%s is not among %s", p.Name, row["provinces"])
				}
			}
			if strings.Join(regions, " ") != row["region_codes"] {
				t.Errorf("regions %v, want %s", regions, row["region_codes"])
			}
			if other, ok := mustCMND(t, "99"+prefix[2:]+"123456").IssuerHint(); ok {
				t.Errorf("a number that begins with 99 is of %s", other.Names)
			}
		})
	}
}

func TestTableCardIssuers(t *testing.T) {
	rows := readTable(t, "bhxh-province.csv")
	listed := map[string]bool{}
	for _, row := range rows {
		listed[row["code"]] = true
		t.Run(row["code"], func(t *testing.T) {
			issuer, ok := mustCard(t, "GD4"+row["code"]+"0123456789").Issuer()
			if !ok || issuer.Code != row["code"] || issuer.Name != row["name"] || issuer.Certainty.String() != row["certainty"] || issuer.Source == "" {
				t.Errorf("issuer %+v, %t", issuer, ok)
			}
		})
	}
	for code := range 100 {
		card := mustCard(t, "GD4"+padded(code, 2)+"0123456789")
		if _, ok := card.Issuer(); ok != listed[card.IssuerCode()] || card.IssuerCode() != padded(code, 2) {
			t.Errorf("issuer %s is known: %t, want %t", card.IssuerCode(), ok, listed[padded(code, 2)])
		}
	}
}

func TestTableObjectCodes(t *testing.T) {
	rows := readTable(t, "bhyt-object-codes.csv")
	groups := readTable(t, "bhyt-payer-groups.csv")
	if len(rows) != 54 || len(groups) != 5 {
		t.Errorf("%d object codes of %d groups, want 54 of 5", len(rows), len(groups))
	}
	for _, row := range rows {
		t.Run(row["code"], func(t *testing.T) {
			o, ok := mustCard(t, row["code"]+"4010123456789").ObjectCode()
			if !ok || o.Code != row["code"] || o.Name != row["name"] {
				t.Errorf("object %+v, %t", o, ok)
			}
			group := ""
			if row["payer_group"] != "" {
				n, err := strconv.Atoi(row["payer_group"])
				if err != nil {
					t.Fatal(err)
				}
				group = groups[n-1]["name"]
			}
			if o.PayerGroup != group {
				t.Errorf("group %q, want %q", o.PayerGroup, group)
			}
			checkSupport(t, row, o.Certainty, o.Source)
			if _, ok := identity.ObjectCodeOf(strings.ToLower(row["code"])); ok {
				t.Error("small letters are a code")
			}
		})
	}
	all := slices.Collect(identity.ObjectCodes())
	if len(all) != len(rows) || !slices.IsSortedFunc(all, func(a, b identity.ObjectCode) int { return strings.Compare(a.Code, b.Code) }) {
		t.Errorf("%d object codes, want %d in order", len(all), len(rows))
	}
}

func TestTableObjectLevels(t *testing.T) {
	today := identity.MustDate(2026, 11, 1)
	rows := readTable(t, "bhyt-object-levels.csv")
	allowed := map[string]string{}
	for _, row := range rows {
		allowed[row["code"]] += row["level"]
	}
	for _, row := range rows {
		t.Run(row["code"]+row["level"]+row["valid_from"], func(t *testing.T) {
			from, err := identity.ParseDate(row["valid_from"])
			if err != nil {
				t.Fatal(err)
			}
			o, ok := identity.ObjectCodeOf(row["code"])
			if !ok {
				t.Fatal("the code is not in the table")
			}
			level, ok := o.LevelAt(from)
			if !ok || strconv.Itoa(int(level.Level)) != row["level"] || level.ValidFrom != from {
				t.Errorf("on its first day: %+v, %t", level, ok)
			}
			checkSupport(t, row, level.Certainty, level.Source)
			if row["valid_to"] != "" && level.ValidTo.ISO() != row["valid_to"] {
				t.Errorf("until %s, want %s", level.ValidTo.ISO(), row["valid_to"])
			}
			if !slices.Contains(slices.Collect(o.Levels()), level) {
				t.Error("the level is not among those of its code")
			}
			if got := codesOf(mustCard(t, row["code"]+row["level"]+"010123456789").Check(today)); len(got) != 0 {
				t.Errorf("a card of this level: %v", got)
			}
			for wrong := '1'; wrong <= '5'; wrong++ {
				if !strings.ContainsRune(allowed[row["code"]], wrong) {
					if got := codesOf(mustCard(t, row["code"]+string(wrong)+"010123456789").Check(today)); len(got) != 1 {
						t.Errorf("a card of level %c: %v", wrong, got)
					}
				}
			}
		})
	}
}

func TestTableBenefitLevels(t *testing.T) {
	rows := readTable(t, "bhyt-benefit-levels.csv")
	if len(rows) != 5 {
		t.Errorf("%d levels, want 5", len(rows))
	}
	for _, row := range rows {
		t.Run(row["level"], func(t *testing.T) {
			level := mustCard(t, "ZZ"+row["level"]+"010123456789").BenefitLevel()
			if strconv.Itoa(int(level)) != row["level"] || strconv.Itoa(level.Percent()) != row["percent"] ||
				level.Vietnamese() != row["meaning"] || level.Source() != row["source"] || !level.IsValid() {
				t.Errorf("level %d: %d %%, %q", level, level.Percent(), level.Vietnamese())
			}
			rejected := strconv.Itoa((int(level) + 5) % 10)
			_, err := identity.ParseHealthCard("ZZ" + rejected + "010123456789")
			checkFailure(t, err, failure{identity.CodeImpossible, identity.FieldHealthCard, 2})
		})
	}
	for _, none := range []identity.BenefitLevel{0, 6, 255} {
		if none.IsValid() || none.Percent() != 0 || none.Vietnamese() != "" || none.Source() != "" {
			t.Errorf("level %d exists", none)
		}
	}
}

func TestTablesVersion(t *testing.T) {
	if len(identity.TablesVersion) != len("2026-11") {
		t.Errorf("version %q is no month", identity.TablesVersion)
	}
	if got := identity.CertaintyUnknown.String(); got != "unknown" {
		t.Errorf("the zero certainty is %q", got)
	}
}
