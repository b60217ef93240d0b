package matching

// explain gives the fewest codes that make the name of the subject out of that
// of the reference. The words that both names begin and end with stand for each
// other; what is between them is explained word by word where that is enough,
// else by an alignment of the words in their order and, where that leaves more
// than one cause, in any order.
func explain(subject, reference *nameForm) explanation {
	if subject.tooBig || reference.tooBig {
		if string(subject.letters()) == string(reference.letters()) {
			return explanation{}
		}
		return explanation{codes: 1 << codeNameDifferent}
	}
	p := pairing{subject: subject, reference: reference, bare: !subject.marked && reference.marked}
	first, last := p.commonWords()
	e := p.explainBetween(first, subject.count-last, reference.count-last)
	if e.codes&otherWords != 0 && 2*(int(e.shared)+first+last) < reference.count {
		e.codes = 1 << codeNameDifferent
	}
	if p.bare && e.codes.has(codeNameDiacritics) {
		e.codes ^= 1<<codeNameDiacritics | 1<<codeNameNoDiacritics
	}
	return e
}

// otherWords are the codes that name.different stands for.
const otherWords = codeSet(1)<<codeNameSurname | 1<<codeNameMiddle | 1<<codeNameGiven

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

// explainBetween explains the words from first to before iEnd and jEnd.
func (p *pairing) explainBetween(first, iEnd, jEnd int) explanation {
	n, m := iEnd-first, jEnd-first
	switch {
	case n == 0 && m == 0:
		return explanation{}
	case m == 0:
		return explanation{codes: 1 << codeNameWordExtra}
	case n == 0:
		return explanation{codes: 1 << codeNameWordMissing}
	case n == 1 && m == 1:
		rel := p.relate(first, first)
		return p.with(explanation{}, rel, rel.shortest(), first)
	case n == m:
		if e, ok := p.explainInPlace(first, iEnd); ok {
			return e
		}
	}
	best := p.align(first, iEnd, first, jEnd)
	if n < 2 || m < 2 || isOneOf(best.codes, inPlace) {
		return best
	}
	e, ordered := p.reorder(first, iEnd, first, jEnd)
	shared := max(best.shared, e.shared)
	if ordered && e.better(best) {
		best = e
	}
	best.shared = shared
	return best
}

// inPlace are the codes that no other order of the words can make more
// specific.
const inPlace = codeSet(1)<<codeNameWordOrder - 1

func isOneOf(codes, of codeSet) bool { return codes&^of == 0 && codes.len() <= 1 }

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
