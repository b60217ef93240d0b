package main

import (
	"cmp"
	"slices"
)

// A score is one pair's same-person score with the truth.
type score struct {
	value float64
	same  bool
}

// scores are those of all pairs.
type scores struct {
	all    []score
	same   int
	sorted bool // from the highest
}

func (s *scores) add(value float64, same bool) {
	s.all = append(s.all, score{value, same})
	if same {
		s.same++
	}
	s.sorted = false
}

func (s *scores) sort() {
	if !s.sorted {
		slices.SortFunc(s.all, func(a, b score) int { return cmp.Compare(b.value, a.value) })
		s.sorted = true
	}
}

// A point is what a threshold leads to: pairs at or above it are taken for one
// person.
type point struct {
	threshold                   float64
	precision, recall, f1       float64
	truePositive, falsePositive int
}

func (s *scores) point(threshold float64, truePositive, falsePositive int) point {
	p := point{threshold: threshold, truePositive: truePositive, falsePositive: falsePositive}
	if n := truePositive + falsePositive; n > 0 {
		p.precision = float64(truePositive) / float64(n)
	}
	if s.same > 0 {
		p.recall = float64(truePositive) / float64(s.same)
	}
	if truePositive > 0 {
		p.f1 = 2 * p.precision * p.recall / (p.precision + p.recall)
	}
	return p
}

// curve gives the point of every distinct score, from the highest.
func (s *scores) curve() []point {
	s.sort()
	var points []point
	right, wrong := 0, 0
	for i, x := range s.all {
		if x.same {
			right++
		} else {
			wrong++
		}
		if i == len(s.all)-1 || s.all[i+1].value != x.value {
			points = append(points, s.point(x.value, right, wrong))
		}
	}
	return points
}

// at gives the point of a threshold.
func (s *scores) at(threshold float64) point {
	right, wrong := 0, 0
	for _, x := range s.all {
		switch {
		case x.value < threshold:
		case x.same:
			right++
		default:
			wrong++
		}
	}
	return s.point(threshold, right, wrong)
}

// best gives the point with the highest F1; of several the highest threshold.
func best(points []point) point {
	var b point
	for _, p := range points {
		if p.f1 > b.f1 {
			b = p
		}
	}
	return b
}

// auc gives the probability that a pair of one person scores higher than a pair
// of two, a tie counting half; 0 where one of the classes is empty.
func (s *scores) auc() float64 {
	different := len(s.all) - s.same
	if s.same == 0 || different == 0 {
		return 0
	}
	var sum float64
	before := point{}
	for _, p := range s.curve() {
		right, wrong := p.truePositive-before.truePositive, p.falsePositive-before.falsePositive
		sum += float64(wrong) * (float64(before.truePositive) + float64(right)/2)
		before = p
	}
	return sum / float64(s.same) / float64(different)
}
