package matching

// maxJoined bounds the words that are joined or split in one place.
const maxJoined = 4

// extendJoined adds words that are joined or split: up to four words of the
// subject from i on that hold the letters of up to four words of the reference
// from j on, at least three in all.
func (p *pairing) extendJoined(cells *grid, from *cell, i, j int) {
	var mine, other [inlineLetters]byte
	for x := 1; x <= maxJoined && i+x <= cells.iEnd; x++ {
		s := p.subject.appendSpan(mine[:0], i, i+x)
		if len(s) > inlineLetters {
			return
		}
		for y := 1; y <= maxJoined && j+y <= cells.jEnd; y++ {
			if x+y < 3 {
				continue
			}
			r := p.reference.appendSpan(other[:0], j, j+y)
			if len(r) > inlineLetters {
				break
			}
			rel, ok := p.relateJoined(s, r)
			if !ok {
				continue
			}
			if p.joinedAtBlank(i, x, j, y) {
				rel.codes |= 1 << codeNameWordBoundary
			}
			to := cells.at(i+x, j+y)
			for _, e := range from.best[:from.count] {
				e = p.with(e, rel, rel.codes, j+y-1)
				e.shared += uint8(y - 1)
				to.add(e)
			}
		}
	}
}

// relateJoined compares the letters of several words: the same, or with one
// more cause.
func (p *pairing) relateJoined(s, r []byte) (relation, bool) {
	if d := len(s) - len(r); !p.subject.lost && (d > 1 || d < -1) {
		return relation{}, false
	}
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
	if isEdited(s, r, 1) {
		return relation{codes: 1 << codeNameTypo}, true
	}
	return relation{}, false
}

// joinedAtBlank reports whether the words of both names part at a blank where
// those of the other do not. Where they do so only at an apostrophe or a
// hyphen, the names are spelled alike.
func (p *pairing) joinedAtBlank(i, x, j, y int) bool {
	a, b := 0, 0 // letters up to the cut behind each name's current word
	u, v := i, j
	a, b = p.subject.wordLength(u), p.reference.wordLength(v)
	for u < i+x-1 || v < j+y-1 {
		switch {
		case a == b:
			u, v = u+1, v+1
			a, b = a+p.subject.wordLength(u), b+p.reference.wordLength(v)
		case v == j+y-1 || u < i+x-1 && a < b:
			u++
			if p.subject.blankBefore(u) {
				return true
			}
			a += p.subject.wordLength(u)
		default:
			v++
			if p.reference.blankBefore(v) {
				return true
			}
			b += p.reference.wordLength(v)
		}
	}
	return false
}

func (n *nameForm) wordLength(i int) int { return int(n.words[i].end - n.words[i].start) }
