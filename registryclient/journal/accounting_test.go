package journal_test

import (
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/journal"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// setting reads a number from the environment, for the long runs.
func setting(t testing.TB, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is not a number", name)
	}
	return n
}

// TestAccounting asks a service that goes wrong in one request of ten, in all 28
// classes of registrytest.FaultCases, run after run until every row has its
// answer: a certificate or an account that is refused ends a run at once. An
// auditor that shares no code with the journal then finds nothing lost, doubled
// or wrong. Run it in full with
//
//	BHXH_ACCOUNTING_ROWS=1000000 go test -run TestAccounting -v -timeout 60m ./registryclient/journal
func TestAccounting(t *testing.T) {
	t.Parallel()
	n := setting(t, "BHXH_ACCOUNTING_ROWS", 10_000)
	opts := registryclient.BatchOptions{Key: key, Workers: 16, ChunkSize: max(20, n/10_000), Input: "accounting"}
	faults := newScript(1, 0.10)
	server, err := registrytest.NewServer(accountingPopulation(t), registrytest.Options{
		Power: registrytest.Describe, Compare: namesDiffer, Fault: faults.request, TLS: true, Handshake: faults.handshake,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	dir := t.TempDir()
	start, runs, open := time.Now(), 0, n
	for ; open > 0; runs++ {
		if runs > 1000 {
			t.Fatal("no end")
		}
		open = account(t, dir, server, n, opts)
	}
	took := time.Since(start)
	executed := make(map[string]bool, n)
	for _, e := range server.Ledger().Entries() {
		if e.Class != registrytest.ClassFault && e.RequestID != "" {
			executed[e.RequestID] = true
		}
	}
	exact(t, dir, n, func(_ int, id string) bool { return executed[id] })
	faults.complete(t)
	least := (n + opts.ChunkSize - 1) / opts.ChunkSize
	wire := server.Ledger().WireRequests()
	t.Logf("%d rows in %v (%.0f rows/s), %d runs, %d requests (%.3f of the least), faults by class %v; lost 0, doubled 0, wrong 0",
		n, took.Round(time.Millisecond), float64(n)/took.Seconds(), runs, wire, float64(wire)/float64(least), faults.played[1:])
}

// account makes one run and gives how many rows have no answer yet.
func account(t *testing.T, dir string, server *registrytest.Server, n int, opts registryclient.BatchOptions) (open int) {
	t.Helper()
	j := openAccount(t, dir)
	defer func() { _ = j.Close() }()
	transport, err := registryclient.NewTransport(
		registryclient.WithRootCAs(server.RootCAs()),
		registryclient.WithConcurrency(opts.Workers),
		registryclient.WithTimeouts(500*time.Millisecond, 20*time.Second),
		registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: 2 * time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	defer transport.Close()
	c, err := bulkfile.NewChannel(server.URL(), bulkfile.WithTransport(transport), bulkfile.WithAuthentication(server.Credentials()))
	if err != nil {
		t.Fatal(err)
	}
	given := 0
	for r, err := range registryclient.VerifyAll(t.Context(), c, accountingRows(t, n), j, opts) {
		if err != nil {
			if errors.Is(err, registryclient.BatchGaveUp) { // refused once: a person would look, and start it again
				return n - given + open
			}
			t.Fatal(err)
		}
		if r.Row != given {
			t.Fatalf("row %d was given in the place of %d", r.Row, given)
		}
		given++
		if r.Reply.Err != nil {
			open++
		}
	}
	if given != n {
		t.Fatalf("%d results, want %d", given, n)
	}
	return open
}

// openAccount opens the journal: with fsync in the long run only, since nothing
// here cuts the power.
func openAccount(t *testing.T, dir string) *journal.Journal {
	if os.Getenv("BHXH_ACCOUNTING_ROWS") != "" {
		return open(t, dir, journal.Options{})
	}
	return open(t, dir, journal.Options{}.On(hasty{}))
}

// accountingPeople are the synthetic people whom all rows of the accounting
// concern, one after the other; it is a multiple of what oracle tells apart.
const accountingPeople = 7000

// accountingRows are the questions: row i is about person i, as oracle says.
func accountingRows(t *testing.T, n int) iter.Seq2[registryclient.Query, error] {
	t.Helper()
	people := make([]registryclient.Query, min(n, accountingPeople))
	for i := range people {
		people[i] = question(i)
		if _, class := oracle(i); class == classNotComparable {
			shared, err := identity.ParseNumber(sharedCMND(i))
			if err != nil {
				t.Fatal(err)
			}
			people[i].Number = shared
		}
	}
	return func(yield func(registryclient.Query, error) bool) {
		for i := range n {
			if !yield(people[i%len(people)], nil) {
				return
			}
		}
	}
}

func sharedCMND(i int) string { return fmt.Sprintf("9%08d", i) }

// accountingPopulation is what the registry holds: what oracle says of a row is
// true of it.
func accountingPopulation(t *testing.T) *registrytest.Population {
	t.Helper()
	var file strings.Builder
	file.WriteString("personal_id,cmnd,full_name,date_of_birth,gender\n")
	for i := range accountingPeople {
		born := fmt.Sprintf("%02d/%02d/1985", 1+i%28, 1+i%12)
		switch i % 7 {
		case 1:
			fmt.Fprintf(&file, "%s,,Canaria Khác,%s,Nam\n", number(i), born)
		case 2: // nobody
		case 3:
			fmt.Fprintf(&file, "%s,%s,%s,%s,Nam\n", number(i), sharedCMND(i), name(i), born)
			fmt.Fprintf(&file, "%s,%s,%s,%s,Nam\n", number(accountingPeople+i), sharedCMND(i), name(i), born)
		default:
			fmt.Fprintf(&file, "%s,,%s,%s,Nam\n", number(i), name(i), born)
		}
	}
	p, err := registrytest.LoadPopulation(strings.NewReader(file.String()), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func namesDiffer(subject, reference identity.Person) registrytest.FieldsDiffer {
	return registrytest.FieldsDiffer{Name: subject.FullName != reference.FullName}
}

// script plays faults in a share of the exchanges: every class as often as any
// other, in random order.
type script struct {
	share float64
	forms [registrytest.FaultClasses + 1][]registrytest.FaultCase

	mu         sync.Mutex
	random     *rand.Rand
	classes    []int                    // still to play before all begin again
	handshakes []registrytest.FaultCase // to play in the next handshakes
	played     [registrytest.FaultClasses + 1]int
}

func newScript(seed uint64, share float64) *script {
	s := &script{share: share, random: rand.New(rand.NewPCG(seed, 7))}
	for _, c := range registrytest.FaultCases() {
		if c.Applies(registrytest.ServiceExchange) {
			s.forms[c.Class] = append(s.forms[c.Class], c)
		}
	}
	return s
}

// request decides on one exchange. Where it draws a fault of the handshake, the
// connection ends and the next one meets it.
func (s *script) request(registrytest.Request) registrytest.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.random.Float64() >= s.share {
		return registrytest.Fault{}
	}
	if len(s.classes) == 0 {
		s.classes = s.random.Perm(registrytest.FaultClasses)
	}
	forms := s.forms[1+s.classes[0]]
	s.classes = s.classes[1:]
	c := forms[s.random.IntN(len(forms))]
	if c.Handshake {
		s.handshakes = append(s.handshakes, c)
		return registrytest.Fault{Kind: registrytest.FaultDropBefore}
	}
	s.played[c.Class]++
	if c.Date || c.Fault.RetryAfter == "1" { // so that the run does not stand still
		c.Fault.RetryAfter = "0"
	}
	return c.Fault
}

// handshake decides on one handshake.
func (s *script) handshake(int) registrytest.FaultKind {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.handshakes) == 0 {
		return registrytest.FaultNone
	}
	c := s.handshakes[0]
	s.handshakes = s.handshakes[1:]
	s.played[c.Class]++
	return c.Fault.Kind
}

// complete fails unless every class was played.
func (s *script) complete(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for class, times := range s.played {
		if class > 0 && times == 0 {
			t.Errorf("class %d was never played", class)
		}
	}
}
