package linkage_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestTruth looks for people among brothers and sisters, twins and namesakes.
func TestTruth(t *testing.T) {
	registry := []linkage.Record{
		record("Trần Quốc Tuấn", "12/04/1985", "Nam", "036085004417"),   // 0
		record("Trần Quốc Tú", "12/04/1985", "Nam", "036085004418"),     // 1: the twin of 0, the number next to it
		record("Trần Quốc Toản", "03/09/1988", "Nam", "036088001121"),   // 2: their brother
		record("Nguyễn Thị Hương", "20/11/1990", "Nữ", "040190008801"),  // 3
		record("Nguyễn Thị Hương", "20/11/1990", "Nữ", "079190113355"),  // 4: a namesake of 3 of the same day
		record("Lê Thị Minh Khai", "05/07/1979", "Nữ", "001179022299"),  // 5
		record("Y Bhăm Niê", "17/02/1972", "Nam", "066072000345"),       // 6
		record("Huỳnh Công Phước", "30/01/1966", "Nam", "052066009090"), // 7
	}
	ix := newIndex(t, linkage.Options{}, registry)
	cases := []struct {
		name, reason string
		in           linkage.Record
		want         int
		zone         matching.Zone
		ambiguous    bool
	}{
		{"every field", "nothing differs", registry[0], 0, matching.ZoneSame, false},
		{"the twin", "the given name and the number say which of the twins", registry[1], 1, matching.ZoneSame, false},
		{
			"twin without a number", "the given name alone says which of the twins",
			record("Trần Quốc Tú", "12/04/1985", "Nam", ""), 1, matching.ZoneSame, false,
		},
		{
			"namesakes", "both fit: ambiguous is an answer, and is neither of them",
			record("Nguyễn Thị Hương", "20/11/1990", "Nữ", ""), 3, matching.ZoneReview, true,
		},
		{"namesake with the number", "the number tells them apart", registry[4], 4, matching.ZoneSame, false},
		{
			"a CMND is no contradiction", "it is another kind of number",
			record("Lê Thị Minh Khai", "05/07/1979", "Nữ", "011223344"), 5, matching.ZoneSame, false,
		},
		{"eaten zero", "a spreadsheet ate the zeros", record("LE THI MINH KHAI", "05/07/1979", "", "1179022299"), 5, matching.ZoneSame, false},
		{
			"slip of the number, and of the date", "the last four digits differ in one, the day in one",
			record("Lê Thị Minh Khai", "06/07/1979", "Nữ", "001179022290"), 5, matching.ZoneSame, false,
		},
		{"TCVN3 and another order", "decoded, and the words in any order", record("Khai Lª ThÞ Minh", "05/07/1979", "Nữ", "001179022299"), 5, matching.ZoneSame, false},
		{
			"keystrokes without a number", "read as what they mean",
			record("Huyfnh Coong Phuowcs", "1966", "Nam", ""), 7, matching.ZoneSame, false,
		},
		{"joined words", "the same letters", record("Y BhămNiê", "17/02/1972", "Nam", ""), 6, matching.ZoneSame, false},
		{"nobody", "not in the registry", record("Đỗ Hữu Hạnh", "01/05/1955", "Nam", "030055001234"), linkage.None, matching.ZoneDifferent, false},
		{"nothing to go by", "a record without a value is like nobody", record("", "", "", ""), linkage.None, matching.ZoneDifferent, false},
		{
			"another person's number", "an equal number never hides a different person",
			record("Đỗ Hữu Hạnh", "01/05/1955", "Nam", "040190008801"), linkage.None, matching.ZoneDifferent, false,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := ix.Find(c.in)
			if got.Best.Record != c.want {
				t.Fatalf("%s: best record %d with score %.4f, want %d", c.reason, got.Best.Record, got.Score, c.want)
			}
			if got.Zone != c.zone || got.Ambiguous != c.ambiguous {
				t.Errorf("%s: zone %v (score %.5f), ambiguous %v; want %v, %v", c.reason, got.Zone, got.Score, got.Ambiguous, c.zone, c.ambiguous)
			}
		})
	}
	if got := ix.Find(record("Nguyễn Thị Hương", "20/11/1990", "Nữ", "")); got.RunnerUp.Record != 4 || got.Score > 0.5 {
		t.Errorf("of two namesakes: runner-up %d, score %.4f; want 4 and at most one half", got.RunnerUp.Record, got.Score)
	}
}

// TestQuality holds the figures of a small generated set, with room for a
// generator that changes.
func TestQuality(t *testing.T) {
	s := generate(t, synth.Hard, 20_000, 5)
	ix := newIndex(t, linkage.Options{}, s.right)
	there := make(map[int]bool)
	for _, p := range s.rightTruth {
		there[p] = true
	}
	total, right, linked, auto, autoWrong := 0, 0, 0, 0, 0
	for _, l := range links(t, ix, s.left) {
		if there[s.leftTruth[l.Left]] {
			total++
		}
		if !l.Linked(0.5) {
			continue
		}
		linked++
		correct := s.leftTruth[l.Left] == s.rightTruth[l.Best.Record]
		if correct {
			right++
		}
		if l.Zone == matching.ZoneSame {
			auto++
			if !correct {
				autoWrong++
			}
		}
	}
	f1 := 2 * float64(right) / float64(linked+total)
	if f1 < 0.985 {
		t.Errorf("F1 %.4f, want at least 0.985", f1)
	}
	if recall := float64(auto-autoWrong) / float64(total); autoWrong*10_000 > auto || recall < 0.95 {
		t.Errorf("without review: %d of %d wrong, recall %.4f; want at most 1 in 10,000 and 0.95", autoWrong, auto, recall)
	}
}

// TestOracle compares with an answer that knows neither keys nor bounds.
func TestOracle(t *testing.T) {
	s := generate(t, synth.Hard, 1000, 11)
	ix := newIndex(t, linkage.Options{}, s.right)
	byHand := ix.ByHand()
	differ := 0
	for i, l := range links(t, ix, s.left) {
		if i%20 != 0 { // comparing everything is slow
			continue
		}
		want := byHand(s.left[i])
		if got := l.Linked(0.5); got != want.Linked(0.5) || got && l.Best.Record != want.Best.Record {
			differ++
			t.Logf("record %d: got %v, want %v", i, l.Best, want.Best)
		}
	}
	if differ > 1 { // a pair may share no key at all
		t.Errorf("%d of 50 links differ from those of comparing everything", differ)
	}
}

func TestNoRecordIsLost(t *testing.T) {
	s := generate(t, synth.Easy, 3000, 1)
	s.left = append(s.left, record("", "", "", ""), record("?", "x", "x", "x"))
	for _, workers := range []int{1, 3, 8} {
		ix := newIndex(t, linkage.Options{Workers: workers}, s.right)
		if ix.Len() != len(s.right) {
			t.Fatalf("%d records in the index, want %d", ix.Len(), len(s.right))
		}
		got := links(t, ix, s.left)
		if len(got) != len(s.left) {
			t.Fatalf("%d answers, want %d", len(got), len(s.left))
		}
		for i, l := range got {
			if l.Left != i {
				t.Fatalf("answer %d is for record %d", i, l.Left)
			}
		}
	}
}

func TestWorkersDoNotMatter(t *testing.T) {
	s := generate(t, synth.Hard, 3000, 2)
	want := links(t, newIndex(t, linkage.Options{Workers: 1}, s.right), s.left)
	got := links(t, newIndex(t, linkage.Options{Workers: 7}, s.right), s.left)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("links of one worker and of seven differ (-one +seven):\n%s", d)
	}
}

// TestOrderDoesNotMatter checks that the answers hang neither on the order of
// the registry nor on how it came into the index.
func TestOrderDoesNotMatter(t *testing.T) {
	s := generate(t, synth.Hard, 3000, 4)
	want := links(t, newIndex(t, linkage.Options{}, s.right), s.left)
	order := rand.New(rand.NewPCG(1, 2)).Perm(len(s.right))
	ix, err := linkage.NewIndex(linkage.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for i, from := range order { // one after another, with questions in between
		if n, err := ix.Add(s.right[from]); err != nil || n != i {
			t.Fatalf("Add = %d, %v; want %d", n, err, i)
		}
		if i%100 == 0 {
			ix.Find(s.left[i])
		}
	}
	if n := ix.Segments(); n > 12 {
		t.Errorf("%d segments, want few", n)
	}
	for i, got := range links(t, ix, s.left) {
		w := want[i]
		same := got.Best.Record == linkage.None && w.Best.Record == linkage.None ||
			got.Best.Record != linkage.None && (order[got.Best.Record] == w.Best.Record || got.Ambiguous)
		if !same || got.Score != w.Score || got.Zone != w.Zone || got.Compared != w.Compared || got.Overflowed != w.Overflowed {
			t.Fatalf("record %d: %+v in another order, %+v before", i, got, w)
		}
	}
}

// TestConcurrentUse asks while records come in.
func TestConcurrentUse(t *testing.T) {
	s := generate(t, synth.Easy, 2000, 7)
	ix := newIndex(t, linkage.Options{}, s.right[:1000])
	var done sync.WaitGroup
	for w := range 4 {
		done.Go(func() {
			for i := w; i < 1000; i += 4 {
				if a := ix.Find(s.right[i]); a.Best.Record != i {
					t.Errorf("record %d is not found while others come in", i)
				}
			}
		})
	}
	for i, r := range s.right[1000:] {
		if n, err := ix.Add(r); err != nil || n != 1000+i {
			t.Errorf("Add = %d, %v", n, err)
		}
	}
	done.Wait()
	if ix.Len() != 2000 || ix.Compared() == 0 {
		t.Errorf("%d records, %d candidates", ix.Len(), ix.Compared())
	}
	if per := (ix.Bytes() - 4<<20) / ix.Len(); per > 400 { // chunks and tables are half empty at this size
		t.Errorf("%d bytes a record", per)
	}
}

// TestHub files more people of one name and day than a block may have.
func TestHub(t *testing.T) {
	const hub = 40
	var registry []linkage.Record
	for i := range hub {
		registry = append(registry, record("Nguyễn Văn An", "01/01/1980", "Nam", idNumber(i)))
	}
	ix := newIndex(t, linkage.Options{MaxBlock: 8}, registry)
	over := ix.Overflows()
	kinds := make(map[linkage.KeyKind]linkage.Overflow)
	for _, o := range over {
		kinds[o.Kind] = o
	}
	if o := kinds[linkage.KeyNameDate]; o.Blocks != 1 || o.Records != hub || o.Largest != hub {
		t.Errorf("overflow of name and date: %+v, want one block of %d", o, hub)
	}
	a := ix.Find(record("Nguyễn Văn An", "01/01/1980", "Nam", ""))
	if a.Best.Record != linkage.None || !a.Overflowed.Has(linkage.KeyNameDate) || a.Zone != matching.ZoneReview {
		t.Errorf("without a number: %+v, want nobody, an overflow and a review: not the same as nobody there", a)
	}
	if a.Compared > 9*32 {
		t.Errorf("%d candidates compared, the hub was not left out", a.Compared)
	}
	if a := ix.Find(registry[17]); a.Best.Record != 17 || a.Zone != matching.ZoneSame {
		t.Errorf("with a number: %+v, want record 17", a)
	}
	if got := ix.Find(record("Trần Thị Bình", "02/03/1990", "Nữ", "")).Overflowed.Kinds(); len(got) != 0 {
		t.Errorf("overflow %v for somebody else", got)
	}
}

// idNumber gives a personal ID of a man born in 1980; no two are a slip apart.
func idNumber(i int) string {
	b := []byte("001080000000")
	for at, v := 11, i*10_201+37; v > 0; at, v = at-1, v/10 {
		b[at] = byte('0' + v%10)
	}
	return string(b)
}

// TestReview checks what needs a person to look at it, however likely it is.
func TestReview(t *testing.T) {
	registry := []linkage.Record{
		record("Khuất Thị Huệ Hiền", "29/06/2005", "Nữ", "001305989456"),
		record("Doãn Anh Nhân", "23/09/1966", "Nam", "074066558972"),
	}
	for i := range 3000 {
		registry = append(registry, record("Lê Văn Hùng", "15/03/1980", "Nam", idNumber(i)))
	}
	cases := []struct {
		name, reason string
		in           linkage.Record
		want         matching.Zone
	}{
		{"same name without a number", "a rare name and a day are enough", record("Khuất Thị Huệ Hiền", "29/06/2005", "Nữ", ""), matching.ZoneSame},
		{"no marks and no number", "lost marks make no other name", record("KHUAT THI HUE HIEN", "29/06/2005", "Nữ", ""), matching.ZoneSame},
		{"word missing, no number", "it may be another's name", record("Khuất Thị Hiền", "29/06/2005", "Nữ", ""), matching.ZoneReview},
		{"word missing beside the number", "the number vouches", record("Khuất Thị Hiền", "29/06/2005", "Nữ", "001305989456"), matching.ZoneSame},
		{"word missing beside a slip", "the number vouches with a wrong digit, too", record("Khuất Thị Hiền", "29/06/2005", "Nữ", "001305989956"), matching.ZoneSame},
		{"no marks beside the next number", "a twin whose name differs in the marks", record("DOAN ANH NHAN", "23/09/1966", "Nam", "074066558973"), matching.ZoneReview},
		{"given name of a twin", "twins' numbers are taken for each other", record("Doãn Anh Minh", "23/09/1966", "Nam", "074066558972"), matching.ZoneReview},
	}
	ix := newIndex(t, linkage.Options{}, registry)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if a := ix.Find(c.in); a.Zone != c.want {
				t.Errorf("%s: zone %v with score %.4f, want %v", c.reason, a.Zone, a.Score, c.want)
			}
		})
	}
}

func TestAssign(t *testing.T) {
	candidate := func(record int, score float64) linkage.Candidate {
		return linkage.Candidate{Record: record, Score: score}
	}
	none := candidate(linkage.None, 0)
	link := func(left int, best, second linkage.Candidate, score float64) linkage.Link {
		return linkage.Link{Left: left, Answer: linkage.Answer{Best: best, RunnerUp: second, Score: score, Zone: matching.ZoneSame}}
	}
	all := []linkage.Link{
		link(0, candidate(7, 0.9), candidate(8, 0.8), 0.9),   // loses 7 to 1, gets 8
		link(1, candidate(7, 0.99), none, 0.99),              // the best for 7
		link(2, candidate(7, 0.95), candidate(9, 0.2), 0.95), // loses 7, and 9 is too little
		link(3, none, none, 0),                               // nobody
	}
	linkage.Assign(all, 0.5)
	want := []int{8, 7, linkage.None, linkage.None}
	for i, l := range all {
		if l.Best.Record != want[i] {
			t.Errorf("link %d goes to %d, want %d", i, l.Best.Record, want[i])
		}
	}
	if !all[0].Ambiguous || all[0].Zone != matching.ZoneReview || !all[2].Ambiguous || all[2].RunnerUp.Record != 7 {
		t.Errorf("a link that lost its best is not for review: %+v, %+v", all[0], all[2])
	}
}
