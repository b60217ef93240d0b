package reconcile_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var today = identity.MustDate(2026, 11, 22)

// Everybody in these tests is synthetic.
var person = identity.Person{
	FullName:    "Nguyễn Văn An",
	DateOfBirth: "15/03/1980",
	Gender:      "Nam",
	IDNumber:    "001080012345",
}

func participant(change func(*identity.Participant)) identity.Participant {
	p := identity.Participant{Person: person, SocialInsuranceNumber: "0123456789", Unit: identity.Unit{Code: "A"}}
	if change != nil {
		change(&p)
	}
	return p
}

func list(ps ...identity.Participant) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for _, p := range ps {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// stub answers every question alike and counts them.
type stub struct {
	answer       registryclient.Answer
	err          error
	capabilities registryclient.Capabilities
	asked        atomic.Int64
	before       func(ctx context.Context, q registryclient.Query) error
}

func (s *stub) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	s.asked.Add(1)
	if s.before != nil {
		if err := s.before(ctx, q); err != nil {
			return registryclient.Answer{}, err
		}
	}
	return s.answer, s.err
}

func (s *stub) Capabilities() registryclient.Capabilities { return s.capabilities }

func collect(t *testing.T, seq iter.Seq2[reconcile.Outcome, error]) []reconcile.Outcome {
	t.Helper()
	var out []reconcile.Outcome
	for o, err := range seq {
		if err != nil {
			t.Fatalf("Run: %v", err)
		}
		out = append(out, o)
	}
	return out
}

func record(change func(*identity.Person)) *identity.Person {
	p := person
	if change != nil {
		change(&p)
	}
	return &p
}

func matched(r *identity.Person) registryclient.Answer {
	a := registryclient.Answer{Outcome: registryclient.OutcomeMatched, Record: r}
	if r != nil {
		a.SharedID = identity.MustParsePersonalID(string(r.IDNumber))
	}
	return a
}

func TestRunDecides(t *testing.T) {
	differ := func(f registryclient.FieldVerdicts) registryclient.Answer {
		return registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonFieldsDiffer, Fields: f}
	}
	bulk := registryclient.FieldVerdict{Verdict: registryclient.VerdictMismatch, Origin: registryclient.OriginBulk}
	tests := []struct {
		name, reason string
		participant  func(*identity.Participant)
		capabilities registryclient.Capabilities
		answer       registryclient.Answer
		err          error
		wantKind     reconcile.Kind
		wantCodes    []matching.Code
		wantNotes    []matching.Code
		wantAsked    int64
		wantFormer   bool
	}{
		{
			name: "everything agrees", reason: "plan B.I, bước 2",
			answer: matched(record(nil)), wantKind: reconcile.Verified, wantAsked: 1,
		},
		{
			name: "CMND confirmed", reason: "plan B.I, bước 3: the shared ID replaces the CMND",
			participant: func(p *identity.Participant) { p.Person.IDNumber = "012345678" },
			answer:      matched(record(func(r *identity.Person) { r.FormerID = "012345678" })),
			wantKind:    reconcile.IDShared, wantNotes: []matching.Code{matching.IDOldNumber}, wantAsked: 1, wantFormer: true,
		},
		{
			name: "CMND, another gender", reason: "an ID is shared only where every field agrees",
			participant: func(p *identity.Participant) { p.Person.IDNumber, p.Person.Gender = "012345678", "Nữ" },
			answer:      matched(record(func(r *identity.Person) { r.FormerID = "012345678" })),
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.GenderDifferent}, wantNotes: []matching.Code{matching.IDOldNumber}, wantAsked: 1,
		},
		{
			name: "no number", reason: "plan B.II: dữ liệu người tham gia chưa có số",
			participant: func(p *identity.Participant) { p.Person.IDNumber = " " },
			wantKind:    reconcile.NoID, wantCodes: []matching.Code{matching.IDMissing},
		},
		{
			name: "eleven digits", reason: "neither 12 nor 9 digits: decided offline",
			participant: func(p *identity.Participant) { p.Person.IDNumber = "01080012345" },
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.IDInvalid},
		},
		{
			name: "no name, no gender", reason: "a question needs a name; the gender is named beside it",
			participant: func(p *identity.Participant) { p.Person.FullName, p.Person.Gender = "", "" },
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.NameMissing, matching.GenderMissing},
		},
		{
			name: "30 February", reason: "an unreadable date cannot be put as a question",
			participant: func(p *identity.Participant) { p.Person.DateOfBirth = "30/02/1980" },
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.DateInvalid},
		},
		{
			name: "born tomorrow", reason: "a date in the future is invalid on the day of the run",
			participant: func(p *identity.Participant) { p.Person.DateOfBirth = "23/11/2026" },
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.DateInvalid, matching.IDInconsistent},
		},
		{
			name: "foreigner without a number", reason: "the registry does not hold foreigners",
			participant: func(p *identity.Participant) { p.Nationality, p.Person.IDNumber = "LA", "P1234567" },
			wantKind:    reconcile.NotComparable,
		},
		{
			name: "foreigner with a personal ID", reason: "NĐ 69/2024 Điều 5: some foreigners have a number",
			participant: func(p *identity.Participant) { p.Nationality = "LA" },
			answer:      matched(record(nil)), wantKind: reconcile.Verified, wantAsked: 1,
		},
		{
			name: "number of a stranger", reason: "asked by number: the codes would describe somebody else",
			answer: matched(record(func(r *identity.Person) {
				r.FullName, r.DateOfBirth, r.Gender = "Lê Thị Minh Tú", "02/10/1991", "Nữ"
			})),
			wantKind: reconcile.Mismatched, wantCodes: []matching.Code{matching.IDOtherPerson}, wantAsked: 1,
		},
		{
			name: "nobody under the number", reason: "asked by number",
			answer: registryclient.Answer{
				Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNoSuchNumber,
				Fields: registryclient.FieldVerdicts{ID: registryclient.FieldVerdict{Verdict: registryclient.VerdictMismatch, Origin: registryclient.OriginRegistry}},
			},
			wantKind: reconcile.Mismatched, wantCodes: []matching.Code{matching.IDNotFound}, wantAsked: 1,
		},
		{
			name: "match-or-nothing says no", reason: "which field is wrong is not known",
			capabilities: registryclient.Capabilities{MatchOrNothing: true},
			participant:  func(p *identity.Participant) { p.Person.Gender = "" },
			answer:       registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNothingFits},
			wantKind:     reconcile.Mismatched, wantCodes: []matching.Code{matching.GenderMissing, matching.RecordUnconfirmed}, wantAsked: 1,
		},
		{
			name: "the bulk reply names fields", reason: "plan B.II, bước 2: mô tả các trường thông tin không chính xác",
			answer:   differ(registryclient.FieldVerdicts{Name: bulk, DateOfBirth: bulk}),
			wantKind: reconcile.Mismatched, wantCodes: []matching.Code{matching.NameUnconfirmed, matching.DateUnconfirmed}, wantAsked: 1,
		},
		{
			name: "the bulk reply knows nobody", reason: "a bulk reply says no more than that the number is wrong",
			answer: registryclient.Answer{
				Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNoSuchNumber,
				Fields: registryclient.FieldVerdicts{ID: bulk},
			},
			wantKind: reconcile.Mismatched, wantCodes: []matching.Code{matching.IDUnconfirmed}, wantAsked: 1,
		},
		{
			name: "confirmed without a record, gender missing", reason: "what the record lacks by itself stays a mismatch",
			participant: func(p *identity.Participant) { p.Person.Gender = "" },
			answer:      registryclient.Answer{Outcome: registryclient.OutcomeMatched},
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.GenderMissing}, wantAsked: 1,
		},
		{
			name: "several people under one CMND", reason: "registry-wide rule: never take the first",
			participant: func(p *identity.Participant) { p.Person.IDNumber = "271450001" },
			answer:      registryclient.Answer{Outcome: registryclient.OutcomeNotComparable, Reason: registryclient.ReasonSeveralRecords},
			wantKind:    reconcile.NotComparable, wantAsked: 1,
		},
		{
			name: "number contradicts the birth year", reason: "a warning never stops the question, and is named beside the mismatch",
			participant: func(p *identity.Participant) { p.Person.DateOfBirth = "15/03/1981" },
			answer:      matched(record(nil)), wantKind: reconcile.Mismatched,
			wantCodes: []matching.Code{matching.DateYear, matching.IDInconsistent}, wantAsked: 1,
		},
		{
			name: "number contradicts the birth year, registry confirms", reason: "the registry's word outweighs a warning",
			participant: func(p *identity.Participant) { p.Person.DateOfBirth = "15/03/1981" },
			answer:      matched(record(func(r *identity.Person) { r.DateOfBirth = "15/03/1981" })),
			wantKind:    reconcile.Verified, wantAsked: 1,
		},
		{
			name: "gender unreadable, none in the registry", reason: "the record has the fault by itself, whoever answers",
			participant: func(p *identity.Participant) { p.Person.Gender = "1" },
			answer:      matched(record(func(r *identity.Person) { r.Gender = "" })),
			wantKind:    reconcile.Mismatched, wantCodes: []matching.Code{matching.GenderInvalid}, wantAsked: 1,
		},
		{
			name: "unavailable", reason: "a transport failure is never a mismatch",
			err:      &registryclient.Error{Code: registryclient.CodeUnavailable},
			wantKind: reconcile.Pending, wantAsked: 1,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &stub{answer: tt.answer, err: tt.err, capabilities: tt.capabilities}
			out := collect(t, reconcile.Run(t.Context(), list(participant(tt.participant)), s, reconcile.Options{AsOf: today}))
			if len(out) != 1 {
				t.Fatalf("%d outcomes for one participant", len(out))
			}
			got := out[0]
			if got.Kind != tt.wantKind {
				t.Errorf("Kind = %v, want %v (%s)", got.Kind, tt.wantKind, tt.reason)
			}
			if diff := cmp.Diff(tt.wantCodes, got.Codes, cmpEmpty); diff != "" {
				t.Errorf("Codes (-want +got), %s:\n%s", tt.reason, diff)
			}
			if diff := cmp.Diff(tt.wantNotes, got.Notes, cmpEmpty); diff != "" {
				t.Errorf("Notes (-want +got), %s:\n%s", tt.reason, diff)
			}
			if n := s.asked.Load(); n != tt.wantAsked {
				t.Errorf("the registry was asked %d times, want %d", n, tt.wantAsked)
			}
			if got.FormerID.IsValid() != tt.wantFormer {
				t.Errorf("FormerID valid: %v, want %v", got.FormerID.IsValid(), tt.wantFormer)
			}
			if onMau01 := got.Kind.List() == reconcile.ListMau01; onMau01 != (len(got.Codes) == 0 && (got.Kind == reconcile.Verified || got.Kind == reconcile.IDShared)) {
				t.Errorf("on Mẫu 01: %v with kind %v and codes %v", onMau01, got.Kind, got.Codes)
			}
		})
	}
}

var cmpEmpty = cmp.Transformer("empty", func(c []matching.Code) []string {
	out := []string{}
	for _, code := range c {
		out = append(out, string(code))
	}
	return out
})

// many gives n participants; the index stands in the mã số BHXH.
func many(n int) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for i := range n {
			p := participant(func(p *identity.Participant) {
				p.SocialInsuranceNumber = identity.Text(string([]byte{'0', '0', '0', '0', '0', '0', byte('0' + i/1000%10), byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10)}))
			})
			if !yield(p, nil) {
				return
			}
		}
	}
}

func TestRunKeepsOrder(t *testing.T) {
	for _, workers := range []int{1, 3, 16} {
		s := &stub{answer: matched(record(nil))}
		next := 0
		for o, err := range reconcile.Run(t.Context(), many(500), s, reconcile.Options{AsOf: today, Workers: workers}) {
			if err != nil || o.Index != next {
				t.Fatalf("workers %d: outcome %d has index %d, error %v", workers, next, o.Index, err)
			}
			next++
		}
		if next != 500 {
			t.Errorf("workers %d: %d outcomes of 500", workers, next)
		}
	}
}

func TestRunStopsWithItsLoop(t *testing.T) {
	s := &stub{answer: matched(record(nil))}
	n := 0
	for range reconcile.Run(t.Context(), many(5000), s, reconcile.Options{Workers: 4}) {
		if n++; n == 10 {
			break
		}
	}
	if asked := s.asked.Load(); asked > 200 {
		t.Errorf("%d questions for 10 outcomes: the run did not stop with its loop", asked)
	}
}

func TestRunInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s := &stub{answer: matched(record(nil))}
	s.before = func(ctx context.Context, _ registryclient.Query) error {
		if s.asked.Load() > 100 {
			cancel()
			return ctx.Err()
		}
		return nil
	}
	out := collect(t, reconcile.Run(ctx, many(1000), s, reconcile.Options{AsOf: today, Workers: 4}))
	if len(out) != 1000 {
		t.Fatalf("%d outcomes of 1000: rows in must equal rows out", len(out))
	}
	count := make(map[reconcile.Kind]int)
	for _, o := range out {
		count[o.Kind]++
	}
	if count[reconcile.Verified] < 90 || count[reconcile.Pending] < 800 || count[reconcile.Verified]+count[reconcile.Pending] != 1000 {
		t.Errorf("outcomes after an interruption: %v", count)
	}
	if got := out[999].Message.Code; got != string(reconcile.CodeInterrupted) {
		t.Errorf("message of the last participant: %q", got)
	}
}

func TestRunGivesUp(t *testing.T) {
	tests := []struct {
		name string
		err  error
		opts reconcile.Options
		most int64
		want reconcile.Code
	}{
		{"credentials refused", &registryclient.Error{Code: registryclient.CodeUnauthorized}, reconcile.Options{Workers: 2}, 8, reconcile.CodeRefused},
		{"registry gone", &registryclient.Error{Code: registryclient.CodeUnavailable}, reconcile.Options{Workers: 2, GiveUpAfter: 10}, 20, reconcile.CodeGaveUp},
		{"never gives up", &registryclient.Error{Code: registryclient.CodeUnavailable}, reconcile.Options{Workers: 2, GiveUpAfter: -1}, 300, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &stub{err: tt.err}
			out := collect(t, reconcile.Run(t.Context(), many(300), s, tt.opts))
			if n := s.asked.Load(); n > tt.most {
				t.Errorf("asked %d times, at most %d make sense", n, tt.most)
			}
			for _, o := range out {
				if o.Kind != reconcile.Pending {
					t.Fatalf("participant %d: %v, want pending", o.Index, o.Kind)
				}
			}
			var code reconcile.Code
			if got := errors.As(out[299].Err, &code); got != (tt.want != "") || code != tt.want {
				t.Errorf("cause of the last one: %v, want %q", out[299].Err, tt.want)
			}
		})
	}
}

func TestRunPassesSourceErrors(t *testing.T) {
	broken := errors.New("line 2")
	seq := func(yield func(identity.Participant, error) bool) {
		_ = yield(participant(nil), nil) && yield(identity.Participant{}, broken) && yield(participant(nil), nil)
	}
	var got []error
	for _, err := range reconcile.Run(t.Context(), seq, &stub{answer: matched(record(nil))}, reconcile.Options{}) {
		got = append(got, err)
	}
	if len(got) != 3 || got[0] != nil || got[1] != broken || got[2] != nil {
		t.Errorf("errors in order: %v", got)
	}
}

// batchStub answers in batches and remembers their sizes.
type batchStub struct {
	stub
	mu    sync.Mutex
	sizes []int
	short bool
}

func (b *batchStub) VerifyBatch(_ context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sizes = append(b.sizes, len(qs))
	replies := make([]registryclient.Reply, len(qs))
	for i := range replies {
		replies[i].Answer = b.answer
	}
	if b.short {
		replies = replies[1:]
	}
	return replies, nil
}

func TestRunInBatches(t *testing.T) {
	b := &batchStub{stub: stub{answer: matched(nil), capabilities: registryclient.Capabilities{MaxBatch: 100}}}
	out := collect(t, reconcile.Run(t.Context(), many(950), b, reconcile.Options{AsOf: today, Workers: 3}))
	total := 0
	for _, n := range b.sizes {
		total += n
		if n > 100 {
			t.Errorf("a batch of %d, the channel takes 100", n)
		}
	}
	if len(out) != 950 || total != 950 || len(b.sizes) != 10 || b.asked.Load() != 0 {
		t.Errorf("%d outcomes, %d asked in %d batches, %d one by one", len(out), total, len(b.sizes), b.asked.Load())
	}
	b.short = true
	for _, o := range collect(t, reconcile.Run(t.Context(), many(10), b, reconcile.Options{AsOf: today})) {
		if o.Kind != reconcile.Pending || !errors.Is(o.Err, reconcile.CodeShortReply) {
			t.Errorf("after a short batch: %v, %v", o.Kind, o.Err)
		}
	}
}

// TestRunAsksReadings: legacy text whose words happen to look right is known
// for what it is only by the registry.
func TestRunAsksReadings(t *testing.T) {
	s := &stub{capabilities: registryclient.Capabilities{MatchOrNothing: true}}
	var names []string
	s.before = func(_ context.Context, q registryclient.Query) error {
		names = append(names, string(q.FullName))
		s.answer = registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNothingFits}
		if q.FullName == "Phan Thị Linh" {
			s.answer = matched(record(func(r *identity.Person) { r.FullName = "Phan Thị Linh" }))
		}
		return nil
	}
	legacy := participant(func(p *identity.Participant) { p.Person.FullName = "Phan Thò Linh" }) // VNI, read as Latin-1
	out := collect(t, reconcile.Run(t.Context(), list(legacy), s, reconcile.Options{AsOf: today}))
	if out[0].Kind != reconcile.Verified || !slices.Contains(out[0].Notes, matching.NameLegacyEncoding) {
		t.Errorf("with readings: %v %v %v after asking for %q", out[0].Kind, out[0].Codes, out[0].Notes, names)
	}
	s.asked.Store(0)
	out = collect(t, reconcile.Run(t.Context(), list(legacy), s, reconcile.Options{AsOf: today, NoReadings: true}))
	if out[0].Kind != reconcile.Mismatched || s.asked.Load() != 1 {
		t.Errorf("without readings: %v after %d questions", out[0].Kind, s.asked.Load())
	}
	s.asked.Store(0)
	collect(t, reconcile.Run(t.Context(), list(participant(func(p *identity.Participant) { p.Person.FullName = "Nguyễn Văn Ân" })), s, reconcile.Options{AsOf: today}))
	if s.asked.Load() != 1 {
		t.Errorf("a proper name was asked about %d times", s.asked.Load())
	}
}

// TestRunWaitsOutAnOutage: an open circuit is waited for, and not for ever.
func TestRunWaitsOutAnOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		open := &registryclient.Error{Code: registryclient.CodeCircuitOpen, RetryAfter: 2 * time.Second}
		s := &stub{answer: matched(record(nil))}
		s.before = func(context.Context, registryclient.Query) error {
			if s.asked.Load() <= 3 {
				return open
			}
			return nil
		}
		started := time.Now()
		out := collect(t, reconcile.Run(t.Context(), list(participant(nil)), s, reconcile.Options{AsOf: today}))
		if out[0].Kind != reconcile.Verified || time.Since(started) != 6*time.Second {
			t.Errorf("after an outage of three waits: %v in %v, want verified in 6s", out[0].Kind, time.Since(started))
		}
		s.before = func(context.Context, registryclient.Query) error { return open }
		started = time.Now()
		out = collect(t, reconcile.Run(t.Context(), list(participant(nil)), s, reconcile.Options{AsOf: today, MaxPause: 5 * time.Second}))
		if out[0].Kind != reconcile.Pending || out[0].Message.Text == "" || time.Since(started) != 5*time.Second {
			t.Errorf("with the registry gone: %v in %v, want pending in 5s", out[0].Kind, time.Since(started))
		}
	})
}

// TestRunAsksLongNames: a name that no question can hold is answered all the
// same.
func TestRunAsksLongNames(t *testing.T) {
	s := &stub{answer: matched(record(nil))}
	s.before = func(_ context.Context, q registryclient.Query) error {
		if n := len([]rune(string(q.FullName))); n != 100 {
			t.Errorf("asked with a name of %d characters, want 100", n)
		}
		return nil
	}
	long := participant(func(p *identity.Participant) { p.Person.FullName = identity.Name(strings.Repeat("Nguyễn ", 400)) })
	out := collect(t, reconcile.Run(t.Context(), list(long), s, reconcile.Options{AsOf: today}))
	if out[0].Kind != reconcile.Mismatched || len(out[0].Codes) == 0 {
		t.Errorf("%v %v, want mismatched with codes", out[0].Kind, out[0].Codes)
	}
}
