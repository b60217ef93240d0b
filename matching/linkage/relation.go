package linkage

import (
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
	if areFar(a, b) {
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
	var count [256]int8
	differ, vowel := 0, false
	for _, c := range a {
		base := vntext.BaseOf(c)
		count[base]++
		vowel = vowel || base == 'a' || base == 'e' || base == 'i' || base == 'o' || base == 'u' || base == 'y'
	}
	for _, c := range b {
		count[vntext.BaseOf(c)]--
	}
	for _, n := range count {
		differ += int(max(n, -n))
	}
	return differ > 4 && vowel && !mayBeKeystrokes(a) && !vntext.IsKnown(string(vntext.AppendText(nil, a)))
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
)

// bound compares the words of two names: what they begin and end with is
// shared, and where no word between has anything to do with another, but
// perhaps with the one in its own place, those that are not related are other
// words.
func (r *relations) bound(a []byte, aw *words, b []byte, bw *words) nameBound {
	if string(a) == string(b) {
		return nameSame
	}
	if aw.n == maxWords || bw.n == maxWords || aw.signs || bw.signs {
		return nameAny
	}
	first, last := 0, 0
	shorter := min(aw.n, bw.n)
	for first < shorter && string(aw.of(a, first)) == string(bw.of(b, first)) {
		first++
	}
	for last < shorter-first && string(aw.of(a, aw.n-last-1)) == string(bw.of(b, bw.n-last-1)) {
		last++
	}
	if first == aw.n-last || first == bw.n-last {
		return nameAny // words are missing, none is another
	}
	bound := nameAny
	for i := first; i < aw.n-last; i++ {
		for j := first; j < bw.n-last; j++ {
			relation := r.of(aw.of(a, i), bw.of(b, j))
			switch {
			case relation == relationNone && (i == j || aw.n != bw.n):
				bound = max(bound, boundAt(j, bw.n))
			case relation == relationNone:
			case i != j || aw.n != bw.n:
				return nameAny
			case relation == relationLookAlike && j == bw.n-1 && aw.marked:
				bound = max(bound, nameLookAlike)
			}
		}
	}
	if mayBeJoined(aw, bw, first, last) || mayBeJoined(bw, aw, first, last) {
		return nameAny
	}
	if aw.n != bw.n && bound != nameAny { // some word is missing as well, and which one is open
		return nameOther
	}
	return bound
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

// mayBeJoined reports that some word of a between the shared ones is as long as
// two or more neighbours of b: they may be written together.
func mayBeJoined(a, b *words, first, last int) bool {
	for i := first; i < a.n-last; i++ {
		n := int(a.end[i] - a.start[i])
		for j := first; j+1 < b.n-last; j++ {
			for k := j + 1; k < b.n-last; k++ {
				if m := int(b.end[k]-b.start[j]) - (k - j); m >= n-1 && m <= n+1 {
					return true
				}
			}
		}
	}
	return false
}
