package matching

import "math/bits"

// A budget bounds a search: an explanation of more codes than most, those of free
// not counted, is of no use to the caller. It is for speed: what is over the budget
// may come out as any other that is.
type budget struct {
	free nameCodes
	most int
}

// noBound is as many codes as no explanation has.
const noBound = len(codeTable)

func (b budget) allows(codes nameCodes) bool { return (codes &^ b.free).len() <= b.most }

// explain gives the fewest codes that make the name of the subject out of that
// of the reference.
func explain(subject, reference *nameForm, within budget) explanation {
	if subject.tooBig || reference.tooBig {
		if string(subject.letters()) == string(reference.letters()) {
			return explanation{}
		}
		return explanation{codes: 1 << codeNameDifferent}
	}
	e, apart := explainWords(subject, reference, within)
	if e.causes() < 2 || apart && !subject.mayHoldKeys() {
		return e
	}
	return explainResplit(subject, reference, e, within)
}

// explainWords explains the names by the words that they are made of. The words
// that both begin and end with stand for each other; what is between them is
// explained word by word where that is enough, else by an alignment of the
// words in their order and, where that leaves more than one cause, in any order.
//
// apart reports names that no joining or splitting of words brings nearer to each
// other, but of those that are keystrokes.
func explainWords(subject, reference *nameForm, within budget) (e explanation, apart bool) {
	var p pairing
	p.subject, p.reference, p.bare, p.within = subject, reference, !subject.marked && reference.marked, within
	first, last, moved := p.commonWords()
	iEnd, jEnd := subject.count-last, reference.count-last
	e, apart = p.explainSimply(first, iEnd, jEnd)
	if !apart {
		var cache relationCache
		cache.readLetters(subject, reference)
		p.cache = &cache
		e, apart = p.explainBetween(first, iEnd, jEnd)
	}
	if moved {
		e.marks |= movedTone
	}
	e.exact += uint8(first + last)
	e.shared += uint8(first + last)
	if (e.codes&otherWords != 0 || e.causes() > 1) && 2*int(e.shared) < reference.count {
		e.codes = 1 << codeNameDifferent
	}
	if e.codes.has(codeNameDiacritics) && !e.codes.has(codeNameKeystrokes) {
		e.codes = p.withMarks(e.codes)
	}
	return e, apart
}

// withMarks names the loss of all marks.
func (p *pairing) withMarks(codes nameCodes) nameCodes {
	if p.bare {
		codes ^= 1<<codeNameDiacritics | 1<<codeNameNoDiacritics
	}
	return codes
}

// explainMarks explains names of the same base letters.
func explainMarks(subject, reference *nameForm) explanation {
	p := pairing{subject: subject, reference: reference, bare: !subject.marked && reference.marked}
	e := explanation{codes: p.withMarks(1 << codeNameDiacritics)}
	last := subject.count - 1
	if !p.bare && sameLetters(subject.word(last), reference.word(last)) == lettersMarks && !p.lostMarks() {
		e.marks = givenLookAlike
	}
	return e
}

// lostMarks reports names of the same base letters of which several words differ,
// each by having lost every mark: that is one accident, and no name that is alike.
func (p *pairing) lostMarks() bool {
	differ := 0
	for i := range p.subject.count {
		if s := p.subject.word(i); sameLetters(s, p.reference.word(i)) == lettersMarks {
			if isMarked(s) {
				return false
			}
			differ++
		}
	}
	return differ > 1
}

func isMarked(w []byte) bool {
	for _, c := range w {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// otherWords are the codes that name.different stands for.
const otherWords = nameCodes(1)<<codeNameSurname | 1<<codeNameMiddle | 1<<codeNameGiven

// commonWords gives how many words both names begin and end with, and whether the
// tone of one of them stands on another letter.
func (p *pairing) commonWords() (first, last int, moved bool) {
	n, m := p.subject.count, p.reference.count
	shorter := min(n, m)
	for ; first < shorter; first++ {
		if s, r := p.subject.word(first), p.reference.word(first); string(s) != string(r) {
			if sameLetters(s, r) != lettersMoved {
				break
			}
			moved = true
		}
	}
	for ; last < shorter-first; last++ {
		if s, r := p.subject.word(n-last-1), p.reference.word(m-last-1); string(s) != string(r) {
			if sameLetters(s, r) != lettersMoved {
				break
			}
			moved = true
		}
	}
	return first, last, moved
}

// explainSimply explains the words from first to before iEnd and jEnd where no
// other alignment can do better.
func (p *pairing) explainSimply(first, iEnd, jEnd int) (explanation, bool) {
	n, m := iEnd-first, jEnd-first
	switch {
	case n == 0 && m == 0:
		return explanation{}, true
	case m == 0:
		return explanation{codes: 1 << codeNameWordExtra}, true
	case n == 0:
		return explanation{codes: 1 << codeNameWordMissing}, true
	case n == 1 && m == 1:
		rel := p.relate(first, first)
		return p.with(explanation{}, rel, rel.shortest(), first), true
	case n == m:
		return p.explainInPlace(first, iEnd)
	}
	return explanation{}, false
}

// explainBetween explains the words from first to before iEnd and jEnd by an
// alignment in their order, or in any order.
func (p *pairing) explainBetween(first, iEnd, jEnd int) (e explanation, apart bool) {
	n, m := iEnd-first, jEnd-first
	c := p.contacts(first, iEnd, jEnd)
	switch shared := p.reference.count - m + bits.OnesCount32(c.reference); {
	case c.inPlace && n == m:
		return c.explanation, true
	case 2*shared < p.reference.count && bits.OnesCount32(c.subject) < n: // and other words
		return explanation{codes: otherWords}, true
	}
	most := noBound // what another way to pair the words has reached
	if n == m {
		most = c.explanation.causes()
	}
	if n < 2 || m < 2 {
		return p.align(first, iEnd, first, jEnd, most), false
	}
	e, strong, ordered := p.reorder(first, iEnd, first, jEnd)
	if ordered {
		most = min(most, e.causes())
	}
	best := p.align(first, iEnd, first, jEnd, most)
	if isOneOf(best.codes, inPlace) {
		return best, false
	}
	if ordered && e.better(best) {
		best = e
	}
	best.shared = max(best.shared, strong)
	return best, false
}

// Contacts are pairs of words that have something to do with each other, or may
// have when words are joined or split. They are for speed: most names of two
// people have few.
type contacts struct {
	subject, reference uint32      // bit k: the k-th word has a contact
	inPlace            bool        // none is between words in different places
	explanation        explanation // of as many words, each by the one in its place
}

// contacts looks for those of the words from first to before iEnd and jEnd.
func (p *pairing) contacts(first, iEnd, jEnd int) contacts {
	c := contacts{inPlace: true}
	for i := first; i < iEnd; i++ {
		for j := first; j < jEnd; j++ {
			rel := p.relate(i, j)
			shares := !rel.exact() && p.mayShareLetters(i, j)
			if shares || !rel.other() {
				c.subject |= 1 << i
				c.reference |= 1 << j
			}
			if i != j {
				c.inPlace = c.inPlace && rel.other() && !shares
				continue
			}
			c.inPlace = c.inPlace && !shares && rel.otherwise == 0
			c.explanation = p.with(c.explanation, rel, rel.codes, j)
		}
	}
	return c
}

// mayShareLetters reports words of which one begins or ends with the other: the
// parts of words that were joined or split do.
func (p *pairing) mayShareLetters(i, j int) bool {
	s, r := p.subject.word(i), p.reference.word(j)
	if !p.subject.lost && !mayBeSoundPair(s, r) {
		return false
	}
	n := min(len(s), len(r))
	return p.subject.lost || sameBase(s[:n], r[:n]) || sameBase(s[len(s)-n:], r[len(r)-n:])
}

// inPlace are the codes that no other order of the words can make more
// specific.
const inPlace = nameCodes(1)<<codeNameWordOrder - 1

func isOneOf(codes, of nameCodes) bool { return codes&^of == 0 && codes.len() <= 1 }

// explainInPlace explains names of as many words word by word; false where
// another alignment may do better. Two causes in different words are as few as
// there can be, unless the same letters are only parted elsewhere.
func (p *pairing) explainInPlace(first, end int) (explanation, bool) {
	var e explanation
	for i := first; i < end; i++ {
		rel := p.relate(i, i)
		if rel.other() || rel.otherwise != 0 || rel.codes.len() > 1 {
			return e, false
		}
		if e = p.with(e, rel, rel.codes, i); e.codes.len() > 2 {
			return e, false
		}
	}
	if e.codes.len() == 2 {
		return e, !p.sameJoined(first, end)
	}
	return e, isOneOf(e.codes, 1<<codeNameWordBoundary-1)
}

// sameJoined reports that the words from first to before end, joined, are the
// same base letters in both names, or nearly as many.
func (p *pairing) sameJoined(first, end int) bool {
	var mine, other [inlineLetters]byte
	if p.subject.long != nil || p.reference.long != nil {
		return true
	}
	s := p.subject.appendSpan(mine[:0], first, end)
	r := p.reference.appendSpan(other[:0], first, end)
	return sameBase(s, r)
}
