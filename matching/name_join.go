package matching

// maxJoined bounds the words that are joined or split in one place.
const maxJoined = 4

// extendJoined adds words that are joined or split: up to four words of the
// subject from i on that hold the letters of up to four words of the reference
// from j on.
func (p *pairing) extendJoined(g *grid, from *cell, i, j int) {
	n := 0
	for x := 1; x <= maxJoined && i+x <= g.iEnd; x++ {
		n += p.subject.wordLength(i + x - 1)
		m := 0
		for y := 1; y <= maxJoined && j+y <= g.jEnd; y++ {
			m += p.reference.wordLength(j + y - 1)
			if x+y < 3 || n > m+1 && !p.subject.lost {
				continue
			}
			if m > n+1 {
				break
			}
			if max(n, m) <= inlineLetters && p.mayBeJoined(i, x, j, y) {
				p.extendStretch(g, from, stretch{i, x, j, y})
			}
		}
	}
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
	for _, e := range from.best[:from.count] {
		e = p.with(e, rel, rel.codes, st.j+st.y-1)
		e.shared += uint8(st.y - 1)
		g.add(st.i+st.x, st.j+st.y, e)
	}
}

// mayBeJoined reports that the words of both names part nowhere at the same
// letter: else they are two stretches, each with its own relation.
func (p *pairing) mayBeJoined(i, x, j, y int) bool {
	a, b := p.subject.wordLength(i), p.reference.wordLength(j)
	for u, v := i+1, j+1; u < i+x && v < j+y; {
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
		return relation{moved: true}, true
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
