package household_test

import (
	"context"
	"errors"
	"iter"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

// single is a world that is asked one by one, batches one that is asked in
// batches.
type (
	single  struct{ *world }
	batches struct {
		single
		sizes []int
		short bool // gives too few replies
		fails error
	}
)

func (s single) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	sighting, err := s.Check(ctx, q)
	return sighting.Answer, err
}

func (b *batches) Capabilities() registryclient.Capabilities {
	return registryclient.Capabilities{MaxBatch: 3}
}

func (b *batches) VerifyBatch(ctx context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	b.sizes = append(b.sizes, len(qs))
	if b.fails != nil {
		return nil, b.fails
	}
	var replies []registryclient.Reply
	for _, q := range qs {
		answer, err := b.Verify(ctx, q)
		replies = append(replies, registryclient.Reply{Answer: answer, Err: err})
	}
	if b.short {
		replies = replies[1:]
	}
	return replies, nil
}

var errInput = errors.New("broken row")

// theHeads gives one head of every kind, and a broken row.
func theHeads(s *scene) iter.Seq2[identity.Person, error] {
	right := s.member(father).Person
	noMarks, wrongDate, nobody, noDate, byCMND := right, right, right, right, right
	noMarks.FullName = "Nguyen Van Thu"
	wrongDate.DateOfBirth = "05/10/1975"
	nobody.IDNumber = "001075999999"
	noDate.DateOfBirth = ""
	byCMND.IDNumber = "010000001"
	return func(yield func(identity.Person, error) bool) {
		for _, p := range []identity.Person{right, noMarks, wrongDate, nobody, noDate} {
			if !yield(p, nil) {
				return
			}
		}
		if yield(identity.Person{}, errInput) && yield(byCMND, nil) {
			yield(s.member(mother).Person, nil)
		}
	}
}

func headOptions() household.HeadOptions { return household.HeadOptions{AsOf: today(), Workers: 1} }

// collect gives the answers as comparable rows.
func collect(t *testing.T, v registryclient.Verifier, s *scene, o household.HeadOptions) []household.HeadCheck {
	t.Helper()
	var list []household.HeadCheck
	for h, err := range household.CheckHeads(context.Background(), v, theHeads(s), o) {
		if (err != nil) != (len(list) == 5) || err != nil && !errors.Is(err, errInput) {
			t.Fatalf("row %d: %v", len(list), err)
		}
		if h.Index != len(list) {
			t.Errorf("row %d has index %d", len(list), h.Index)
		}
		list = append(list, h)
	}
	return list
}

func TestCheckHeads(t *testing.T) {
	type row struct {
		exact      bool
		finding    household.FindingCode
		mismatches []matching.Code
		failed     bool
	}
	want := []row{
		{true, household.FindingConfirmed, nil, false},
		{false, household.FindingConfirmed, []matching.Code{matching.NameNoDiacritics}, false},
		{false, household.FindingDetailsDiffer, []matching.Code{matching.DateDayMonthSwapped}, false},
		{false, household.FindingNotFound, []matching.Code{matching.IDNotFound}, false},
		{false, household.FindingUnaskable, nil, false},
		{false, "", nil, false},
		{true, household.FindingConfirmed, nil, false},
		{false, household.FindingUnreachable, nil, true},
	}
	for name, channel := range map[string]func(*world) registryclient.Verifier{
		"one by one": func(w *world) registryclient.Verifier { return single{w} },
		"in batches": func(w *world) registryclient.Verifier { return &batches{single: single{w}} },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene()
			s.citizen(mother).down = true
			var got []row
			for _, h := range collect(t, channel(s.world), s, headOptions()) {
				got = append(got, row{h.Exact, h.Finding, h.Mismatches, h.Err != nil})
			}
			if d := cmp.Diff(want, got, cmp.AllowUnexported(row{})); d != "" {
				t.Errorf("answers (-want +got):\n%s", d)
			}
		})
	}
}

func TestCheckHeadsBatches(t *testing.T) {
	s := newScene()
	channel := &batches{single: single{s.world}}
	list := collect(t, channel, s, headOptions())
	if d := cmp.Diff([]int{3, 1, 2}, channel.sizes); d != "" {
		t.Errorf("questions of each batch of three rows (-want +got):\n%s", d)
	}
	if !list[6].PersonalID.IsValid() || list[0].PersonalID.IsValid() || list[0].Source != "test/check" || list[0].RequestID == "" {
		t.Error("the shared number, or who said so, is lost")
	}
	for name, broken := range map[string]*batches{
		"the exchange fails": {single: single{s.world}, fails: errDown},
		"a reply is missing": {single: single{s.world}, short: true},
	} {
		t.Run(name, func(t *testing.T) {
			for i, h := range collect(t, broken, s, headOptions()) {
				if i != 4 && i != 5 && (h.Finding != household.FindingUnreachable || h.Err == nil) {
					t.Errorf("row %d: %s, %v", i, h.Finding, h.Err)
				}
			}
		})
	}
}

func TestCheckHeadsStops(t *testing.T) {
	s := newScene()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, channel := range []registryclient.Verifier{single{s.world}, &batches{single: single{s.world}}} {
		n := 0
		for h, err := range household.CheckHeads(ctx, channel, theHeads(s), headOptions()) {
			if n++; err == nil && h.Finding == household.FindingUnreachable && !errors.Is(h.Err, context.Canceled) {
				t.Errorf("row %d: %v", h.Index, h.Err)
			}
		}
		if n != 8 || len(s.world.asked) != 0 {
			t.Errorf("%d answers after %d questions, want 8 after none", n, len(s.world.asked))
		}
	}
	for range household.CheckHeads(context.Background(), single{s.world}, theHeads(s), headOptions()) {
		break // a sequence that is left early must stop
	}
}

func TestCheckHeadsRefused(t *testing.T) {
	s := newScene()
	for name, c := range map[string]struct {
		channel registryclient.Verifier
		options household.HeadOptions
		want    household.Code
	}{
		"no channel":   {nil, headOptions(), household.CodeSource},
		"no day":       {single{s.world}, household.HeadOptions{}, household.CodePayDate},
		"many workers": {single{s.world}, household.HeadOptions{AsOf: today(), Workers: 1000}, household.CodeSource},
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			for _, err := range household.CheckHeads(context.Background(), c.channel, theHeads(s), c.options) {
				if n++; !errors.Is(err, c.want) {
					t.Errorf("error = %v, want %v", err, c.want)
				}
			}
			if n != 1 {
				t.Errorf("%d answers, want one error", n)
			}
		})
	}
}
