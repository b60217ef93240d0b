package synth

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// keys are the letters that a slip may bring in.
const keys = "abcdeghiklmnopqrstuvxy"

// A slipOf is one slip of the keys in a word of letters.
type slipOf func(rng *rand.Rand, r []rune) []rune

func substitute(rng *rand.Rand, r []rune) []rune {
	r[rng.IntN(len(r))] = rune(keys[rng.IntN(len(keys))])
	return r
}

func drop(rng *rand.Rand, r []rune) []rune {
	i := rng.IntN(len(r))
	return slices.Delete(r, i, i+1)
}

func add(rng *rand.Rand, r []rune) []rune {
	return slices.Insert(r, rng.IntN(len(r)+1), rune(keys[rng.IntN(len(keys))]))
}

// double repeats a letter, the marks of the second one being those of the first
// keystroke: none.
func double(rng *rand.Rand, r []rune) []rune {
	i := rng.IntN(len(r))
	return slices.Insert(r, i+1, unicode.ToLower([]rune(stripMarks(string(r[i])))[0]))
}

func swap(rng *rand.Rand, r []rune) []rune {
	if len(r) > 1 {
		i := rng.IntN(len(r) - 1)
		r[i], r[i+1] = r[i+1], r[i]
	}
	return r
}

// slip makes the change of one word by one slip; "" where the result could be
// read as anything but a typing error.
func slip(of slipOf) func(*rand.Rand, string) string {
	return func(rng *rand.Rand, word string) string {
		for range 5 {
			if changed := title(string(of(rng, []rune(word)))); isPlainTypo(changed, word, 1) {
				return changed
			}
		}
		return ""
	}
}

// twoSlips makes two of them in a long word.
func twoSlips(rng *rand.Rand, word string) string {
	all := []slipOf{substitute, drop, add, swap}
	for range 5 {
		r := pickOf(rng, all)(rng, []rune(word))
		if len(r) == 0 {
			continue
		}
		if changed := title(string(pickOf(rng, all)(rng, r))); isPlainTypo(changed, word, 2) {
			return changed
		}
	}
	return ""
}

// isPlainTypo reports a word that is so many edits away and nothing else: no
// spelling, no abbreviation, and no other letter that the marks could explain.
func isPlainTypo(changed, word string, n int) bool {
	a, b := baseLetters(changed), baseLetters(word)
	return edits(a, b) == n && isTypingError(a, b) && !isIY(a, b) && !isSoundPair(a, b) && !areRegional(a, b) &&
		!isShort(a, b) && strings.ContainsAny(a, "aeiouy")
}
