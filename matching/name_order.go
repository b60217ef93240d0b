package matching

// The strength of a match between two words, for words in another order.
const (
	matchNone   uint8 = iota
	matchOther        // two words without a partner, taken for each other
	matchWeak         // a typing error or an abbreviation: many words are near to each other
	matchStrong       // the same word, in its letters or its spelling
)

// reorder explains the words of the subject from i to before iEnd and those of
// the reference from j to before jEnd without regard to their order: each word
// of the subject is given the unused word of the reference that it fits best.
// strong counts the words that are the same in letters or spelling; ordered is
// false where the order plays no part.
func (p *pairing) reorder(i, iEnd, j, jEnd int) (e explanation, strong uint8, ordered bool) {
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
	for _, m := range match[i:iEnd] {
		if m == matchStrong {
			strong++
		}
	}
	e.codes |= 1 << codeNameWordOrder
	e = p.pairRest(e, partner[i:iEnd], match[i:iEnd], used[j:jEnd], j)
	return e, strong, p.isReordered(partner[i:iEnd], match[i:iEnd], i)
}

// reorderRounds is the number of rounds of fits: the very same words first, then
// those of the same letters, those of the same spelling, and those that are near.
const reorderRounds = 4

// fits gives the relation of two words if it is one that the round looks for.
func (p *pairing) fits(a, b, round int) (relation, uint8) {
	rel := p.relate(a, b)
	if round < 2 {
		ok := rel.exact() || rel.codes == 1<<codeNameDiacritics
		if p.subject.lost {
			rel, ok = p.relateLetters(p.subject.word(a), p.reference.word(b))
		}
		if ok && (round == 1 || rel.exact()) {
			return rel, matchStrong
		}
		return rel, matchNone
	}
	switch weak := rel.codes&(1<<codeNameTypo|1<<codeNameAbbreviated) != 0 || rel.otherwise != 0; {
	case rel.other() || weak && round < 3:
		return rel, matchNone
	case weak:
		return rel, matchWeak
	}
	return rel, matchStrong
}

// shortest gives the code set of a relation with the fewest codes.
func (r relation) shortest() nameCodes {
	if r.otherwise != 0 && r.otherwise.len() < r.codes.len() {
		return r.otherwise
	}
	return r.codes
}

// isReordered reports two words of which the order is exchanged, one of them at
// least a strong match. An other word counts where it went from one end of the
// name to the other; elsewhere it is one word missing and another too many.
func (p *pairing) isReordered(partner []int8, match []uint8, first int) bool {
	for a, b := range partner {
		for c := a + 1; c < len(partner); c++ {
			d := partner[c]
			if b < 0 || d < 0 || d > b || match[a] != matchStrong && match[c] != matchStrong {
				continue
			}
			if match[a] == matchOther && !p.isTurned(first+a, int(b)) || match[c] == matchOther && !p.isTurned(first+c, int(d)) {
				continue
			}
			return true
		}
	}
	return false
}

// isTurned reports the first word of one name and the last of the other.
func (p *pairing) isTurned(i, j int) bool {
	return i == 0 && j == p.reference.count-1 || i == p.subject.count-1 && j == 0
}

// pairRest gives each word of the subject without a partner the next unused
// word of the reference: they are other words. What is left over is missing or
// extra.
func (p *pairing) pairRest(e explanation, partner []int8, match []uint8, used []bool, j int) explanation {
	b := 0
	for a := range partner {
		if partner[a] >= 0 {
			continue
		}
		for b < len(used) && used[b] {
			b++
		}
		if b == len(used) {
			e.codes |= 1 << codeNameWordExtra
			return e
		}
		partner[a], match[a], used[b] = int8(j+b), matchOther, true
		e.codes |= 1 << p.position(j+b)
	}
	for _, taken := range used[b:] {
		if !taken {
			e.codes |= 1 << codeNameWordMissing
		}
	}
	return e
}
