package soak_test

import (
	"errors"
	"io"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/auditlog"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/journal"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The load. Rows, samples, rotations and stops are counted and not timed, so
// that a run does the same on any machine.
const (
	chunkSize = 100
	workers   = 8
	samples   = 48
	rotations = 12
	mostRuns  = 40
)

// TestSoak asks a registry that goes wrong in one exchange of twenty 5,000 rows a
// second, or BHXH_SOAK_RATE, for 3 s or as long as BHXH_SOAK says, in one batch with
// journal and audit log. Beside it single questions go through a gateway whose tokens
// end again and again, and certificate, key and authorities are replaced. Five
// times a refusal or a bad certificate ends the run, and the next goes on from
// the journal. Between the first and the last quarter nothing may grow but what
// keeps the rows; at the end every row has the right answer once.
//
//	BHXH_SOAK=60m go test -run TestSoak -v -timeout 2h ./registryclient/internal/soak
func TestSoak(t *testing.T) {
	length := 3 * time.Second
	if text := os.Getenv("BHXH_SOAK"); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil || length < 10*time.Second {
			t.Fatal("BHXH_SOAK is not a time of 10 s or more")
		}
	}
	rate := 5000
	if text := os.Getenv("BHXH_SOAK_RATE"); text != "" {
		var err error
		if rate, err = strconv.Atoi(text); err != nil || rate < 1000 {
			t.Fatal("BHXH_SOAK_RATE is not 1,000 rows a second or more")
		}
	}
	s := newSoak(t, length, rate)
	start := time.Now()
	var aside sync.WaitGroup
	aside.Go(s.askOneByOne)
	s.batch()
	aside.Wait()
	s.audited()
	s.flat()
	t.Logf("%v: %d rows in %d runs, %d requests, of them %d to the gateway (%d answers, the rest tokens and repeats), %d rotations",
		time.Since(start).Round(time.Second), s.rows, s.runs, s.seen.attempts.Load(), s.platformRequests.Load(), s.answered, rotations)
	t.Logf("faults of the exchange by class: %v", s.faults.counts())
}

// soak is a run under way.
type soak struct {
	*testing.T
	length time.Duration
	rate   int // rows a second
	rows   int
	dir    string

	faults           *script
	exchange         *registrytest.Server
	platform         *registrytest.Server // with tokens
	platformRequests atomic.Int64
	certificates     *certificates
	log              *auditlog.Log
	transport        *registryclient.Transport
	seen             counter

	runs      int
	furthest  int // row that is asked for the first time
	next      time.Time
	taken     []sample
	rotated   int
	withdrawn int // faults that end a run
	answered  int // of the single questions
}

var key = registryclient.NewSecret("a key for this test, of 32 bytes or more")

func newSoak(t *testing.T, length time.Duration, rate int) *soak {
	t.Helper()
	s := &soak{T: t, length: length, rate: rate, dir: t.TempDir()}
	s.rows = int(length.Seconds()) * rate / chunkSize * chunkSize
	s.faults = newScript(s.rows / chunkSize)
	s.exchange, s.platform = s.servers()
	s.certificates = newCertificates(t, s.exchange, s.platform)
	var err error
	if s.log, err = auditlog.Open(s.auditDir(), auditlog.Options{Key: key}); err != nil {
		t.Fatal(err)
	}
	s.transport, err = registryclient.NewTransport(
		registryclient.WithTLSFiles(s.certificates.files),
		registryclient.WithConcurrency(2*workers), registryclient.WithRate(1000, 100),
		registryclient.WithTimeouts(2*time.Second, time.Minute),
		registryclient.WithRetry(registryclient.Retry{BaseWait: 10 * time.Millisecond, MaxWait: 100 * time.Millisecond}),
		registryclient.WithLogger(slog.New(slog.NewJSONHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug}))),
		registryclient.WithAuditor(s.log), registryclient.WithObserver(&s.seen))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.transport.Close)
	return s
}

func (s *soak) auditDir() string   { return filepath.Join(s.dir, "audit") }
func (s *soak) journalDir() string { return filepath.Join(s.dir, "journal") }

// batch asks about all rows, run after run until each has its answer, and reads
// them once more from the journal alone.
func (s *soak) batch() {
	channel, err := bulkfile.NewChannel(s.exchange.URL(),
		bulkfile.WithTransport(s.transport), bulkfile.WithAuthentication(s.exchange.Credentials()))
	if err != nil {
		s.Fatal(err)
	}
	for open := s.rows; open > 0; s.runs++ {
		if s.runs == mostRuns {
			s.Fatalf("%d rows are open after %d runs", open, s.runs)
		}
		open = s.run(channel, false)
	}
	if open := s.run(silent{s.T}, true); open != 0 {
		s.Errorf("%d rows are not in the journal", open)
	}
}

// run makes one run and gives how many rows have no answer after it.
func (s *soak) run(v registryclient.Verifier, complete bool) (open int) {
	j, err := journal.Open(s.journalDir(), journal.Options{})
	if err != nil {
		s.Fatal(err)
	}
	defer func() {
		if err := j.Close(); err != nil {
			s.Error(err)
		}
	}()
	given := 0
	opts := registryclient.BatchOptions{Key: key, ChunkSize: chunkSize, Workers: workers, Input: "soak"}
	for r, err := range registryclient.VerifyAll(s.Context(), v, s.questions(), j, opts) {
		switch {
		case errors.Is(err, registryclient.BatchGaveUp) && !complete: // somebody would look, and start it again
			return s.rows - given + open
		case err != nil:
			s.Fatal(err)
		case r.Row != given:
			s.Fatalf("row %d was given in the place of %d", r.Row, given)
		case r.Reply.Err != nil:
			open++
		case r.Reply.Answer.Outcome != truth(r.Row):
			s.Fatalf("row %d: %v, want %v", r.Row, r.Reply.Answer.Outcome, truth(r.Row))
		}
		if given++; given > s.furthest {
			s.furthest = given
			s.mark()
		}
	}
	if given != s.rows {
		s.Fatalf("%d results, want %d", given, s.rows)
	}
	s.faults.off()
	return open
}

// mark does what is due when a row was given for the first time.
func (s *soak) mark() {
	if s.furthest%(10*chunkSize) == 0 {
		s.exchange.Ledger().Reset() // which remembers every row
		s.platform.Ledger().Reset()
	}
	if s.furthest%(s.rows/samples) == 0 && len(s.taken) < samples {
		m := s.sample()
		s.taken = append(s.taken, m)
		s.Logf("row %d: %d goroutines, %d open files, %d kB live, %d kB resident, %d MB of journal",
			m.row, m.goroutines, m.files, m.heap>>10, m.resident>>10, m.journal>>20)
	}
	if s.furthest%(s.rows/rotations) == 0 && s.rotated < rotations {
		s.rotated++
		s.certificates.replace(s.T)
	}
	// In the first three quarters: the workers may be far ahead of the results.
	if s.furthest >= (2*s.withdrawn+1)*s.rows*3/4/(2*len(endings)) && s.withdrawn < len(endings) {
		s.faults.end(endings[s.withdrawn])
		s.withdrawn++
	}
}

// questions gives the rows: those asked for the first time no faster than the
// rate, without making up for time that was lost.
func (s *soak) questions() iter.Seq2[registryclient.Query, error] {
	furthest := s.furthest
	return func(yield func(registryclient.Query, error) bool) {
		for row := range s.rows {
			if row > furthest && row%chunkSize == 0 {
				s.pace()
			}
			if !yield(questionAbout(row), nil) {
				return
			}
		}
	}
}

func (s *soak) pace() {
	now := time.Now()
	if wait := s.next.Sub(now); wait > 0 {
		time.Sleep(wait)
		now = s.next
	}
	s.next = now.Add(chunkSize * time.Second / time.Duration(s.rate))
}

// audited checks that log, observer and registry tell the same.
func (s *soak) audited() {
	s.transport.Close()
	if err := s.log.Close(); err != nil {
		s.Error(err)
	}
	sum, err := auditlog.Verify(s.Context(), s.auditDir(), auditlog.VerifyOptions{Key: key})
	if err != nil {
		s.Fatal(err)
	}
	attempts := int(s.seen.attempts.Load())
	if sum.Attempts != attempts || sum.Outcomes != attempts || int(s.seen.attemptsEnded.Load()) != attempts {
		s.Errorf("%d attempts and %d outcomes in the log, %d attempts observed and %d ended",
			sum.Attempts, sum.Outcomes, attempts, s.seen.attemptsEnded.Load())
	}
	if calls, ended := s.seen.calls.Load(), s.seen.callsEnded.Load(); calls != ended {
		s.Errorf("%d calls began and %d ended", calls, ended)
	}
	if arrived := s.faults.asked() + int(s.platformRequests.Load()); arrived > attempts {
		s.Errorf("the registry saw %d requests, the log %d", arrived, attempts)
	}
	s.faults.complete(s.T)
}
