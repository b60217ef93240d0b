package matching_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// reference is the registry's record of the benchmarks; synthetic.
var reference = identity.Person{FullName: "Nguyễn Thị Thanh Hoà", DateOfBirth: "15/03/1980", Gender: "Nữ", IDNumber: "001180012345"}

// benchmarkCases are subjects that differ from reference in one class each.
var benchmarkCases = []struct {
	name   string
	change func(p *identity.Person)
}{
	{"equal", func(p *identity.Person) {}},
	{"upper_case", func(p *identity.Person) { p.FullName = "NGUYỄN THỊ THANH HOÀ" }},
	{"decomposed", func(p *identity.Person) { p.FullName = "Nguye\u0302\u0303n Thi\u0323 Thanh Hoa\u0300" }},
	{"tone_placement", func(p *identity.Person) { p.FullName = "Nguyễn Thị Thanh Hòa" }},
	{"no_diacritics", func(p *identity.Person) { p.FullName = "Nguyen Thi Thanh Hoa" }},
	{"diacritics", func(p *identity.Person) { p.FullName = "Nguyễn Thị Thành Hoà" }},
	{"typo", func(p *identity.Person) { p.FullName = "Nguyễn Thị Thanhh Hoà" }},
	{"given", func(p *identity.Person) { p.FullName = "Nguyễn Thị Thanh Bình" }},
	{"word_missing", func(p *identity.Person) { p.FullName = "Nguyễn Thị Hoà" }},
	{"word_order", func(p *identity.Person) { p.FullName = "Hoà Nguyễn Thị Thanh" }},
	{"keystrokes", func(p *identity.Person) { p.FullName = "Nguyeenx Thij Thanh Hoaf" }},
	{"tcvn3", func(p *identity.Person) { p.FullName = "NguyÔn ThÞ Thanh Hoµ" }},
	{"vni", func(p *identity.Person) { p.FullName = "Nguyeãn Thò Thanh Hoaø" }},
	{"different_name", func(p *identity.Person) { p.FullName = "Trần Đình Quốc Bảo" }},
	{"day", func(p *identity.Person) { p.DateOfBirth = "16/03/1980" }},
	{"lunar", func(p *identity.Person) { p.DateOfBirth = "29/01/1980" }},
	{"id_typo", func(p *identity.Person) { p.IDNumber = "001180012354" }},
	{"id_different", func(p *identity.Person) { p.IDNumber = "001180999888" }},
	{"keystrokes_and_order", func(p *identity.Person) { p.FullName = "Hoaf Nguyeenx Thij Thanh" }},
	{"keystrokes_and_typo", func(p *identity.Person) { p.FullName = "Nguyeenxk Thij Thanh Hoaf" }},
	{"keystrokes_and_join", func(p *identity.Person) { p.FullName = "Nguyeenxthij Thanh Hoaf" }},
	{"keystrokes_and_last_join", func(p *identity.Person) { p.FullName = "Nguyeenx Thij Thanhhoaf" }},
	{"keystrokes_and_missing", func(p *identity.Person) { p.FullName = "Nguyeenx Thij Hoaf" }},
	{"vni_keys_and_typo", func(p *identity.Person) { p.FullName = "Nguye6n4 Thi5 Thanhh Hoa2" }},
	{"tcvn3_and_typo", func(p *identity.Person) { p.FullName = "NguyÔn ThÞ Thanhh Hoµ" }},
	{"lost_letters_and_typo", func(p *identity.Person) { p.FullName = "Nguy?n Th? Thanhh Ho?" }},
	{"tcvn3_and_order", func(p *identity.Person) { p.FullName = "Hoµ NguyÔn ThÞ Thanh" }},
	{"two_faults", func(p *identity.Person) { p.FullName, p.DateOfBirth = "Nguyen Thi Thanh Hoa", "1980" }},
}

// BenchmarkCompare is the comparison from raw text: equal, typical mismatch
// (no_diacritics, diacritics, typo, given, day, id_typo …) and the worst classes, two
// faults in the name of which one is keystrokes, lost letters or an encoding.
func BenchmarkCompare(b *testing.B) {
	for _, bc := range benchmarkCases {
		subject := reference
		bc.change(&subject)
		b.Run(bc.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				matching.Compare(subject, reference, asOf)
			}
		})
	}
}

// BenchmarkComparePrepared is the comparison of a prepared pair, all four fields
// with codes.
func BenchmarkComparePrepared(b *testing.B) {
	for _, bc := range benchmarkCases {
		subject := reference
		bc.change(&subject)
		s, r := matching.Prepare(subject, asOf), matching.Prepare(reference, asOf)
		b.Run(bc.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				matching.ComparePrepared(&s, &r)
			}
		})
	}
}

func BenchmarkPrepare(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		matching.Prepare(reference, asOf)
	}
}
