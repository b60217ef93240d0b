package measure_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/forms/internal/measure"
)

// vietnamese holds every letter of the Vietnamese alphabet that carries a mark.
const vietnamese = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

func TestWidthsAreThoseOfTimes(t *testing.T) {
	// Widths of Times New Roman in units of 1/2048 em, from its AFM tables.
	for _, c := range []struct {
		text string
		face measure.Face
		want float64
	}{
		{"0", measure.Regular, 1024},
		{"a", measure.Regular, 909},
		{"A", measure.Regular, 1479},
		{"e", measure.Regular, 909},
		{" ", measure.Regular, 512},
		{"A", measure.Bold, 1479},
		{"n", measure.Bold, 1139},
		{"A", measure.Italic, 1251},
		{"0000000000", measure.Regular, 10240},
	} {
		if got := measure.Width(c.text, c.face, 2048); got != c.want {
			t.Errorf("Width(%q, %d) = %v, want %v", c.text, c.face, got, c.want)
		}
	}
}

func TestEveryVietnameseLetterHasAWidth(t *testing.T) {
	for _, face := range []measure.Face{measure.Regular, measure.Bold, measure.Italic} {
		for _, c := range vietnamese + strings.ToUpper(vietnamese) {
			w := measure.Width(string(c), face, 1)
			if w <= 0.1 || w >= 1 {
				t.Errorf("face %d: %q is %v em wide: not from the table", face, c, w)
			}
		}
	}
}

func TestComposedAndDecomposedTextAreEquallyWide(t *testing.T) {
	if a, b := measure.Width("ế", measure.Regular, 12), measure.Width("e\u0302\u0301", measure.Regular, 12); a != b {
		t.Errorf("composed %v, decomposed %v", a, b)
	}
}

func TestUnknownCharactersAreAnEm(t *testing.T) {
	if got := measure.Width("𠀀漢", measure.Regular, 10); got != 20 {
		t.Errorf("Width of two characters without a glyph = %v, want 20", got)
	}
}

func TestLines(t *testing.T) {
	// At size 10 a digit is 5 points wide and a blank 2.5.
	for _, c := range []struct {
		name   string
		text   string
		width  float64
		want   int
		reason string
	}{
		{"empty", "", 50, 1, "an empty cell is one line high"},
		{"fits", "0123456789", 50, 1, "ten digits are exactly 50 points"},
		{"blank after the last word", "01234 6789 ", 50, 1, "a blank at the end of a line hangs over it"},
		{"two words", "01234 0123456789", 50, 2, "the second word does not fit beside the first"},
		{"long word", "012345678901234567890", 50, 3, "a word longer than a line breaks by letters"},
		{"long word after a short one", "0 012345678901234567890", 50, 4, "it begins on a line of its own"},
		{"new lines", "1\n2\n\n4", 50, 4, "an empty line counts"},
		{"hyphen", "012345-012345", 50, 2, "a line may end after a hyphen"},
		{"slash stays", "01/01/2026", 50, 1, "nothing breaks where everything fits"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := measure.Lines(c.text, measure.Regular, 10, c.width); got != c.want {
				t.Errorf("Lines(%q) = %d, want %d: %s", c.text, got, c.want, c.reason)
			}
		})
	}
}

func FuzzLines(f *testing.F) {
	f.Add("Họ và tên chưa khớp; đề nghị kiểm tra và kê khai lại tại cột 10.", 80.0)
	f.Add("a\nb-c/d", 1.0)
	f.Add("", 0.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if !(width >= 1 && width < 1000) || len(s) > 1000 {
			return // no cell is that narrow or that wide
		}
		lines := measure.Lines(s, measure.Regular, 10, width)
		if least := 1 + strings.Count(s, "\n"); lines < least {
			t.Errorf("%d lines, but the text has %d of its own", lines, least)
		}
		if most := 1 + 20*utf8.RuneCountInString(s); lines > most {
			t.Errorf("%d lines for %d characters", lines, utf8.RuneCountInString(s))
		}
		if wider := measure.Lines(s, measure.Regular, 10, width*2+20); wider > lines {
			t.Errorf("%d lines in a wider cell, %d in a narrower", wider, lines)
		}
	})
}

func BenchmarkLines(b *testing.B) {
	const text = "Họ và tên chưa khớp, có thể do cách viết khác nhau giữa các vùng, miền; đề nghị kê khai đúng theo thẻ CCCD/căn cước tại cột 10."
	for b.Loop() {
		measure.Lines(text, measure.Regular, 9, 90)
	}
}
