package matching

import "math/bits"

// nameCodes is a set of the codes of names, like codeSet in half the room: an
// alignment keeps many.
type nameCodes uint32

func (s nameCodes) has(c codeIndex) bool { return s>>c&1 != 0 }

func (s nameCodes) len() int { return bits.OnesCount32(uint32(s)) }

func (s nameCodes) moreSpecific(other nameCodes) bool {
	return codeSet(s).moreSpecific(codeSet(other))
}

// An explanation is one way to make the name of the subject out of that of the
// reference.
type explanation struct {
	codes  nameCodes
	exact  uint8 // words that are the very same
	shared uint8 // words of the reference that some word of the subject stands for
	gap    gap
	marks  uint8 // see the constants
}

// What an explanation says besides its codes.
const (
	movedTone      uint8 = 1 << iota // a tone mark stands on another letter
	givenLookAlike                   // the given name differs by marks or an edit
	crossedPlace                     // a first or last word stands for another that is not
	crossedGiven                     // a given name is like another word of the other name, and no more
	givenReading                     // the given name is a regional spelling of the other
)

// gap is the end of an explanation: a word without a partner just before. A
// missing word and an extra one in one place are one other word, so the two
// never follow each other.
type gap uint8

const (
	gapNone gap = iota
	gapMissing
	gapExtra
)

// better orders explanations: fewer codes, then more words that are the very
// same, then other words that keep their place, then the more specific codes,
// then more words that are shared.
func (e explanation) better(f explanation) bool {
	switch n, m := e.causes(), f.causes(); {
	case n != m:
		return n < m
	case e.exact != f.exact:
		return e.exact > f.exact
	case (e.marks^f.marks)&crossedPlace != 0:
		return e.marks&crossedPlace == 0
	case e.codes != f.codes:
		return e.codes.moreSpecific(f.codes)
	}
	return e.shared > f.shared
}

// causes counts the codes. That nothing explains the difference is worse than
// any two causes.
func (e explanation) causes() int {
	if e.codes.has(codeNameDifferent) {
		return 3
	}
	return e.codes.len()
}

const (
	// maxCandidates is the number of explanations kept for each cell of the
	// grid: those with different codes, the best ones.
	maxCandidates = 6
	// smallGrid and largeGrid are the numbers of cells kept on the stack: of four
	// words by four, which is most names, and of six by six.
	smallGrid = 25
	largeGrid = 49
)

// A cell holds the explanations of the words before it.
type cell struct {
	best  [maxCandidates]explanation
	count uint8
}

// add keeps e unless the cell has enough better ones.
func (c *cell) add(e explanation) {
	for i := range c.count {
		if old := &c.best[i]; old.codes == e.codes && old.gap == e.gap {
			if e.better(*old) {
				*old = e
			}
			return
		}
	}
	if c.count < maxCandidates {
		c.best[c.count] = e
		c.count++
		return
	}
	worst := 0
	for i := range c.best {
		if c.best[worst].better(c.best[i]) {
			worst = i
		}
	}
	if e.better(c.best[worst]) {
		c.best[worst] = e
	}
}

// A grid is the table of the alignment: a cell for each number of words of the
// subject from i on and of the reference from j on.
type grid struct {
	cells            []cell
	i, iEnd, j, jEnd int

	most   int       // explanations of more codes are left out
	within budget    // and those beyond it
	uneven nameCodes // of these codes one is still to come where not as many words are left
}

// add adds an explanation of the words before (a, b), if it can still become a
// useful one.
func (g *grid) add(a, b int, e explanation) {
	codes := e.codes
	if g.uneven != 0 && codes&g.uneven == 0 && g.iEnd-a != g.jEnd-b {
		codes |= 1 << codeNameWordBoundary // the one that may be free
	}
	if codes.len() <= g.most && g.within.allows(codes) {
		g.at(a, b).add(e)
	}
}

func (g *grid) at(i, j int) *cell { return &g.cells[(i-g.i)*(g.jEnd-g.j+1)+j-g.j] }

// align explains the words of the subject from i to before iEnd, and those of
// the reference from j to before jEnd, in their order: each word stands for one
// word, or is missing, or is extra, or words are joined or split. Where every
// explanation has more codes than most, or than the pairing allows, it gives that
// nothing explains them.
func (p *pairing) align(i, iEnd, j, jEnd, most int) explanation {
	g := grid{i: i, iEnd: iEnd, j: j, jEnd: jEnd, most: most, within: p.within}
	if p.subject.signs|p.reference.signs == 0 {
		g.uneven = unevenWords
	}
	switch need := (iEnd - i + 1) * (jEnd - j + 1); {
	case need <= smallGrid:
		var cells [smallGrid]cell
		g.cells = cells[:]
		return p.alignIn(&g)
	case need <= largeGrid:
		var cells [largeGrid]cell
		g.cells = cells[:]
		return p.alignIn(&g)
	default:
		g.cells = make([]cell, need)
		return p.alignIn(&g)
	}
}

// unevenWords are the codes of names that have not as many words. Only words that
// a sign joins need none of them.
const unevenWords = nameCodes(1)<<codeNameWordMissing | 1<<codeNameWordExtra | 1<<codeNameWordBoundary

func (p *pairing) alignIn(g *grid) explanation {
	i, iEnd, j, jEnd := g.i, g.iEnd, g.j, g.jEnd
	g.at(i, j).add(explanation{})
	for a := i; a <= iEnd; a++ {
		for b := j; b <= jEnd; b++ {
			from := g.at(a, b)
			if from.count == 0 {
				continue
			}
			g.extendGaps(from, a, b)
			if a < iEnd && b < jEnd {
				p.extend(g, from, a, b)
				p.extendJoined(g, from, a, b)
			}
		}
	}
	last := g.at(iEnd, jEnd)
	if last.count == 0 {
		return explanation{codes: 1 << codeNameDifferent}
	}
	best := last.best[0]
	for _, e := range last.best[1:last.count] {
		if e.better(best) {
			best = e
		}
	}
	return best
}

// extendGaps adds a word of either name that has no partner.
func (g *grid) extendGaps(from *cell, a, b int) {
	for _, e := range from.best[:from.count] {
		if a < g.iEnd && e.gap != gapMissing {
			extra := e
			extra.codes |= 1 << codeNameWordExtra
			extra.gap = gapExtra
			g.add(a+1, b, extra)
		}
		if b < g.jEnd && e.gap != gapExtra {
			missing := e
			missing.codes |= 1 << codeNameWordMissing
			missing.gap = gapMissing
			g.add(a, b+1, missing)
		}
	}
}

// extend adds the relation of two words to every explanation of a cell.
func (p *pairing) extend(g *grid, from *cell, i, j int) {
	rel := p.relate(i, j)
	for _, e := range from.best[:from.count] {
		if rel.other && ((i == 0) != (j == 0) || (i == p.subject.count-1) != (j == p.reference.count-1)) {
			e.marks |= crossedPlace
		}
		if !rel.other && !rel.exact && (i == p.subject.count-1) != (j == p.reference.count-1) {
			e.marks |= crossedGiven
		}
		g.add(i+1, j+1, p.with(e, rel, rel.codes, j))
		if rel.otherwise != 0 {
			g.add(i+1, j+1, p.with(e, rel, rel.otherwise, j))
		}
	}
}

// with adds the relation with the j-th word of the reference to an explanation,
// under one of its code sets.
func (p *pairing) with(e explanation, rel relation, codes nameCodes, j int) explanation {
	e.gap = gapNone
	switch {
	case rel.other:
		e.codes |= 1 << p.position(j)
		return e
	case rel.exact:
		e.exact++
	case j == p.reference.count-1 && (codes.has(codeNameTypo) || codes.has(codeNameDiacritics) && !p.bare):
		e.marks |= givenLookAlike
	case j == p.reference.count-1 && codes.has(codeNameRegionalSpelling):
		e.marks |= givenReading
	}
	if rel.moved {
		e.marks |= movedTone
	}
	e.shared++
	e.codes |= codes
	return e
}

// position gives the code of another word at a place of the reference.
func (p *pairing) position(j int) codeIndex {
	switch j {
	case 0:
		return codeNameSurname
	case p.reference.count - 1:
		return codeNameGiven
	}
	return codeNameMiddle
}
