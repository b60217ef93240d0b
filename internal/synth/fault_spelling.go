package synth

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// spellingFaults are those of one word.
func spellingFaults() []nameFault {
	word := func(name, code string, kind nameKind, write func(*rand.Rand, string) string) nameFault {
		return nameFault{name, code, kind, false, false, oneWord(write)}
	}
	const regional = "name.regional_spelling"
	return []nameFault{
		word("another tone", "name.diacritics", kindMarks, otherTone),
		word("another vowel mark", "name.diacritics", kindMarks, otherQuality),
		word("d for đ", "name.diacritics", kindMarks, func(_ *rand.Rand, w string) string {
			return strings.NewReplacer("Đ", "D", "đ", "d").Replace(w)
		}),
		word("marks of a word lost", "name.diacritics", kindMarks, func(_ *rand.Rand, w string) string { return stripMarks(w) }),
		word("i for y", "name.i_y", kindSpelling, swapIY),
		word("known pair", regional, kindSpelling, knownPair),
		word("ch and tr", regional, kindSpelling, otherInitial(1)),
		word("s and x", regional, kindSpelling, otherInitial(2)),
		word("l and n", regional, kindSpelling, otherInitial(3)),
		word("d, gi and r", regional, kindSpelling, otherInitial(4)),
		word("final n and ng", regional, kindSpelling, otherFinal("n", "ng")),
		word("final t and c", regional, kindSpelling, otherFinal("t", "c")),
		word("letter substituted", "name.typo", kindTypo, slip(substitute)),
		word("letter dropped", "name.typo", kindTypo, slip(drop)),
		word("letter added", "name.typo", kindTypo, slip(add)),
		word("letter doubled", "name.typo", kindOther, slip(double)),
		word("letters swapped", "name.typo", kindTypo, slip(swap)),
		word("two slips", "name.typo", kindOther, twoSlips),
	}
}

// otherTone changes, drops or adds the tone of a word.
func otherTone(rng *rand.Rand, word string) string {
	r := []rune(word)
	toned := -1
	for i, letter := range r {
		if _, tone := toneOf(letter); tone > 0 {
			toned = i
		}
	}
	if toned < 0 {
		for i, letter := range r {
			if row, _ := toneOf(letter); row >= 0 {
				toned = i // the last vowel: any will do
			}
		}
	}
	if toned < 0 {
		return ""
	}
	row, _ := toneOf(r[toned])
	r[toned] = withTone(row, rng.IntN(6), r[toned])
	return string(r)
}

// vowelKin are the rows of tonedVowels with the same base letter.
var vowelKin = [...][]int{{0, 1, 2}, {3, 4}, {6, 7, 8}, {9, 10}}

// otherQuality exchanges a vowel for one with another mark: ă for â, o for ơ.
func otherQuality(rng *rand.Rand, word string) string {
	r := []rune(word)
	for _, i := range rng.Perm(len(r)) {
		row, tone := toneOf(r[i])
		for _, kin := range vowelKin {
			for _, k := range kin {
				if k == row {
					r[i] = withTone(pickOf(rng, kin), tone, r[i])
					return string(r)
				}
			}
		}
	}
	return ""
}

// The rows of i and y in tonedVowels.
const rowI, rowY = 5, 11

// swapIY exchanges the i or y that a word ends with or has after qu.
func swapIY(_ *rand.Rand, word string) string {
	r := []rune(word)
	letters := baseLetters(word)
	at := len(r) - 1
	switch {
	case strings.HasPrefix(letters, "quy") || strings.HasPrefix(letters, "qui"):
		at = 2
	case len(letters) > 1 && !strings.ContainsRune("aeiouy", rune(letters[at-1])):
	default:
		return ""
	}
	row, tone := toneOf(r[at])
	switch row {
	case rowI:
		r[at] = withTone(rowY, tone, r[at])
	case rowY:
		r[at] = withTone(rowI, tone, r[at])
	default:
		return ""
	}
	return string(r)
}

func knownPair(rng *rand.Rand, word string) string {
	var others []string
	for _, pair := range regionalPairs {
		switch word {
		case pair[0]:
			others = append(others, pair[1])
		case pair[1]:
			others = append(others, pair[0])
		}
	}
	if others == nil {
		return ""
	}
	return pickOf(rng, others)
}

// otherInitial writes the first sound of a word as a neighbour region would.
func otherInitial(sound int) func(*rand.Rand, string) string {
	return func(rng *rand.Rand, word string) string {
		lower := strings.ToLower(word)
		mine, rest := cutSound(lower)
		if row, _ := toneOf(firstRune(rest)); mine != sound || row < 0 {
			return ""
		}
		old := strings.TrimSuffix(lower, rest)
		var others []string
		for _, in := range initials {
			clash := in.spelling == "gi" && strings.ContainsRune("iye", rune(baseLetters(rest)[0]))
			if in.sound == sound && in.spelling != old && !clash {
				others = append(others, in.spelling)
			}
		}
		return title(pickOf(rng, others) + rest)
	}
}

// otherFinal exchanges the last sound of a word for the other one.
func otherFinal(one, other string) func(*rand.Rand, string) string {
	return func(_ *rand.Rand, word string) string {
		for _, p := range [][2]string{{one, other}, {other, one}} {
			rest, ok := strings.CutSuffix(word, p[0])
			if row, _ := toneOf(lastRune(rest)); ok && row >= 0 {
				return rest + p[1]
			}
		}
		return ""
	}
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }

// title writes a word with a capital first letter and no other.
func title(word string) string {
	r := []rune(strings.ToLower(word))
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}
