package redaction

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/auditlog"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// Run is one proof under way: people, the search for them, and what all paths
// share.
type Run struct {
	testing.TB
	People []Person
	Search *Search
	Key    registryclient.Secret // of ledgers, journals and the audit log

	population string
	options    []registryclient.Option
	logger     *slog.Logger

	mu     sync.Mutex
	played map[registrytest.FaultClass]int
}

// officer is by their own number, as newer services want it.
const officer = "000080000999"

// NewRun prepares a proof for n people. Options are further ones of every
// transport.
func NewRun(t testing.TB, n int, options ...registryclient.Option) *Run {
	t.Helper()
	people, err := People(n)
	if err != nil {
		t.Fatal(err)
	}
	r := &Run{
		TB: t, People: people, Search: NewSearch(people), Key: registryclient.NewSecret("a key of these tests, of 32 bytes or more"),
		population: Population(people), options: options, played: map[registrytest.FaultClass]int{},
	}
	r.Search.Secret(r.Key.Reveal())
	for _, secret := range [...]string{officer, "Bearer ", "Basic ", "access_token", "?token="} {
		r.Search.Secret(secret)
	}
	r.logger = slog.New(both{slog.NewJSONHandler(r.Search.Writer("log"), untimed()), slog.NewTextHandler(r.Search.Writer("log"), untimed())})
	return r
}

// both gives records to two handlers.
type both [2]slog.Handler

func (b both) Enabled(context.Context, slog.Level) bool { return true }
func (b both) WithAttrs([]slog.Attr) slog.Handler       { return b }
func (b both) WithGroup(string) slog.Handler            { return b }
func (b both) Handle(ctx context.Context, r slog.Record) error {
	for _, h := range b {
		if err := h.Handle(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// letters is a source of randomness of which no request id has a digit of its
// own, that could be somebody's by chance.
type letters struct {
	mu   sync.Mutex
	next uint64
}

func (l *letters) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range p {
		l.next = l.next*6364136223846793005 + 1442695040888963407
		hi, lo := l.next>>59%6, l.next>>50%6
		p[i] = byte(0xaa + hi<<4 + lo)
	}
	return len(p), nil
}

// Server starts a fake registry that knows the people, and lets every class of
// faults of the service happen to a share of the requests, tokens apart.
func (r *Run) Server(of registrytest.Service, share float64, options registrytest.Options) *registrytest.Server {
	r.Helper()
	population, err := registrytest.LoadPopulation(strings.NewReader(r.population), "population.csv")
	if err != nil {
		r.Fatal(err)
	}
	if of == registrytest.ServiceExchange {
		options.Power = registrytest.Describe
		options.Compare = func(subject, reference identity.Person) registrytest.FieldsDiffer {
			return registrytest.FieldsDiffer{Name: subject.FullName != reference.FullName}
		}
	}
	if options.Fault == nil {
		options.Fault = r.script(of, share)
	}
	s, err := registrytest.NewServer(population, options)
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(s.Close)
	_, keyPass := s.HauGiangKey()
	_, password := s.EGWAccount()
	for _, secret := range []registryclient.Secret{s.Credentials().Secret, s.LGSPCredentials().SecretKey, keyPass, password} {
		r.Search.Secret(secret.Reveal())
	}
	r.Search.Secret(strings.TrimPrefix(strings.TrimPrefix(s.URL(), "http://"), "https://"))
	return s
}

// script plays every form of every class once, in the first requests, and then
// draws. Requests for tokens are left alone.
func (r *Run) script(of registrytest.Service, share float64) func(registrytest.Request) registrytest.Fault {
	var forms []registrytest.Fault
	for _, c := range registrytest.FaultCases() {
		if c.Applies(of) && !c.Handshake && share > 0 {
			if c.Fault.RetryAfter == "1" {
				c.Fault.RetryAfter = "0" // a run does not stand still
			}
			forms = append(forms, c.Fault)
		}
	}
	var asked atomic.Int64
	draw := registrytest.Rate(7, share, of)
	return func(q registrytest.Request) registrytest.Fault {
		if strings.HasSuffix(q.Operation, "/token") {
			return registrytest.Fault{}
		}
		var f registrytest.Fault
		if n := int(asked.Add(1)) - 1; n < len(forms) {
			f = forms[n]
		} else {
			f = draw(q)
		}
		r.note(of, f)
		return f
	}
}

// note counts the classes that were played.
func (r *Run) note(of registrytest.Service, f registrytest.Fault) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range registrytest.FaultCases() {
		if c.Fault.Kind == f.Kind && c.Fault.Status == f.Status && c.Applies(of) {
			r.played[c.Class]++
		}
	}
}

// Transport makes a transport whose log, at its lowest level, and whose audit
// log are searched.
func (r *Run) Transport(options ...registryclient.Option) *registryclient.Transport {
	r.Helper()
	dir := r.TempDir()
	log, err := auditlog.Open(dir, auditlog.Options{Key: r.Key})
	if err != nil {
		r.Fatal(err)
	}
	fixed := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	options = append([]registryclient.Option{
		registryclient.WithConcurrency(64), registryclient.WithoutBreaker(),
		registryclient.WithTimeouts(80*time.Millisecond, 5*time.Second),
		registryclient.WithRetry(registryclient.Retry{MaxAttempts: 2, BaseWait: time.Millisecond, MaxWait: time.Millisecond}),
		registryclient.WithLogger(r.logger), registryclient.WithRandom(&letters{}),
		registryclient.WithAuditor(steady{log, fixed}),
	}, append(options, r.options...)...)
	tr, err := registryclient.NewTransport(options...)
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() {
		r.Search.Value("transport", tr)
		r.Search.Value("open audit log", log)
		tr.Close()
		if err := log.Close(); err != nil {
			r.Error(err)
		}
		r.Files("audit log", dir)
	})
	return tr
}

// steady gives the audit log one time, whose digits are nobody's.
type steady struct {
	log *auditlog.Log
	at  time.Time
}

func (s steady) Attempt(ctx context.Context, a registryclient.WireAttempt) error {
	a.Time = s.at
	return s.log.Attempt(ctx, a)
}

func (s steady) Outcome(ctx context.Context, o registryclient.WireOutcome) error {
	o.Time = s.at
	return s.log.Outcome(ctx, o)
}

// Files searches every file below a directory, and their names.
func (r *Run) Files(place, dir string) {
	r.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		r.Search.Text(place+", file name", d.Name())
		if d.IsDir() {
			return nil
		}
		files++
		data, err := os.ReadFile(path)
		r.Search.Bytes(place, data)
		return err
	})
	if err != nil || files == 0 {
		r.Errorf("%s: %d files, error %v", place, files, err)
	}
}

// Query is the question about a person, by personal ID or, for every third, by
// CMND; for every fifth under a name that is not theirs.
func (r *Run) Query(i int) registryclient.Query {
	p := &r.People[i]
	q := registryclient.Query{
		RequestID: fmt.Sprint("q-", i), Number: p.PersonalID.Number(), FullName: p.Name, DateOfBirth: p.Born, Gender: p.Gender,
		Purpose: registryclient.Purpose{Procedure: "TEST", Officer: officer, Unit: "unit"},
	}
	if i%3 == 1 {
		q.Number = p.CMND.Number()
	}
	if i%5 == 1 {
		q.FullName += "x"
	}
	return q
}

// Everybody asks a server about every person, many at once. The tokens that it
// gives out on the way are secrets, too.
func (r *Run) Everybody(place string, s *registrytest.Server, ask func(ctx context.Context, i int) (answer any, err error)) {
	r.Helper()
	_, _ = ask(r.Context(), 0) // for the first token
	work := make(chan int)
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for i := range work {
				if i%64 == 0 {
					r.tokens(s)
				}
				answer, err := ask(r.Context(), i)
				r.Search.Error(place+", error", err)
				r.Search.Value(place+", answer", answer)
			}
		})
	}
	for i := range r.People {
		work <- i
	}
	close(work)
	wg.Wait()
}

// Played notes a fault of a handshake.
func (r *Run) Played(kind registrytest.FaultKind) {
	r.note(registrytest.ServiceLookUp, registrytest.Fault{Kind: kind})
}

// Unplayed gives the classes of faults that nothing met.
func (r *Run) Unplayed() []registrytest.FaultClass {
	r.mu.Lock()
	defer r.mu.Unlock()
	var missing []registrytest.FaultClass
	for class := registrytest.FaultClass(1); class <= registrytest.FaultClasses; class++ {
		if r.played[class] == 0 {
			missing = append(missing, class)
		}
	}
	return missing
}
