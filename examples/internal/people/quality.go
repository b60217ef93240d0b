package people

import (
	"fmt"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/quality"
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
	p := quality.PointOf(0, right, written-right, total)
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
	quality.Scores[float32]
	autoWrong int
}

// Add adds a pair. auto says that nobody is to look at it.
func (s *Scores) Add(value float64, same, auto bool) {
	s.Scores.Add(value, same)
	if auto && !same {
		s.autoWrong++
	}
}

// Plot draws the scores of the best candidates, with the best threshold.
func (s *Scores) Plot() []byte {
	best := s.Best()
	return quality.Draw(quality.Figure{
		Counted: "best candidates",
		Title:   "Precision and recall",
		Marks:   []quality.Mark{{Point: best, Label: fmt.Sprintf("best, score %.4f: F1 %.4f", best.Threshold, best.F1)}},
	}, &s.Scores)
}
