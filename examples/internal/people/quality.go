package people

import (
	"cmp"
	"slices"
	"time"
)

// Report is what -json prints. What needs the truth is missing where the files
// do not have it.
type Report struct {
	Records          int      `json:"records"`
	CandidatePairs   int      `json:"candidate_pairs"`
	PairPrecision    *float64 `json:"pair_precision,omitempty"`
	PairRecall       *float64 `json:"pair_recall,omitempty"`
	PairF1           *float64 `json:"pair_f1,omitempty"`
	BestF1           *float64 `json:"best_f1,omitempty"`
	BestThreshold    *float64 `json:"best_threshold,omitempty"`
	AutoLinks        int      `json:"auto_links"`
	AutoWrong        *int     `json:"auto_wrong,omitempty"`
	AutoRecall       *float64 `json:"auto_recall,omitempty"`
	OverflowedBlocks int      `json:"overflowed_blocks"`
	Seconds          float64  `json:"seconds"`
	PeakRSSMB        int      `json:"peak_rss_mb"`
}

// Finish fills in what is known at the end.
func (r *Report) Finish(started time.Time) {
	r.Seconds = time.Since(started).Seconds()
	r.PeakRSSMB = PeakRSS()
}

// Measure fills in what the truth tells: of what was written, right pairs are
// right, and there are total to find.
func (r *Report) Measure(s *Scores, right, written, total int) {
	p := point(0, right, written-right, total)
	r.PairPrecision, r.PairRecall, r.PairF1 = &p.Precision, &p.Recall, &p.F1
	best := s.Best()
	r.BestF1, r.BestThreshold = &best.F1, &best.Threshold
	autoRight := r.AutoLinks - s.autoWrong
	recall := 0.0
	if total > 0 {
		recall = float64(autoRight) / float64(total)
	}
	r.AutoWrong, r.AutoRecall = &s.autoWrong, &recall
}

// Scores are the scores of pairs with the truth.
type Scores struct {
	all       []score
	Total     int // pairs that are there to find
	autoWrong int
	sorted    bool
}

type score struct {
	value float32
	same  bool
}

// Add adds a pair. auto says that nobody is to look at it.
func (s *Scores) Add(value float64, same, auto bool) {
	s.all = append(s.all, score{float32(value), same})
	s.sorted = false
	if auto && !same {
		s.autoWrong++
	}
}

// A Point is what a threshold leads to.
type Point struct{ Threshold, Precision, Recall, F1 float64 }

func point(threshold float64, right, wrong, total int) Point {
	p := Point{Threshold: threshold}
	if right+wrong > 0 {
		p.Precision = float64(right) / float64(right+wrong)
	}
	if total > 0 {
		p.Recall = float64(right) / float64(total)
	}
	if right > 0 {
		p.F1 = 2 * p.Precision * p.Recall / (p.Precision + p.Recall)
	}
	return p
}

// Curve gives the point of every distinct score, from the highest.
func (s *Scores) Curve(yield func(Point) bool) {
	if !s.sorted {
		slices.SortFunc(s.all, func(a, b score) int { return cmp.Compare(b.value, a.value) })
		s.sorted = true
	}
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
		if !yield(point(float64(x.value), right, wrong, s.Total)) {
			return
		}
	}
}

// Best gives the point with the highest F1; of several the highest threshold.
func (s *Scores) Best() (best Point) {
	for p := range s.Curve {
		if p.F1 > best.F1 {
			best = p
		}
	}
	return best
}
