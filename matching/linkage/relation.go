package linkage

import (
	"math/bits"
	"sync/atomic"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/matching"
)

// relations remembers which words have nothing to do with each other, as
// package matching sees it: nearly all names are made of a few hundred words,
// so that nearly every pair was asked for before. All searchers share it: what
// one forgets the other asks again, and gets the same answer.
type relations struct {
	slots [1 << 18]atomic.Uint64 // the hash of two words, its lowest bits the relation
}

// relation is what two words have to do with each other.
type relation uint8

const (
	relationNone      relation = iota // two words, whatever is allowed for: marks, spelling, keystrokes, abbreviation, typing errors
	relationLookAlike                 // as given names they are two names that look alike
	relationSome                      // anything else
	relationBits      = 3
)

// maxRelated bounds the letters of words that are remembered.
const maxRelated = 8

// of gives the relation of a word to a word of the index.
func (r *relations) of(a, b []byte) relation {
	if len(a) > maxRelated || len(b) > maxRelated {
		return relationSome
	}
	h := mix(wordBits(a)+mix(wordBits(b))) &^ relationBits
	slot := &r.slots[h>>2&uint64(len(r.slots)-1)]
	known := slot.Load()
	if known&^relationBits != h {
		known = h | uint64(relate(a, b))
		slot.Store(known)
	}
	return relation(known & relationBits)
}

func wordBits(w []byte) (v uint64) {
	for _, c := range w {
		v = v<<8 | uint64(c)
	}
	return v
}

// relate asks package matching. Words are two words only if they are with the
// marks of the first and, since a whole name may have lost them, without.
func relate(a, b []byte) relation {
	if differing(a, b) >= unlike || areFar(a, b) {
		return relationNone
	}
	word, other := string(vntext.AppendText(nil, a)), string(vntext.AppendText(nil, b))
	compare := func(subject, reference string) matching.Result {
		return matching.Compare(identity.Person{FullName: identity.Name(subject)}, identity.Person{FullName: identity.Name(reference)}, identity.Date{})
	}
	if compare(word, other).Has(matching.NameDifferent) {
		if bare := vntext.Fold(word); bare == word || compare(bare, other).Has(matching.NameDifferent) {
			return relationNone
		}
		return relationSome
	}
	const before = "Lê Văn " // with marks: no name that lost them
	for share := range compare(before+word, before+other).Waterfall() {
		if !share.Prior && share.Field == matching.FieldName && share.Weight < 0 {
			return relationLookAlike
		}
	}
	return relationSome
}

// areFar reports an unknown word that is more than two edits from the other: no
// table of spellings has it, and what is left is a slip or a sound.
func areFar(a, b []byte) bool {
	vowel := false
	for _, c := range a {
		base := vntext.BaseOf(c)
		vowel = vowel || base == 'a' || base == 'e' || base == 'i' || base == 'o' || base == 'u' || base == 'y'
	}
	return vowel && differing(a, b) > maxDiffering && !mayBeKeystrokes(a) && !vntext.IsKnown(string(vntext.AppendText(nil, a)))
}

// unlike is how many letters two words that have anything to do with each other
// never differ in: the regional spellings differ in up to six.
const unlike = 8

// maxDiffering is how many letters two slips change: each takes one away and
// puts another in.
const maxDiffering = 4

// differing counts the base letters that only one of two texts has, blanks left
// out.
func differing(a, b []byte) (n int) {
	var count [256]int8
	for _, c := range a {
		count[vntext.BaseOf(c)]++
	}
	for _, c := range b {
		count[vntext.BaseOf(c)]--
	}
	count[' '] = 0
	for _, c := range a {
		base := vntext.BaseOf(c)
		n += int(max(count[base], -count[base]))
		count[base] = 0
	}
	for _, c := range b {
		base := vntext.BaseOf(c)
		n += int(max(count[base], -count[base]))
		count[base] = 0
	}
	return n
}

// nameBound is what a comparison of names can be worth at most.
type nameBound uint8

const (
	nameAny       nameBound = iota // anything
	nameSame                       // the same letters
	nameOther                      // some word is another word
	nameSurname                    // the surname is another word, the given name is not
	nameGiven                      // the given name is another word
	nameLookAlike                  // the given names are two that look alike
	nameFew                        // most words of the index are missing, and others too many
	nameApart                      // the same, and what is related differs as well
)

// bound compares the words of two names: what they begin and end with is
// shared, and what is between is related or not. Where most words of the second
// name are related to nothing, the names are two; where no word has anything to
// do with another, but perhaps with the one in its own place, those that are
// not related are other words.
func (r *relations) bound(a []byte, aw *words, b []byte, bw *words) nameBound {
	if string(a) == string(b) {
		return nameSame
	}
	if aw.n == maxWords || bw.n == maxWords || aw.signs || bw.signs {
		return nameAny
	}
	first, last := commonWords(a, aw, b, bw)
	if first == aw.n-last || first == bw.n-last {
		return nameAny // words are missing, none is another
	}
	bound, inPlace, alike := nameAny, true, false
	var relatedA, relatedB uint16 // the places of the words that are related to any between
	for i := first; i < aw.n-last; i++ {
		for j := first; j < bw.n-last; j++ {
			relation := r.of(aw.of(a, i), bw.of(b, j))
			switch {
			case relation == relationNone:
				if i == j || aw.n != bw.n {
					bound = max(bound, boundAt(j, bw.n))
				}
				continue
			case i != j || aw.n != bw.n:
				inPlace = false
			case relation == relationLookAlike && j == bw.n-1 && aw.marked:
				bound = max(bound, nameLookAlike)
			}
			relatedA |= 1 << i
			relatedB |= 1 << j
			alike = alike || differing(aw.of(a, i), bw.of(b, j)) == 0
		}
	}
	wholesA, partsB := mayBeJoined(a, aw, b, bw, first, last)
	wholesB, partsA := mayBeJoined(b, bw, a, aw, first, last)
	joined := wholesA|wholesB != 0
	shared := first + last + bits.OnesCount16(relatedB|partsB|wholesB)
	few := 2*shared < bw.n && first+last+bits.OnesCount16(relatedA|partsA|wholesA) < aw.n
	switch {
	case few && !alike && !joined:
		return nameApart
	case few:
		return nameFew
	case !inPlace || joined:
		return nameAny
	case aw.n != bw.n && bound != nameAny: // some word is missing as well, and which one is open
		return nameOther
	}
	return bound
}

// commonWords gives how many words both names begin and end with.
func commonWords(a []byte, aw *words, b []byte, bw *words) (first, last int) {
	shorter := min(aw.n, bw.n)
	for first < shorter && string(aw.of(a, first)) == string(bw.of(b, first)) {
		first++
	}
	for last < shorter-first && string(aw.of(a, aw.n-last-1)) == string(bw.of(b, bw.n-last-1)) {
		last++
	}
	return first, last
}

// boundAt gives the bound for another word in the j-th place of n.
func boundAt(j, n int) nameBound {
	switch j {
	case n - 1:
		return nameGiven
	case 0:
		return nameSurname
	}
	return nameOther
}

// longestWord is the longest Vietnamese syllable: nghiêng.
const longestWord = 7

// mayBeJoined gives the words of a between the shared ones that may be several
// of b written together, as far as their letters tell: with two slips at most.
// And it gives those of b that they may be.
func mayBeJoined(a []byte, aw *words, b []byte, bw *words, first, last int) (wholes, parts uint16) {
	for i := first; i < aw.n-last; i++ {
		word := aw.of(a, i)
		if len(word) > longestWord { // perhaps with more beside it
			wholes |= 1 << i
			parts |= 1<<(bw.n-last) - 1<<first
		}
		for j := first; j+1 < bw.n-last; j++ {
			for k := j + 1; k < bw.n-last; k++ {
				n := int(bw.end[k]-bw.start[j]) - (k - j)
				if n >= len(word)-1 && n <= len(word)+1 && differing(word, b[bw.start[j]:bw.end[k]]) <= maxDiffering {
					wholes |= 1 << i
					parts |= 1<<(k+1) - 1<<j
				}
			}
		}
	}
	return wholes, parts
}
