package matching

import "math/bits"

// maxJoined bounds the words that are joined or split in one place.
const maxJoined = 4

// extendJoined adds words that are joined or split: up to four words of the
// subject from i on that hold the letters of up to four words of the reference
// from j on.
func (p *pairing) extendJoined(g *grid, from *cell, i, j int) {
	var sizes [maxJoined]int // of the words of the reference from j to j+y, joined
	var letters [maxJoined]letterSet
	size, all := 0, letterSet(0)
	for y := range min(maxJoined, g.jEnd-j) {
		size += p.reference.wordLength(j + y)
		all |= p.referenceLetters(j + y)
		sizes[y], letters[y] = size, all
	}
	size, all = 0, 0
	for x := range min(maxJoined, g.iEnd-i) {
		size += p.subject.wordLength(i + x)
		all |= p.subjectLetters(i + x)
		for y, m := range sizes[:min(maxJoined, g.jEnd-j)] {
			if m > size+1 {
				break
			}
			if x+y == 0 || !p.mayBeEdited(size, m, all, letters[y]) || max(size, m) > inlineLetters {
				continue
			}
			if st := (stretch{i, x + 1, j, y + 1}); p.mayBeJoined(st) {
				p.extendStretch(g, from, st)
			}
		}
	}
}

// mayBeEdited reports as many letters of both names as at most one edit makes out of
// each other: it changes the number by one, and two of the letters. It is for speed.
func (p *pairing) mayBeEdited(n, m int, mine, other letterSet) bool {
	return p.subject.lost || n <= m+1 && bits.OnesCount32(uint32(mine^other)) <= 2
}

// A stretch is x words of the subject from i on and y of the reference from j
// on.
type stretch struct{ i, x, j, y int }

func (p *pairing) extendStretch(g *grid, from *cell, st stretch) {
	var mine, other [inlineLetters]byte
	s := p.subject.appendSpan(mine[:0], st.i, st.i+st.x)
	r := p.reference.appendSpan(other[:0], st.j, st.j+st.y)
	rel, ok := p.relateJoined(s, r, st.x != st.y && !p.subject.words[st.i].dotted)
	if !ok {
		return
	}
	if p.partsAtBlank(st) {
		rel.codes |= 1 << codeNameWordBoundary
	}
	step := p.with(explanation{shared: uint8(st.y - 1)}, rel, rel.codes, st.j+st.y-1)
	g.extend(from, st.i+st.x, st.j+st.y, step)
}

// mayBeJoined reports that the words of both names part nowhere at the same
// letter: else they are two stretches, each with its own relation.
func (p *pairing) mayBeJoined(st stretch) bool {
	a, b := p.subject.wordLength(st.i), p.reference.wordLength(st.j)
	for u, v := st.i+1, st.j+1; u < st.i+st.x && v < st.j+st.y; {
		switch {
		case a == b:
			return false
		case a < b:
			a += p.subject.wordLength(u)
			u++
		default:
			b += p.reference.wordLength(v)
			v++
		}
	}
	return true
}

// relateJoined compares the letters of several words: the same, or with one
// more cause.
func (p *pairing) relateJoined(s, r []byte, mayBeTypo bool) (relation, bool) {
	switch sameLetters(s, r) {
	case lettersIdentical:
		return relation{}, true
	case lettersMoved:
		return relation{is: isMoved}, true
	case lettersMarks:
		return relation{codes: 1 << codeNameDiacritics}, true
	}
	if p.subject.lost {
		if codes, ok := lostLettersOf(s, r); ok {
			return relation{codes: codes}, true
		}
	}
	if mayBeTypo && isEdited(s, r, 1) {
		return relation{codes: 1 << codeNameTypo}, true
	}
	return relation{}, false
}

// partsAtBlank reports whether one of the names parts its words within the
// stretch where the other has neither a blank nor a sign. Words that are joined
// or split only at an apostrophe or a hyphen are the same words.
func (p *pairing) partsAtBlank(st stretch) bool {
	signs := p.subject.signs>>p.subject.lettersBefore(st.i) | p.reference.signs>>p.reference.lettersBefore(st.j)
	return p.subject.partsOutside(st.i, st.x, signs) || p.reference.partsOutside(st.j, st.y, signs)
}

// partsOutside reports whether two of the words from i to before i+n part at a
// letter, counted from the first, that is not among signs.
func (n *nameForm) partsOutside(i, words int, signs uint64) bool {
	at := 0
	for ; words > 1; words-- {
		at += n.wordLength(i)
		if at >= 64 || signs>>at&1 == 0 {
			return true
		}
		i++
	}
	return false
}

// lettersBefore counts the letters before the i-th word.
func (n *nameForm) lettersBefore(i int) int {
	letters := 0
	for k := range i {
		letters += n.wordLength(k)
	}
	return letters
}

func (n *nameForm) wordLength(i int) int { return int(n.words[i].end - n.words[i].start) }
