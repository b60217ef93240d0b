package linkage_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

func TestDuplicatesTruth(t *testing.T) {
	file := []linkage.Record{
		record("Trần Quốc Tuấn", "12/04/1985", "Nam", "036085004417"),   // 0
		record("TRAN QUOC TUAN", "12/04/1985", "Nam", "36085004417"),    // 1: 0 without marks, its zero eaten
		record("Trần Quốc Tú", "12/04/1985", "Nam", "036085004418"),     // 2: the twin of 0
		record("Lê Thị Minh Khai", "05/07/1979", "Nữ", "001179022299"),  // 3
		record("Khai Lê Thị Minh", "05/07/1979", "Nữ", "001179022299"),  // 4: 3 in another order
		record("Lê Thị Minh Khai", "05/07/1979", "Nữ", "001179022290"),  // 5: 3 with a slip
		record("Huỳnh Công Phước", "30/01/1966", "Nam", "052066009090"), // 6: nobody else
		record("", "", "", ""), // 7
		record("", "", "", ""), // 8: nothing is no sameness
	}
	ix := newIndex(t, linkage.Options{}, file)
	got := linkage.Cluster(pairs(t, ix), ix.Contradict)
	want := [][]int{{0, 1}, {3, 4, 5}}
	if d := cmp.Diff(want, got.Groups); d != "" {
		t.Errorf("groups (-want +got):\n%s", d)
	}
}

// TestDuplicatesQuality holds the figures of a small generated file.
func TestDuplicatesQuality(t *testing.T) {
	s := generate(t, synth.Hard, 20_000, 8)
	ix := newIndex(t, linkage.Options{}, s.left)
	byPerson := make(map[int]int)
	total := 0
	for _, p := range s.leftTruth {
		total += byPerson[p]
		byPerson[p]++
	}
	right, found := 0, 0
	for _, g := range linkage.Cluster(pairs(t, ix), ix.Contradict).Groups {
		for i, a := range g {
			for _, b := range g[i+1:] {
				found++
				if s.leftTruth[a] == s.leftTruth[b] {
					right++
				}
			}
		}
	}
	if f1 := 2 * float64(right) / float64(found+total); f1 < 0.93 {
		t.Errorf("F1 of pairs %.4f (%d of %d found, %d of them right), want at least 0.93", f1, right, total, found)
	}
}

func TestDuplicatesDoNotDependOnOrderOrWorkers(t *testing.T) {
	s := generate(t, synth.Hard, 4000, 9)
	want := pairs(t, newIndex(t, linkage.Options{Workers: 1}, s.left))
	if d := cmp.Diff(want, pairs(t, newIndex(t, linkage.Options{Workers: 5}, s.left))); d != "" {
		t.Errorf("pairs of one worker and of five differ (-one +five):\n%s", d)
	}
	order := rand.New(rand.NewPCG(3, 4)).Perm(len(s.left))
	shuffled := make([]linkage.Record, len(order))
	for i, from := range order {
		shuffled[i] = s.left[from]
	}
	got := pairs(t, newIndex(t, linkage.Options{}, shuffled))
	for i := range got {
		a, b := order[got[i].A], order[got[i].B]
		got[i].A, got[i].B = min(a, b), max(a, b)
	}
	slices.SortFunc(got, func(p, q linkage.Pair) int {
		if p.A != q.A {
			return p.A - q.A
		}
		return p.B - q.B
	})
	if len(want) == 0 {
		t.Fatal("no pair to compare")
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("pairs of another order differ (-want +got):\n%s", d)
	}
}

func TestScoreIsSymmetric(t *testing.T) {
	s := generate(t, synth.Hard, 1500, 10)
	both := slices.Concat(s.left[:300], s.right[:300])
	ix := newIndex(t, linkage.Options{}, both)
	for a := range both {
		for b := a % 7; b < a; b += 7 {
			x, okX := ix.ScorePair(a, b)
			y, okY := ix.ScorePair(b, a)
			if x != y || okX != okY {
				t.Fatalf("records %d and %d score %v, the other way round %v", a, b, x, y)
			}
		}
		if a%50 == 0 && ix.Contradict(a, a) {
			t.Errorf("record %d contradicts itself", a)
		}
	}
}

// TestDuplicatesCompareAllThatShareAKey counts the pairs that share a key by
// hand.
func TestDuplicatesCompareAllThatShareAKey(t *testing.T) {
	s := generate(t, synth.Hard, 4000, 8)
	blocks := make(map[linkage.Key][]int)
	for i, r := range s.left {
		for _, key := range linkage.Keys(r) {
			blocks[key] = append(blocks[key], i)
		}
	}
	const bound = 8
	want := make(map[[2]int]bool)
	for key, block := range blocks {
		limit := bound
		if key.Kind == linkage.KeyNameDate || key.Kind == linkage.KeyNumber {
			limit = 4 * bound
		}
		for i, a := range block {
			for _, b := range block[i+1:] {
				if len(block) <= limit {
					want[[2]int{a, b}] = true
				}
			}
		}
	}
	ix := newIndex(t, linkage.Options{MaxBlock: bound}, s.left)
	pairs(t, ix)
	if got := int(ix.Compared()); got != len(want) {
		t.Errorf("%d pairs were compared, want %d", got, len(want))
	}
}

// TestOwnNumbers checks that two numbers that each fit their own record tell
// namesakes of one day apart.
func TestOwnNumbers(t *testing.T) {
	score := func(number string) float64 {
		bits, _ := newIndex(t, linkage.Options{Threshold: 0.0001}, []linkage.Record{
			record("Khuất Uông Đoan", "15/03/1980", "Nam", "001080000123"), record("Khuất Uông Đoan", "15/03/1980", "Nam", number),
		}).ScorePair(0, 1)
		return bits
	}
	if own, other := score("034080777999"), score("034177777999"); own > other-3 {
		t.Errorf("%.1f bits for numbers that fit, %.1f where one does not, want 4 less", own, other)
	}
}

// TestExpectedOfTheFile checks that a file full of double numbers makes a pair
// without one more likely, that a number which everybody has does not, and that
// Options.Expected has the last word.
func TestExpectedOfTheFile(t *testing.T) {
	score := func(o linkage.Options, sharedBy int) float64 {
		o.Threshold = 0.01
		records := []linkage.Record{record("Khuất Uông Đoan", "15/03/1980", "Nam", ""), record("Khuất Uông Đoan", "15/03/1980", "Nam", "")}
		for i := range 2000 {
			records = append(records, record("Lê Văn Hùng", "", "Nam", idNumber(i/sharedBy)))
		}
		bits, _ := newIndex(t, o, records).ScorePair(0, 1)
		return bits
	}
	clean, full := score(linkage.Options{}, 1), score(linkage.Options{}, 2)
	if full < clean+5 {
		t.Errorf("%.1f bits among double numbers, %.1f without, want 5 more", full, clean)
	}
	if shared := score(linkage.Options{}, 2000); shared > clean+1 {
		t.Errorf("%.1f bits among records that share one number, %.1f without", shared, clean)
	}
	if a, b := score(linkage.Options{Expected: 0.1}, 1), score(linkage.Options{Expected: 0.1}, 2); a != b {
		t.Errorf("%.1f and %.1f bits although Expected is given", a, b)
	}
}

func TestCluster(t *testing.T) {
	pair := func(a, b int, score float64) linkage.Pair {
		return linkage.Pair{A: a, B: b, Score: score, Zone: matching.ZoneSame}
	}
	cases := []struct {
		name, reason string
		pairs        []linkage.Pair
		contradict   func(a, b int) bool
		want         linkage.Groups
	}{
		{"nothing", "no pairs, no groups", nil, nil, linkage.Groups{}},
		{
			"a chain", "nothing speaks against it",
			[]linkage.Pair{pair(1, 2, 0.9), pair(2, 3, 0.8), pair(5, 6, 0.7)},
			nil,
			linkage.Groups{Groups: [][]int{{1, 2, 3}, {5, 6}}},
		},
		{
			"a guarded chain", "1 and 3 are two people whatever 2 is; the better pair has it",
			[]linkage.Pair{pair(1, 2, 0.8), pair(2, 3, 0.9)},
			func(a, b int) bool { return min(a, b) == 1 && max(a, b) == 3 },
			linkage.Groups{Groups: [][]int{{2, 3}}, Refused: []linkage.Pair{pair(1, 2, 0.8)}},
		},
		{
			"two groups", "one contradiction keeps the groups apart",
			[]linkage.Pair{pair(1, 2, 0.99), pair(3, 4, 0.98), pair(2, 3, 0.97)},
			func(a, b int) bool { return min(a, b) == 1 && max(a, b) == 4 },
			linkage.Groups{Groups: [][]int{{1, 2}, {3, 4}}, Refused: []linkage.Pair{pair(2, 3, 0.97)}},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for range 5 {
				rand.Shuffle(len(c.pairs), func(i, j int) { c.pairs[i], c.pairs[j] = c.pairs[j], c.pairs[i] })
				if d := cmp.Diff(c.want, linkage.Cluster(c.pairs, c.contradict)); d != "" {
					t.Errorf("%s (-want +got):\n%s", c.reason, d)
				}
			}
		})
	}
	var star []linkage.Pair
	for i := range 200 {
		star = append(star, pair(0, i+1, 0.9))
	}
	got := linkage.Cluster(star, nil)
	if len(got.Groups) != 1 || len(got.Groups[0]) != 64 || len(got.Refused) != 137 {
		t.Errorf("a star of 201 records: %d groups, %d refused; want one of 64 and the rest refused", len(got.Groups), len(got.Refused))
	}
}

// TestChainOfTwins has a record with the name of one twin and the number of the
// other between them.
func TestChainOfTwins(t *testing.T) {
	file := []linkage.Record{
		record("Trần Quốc Tuấn", "12/04/1985", "Nam", "036085004417"),
		record("Trần Quốc Khánh", "12/04/1985", "Nam", "036085771203"),
		record("Trần Quốc Tuấn", "12/04/1985", "Nam", "036085771203"),
	}
	ix := newIndex(t, linkage.Options{Threshold: 0.1}, file)
	if !ix.Contradict(0, 1) {
		t.Error("the twins do not contradict each other")
	}
	for _, g := range linkage.Cluster(pairs(t, ix), ix.Contradict).Groups {
		if slices.Contains(g, 0) && slices.Contains(g, 1) {
			t.Errorf("the twins are one person: %v", g)
		}
	}
}

func TestSurvive(t *testing.T) {
	with := func(r linkage.Record, number string) linkage.Record {
		r.InsuranceNumber = identity.Text(number)
		return r
	}
	whole := record("Lê Thị Minh Khai", "05/07/1979", "Nữ", "001179022299")
	poor := record("LE THI MINH KHAI", "1979", "", "")
	cases := []struct {
		name, why string
		in        []linkage.Record
		want      int
		number    string
		reason    linkage.Reason
	}{
		{"none", "no record has a number", []linkage.Record{whole, poor}, linkage.None, "", linkage.ReasonNone},
		{"unreadable", "what cannot be read is none", []linkage.Record{with(whole, "12")}, linkage.None, "", linkage.ReasonNone},
		{"only", "there is no other", []linkage.Record{poor, with(whole, "0123456789")}, 1, "0123456789", linkage.ReasonOnly},
		{"twice the same", "there is no other", []linkage.Record{with(poor, "0123456789"), with(whole, "0123456789")}, 0, "0123456789", linkage.ReasonOnly},
		{"personal ID", "it replaces the ten digits", []linkage.Record{with(whole, "0123456789"), with(poor, "001179022299")}, 1, "001179022299", linkage.ReasonPersonalID},
		{
			"somebody else's personal ID", "it is not the number of this person",
			[]linkage.Record{with(whole, "0123456789"), with(poor, "079190113355")},
			0, "0123456789", linkage.ReasonMostComplete,
		},
		{"most records", "two to one", []linkage.Record{with(whole, "0123456789"), with(poor, "0222222222"), with(poor, "0222222222")}, 1, "0222222222", linkage.ReasonMostRecords},
		{"most complete", "its record bears itself out", []linkage.Record{with(poor, "0123456789"), with(whole, "0222222222")}, 1, "0222222222", linkage.ReasonMostComplete},
		{"lowest", "nothing tells them apart", []linkage.Record{with(whole, "0222222222"), with(whole, "0123456789")}, 1, "0123456789", linkage.ReasonLowest},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := linkage.Survive(c.in)
			if got.Record != c.want || got.Number.Reveal() != c.number || got.Reason != c.reason {
				t.Errorf("%s: record %d, reason %q; want %d, %q", c.why, got.Record, got.Reason, c.want, c.reason)
			}
			ix := newIndex(t, linkage.Options{}, c.in)
			group := make([]int, len(c.in))
			for i := range group {
				group[i] = i
			}
			if d := cmp.Diff(got, ix.Survivor(group), cmp.Comparer(func(a, b identity.SocialInsuranceNumber) bool { return a == b })); d != "" {
				t.Errorf("the index suggests another (-Survive +Index):\n%s", d)
			}
		})
	}
}

func TestDuplicatesCancel(t *testing.T) {
	s := generate(t, synth.Easy, 5000, 6)
	ix := newIndex(t, linkage.Options{}, s.left)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var last error
	for _, err := range ix.Duplicates(ctx) {
		last = err
	}
	if last != context.Canceled {
		t.Errorf("error %v, want context.Canceled", last)
	}
}
