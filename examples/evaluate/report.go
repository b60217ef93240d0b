package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/bhxh-go/bhxh/examples/internal/quality"
)

// defaultThreshold is the decision of the library: one person from this score
// on. The zones leave room for doubt on both sides of it.
const defaultThreshold = 0.5

// report is what -json prints.
type report struct {
	Pairs          int               `json:"pairs"`
	CodesScored    int               `json:"codes_scored"`
	CodesExact     float64           `json:"codes_exact"`
	PerCode        map[string]*tally `json:"per_code"`
	SamePerson     samePerson        `json:"same_person"`
	PairsPerSecond float64           `json:"pairs_per_second"`
}

type samePerson struct {
	AUC           float64 `json:"auc"`
	Threshold     float64 `json:"threshold"`
	Precision     float64 `json:"precision"`
	Recall        float64 `json:"recall"`
	F1            float64 `json:"f1"`
	BestF1        float64 `json:"best_f1"`
	BestThreshold float64 `json:"best_threshold"`
}

func (e *evaluation) report() report {
	r := report{Pairs: e.pairs, CodesScored: e.scored, PerCode: e.codes}
	if e.scored > 0 {
		r.CodesExact = float64(e.exact) / float64(e.scored)
	}
	if e.spent > 0 {
		r.PairsPerSecond = float64(e.pairs) / e.spent.Seconds()
	}
	at, top := e.scores.At(defaultThreshold), e.scores.Best()
	r.SamePerson = samePerson{
		AUC: e.scores.AUC(), Threshold: defaultThreshold, Precision: at.Precision, Recall: at.Recall, F1: at.F1,
		BestF1: top.F1, BestThreshold: top.Threshold,
	}
	return r
}

// plot draws the scores, with the library's decision and the best threshold.
func (e *evaluation) plot(r samePerson) []byte {
	return quality.Draw(quality.Figure{
		Counted: "pairs",
		Title:   fmt.Sprintf("Precision and recall, AUC %.5f", r.AUC),
		Marks: []quality.Mark{
			{Point: e.scores.At(r.Threshold), Label: fmt.Sprintf("score %.2f: F1 %.4f", r.Threshold, r.F1)},
			{Point: e.scores.Best(), Label: fmt.Sprintf("best, score %.4f: F1 %.4f", r.BestThreshold, r.BestF1)},
		},
	}, &e.scores)
}

// printTable prints the report for a reader: the codes with the most errors
// first.
func printTable(w io.Writer, r report) error {
	s := r.SamePerson
	fmt.Fprintf(w, "%d pairs, %.0f pairs/s\n\n", r.Pairs, r.PairsPerSecond)
	fmt.Fprintf(w, "Same person   AUC %.6f\n", s.AUC)
	fmt.Fprintf(w, "  from %.4f   F1 %.4f   precision %.4f   recall %.4f   (the library's decision)\n", s.Threshold, s.F1, s.Precision, s.Recall)
	fmt.Fprintf(w, "  from %.4f   F1 %.4f   (the best)\n\n", s.BestThreshold, s.BestF1)
	fmt.Fprintf(w, "Codes         %.4f of %d pairs exactly right\n\n", r.CodesExact, r.CodesScored)
	codes := slices.SortedFunc(maps.Keys(r.PerCode), func(a, b string) int {
		x, y := r.PerCode[a], r.PerCode[b]
		return cmp.Or(cmp.Compare(y.FP+y.FN, x.FP+x.FN), cmp.Compare(a, b))
	})
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "right\tnot expected\tnot found\t\tcode\t")
	for _, code := range codes {
		c := r.PerCode[code]
		fmt.Fprintf(t, "%d\t%d\t%d\t\t%s\t\n", c.TP, c.FP, c.FN, code)
	}
	return t.Flush()
}
