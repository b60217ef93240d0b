package vntext_test

import (
	"testing"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// benchNames are synthetic names of 22 bytes on average, as full names are.
var benchNames = []string{
	"Nguyễn Thị Hồng Nhung", "Trần Văn Đức", "Lê Hoàng Minh Quân", "Phạm Thị Thúy Hằng",
	"Huỳnh Quốc Bảo", "Đặng Ngọc Ánh Tuyết", "Vũ Đình Trường", "Bùi Thị Mỹ Duyên",
}

func decomposedNames() []string {
	var names []string
	for _, name := range benchNames {
		names = append(names, norm.NFD.String(name))
	}
	return names
}

// perName runs f on one name after another and reports the bytes of a name.
func perName(b *testing.B, names []string, f func(name string)) {
	b.ReportAllocs()
	total := 0
	for _, name := range names {
		total += len(name)
	}
	b.SetBytes(int64(total / len(names)))
	for i := 0; b.Loop(); i++ {
		f(names[i%len(names)])
	}
}

func BenchmarkClean(b *testing.B) {
	b.Run("NFC", func(b *testing.B) { perName(b, benchNames, func(s string) { vntext.Clean(s) }) })
	b.Run("NFD", func(b *testing.B) { perName(b, decomposedNames(), func(s string) { vntext.Clean(s) }) })
}

func BenchmarkNormalize(b *testing.B) {
	b.Run("clean", func(b *testing.B) { perName(b, benchNames, func(s string) { vntext.Normalize(s) }) })
	b.Run("TCVN3", func(b *testing.B) {
		perName(b, []string{"NguyÔn ThÞ Ph\u00AD¬ng"}, func(s string) { vntext.Normalize(s) })
	})
	b.Run("VNI", func(b *testing.B) {
		perName(b, []string{"Nguyeãn Thò Phöông"}, func(s string) { vntext.Normalize(s) })
	})
}

func BenchmarkLegacyCandidates(b *testing.B) {
	run := func(s string) { vntext.LegacyCandidates(s) }
	b.Run("TCVN3", func(b *testing.B) { perName(b, []string{"NguyÔn ThÞ Ph\u00AD¬ng"}, run) })
	b.Run("VNI", func(b *testing.B) { perName(b, []string{"Nguyeãn Thò Phöông"}, run) })
	b.Run("none", func(b *testing.B) { perName(b, benchNames, run) })
}

// BenchmarkAppendForms is the folding of one name into both forms, with and without
// tones, from composed and from decomposed text.
func BenchmarkAppendForms(b *testing.B) {
	folded, toned := make([]byte, 0, 64), make([]byte, 0, 64)
	run := func(s string) { vntext.AppendForms(folded, toned, s) }
	b.Run("NFC", func(b *testing.B) { perName(b, benchNames, run) })
	b.Run("NFD", func(b *testing.B) { perName(b, decomposedNames(), run) })
}

func BenchmarkFold(b *testing.B) {
	dst := make([]byte, 0, 64)
	perName(b, benchNames, func(s string) { vntext.AppendFold(dst, s) })
}

func BenchmarkStrip(b *testing.B) { perName(b, benchNames, func(s string) { vntext.Strip(s) }) }

func BenchmarkAllKnown(b *testing.B) { perName(b, benchNames, func(s string) { vntext.AllKnown(s) }) }

func BenchmarkCanonicalizeTones(b *testing.B) {
	var forms [][]byte
	for _, name := range benchNames {
		_, toned, _ := vntext.AppendForms(nil, nil, name)
		forms = append(forms, toned)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		vntext.CanonicalizeTones(forms[i%len(forms)])
	}
}

func BenchmarkKeystrokes(b *testing.B) {
	run := func(s string) { vntext.KeystrokeCandidates(s) }
	b.Run("Telex", func(b *testing.B) { perName(b, []string{"Nguyeenx Vawn An"}, run) })
	b.Run("VNI", func(b *testing.B) { perName(b, []string{"Nguye6n4 Va8n An"}, run) })
	b.Run("none", func(b *testing.B) { perName(b, benchNames, run) })
}

func TestNoAllocations(t *testing.T) {
	folded, toned := make([]byte, 0, 64), make([]byte, 0, 64)
	for _, c := range []struct {
		name string
		run  func(s string)
		in   []string
	}{
		{"Clean", func(s string) { vntext.Clean(s) }, benchNames},
		{"AppendClean", func(s string) { vntext.AppendClean(toned, s) }, append(decomposedNames(), benchNames...)},
		{"Normalize", func(s string) { vntext.Normalize(s) }, append([]string{"Lê Hùng", "Trân Thò"}, benchNames...)},
		{"AppendForms", func(s string) { vntext.AppendForms(folded, toned, s) }, append(decomposedNames(), benchNames...)},
		{"AppendFold", func(s string) { vntext.AppendFold(folded, s) }, append(decomposedNames(), benchNames...)},
		{"AllKnown", func(s string) { vntext.AllKnown(s) }, append([]string{"H'Hen Niê"}, benchNames...)},
		{"SplitSyllable", func(s string) { vntext.SplitSyllable(s) }, []string{"Nguyễn", "Hoà", "xyz"}},
		{"Frequency", func(s string) { vntext.Frequency(s) }, []string{"Nguyễn", "Hoà", "xyz"}},
		{"CanonicalizeTones", func(string) { vntext.CanonicalizeTones(toned) }, benchNames[:1]},
	} {
		for _, in := range c.in {
			if n := testing.AllocsPerRun(100, func() { c.run(in) }); n != 0 {
				t.Errorf("%s allocates %v times on %s", c.name, n, in)
			}
		}
	}
}
