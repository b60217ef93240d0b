package bulkfile_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// TestPairIsABijection draws 100,000 replies that lose, double, swap and invent
// rows: one is taken exactly when its rows are those that were asked, and then
// every answer is with its own question.
func TestPairIsABijection(t *testing.T) {
	draw := rand.New(rand.NewPCG(7, 11))
	results := []bulkfile.Result{bulkfile.ResultMatch, bulkfile.ResultSeveral, bulkfile.ResultNoSuchNumber, bulkfile.ResultUnavailable}
	taken := 0
	for range 100_000 {
		asked := make([]string, draw.IntN(8))
		reply := make([]bulkfile.Answer, len(asked))
		for i := range asked {
			asked[i] = "r-" + strconv.Itoa(i)
			reply[i] = bulkfile.Answer{Row: asked[i], Result: results[draw.IntN(len(results))]}
		}
		draw.Shuffle(len(reply), func(i, j int) { reply[i], reply[j] = reply[j], reply[i] })
		for range draw.IntN(3) {
			reply = spoil(draw, reply)
		}
		rows, said := make([]string, len(reply)), map[string]bulkfile.Result{}
		for i, a := range reply {
			rows[i], said[a.Row] = a.Row, a.Result
		}
		slices.Sort(rows)
		fits := slices.Equal(rows, asked)
		paired, err := bulkfile.Pair(asked, func(yield func(bulkfile.Answer, error) bool) {
			for _, a := range reply {
				if !yield(a, nil) {
					return
				}
			}
		})
		if (err == nil) != fits || err != nil && paired != nil {
			t.Fatalf("asked %v, answered %v: error %v", asked, rows, err)
		}
		for i, a := range paired {
			if a.Row != asked[i] || a.Result != said[a.Row] {
				t.Fatalf("row %d has the answer of another", i)
			}
		}
		if fits {
			taken++
		}
	}
	if taken < 10_000 || taken > 90_000 {
		t.Errorf("%d replies fit: the draw tests one side only", taken)
	}
}

// spoil changes a reply in one way; some leave it right.
func spoil(draw *rand.Rand, reply []bulkfile.Answer) []bulkfile.Answer {
	if len(reply) == 0 {
		return append(reply, bulkfile.Answer{Row: "r-" + strconv.Itoa(draw.IntN(9)), Result: bulkfile.ResultSeveral})
	}
	i, j := draw.IntN(len(reply)), draw.IntN(len(reply))
	switch draw.IntN(5) {
	case 0:
		return slices.Delete(reply, i, i+1)
	case 1:
		return append(reply, reply[i])
	case 2:
		reply[i].Row = "r-" + strconv.Itoa(draw.IntN(9))
	case 3:
		reply[i] = reply[j]
	case 4:
		reply[i], reply[j] = reply[j], reply[i]
	}
	return reply
}
