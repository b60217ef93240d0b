package matching

// explain gives the fewest codes that make the name of the subject out of that
// of the reference.
func explain(subject, reference *nameForm) explanation {
	if subject.tooBig || reference.tooBig {
		if string(subject.letters()) == string(reference.letters()) {
			return explanation{}
		}
		return explanation{codes: 1 << codeNameDifferent}
	}
	e := explainWords(subject, reference)
	if e.causes() < 2 {
		return e
	}
	return explainResplit(subject, reference, e)
}

// explainWords explains the names by the words that they are made of. The words
// that both begin and end with stand for each other; what is between them is
// explained word by word where that is enough, else by an alignment of the
// words in their order and, where that leaves more than one cause, in any order.
func explainWords(subject, reference *nameForm) explanation {
	p := pairing{subject: subject, reference: reference, bare: !subject.marked && reference.marked}
	first, last := p.commonWords()
	iEnd, jEnd := subject.count-last, reference.count-last
	e, ok := p.explainSimply(first, iEnd, jEnd)
	if !ok {
		var cache relationCache
		p.cache = &cache
		e = p.explainBetween(first, iEnd, jEnd)
	}
	e.exact += uint8(first + last)
	e.shared += uint8(first + last)
	if e.codes&otherWords != 0 && 2*int(e.shared) < reference.count {
		e.codes = 1 << codeNameDifferent
	}
	if e.codes.has(codeNameDiacritics) && !e.codes.has(codeNameKeystrokes) {
		e.codes = p.withMarks(e.codes)
	}
	return e
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
	if last := subject.count - 1; !p.bare && sameLetters(subject.word(last), reference.word(last)) == lettersMarks {
		e.marks = givenLookAlike
	}
	return e
}

// otherWords are the codes that name.different stands for.
const otherWords = nameCodes(1)<<codeNameSurname | 1<<codeNameMiddle | 1<<codeNameGiven

// commonWords gives how many words both names begin and end with.
func (p *pairing) commonWords() (first, last int) {
	n, m := p.subject.count, p.reference.count
	shorter := min(n, m)
	for first < shorter && string(p.subject.word(first)) == string(p.reference.word(first)) {
		first++
	}
	for last < shorter-first && string(p.subject.word(n-last-1)) == string(p.reference.word(m-last-1)) {
		last++
	}
	return first, last
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
func (p *pairing) explainBetween(first, iEnd, jEnd int) explanation {
	n, m := iEnd-first, jEnd-first
	if n == p.subject.count && m == p.reference.count && !p.related() {
		return explanation{codes: otherWords}
	}
	best := p.align(first, iEnd, first, jEnd)
	if n < 2 || m < 2 || isOneOf(best.codes, inPlace) {
		return best
	}
	e, strong, ordered := p.reorder(first, iEnd, first, jEnd)
	if ordered && e.better(best) {
		best = e
	}
	best.shared = max(best.shared, strong)
	return best
}

// related reports whether any word of one name has something to do with any word
// of the other, or may have when words are joined or split.
func (p *pairing) related() bool {
	for i := range p.subject.count {
		for j := range p.reference.count {
			if !p.relate(i, j).other || p.mayShareLetters(i, j) {
				return true
			}
		}
	}
	return false
}

// mayShareLetters reports words of which one begins or ends with the other: the
// parts of words that were joined or split do.
func (p *pairing) mayShareLetters(i, j int) bool {
	s, r := p.subject.word(i), p.reference.word(j)
	n := min(len(s), len(r))
	return p.subject.lost || sameLetters(s[:n], r[:n]) != lettersOther || sameLetters(s[len(s)-n:], r[len(r)-n:]) != lettersOther
}

// inPlace are the codes that no other order of the words can make more
// specific.
const inPlace = nameCodes(1)<<codeNameWordOrder - 1

func isOneOf(codes, of nameCodes) bool { return codes&^of == 0 && codes.len() <= 1 }

// explainInPlace explains names of as many words word by word; false where
// another alignment may do better.
func (p *pairing) explainInPlace(first, end int) (explanation, bool) {
	var e explanation
	for i := first; i < end; i++ {
		rel := p.relate(i, i)
		if rel.other || rel.otherwise != 0 {
			return e, false
		}
		e = p.with(e, rel, rel.codes, i)
		if !isOneOf(e.codes, 1<<codeNameWordBoundary-1) {
			return e, false
		}
	}
	return e, true
}
