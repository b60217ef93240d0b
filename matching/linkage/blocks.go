package linkage

import "slices"

// This file finds the candidates of all records of an index at once. It reads
// the blocks as they lie in memory, where a search for each record would jump
// about in it for every key.

// A stretch is the records from first to before end, whose candidates are
// gathered together.
type stretch struct{ first, end uint32 }

// Candidate pairs that are gathered together: enough that the blocks are not
// read too often, few enough that they take little memory.
const (
	stretchPairs  = 1 << 19
	mostStretches = 64
)

// eachBlock calls do for every block of two or more records that is not too
// large to compare, its records in order.
func (s *segment) eachBlock(o *Options, do func(block []entry)) {
	for b := range len(s.heads) - 1 {
		bucket := s.entries[s.heads[b]:s.heads[b+1]]
		for len(bucket) > 1 {
			n := 1
			for n < len(bucket) && bucket[n].check == bucket[0].check {
				n++
			}
			if n > 1 && n <= o.bound(KeyKind(bucket[0].check&15)) {
				do(bucket[:n])
			}
			bucket = bucket[n:]
		}
	}
}

// stretches divides the records of a segment by the candidates that they have
// among later records.
func (s *segment) stretches(o *Options) []stretch {
	pairs := make([]int, (s.end-s.first)/batchRecords+1)
	total := 0
	s.eachBlock(o, func(block []entry) {
		total += len(block) * (len(block) - 1) / 2
		for i, e := range block {
			pairs[(e.record-s.first)/batchRecords] += len(block) - 1 - i
		}
	})
	limit := max(stretchPairs, total/mostStretches)
	var all []stretch
	next, sum := stretch{s.first, s.first}, 0
	for _, n := range pairs {
		if sum += n; sum > limit && next.end > next.first {
			all = append(all, next)
			next.first, sum = next.end, n
		}
		next.end = min(next.end+batchRecords, s.end)
	}
	return append(all, next)
}

// A gatherer gathers the candidates of one stretch after another. It belongs to
// one goroutine.
type gatherer struct {
	pairs []uint64 // a record, and in the lower half a later one
	later []uint32 // the later records, by the record
	ends  []uint32 // where those of each record of the stretch end
	first uint32
}

// gather fills the gatherer with the candidates of a stretch: first in the order
// of the blocks, then by record.
func (g *gatherer) gather(s *segment, o *Options, of stretch) {
	g.pairs, g.first = g.pairs[:0], of.first
	s.eachBlock(o, func(block []entry) {
		last := block[len(block)-1].record
		if last <= of.first || block[0].record >= of.end {
			return
		}
		for i, e := range block {
			if e.record < of.first || e.record >= of.end {
				continue
			}
			for _, f := range block[i+1:] {
				if f.record > e.record { // a record may hold a number twice
					g.pairs = append(g.pairs, uint64(e.record)<<32|uint64(f.record))
				}
			}
		}
	})
	g.ends = append(g.ends[:0], make([]uint32, of.end-of.first)...)
	for _, p := range g.pairs {
		g.ends[uint32(p>>32)-of.first]++
	}
	sum := uint32(0)
	for i, n := range g.ends {
		g.ends[i] = sum
		sum += n
	}
	g.later = slices.Grow(g.later[:0], len(g.pairs))[:len(g.pairs)]
	for _, p := range g.pairs { // each end runs from the beginning to the end
		end := &g.ends[uint32(p>>32)-of.first]
		g.later[*end] = uint32(p)
		*end++
	}
	start, kept := uint32(0), g.later[:0]
	for i, end := range g.ends {
		slices.Sort(g.later[start:end])
		for k, later := range g.later[start:end] {
			if k == 0 || later != kept[len(kept)-1] {
				kept = append(kept, later)
			}
		}
		start, g.ends[i] = end, uint32(len(kept))
	}
}

// candidates gives the later candidates of a record of the stretch, in order
// and each once.
func (g *gatherer) candidates(record uint32) []uint32 {
	i, start := record-g.first, uint32(0)
	if i > 0 {
		start = g.ends[i-1]
	}
	return g.later[start:g.ends[i]]
}
