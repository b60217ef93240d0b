package linkage_test

import (
	"errors"
	"iter"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// draw makes patterns of a known model.
func draw(e linkage.Estimate, n int) iter.Seq[linkage.Pattern] {
	return func(yield func(linkage.Pattern) bool) {
		rng := rand.New(rand.NewPCG(1, 9))
		for range n {
			from := &e.U
			if rng.Float64() < e.Prior {
				from = &e.M
			}
			var p linkage.Pattern
			for f := range p {
				x := rng.Float64()
				for l := linkage.LevelSame; l < linkage.Levels; l++ {
					if x -= from[f][l]; x < 0 || l == linkage.Levels-1 {
						p[f] = l
						break
					}
				}
				if rng.IntN(20) == 0 {
					p[f] = linkage.LevelNone
				}
			}
			if !yield(p) {
				return
			}
		}
	}
}

func TestEstimateFindsTheModel(t *testing.T) {
	truth := linkage.Estimate{Prior: 0.3}
	truth.M = [4][linkage.Levels]float64{{0, 0.8, 0.1, 0.05, 0.05}, {0, 0.85, 0.08, 0.05, 0.02}, {0, 0.97, 0, 0, 0.03}, {0, 0.9, 0.04, 0, 0.06}}
	truth.U = [4][linkage.Levels]float64{{0, 0.1, 0.1, 0.5, 0.3}, {0, 0.3, 0.1, 0.2, 0.4}, {0, 0.5, 0, 0, 0.5}, {0, 0.01, 0.01, 0, 0.98}}
	got, err := linkage.EstimateEM(draw(truth, 200_000), linkage.EstimateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got.Prior-truth.Prior) > 0.01 {
		t.Errorf("prior %.4f, want %.4f", got.Prior, truth.Prior)
	}
	for f := range truth.M {
		for l := linkage.LevelSame; l < linkage.Levels; l++ {
			if math.Abs(got.M[f][l]-truth.M[f][l]) > 0.02 || math.Abs(got.U[f][l]-truth.U[f][l]) > 0.02 {
				t.Errorf("field %d, level %d: m %.3f u %.3f, want %.3f and %.3f", f, l, got.M[f][l], got.U[f][l], truth.M[f][l], truth.U[f][l])
			}
		}
	}
	if w := got.Weight(matching.FieldID, linkage.LevelSame); math.Abs(w-math.Log2(90)) > 0.5 {
		t.Errorf("an equal number weighs %.2f bits, want %.2f", w, math.Log2(90))
	}
	if got.Weight(matching.FieldID, linkage.LevelNone) != 0 {
		t.Error("a missing value weighs something")
	}
}

// TestEstimateOfPeople estimates from generated records and checks that the
// estimate tells one person from two.
func TestEstimateOfPeople(t *testing.T) {
	s := generate(t, synth.Hard, 3000, 13)
	ix := newIndex(t, linkage.Options{}, s.right)
	type labelled struct {
		pattern linkage.Pattern
		same    bool
	}
	var near []labelled
	for _, l := range links(t, ix, s.left) {
		if l.Best.Record != linkage.None {
			r := linkage.Compare(s.left[l.Left], s.right[l.Best.Record], asOf)
			near = append(near, labelled{linkage.PatternOf(r), s.leftTruth[l.Left] == s.rightTruth[l.Best.Record]})
		}
		r := linkage.Compare(s.left[l.Left], s.right[(l.Left*31)%len(s.right)], identity.Date{})
		near = append(near, labelled{linkage.PatternOf(r), s.leftTruth[l.Left] == s.rightTruth[(l.Left*31)%len(s.right)]})
	}
	random := linkage.CountU(func(yield func(linkage.Pattern) bool) {
		for i := range s.left {
			if !yield(linkage.PatternOf(linkage.Compare(s.left[i], s.right[(i*17+5)%len(s.right)], asOf))) {
				return
			}
		}
	})
	e, err := linkage.EstimateEM(func(yield func(linkage.Pattern) bool) {
		for _, x := range near {
			if !yield(x.pattern) {
				return
			}
		}
	}, linkage.EstimateOptions{Start: &random, KeepU: true})
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for _, x := range near {
		if (e.Score(x.pattern) >= 0.5) != x.same {
			wrong++
		}
	}
	if wrong*100 > len(near) {
		t.Errorf("%d of %d pairs wrong by the estimate, want at most 1 in 100", wrong, len(near))
	}
	if e.Rounds == 0 || e.U != random.U {
		t.Errorf("%d rounds; KeepU kept U: %v", e.Rounds, e.U == random.U)
	}
}

func TestEstimateOptions(t *testing.T) {
	none := func(func(linkage.Pattern) bool) {}
	for _, o := range []linkage.EstimateOptions{{Rounds: -1}, {Enough: -1}, {Start: &linkage.Estimate{}}} {
		if _, err := linkage.EstimateEM(none, o); !errors.Is(err, linkage.CodeOptions) {
			t.Errorf("%+v: error %v, want CodeOptions", o, err)
		}
	}
	if e, err := linkage.EstimateEM(none, linkage.EstimateOptions{}); err != nil || e.Rounds != 0 || !(e.Score(linkage.Pattern{}) > 0) {
		t.Errorf("of no pairs: %+v, %v; want the start", e, err)
	}
}
