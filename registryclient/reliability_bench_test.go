package registryclient_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// The benchmarks of this file are the figures of RELIABILITY.md; each names its
// command there. Client and fake registry share the process and its processors.

const crowd = 1000 // people of the population

// crowdServer knows synthetic people: no region has the code 000.
func crowdServer(b testing.TB, options registrytest.Options) *registrytest.Server {
	b.Helper()
	var people strings.Builder
	people.WriteString("personal_id,full_name,date_of_birth,gender\n")
	for i := range crowd {
		fmt.Fprintf(&people, "000085%06d,Nguyễn Văn Mẫu,01/02/1985,Nam\n", i)
	}
	population, err := registrytest.LoadPopulation(strings.NewReader(people.String()), "population.csv")
	if err != nil {
		b.Fatal(err)
	}
	s, err := registrytest.NewServer(population, options)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Close)
	return s
}

// crowdQuestion asks about one of them: every third under a name that is not
// theirs.
func crowdQuestion(i int) registryclient.Query {
	q := registryclient.Query{
		RequestID: fmt.Sprint("q-", i), Number: identity.MustParsePersonalID(fmt.Sprintf("000085%06d", i%crowd)).Number(),
		FullName: "Nguyễn Văn Mẫu", DateOfBirth: identity.MustDate(1985, 2, 1), Purpose: suitePurpose,
	}
	if i%3 == 0 {
		q.FullName = "Người Khác"
	}
	return q
}

func crowdAnswer(i int) registryclient.Outcome {
	if i%3 == 0 {
		return registryclient.OutcomeNotMatched
	}
	return registryclient.OutcomeMatched
}

var suitePurpose = registryclient.Purpose{Procedure: "TEST", Officer: "test"}

func crowdTransport(b testing.TB, workers int) *registryclient.Transport {
	b.Helper()
	tr, err := registryclient.NewTransport(registryclient.WithConcurrency(workers),
		registryclient.WithTimeouts(500*time.Millisecond, 30*time.Second),
		registryclient.WithRetry(registryclient.Retry{MaxAttempts: 6, BaseWait: 10 * time.Millisecond, MaxWait: 100 * time.Millisecond}))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(tr.Close)
	return tr
}

// BenchmarkOneByOne asks with 128 workers while a share of the requests fails,
// in all classes drawn evenly (R3, R4).
func BenchmarkOneByOne(b *testing.B) {
	for _, percent := range []int{0, 5, 20} {
		b.Run(fmt.Sprintf("faults=%d%%", percent), func(b *testing.B) {
			s := crowdServer(b, registrytest.Options{Fault: registrytest.Rate(1, float64(percent)/100, registrytest.ServiceLookUp)})
			c, err := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithTransport(crowdTransport(b, 128)))
			if err != nil {
				b.Fatal(err)
			}
			var wrong, failed atomic.Int64
			questions(b, 128, func(i int) {
				switch a, err := c.Verify(context.Background(), crowdQuestion(i)); {
				case err != nil:
					failed.Add(1)
				case a.Outcome != crowdAnswer(i):
					wrong.Add(1)
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(s.Ledger().WireRequests())/float64(b.N), "requests/row")
			b.ReportMetric(float64(failed.Load()), "unanswered")
			b.ReportMetric(float64(wrong.Load()), "wrong")
		})
	}
}

// questions has workers ask the questions of the benchmark's loop.
func questions(b *testing.B, workers int, ask func(i int)) {
	work := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range work {
				ask(i)
			}
		})
	}
	n := 0
	for b.Loop() {
		work <- n
		n++
	}
	close(work)
	wg.Wait()
}

// BenchmarkBatch exchanges files of 100 rows with 64 workers, while a share of
// the exchanges fails (R2, R4).
func BenchmarkBatch(b *testing.B) {
	const rows = 100
	for _, percent := range []int{0, 5, 20} {
		b.Run(fmt.Sprintf("faults=%d%%", percent), func(b *testing.B) {
			s := crowdServer(b, registrytest.Options{
				Power: registrytest.Describe, Fault: registrytest.Rate(1, float64(percent)/100, registrytest.ServiceExchange),
				Compare: func(subject, reference identity.Person) registrytest.FieldsDiffer {
					return registrytest.FieldsDiffer{Name: subject.FullName != reference.FullName}
				},
			})
			c, err := bulkfile.NewChannel(s.URL(), bulkfile.WithAuthentication(s.Credentials()), bulkfile.WithTransport(crowdTransport(b, 64)))
			if err != nil {
				b.Fatal(err)
			}
			var wrong, failed atomic.Int64
			questions(b, 64, func(n int) {
				qs := make([]registryclient.Query, rows)
				for i := range qs {
					qs[i] = crowdQuestion(n*rows + i)
				}
				replies, err := c.VerifyBatch(context.Background(), qs)
				if err != nil {
					failed.Add(rows)
				}
				for i, r := range replies {
					if r.Err != nil || r.Answer.Outcome != crowdAnswer(n*rows+i) {
						wrong.Add(1)
					}
				}
			})
			b.ReportMetric(float64(b.N*rows)/b.Elapsed().Seconds(), "rows/s")
			b.ReportMetric(float64(s.Ledger().WireRequests())/float64(b.N), "requests/file")
			b.ReportMetric(float64(failed.Load()), "unanswered")
			b.ReportMetric(float64(wrong.Load()), "wrong")
		})
	}
}

// BenchmarkTooLarge is one attempt that meets a reply above the limit (R8):
// look at the bytes allocated, the server's included.
func BenchmarkTooLarge(b *testing.B) {
	for _, kind := range []registrytest.FaultKind{registrytest.FaultOversize, registrytest.FaultBomb} {
		b.Run(kind.String(), func(b *testing.B) {
			s := crowdServer(b, registrytest.Options{Fault: func(registrytest.Request) registrytest.Fault { return registrytest.Fault{Kind: kind} }})
			tr, err := registryclient.NewTransport(registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1}))
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(tr.Close)
			c, err := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithTransport(tr))
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Verify(context.Background(), crowdQuestion(1)); !errors.Is(err, registryclient.CodeTooLarge) {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDeadlines meets the slow classes and reports by how much attempts
// pass their limit and calls the caller's deadline (R9).
func BenchmarkDeadlines(b *testing.B) {
	const limit, deadline = 100 * time.Millisecond, 150 * time.Millisecond
	for _, kind := range []registrytest.FaultKind{registrytest.FaultBlackHole, registrytest.FaultSlowHeaders, registrytest.FaultSlowBody} {
		b.Run(kind.String(), func(b *testing.B) {
			s := crowdServer(b, registrytest.Options{Fault: func(registrytest.Request) registrytest.Fault { return registrytest.Fault{Kind: kind} }})
			tr, err := registryclient.NewTransport(registryclient.WithTimeouts(limit, time.Minute), registryclient.WithoutBreaker(),
				registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1}))
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(tr.Close)
			c, err := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithTransport(tr))
			if err != nil {
				b.Fatal(err)
			}
			patient, err := registryclient.NewTransport(registryclient.WithoutBreaker())
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(patient.Close)
			slow, err := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithTransport(patient))
			if err != nil {
				b.Fatal(err)
			}
			var attempt, call time.Duration
			for b.Loop() {
				start := time.Now()
				_, _ = c.Verify(context.Background(), crowdQuestion(1))
				attempt = max(attempt, time.Since(start)-limit)
				ctx, cancel := context.WithTimeout(context.Background(), deadline)
				start = time.Now()
				_, _ = slow.Verify(ctx, crowdQuestion(1))
				call = max(call, time.Since(start)-deadline)
				cancel()
			}
			b.ReportMetric(float64(attempt.Microseconds())/1000, "ms-over-limit")
			b.ReportMetric(float64(call.Microseconds())/1000, "ms-over-deadline")
		})
	}
}

// BenchmarkConnections has a tenth of the calls end for good and reports how
// many connections were opened for each of 32 workers (R13).
func BenchmarkConnections(b *testing.B) {
	const workers = 32
	var opened, n atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1)%10 == 0 {
			w.WriteHeader(http.StatusForbidden)
		}
	}))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	s.Start()
	b.Cleanup(s.Close)
	tr := crowdTransport(b, workers)
	questions(b, workers, func(int) { _ = ask(tr, s.URL, accept) })
	b.ReportMetric(float64(opened.Load())/workers, "connections/worker")
}
