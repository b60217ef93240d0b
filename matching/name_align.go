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
// reference. Of no more than four fields, it is kept in registers.
type explanation struct {
	codes  nameCodes
	exact  uint8 // words that are the very same
	shared uint8 // words of the reference that some word of the subject stands for
	marks  uint8 // see the constants
}

// What an explanation says besides its codes.
const (
	movedTone      uint8 = 1 << iota // a tone mark stands on another letter
	givenLookAlike                   // the given name differs by marks or an edit
	crossedPlace                     // a first or last word stands for another that is not
	crossedGiven                     // a given name is like another word of the other name, and no more
	givenReading                     // the given name is a regional spelling of the other
	gapMissing                       // it ends with a word of the reference without a partner
	gapExtra                         // it ends with a word of the subject without a partner

	// anyGap: a missing word and an extra one in one place are one other word, so the
	// two never follow each other.
	anyGap = gapMissing | gapExtra
)

// better orders explanations: fewer codes, then more words that are the very
// same, then other words that keep their place, then the more specific codes,
// then more words that are shared.
func (e explanation) better(f explanation) bool {
	if e.codes == f.codes {
		return e.nearer(f)
	}
	switch n, m := e.causes(), f.causes(); {
	case n != m:
		return n < m
	case e.exact != f.exact:
		return e.exact > f.exact
	case (e.marks^f.marks)&crossedPlace != 0:
		return e.marks&crossedPlace == 0
	}
	return e.codes.moreSpecific(f.codes)
}

// nearer is better of explanations of the same codes.
func (e explanation) nearer(f explanation) bool {
	if e.exact == f.exact && (e.marks^f.marks)&crossedPlace == 0 {
		return e.shared > f.shared
	}
	return e.exact > f.exact || e.exact == f.exact && e.marks&crossedPlace == 0
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
	worst uint8 // which of them is the worst, plus one; 0 = not known
}

// add keeps e unless the cell has enough better ones.
func (c *cell) add(e explanation) {
	kept := c.best[:c.count]
	for i := range kept {
		if old := &kept[i]; old.codes == e.codes && (old.marks^e.marks)&anyGap == 0 {
			if e.nearer(*old) {
				*old = e
				c.worst = 0
			}
			return
		}
	}
	if c.count < maxCandidates {
		c.best[c.count] = e
		c.count++
		return
	}
	if c.worst == 0 {
		c.worst = 1
		for i := range c.best {
			if c.best[c.worst-1].better(c.best[i]) {
				c.worst = uint8(i + 1)
			}
		}
	}
	if e.better(c.best[c.worst-1]) {
		c.best[c.worst-1] = e
		c.worst = 0
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
			if a < iEnd {
				g.extend(from, a+1, b, explanation{codes: 1 << codeNameWordExtra, marks: gapExtra})
			}
			if b < jEnd {
				g.extend(from, a, b+1, explanation{codes: 1 << codeNameWordMissing, marks: gapMissing})
			}
			if a < iEnd && b < jEnd {
				p.extendRelated(g, from, a, b)
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

// extendRelated extends a cell by two words, whatever they have to do with each other.
func (p *pairing) extendRelated(g *grid, from *cell, i, j int) {
	rel := p.relate(i, j)
	var crossed uint8
	switch {
	case rel.other() && ((i == 0) != (j == 0) || (i == p.subject.count-1) != (j == p.reference.count-1)):
		crossed = crossedPlace
	case !rel.other() && !rel.exact() && (i == p.subject.count-1) != (j == p.reference.count-1):
		crossed = crossedGiven
	}
	g.extend(from, i+1, j+1, p.with(explanation{marks: crossed}, rel, rel.codes, j))
	if rel.otherwise != 0 {
		g.extend(from, i+1, j+1, p.with(explanation{marks: crossed}, rel, rel.otherwise, j))
	}
}

// extend adds a step to every explanation of a cell, which makes explanations of the
// words before (a, b): those that can still become useful ones.
func (g *grid) extend(from *cell, a, b int, step explanation) {
	to := g.at(a, b)
	var uneven nameCodes
	if g.iEnd-a != g.jEnd-b {
		uneven = g.uneven
	}
	bounded := g.most < noBound || g.within.most < noBound
	for _, e := range from.best[:from.count] {
		if (e.marks|step.marks)&anyGap == anyGap {
			continue
		}
		e.codes |= step.codes
		e.exact += step.exact
		e.shared += step.shared
		e.marks = e.marks&^anyGap | step.marks
		if bounded {
			codes := e.codes
			if uneven != 0 && codes&uneven == 0 {
				codes |= 1 << codeNameWordBoundary // the one that may be free
			}
			if codes.len() > g.most || !g.within.allows(codes) {
				continue
			}
		}
		to.add(e)
	}
}

// with adds the relation with the j-th word of the reference to an explanation,
// under one of its code sets.
func (p *pairing) with(e explanation, rel relation, codes nameCodes, j int) explanation {
	switch {
	case rel.other():
		e.codes |= 1 << p.position(j)
		return e
	case rel.exact():
		e.exact++
	case j == p.reference.count-1 && (codes.has(codeNameTypo) || codes.has(codeNameDiacritics) && !p.bare):
		e.marks |= givenLookAlike
	case j == p.reference.count-1 && codes.has(codeNameRegionalSpelling):
		e.marks |= givenReading
	}
	if rel.moved() {
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
