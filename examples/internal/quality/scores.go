package quality

import (
	"cmp"
	"iter"
	"slices"
)

// Scores are the scores of pairs with the truth. Value is the type in which they
// are kept: float32 takes half the memory. Scores belong to one goroutine.
type Scores[Value ~float32 | ~float64] struct {
	// Total is how many pairs of one person there are to find; defaults to those
	// that were added.
	Total int

	all    []score[Value]
	same   int
	sorted bool // from the highest
}

type score[Value ~float32 | ~float64] struct {
	value Value
	same  bool
}

// Add adds a pair.
func (s *Scores[Value]) Add(value float64, same bool) {
	s.all = append(s.all, score[Value]{Value(value), same})
	if same {
		s.same++
	}
	s.sorted = false
}

// A Point is what a threshold leads to: pairs at or above it are taken for one
// person.
type Point struct {
	Threshold, Precision, Recall, F1 float64
	Right, Wrong                     int // of the pairs at or above it
}

// PointOf gives the point at which so many pairs are right and wrong, of total
// that there are to find.
func PointOf(threshold float64, right, wrong, total int) Point {
	p := Point{Threshold: threshold, Right: right, Wrong: wrong}
	if n := right + wrong; n > 0 {
		p.Precision = float64(right) / float64(n)
	}
	if total > 0 {
		p.Recall = float64(right) / float64(total)
	}
	if right > 0 {
		p.F1 = 2 * p.Precision * p.Recall / (p.Precision + p.Recall)
	}
	return p
}

func (s *Scores[Value]) total() int { return cmp.Or(s.Total, s.same) }

// Curve gives the point of every distinct score, from the highest.
func (s *Scores[Value]) Curve() iter.Seq[Point] {
	if !s.sorted {
		slices.SortFunc(s.all, func(a, b score[Value]) int { return cmp.Compare(b.value, a.value) })
		s.sorted = true
	}
	return func(yield func(Point) bool) {
		right, wrong := 0, 0
		for i, x := range s.all {
			if x.same {
				right++
			} else {
				wrong++
			}
			if i < len(s.all)-1 && s.all[i+1].value == x.value {
				continue
			}
			if !yield(PointOf(float64(x.value), right, wrong, s.total())) {
				return
			}
		}
	}
}

// At gives the point of a threshold.
func (s *Scores[Value]) At(threshold float64) Point {
	right, wrong := 0, 0
	for _, x := range s.all {
		switch {
		case float64(x.value) < threshold:
		case x.same:
			right++
		default:
			wrong++
		}
	}
	return PointOf(threshold, right, wrong, s.total())
}

// Best gives the point with the highest F1; of several the highest threshold.
func (s *Scores[Value]) Best() (best Point) {
	for p := range s.Curve() {
		if p.F1 > best.F1 {
			best = p
		}
	}
	return best
}

// AUC gives the probability that a pair of one person scores higher than a pair
// of two, a tie counting half; 0 where one of the classes is empty.
func (s *Scores[Value]) AUC() float64 {
	different := len(s.all) - s.same
	if s.same == 0 || different == 0 {
		return 0
	}
	var sum float64
	var before Point
	for p := range s.Curve() {
		right, wrong := p.Right-before.Right, p.Wrong-before.Wrong
		sum += float64(wrong) * (float64(before.Right) + float64(right)/2)
		before = p
	}
	return sum / float64(s.same) / float64(different)
}
