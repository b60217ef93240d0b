package linkage_test

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// TestKeys says for pairs of records of one person under which kinds of keys
// they meet.
func TestKeys(t *testing.T) {
	whole := record("Nguyễn Thị Minh Khai", "05/07/1979", "Nữ", "001179022299")
	all := []linkage.KeyKind{
		linkage.KeyNumber, linkage.KeyNameDate, linkage.KeyIDHead, linkage.KeyIDMiddle, linkage.KeyIDTail,
		linkage.KeyGivenDate, linkage.KeyInitialsDate, linkage.KeyNameDay, linkage.KeyNameYear,
	}
	number := []linkage.KeyKind{linkage.KeyNumber, linkage.KeyIDHead, linkage.KeyIDMiddle, linkage.KeyIDTail}
	name := []linkage.KeyKind{linkage.KeyNameDate, linkage.KeyGivenDate, linkage.KeyInitialsDate, linkage.KeyNameDay, linkage.KeyNameYear}
	without := func(kinds []linkage.KeyKind, not ...linkage.KeyKind) []linkage.KeyKind {
		return slices.DeleteFunc(slices.Clone(kinds), func(k linkage.KeyKind) bool { return slices.Contains(not, k) })
	}
	cases := []struct {
		name, reason string
		other        linkage.Record
		want         []linkage.KeyKind
	}{
		{"itself", "every key", whole, all},
		{"without marks", "keys have none", record("NGUYEN THI MINH KHAI", "5-7-1979", "F", "001 179 022 299"), all},
		{
			"another order", "letters in any order; the last word is another",
			record("Khai Nguyễn Thị Minh", "05/07/1979", "", "001179022299"), without(all, linkage.KeyGivenDate, linkage.KeyInitialsDate),
		},
		{
			"joined words", "the letters are the same, the last word is not",
			record("Nguyễn Thị MinhKhai", "05/07/1979", "", ""),
			[]linkage.KeyKind{linkage.KeyNameDate, linkage.KeyNameDay, linkage.KeyNameYear},
		},
		{"telex", "read as what it means", record("Nguyeenx Thij Minh Khai", "05/07/1979", "", ""), name},
		{"zeros eaten", "filed under the padded number", record("", "", "", "1179022299"), []linkage.KeyKind{linkage.KeyNumber, linkage.KeyIDTail}[:1]},
		{"former number", "a CMND is a number too", record("", "", "", "001179022299"), number},
		{"slip at the end", "the head is left", record("", "", "", "001179022290"), []linkage.KeyKind{linkage.KeyIDHead}},
		{"slip in the middle", "head and tail of another cut are left", record("", "", "", "001179822299"), []linkage.KeyKind{linkage.KeyIDMiddle}},
		{"slip at the start", "the tail is left", record("", "", "", "001279022299"), []linkage.KeyKind{linkage.KeyIDTail}},
		{"digit lost at the end", "the head is left", record("", "", "", "00117902229"), []linkage.KeyKind{linkage.KeyIDHead}},
		{"digit lost at the start", "the tail is left", record("", "", "", "00117922299"), []linkage.KeyKind{linkage.KeyIDMiddle}},
		{
			"wrong year", "day, month and name are left",
			record("Nguyễn Thị Minh Khai", "05/07/1997", "", ""),
			[]linkage.KeyKind{linkage.KeyNameDay},
		},
		{"only the year", "the year and the name are left", record("Nguyễn Thị Minh Khai", "1979", "", ""), []linkage.KeyKind{linkage.KeyNameYear}},
		{
			"the year of the number", "the number states the year that the date lacks",
			record("Nguyễn Thị Minh Khai", "", "", "079179111222"),
			[]linkage.KeyKind{linkage.KeyNameYear},
		},
		{
			"another surname", "the given name and the date are left",
			record("Trần Thị Minh Khai", "05/07/1979", "", ""),
			[]linkage.KeyKind{linkage.KeyGivenDate},
		},
		{
			"abbreviated", "the initials and the date are left",
			record("Ng. T. M. K.", "05/07/1979", "", ""),
			[]linkage.KeyKind{linkage.KeyInitialsDate},
		},
		{"a placeholder number", "one digit repeated is no number", record("", "", "", "000000000000"), nil},
		{"nothing", "no value, no key", record("", "", "", ""), nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []linkage.KeyKind
			keys := linkage.Keys(whole)
			for _, k := range linkage.Keys(c.other) {
				if slices.Contains(keys, k) {
					got = append(got, k.Kind)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: they meet under %v, want %v", c.reason, got, c.want)
			}
		})
	}
}

func TestKeysAreUnique(t *testing.T) {
	s := generate(t, synth.Hard, 2000, 12)
	for i, r := range s.left {
		keys := linkage.Keys(r)
		for a, k := range keys {
			if k.Kind.String() == "unknown" || slices.Contains(keys[:a], k) {
				t.Fatalf("record %d: key %d is doubled or of no kind", i, a)
			}
		}
		if len(keys) > 40 {
			t.Errorf("record %d has %d keys", i, len(keys))
		}
	}
}

func TestRecordIsMasked(t *testing.T) {
	r := record("Nguyễn Thị Minh Khai", "05/07/1979", "Nữ", "001179022299")
	r.InsuranceNumber = "0123456789"
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, masktest.Untimed())).Info("x", "r", r)
	for _, text := range []string{fmt.Sprint(r), fmt.Sprintf("%+v", r), fmt.Sprintf("%#v", r), b.String()} {
		for _, secret := range []string{"Khai", "1979", "001179022299", "0123456789"} {
			if strings.Contains(text, secret) {
				t.Errorf("a value shows in %q", text)
			}
		}
	}
}
