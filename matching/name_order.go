package matching

// The strength of a match between two words, for words in another order.
const (
	matchNone   uint8 = iota
	matchWeak         // a typing error or an abbreviation: many words are near to each other
	matchStrong       // the same word, in its letters or its spelling
)

// reorder explains the words of the subject from i to before iEnd and those of
// the reference from j to before jEnd without regard to their order: each word
// of the subject is given the unused word of the reference that it fits best.
// ordered is false where the order plays no part.
func (p *pairing) reorder(i, iEnd, j, jEnd int) (e explanation, ordered bool) {
	var partner [maxWords]int8 // of each word of the subject: its word of the reference, or -1
	var match [maxWords]uint8
	var used [maxWords]bool
	for k := range partner {
		partner[k] = -1
	}
	for round := range reorderRounds {
		for a := i; a < iEnd; a++ {
			if partner[a] >= 0 {
				continue
			}
			for b := j; b < jEnd; b++ {
				if used[b] {
					continue
				}
				if rel, strength := p.fits(a, b, round); strength != matchNone {
					partner[a], match[a], used[b] = int8(b), strength, true
					e = p.with(e, rel, rel.shortest(), b)
					break
				}
			}
		}
	}
	ordered = isReordered(partner[i:iEnd], match[i:iEnd])
	e.codes |= 1 << codeNameWordOrder
	return p.withRest(e, partner[i:iEnd], used[j:jEnd], j), ordered
}

// reorderRounds is the number of rounds of fits: the very same words first, then
// those of the same letters, then the others.
const reorderRounds = 3

// fits gives the relation of two words if it is one that the round looks for.
func (p *pairing) fits(a, b, round int) (relation, uint8) {
	s, r := p.subject.word(a), p.reference.word(b)
	if round < reorderRounds-1 {
		rel, ok := p.relateLetters(s, r)
		if ok && (round == 1 || rel.exact) {
			return rel, matchStrong
		}
		return rel, matchNone
	}
	rel := p.relate(a, b)
	switch {
	case rel.other:
		return rel, matchNone
	case rel.codes&(1<<codeNameTypo|1<<codeNameAbbreviated) != 0 || rel.otherwise != 0:
		return rel, matchWeak
	}
	return rel, matchStrong
}

// shortest gives the code set of a relation with the fewest codes.
func (r relation) shortest() codeSet {
	if r.otherwise != 0 && r.otherwise.len() < r.codes.len() {
		return r.otherwise
	}
	return r.codes
}

// isReordered reports two words of which the order is exchanged, one of them at
// least a strong match.
func isReordered(partner []int8, match []uint8) bool {
	for a, b := range partner {
		for c := a + 1; c < len(partner); c++ {
			if b >= 0 && partner[c] >= 0 && partner[c] < b && (match[a] == matchStrong || match[c] == matchStrong) {
				return true
			}
		}
	}
	return false
}

// withRest adds the words without a partner: one of each name is another word,
// what is left over is missing or extra.
func (p *pairing) withRest(e explanation, partner []int8, used []bool, j int) explanation {
	extra := 0
	for _, b := range partner {
		if b < 0 {
			extra++
		}
	}
	for b, taken := range used {
		switch {
		case taken:
		case extra > 0:
			extra--
			e.codes |= 1 << p.position(j+b)
		default:
			e.codes |= 1 << codeNameWordMissing
		}
	}
	if extra > 0 {
		e.codes |= 1 << codeNameWordExtra
	}
	return e
}
