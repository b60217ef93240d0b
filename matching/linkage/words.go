package linkage

import (
	"math/bits"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// maxWords bounds the words of a name that are looked at one by one.
const maxWords = 12

// words are the words of a name, by their base letters.
type words struct {
	n      int
	start  [maxWords]uint16
	end    [maxWords]uint16
	first  uint64 // hash of the first word
	last   uint64 // hash of the last word
	all    uint64 // hash of all base letters, whatever their order
	marked bool   // some letter bears a mark
	signs  bool   // something other than letters and single blanks is among them
}

// read finds the words of toned letters.
func (w *words) read(name []byte) {
	w.n, w.first, w.last, w.all, w.signs, w.marked = 0, 0, 0, 0, false, false
	for i := 0; i < len(name); {
		if isSeparator(name[i]) {
			w.signs = w.signs || name[i] != ' '
			i++
			continue
		}
		start := i
		h := hashSeed
		for i < len(name) && !isSeparator(name[i]) {
			base := vntext.BaseOf(name[i])
			h = (h ^ uint64(base)) * hashPrime
			w.all += mix(uint64(base))
			w.signs = w.signs || base == '?'
			w.marked = w.marked || base != name[i]
			i++
		}
		w.last = mix(h)
		if w.first == 0 {
			w.first = w.last
		}
		if w.n < maxWords {
			w.start[w.n], w.end[w.n] = uint16(start), uint16(i)
			w.n++
		}
	}
}

// of gives the letters of the i-th word of the name that was read.
func (w *words) of(name []byte, i int) []byte { return name[w.start[i]:w.end[i]] }

// initials gives the base letters with which the first and the last word
// begin; false where there is none or one of them was lost.
func (w *words) initials(name []byte) (uint64, bool) {
	if w.n == 0 {
		return 0, false
	}
	first, last := vntext.BaseOf(name[w.start[0]]), vntext.BaseOf(name[w.start[w.n-1]])
	return uint64(first)<<8 | uint64(last), first != '?' && last != '?'
}

// isSeparator reports a blank or a sign that stands between words, as package
// matching sees it.
func isSeparator(c byte) bool {
	return c <= ' ' || c < '0' && c != '$' || c > '9' && c < '?' || c == '_'
}

const (
	hashSeed  uint64 = 14695981039346656037
	hashPrime uint64 = 1099511628211
)

// mix spreads the bits of x over all of the result.
func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x^0x9e3779b97f4a7c15, 0xd6e8feb86659fd93)
	return hi ^ lo
}

// hash2 gives one hash of two values under a kind of key.
func hash2(kind KeyKind, a, b uint64) uint64 {
	return mix(mix(a+uint64(kind)*0xbf58476d1ce4e5b9) ^ b)
}

// hashName gives a hash of the toned letters of a whole name.
func hashName(name []byte) uint64 {
	h := hashSeed
	for len(name) >= 8 {
		h = mix(h ^ (uint64(name[0]) | uint64(name[1])<<8 | uint64(name[2])<<16 | uint64(name[3])<<24 |
			uint64(name[4])<<32 | uint64(name[5])<<40 | uint64(name[6])<<48 | uint64(name[7])<<56))
		name = name[8:]
	}
	var rest uint64
	for _, c := range name {
		rest = rest<<8 | uint64(c)
	}
	return mix(h ^ rest)
}
