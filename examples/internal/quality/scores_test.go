package quality_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/examples/internal/quality"
)

// TestScores compares the curve with counting pair by pair.
func TestScores(t *testing.T) {
	var s quality.Scores[float64]
	values := []float64{0.1, 0.4, 0.4, 0.9, 0.9, 0.2, 0.7, 1, 0}
	same := []bool{false, true, false, true, true, false, true, true, false}
	for i, v := range values {
		s.Add(v, same[i])
	}
	for p := range s.Curve() {
		if diff := cmp.Diff(s.At(p.Threshold), p); diff != "" {
			t.Errorf("threshold %v (-counted +curve):\n%s", p.Threshold, diff)
		}
	}
	var right, all float64
	for i, v := range values {
		for j, w := range values {
			if !same[i] || same[j] {
				continue
			}
			all++
			switch {
			case v > w:
				right++
			case v == w:
				right += 0.5
			}
		}
	}
	if got := s.AUC(); got != right/all {
		t.Errorf("AUC %v, want %v", got, right/all)
	}
	if got := s.Best(); got.Threshold != 0.4 {
		t.Errorf("the best threshold is %v, want 0.4", got.Threshold)
	}
	if got := new(quality.Scores[float64]).AUC(); got != 0 {
		t.Errorf("AUC of nothing is %v", got)
	}
}

// TestTotal counts what was never added as missed.
func TestTotal(t *testing.T) {
	s := quality.Scores[float32]{Total: 4}
	s.Add(0.9, true)
	s.Add(0.8, false)
	want := quality.Point{Threshold: 0.5, Precision: 0.5, Recall: 0.25, F1: 1.0 / 3, Right: 1, Wrong: 1}
	if diff := cmp.Diff(want, s.At(0.5)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestDraw(t *testing.T) {
	for name, pairs := range map[string][]float64{"nothing": nil, "one": {1}, "many": {0, 0.25, 0.5, 0.75, 1}} {
		var s quality.Scores[float64]
		for i, v := range pairs {
			s.Add(v, i%2 == 0)
		}
		figure := quality.Figure{Counted: "pairs", Title: "curve", Marks: []quality.Mark{{Point: s.Best(), Label: "best"}}}
		decoder := xml.NewDecoder(bytes.NewReader(quality.Draw(figure, &s)))
		elements := make(map[string]int)
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if start, ok := token.(xml.StartElement); ok {
				elements[start.Name.Local]++
			}
		}
		if elements["svg"] != 1 || elements["polyline"] != 1 || elements["circle"] != 2 {
			t.Errorf("%s: the figure has %v", name, elements)
		}
	}
}
