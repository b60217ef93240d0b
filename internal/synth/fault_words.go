package synth

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// wordFaults are those of the words of a name: which there are, in which order,
// how long.
func wordFaults() []nameFault {
	heavy := func(name, code string, change func(*rand.Rand, *nameEdit) bool) nameFault {
		return nameFault{name, code, kindOther, true, false, change}
	}
	return []nameFault{
		{"words joined", "name.word_boundary", kindStructure, false, false, joinWords},
		{"word split", "name.word_boundary", kindStructure, false, false, splitWord},
		{"words in another order", "name.word_order", kindOrder, false, false, reorder},
		{"word missing", "name.word_missing", kindStructure, false, false, dropWords},
		{"word added", "name.word_extra", kindStructure, false, false, addWords},
		{"initial letter", "name.abbreviated", kindAbbreviation, false, false, oneWord(initialLetter(""))},
		{"initial letter and full stop", "name.abbreviated", kindAbbreviation, false, false, oneWord(initialLetter("."))},
		{"initial consonants", "name.abbreviated", kindAbbreviation, false, false, oneWord(initialConsonants)},
		{"beginning and full stop", "name.abbreviated", kindAbbreviation, false, false, oneWord(beginning)},
		{"all but the given name cut", "name.abbreviated", kindAbbreviation, false, false, func(rng *rand.Rand, n *nameEdit) bool {
			for i := range len(n.words) - 1 {
				if !n.whole[i] {
					return false
				}
				n.words[i], n.whole[i] = initialLetter(".")(rng, n.words[i]), false
			}
			return true
		}},
		heavy("another surname", "name.surname", func(rng *rand.Rand, n *nameEdit) bool { return n.replace(rng, 0) }),
		heavy("another middle name", "name.middle", func(rng *rand.Rand, n *nameEdit) bool {
			return len(n.words) > 2 && n.replace(rng, 1+rng.IntN(len(n.words)-2))
		}),
		heavy("another given name", "name.given", func(rng *rand.Rand, n *nameEdit) bool { return n.replace(rng, len(n.words)-1) }),
		heavy("another name", "name.different", otherName),
		{"no name", "name.missing", kindOther, true, true, wholeText(func(rng *rand.Rand, _ string) string {
			return pickOf(rng, []string{"", " "})
		})},
	}
}

// otherWord draws a word of names that is far from every word of the name.
func (n *nameEdit) otherWord(rng *rand.Rand) string {
	lists := [][]weighted{surnames, maleMiddles, femaleMiddles, maleGivens, femaleGivens}
	for {
		list := pickOf(rng, lists)
		if w := list[rng.IntN(len(list))].word; isFarFromAll(w, n.truth) && isFarFromAll(w, n.words) {
			return w
		}
	}
}

// replace puts another word in the place of the i-th. The names of two words
// keep half of them, so the code of the place applies.
func (n *nameEdit) replace(rng *rand.Rand, i int) bool {
	n.words[i], n.whole[i] = n.otherWord(rng), false
	return true
}

// otherName replaces more than half of the words, or all of them by as many as
// it likes.
func otherName(rng *rand.Rand, n *nameEdit) bool {
	if rng.IntN(2) == 0 {
		n.words, n.whole = nil, nil
		for range 2 + rng.IntN(3) {
			n.words, n.whole = append(n.words, n.otherWord(rng)), append(n.whole, false)
		}
		return true
	}
	for _, i := range rng.Perm(len(n.words))[:len(n.words)/2+1] {
		n.replace(rng, i)
	}
	return true
}

func joinWords(rng *rand.Rand, n *nameEdit) bool {
	i := rng.IntN(len(n.words) - 1)
	if !n.whole[i] || !n.whole[i+1] {
		return false
	}
	second := n.words[i+1]
	if rng.IntN(3) > 0 {
		second = strings.ToLower(second)
	}
	n.words[i], n.whole[i] = n.words[i]+second, false
	n.words, n.whole = slices.Delete(n.words, i+1, i+2), slices.Delete(n.whole, i+1, i+2)
	return true
}

func splitWord(rng *rand.Rand, n *nameEdit) bool {
	i := rng.IntN(len(n.words))
	r := []rune(n.words[i])
	if !n.whole[i] || len(r) < 3 {
		return false
	}
	at := 1 + rng.IntN(len(r)-1)
	n.words[i], n.whole[i] = string(r[:at]), false
	n.words, n.whole = slices.Insert(n.words, i+1, string(r[at:])), slices.Insert(n.whole, i+1, false)
	return true
}

// reorder exchanges words that are far enough from each other for nothing but
// the order to explain the result.
func reorder(rng *rand.Rand, n *nameEdit) bool {
	last := len(n.words) - 1
	w := slices.Clone(n.words)
	switch rng.IntN(4) {
	case 0: // the given name first
		w = append(w[last:last+1:last+1], w[:last]...)
	case 1: // the surname last
		w = append(w[1:len(w):len(w)], w[0])
	case 2:
		w[last], w[last-1] = w[last-1], w[last]
	default:
		w[0], w[last] = w[last], w[0]
	}
	far := false
	for i, word := range w {
		far = far || isFar(word, n.truth[i])
		if slices.Index(n.words, n.words[i]) != i {
			return false // a word that stands twice
		}
	}
	if !far {
		return false
	}
	n.words = w
	clear(n.whole)
	return true
}

func dropWords(rng *rand.Rand, n *nameEdit) bool {
	count := 1
	if len(n.words) > 3 && rng.IntN(4) == 0 {
		count = 2
	}
	for range count {
		i := rng.IntN(len(n.words))
		if !n.whole[i] {
			return false
		}
		n.words, n.whole = slices.Delete(n.words, i, i+1), slices.Delete(n.whole, i, i+1)
	}
	return true
}

func addWords(rng *rand.Rand, n *nameEdit) bool {
	for range 1 + rng.IntN(8)/7 {
		i := rng.IntN(len(n.words) + 1)
		n.words, n.whole = slices.Insert(n.words, i, n.otherWord(rng)), slices.Insert(n.whole, i, false)
	}
	return true
}

// initialLetter writes the first letter of a word, with what stands behind it.
func initialLetter(stop string) func(*rand.Rand, string) string {
	return func(_ *rand.Rand, word string) string { return string(firstRune(word)) + stop }
}

// initialConsonants writes Ng, Ngh, Nh, Ph, Th, Tr, Ch, Kh, Gh, Gi or Qu, with a
// full stop or without.
func initialConsonants(rng *rand.Rand, word string) string {
	for _, in := range [...]string{"Ngh", "Ng", "Nh", "Ph", "Th", "Tr", "Ch", "Kh", "Gh", "Gi", "Qu"} {
		if strings.HasPrefix(word, in) && len(word) > len(in) {
			return in + pickOf(rng, []string{"", "."})
		}
	}
	return ""
}

// beginning writes two or more letters of a word and a full stop.
func beginning(rng *rand.Rand, word string) string {
	r := []rune(word)
	if len(r) < 3 {
		return ""
	}
	return string(r[:2+rng.IntN(len(r)-2)]) + "."
}
