package synth

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// encodingFaults are those of text that went through another encoding or a
// keyboard without its driver.
func encodingFaults() []nameFault {
	const legacy, keys, lost = "=name.legacy_encoding", "name.keystrokes", "name.lost_letters"
	text := func(name, code string, write func(string) string) nameFault {
		return nameFault{name, code, kindOther, false, false, plainText(func(s string) string {
			if changed := write(s); !strings.EqualFold(changed, s) { // Lý is written Lý in TCVN3, too
				return changed
			}
			return s
		})}
	}
	return []nameFault{
		text("TCVN3", legacy, TCVN3),
		text("TCVN3 capitals", legacy, func(s string) string { return TCVN3(strings.ToUpper(s)) }),
		text("TCVN3 capital font", legacy, TCVN3Font),
		text("VNI", legacy, VNI),
		text("VNI capitals", legacy, func(s string) string { return VNI(strings.ToUpper(s)) }),
		text("Telex", keys, func(s string) string { return Telex(s, false) }),
		text("Telex, tone at once", keys, func(s string) string { return Telex(s, true) }),
		text("Telex, one hook for ươ", keys, func(s string) string {
			if !strings.Contains(strings.ToLower(s), "ươ") {
				return s
			}
			return strings.NewReplacer("uwow", "uow", "Uwow", "Uow").Replace(Telex(s, false))
		}),
		text("Telex capitals", keys, func(s string) string { return strings.ToUpper(Telex(s, false)) }),
		{"Telex in one word", keys, kindOther, false, false, oneWord(func(_ *rand.Rand, w string) string { return Telex(w, false) })},
		text("VNI keys", keys, func(s string) string { return VNIKeys(s, false) }),
		text("VNI keys, tone at once", keys, func(s string) string { return VNIKeys(s, true) }),
		{"VNI keys in one word", keys, kindOther, false, false, oneWord(func(_ *rand.Rand, w string) string { return VNIKeys(w, false) })},
		{"no marks", "name.no_diacritics", kindBare, false, false, plainText(stripMarks)},
		{"no marks, capitals", "name.no_diacritics", kindBare, false, false, plainText(func(s string) string {
			if !hasMarks(s) {
				return s
			}
			return strings.ToUpper(stripMarks(s))
		})},
		text("letters lost", lost, func(s string) string { return loseLetters(s, "?", len(s)) }),
		text("letters lost, replacement", lost, func(s string) string { return loseLetters(s, "\ufffd", len(s)) }),
		text("one letter lost", lost, func(s string) string { return loseLetters(s, "?", 1) }),
	}
}

// loseLetters replaces the first letters that are not ASCII, at most so many.
func loseLetters(s, by string, most int) string {
	var b strings.Builder
	for _, r := range s {
		if r >= utf8.RuneSelf && most > 0 {
			most--
			b.WriteString(by)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
