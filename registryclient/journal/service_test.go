package journal_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// service is a neutral batch service, for the kill test alone: no such service
// is public. It speaks the format of package bulkfile without its code and keeps
// who was asked.
type service struct {
	slow time.Duration // the longest an answer takes
	open atomic.Int64  // connections

	mu       sync.Mutex
	random   *rand.Rand
	requests int
	asked    map[int]map[string]bool // by row, the exchanges that brought it
	ids      map[int]map[string]bool // by row, the request ids it came under
	after    func(requests int)      // told of every request
}

func newService(seed uint64) *service {
	return &service{
		random: rand.New(rand.NewPCG(seed, 7)),
		asked:  make(map[int]map[string]bool), ids: make(map[int]map[string]bool),
	}
}

// connection counts the open connections.
func (s *service) connection(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.open.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.open.Add(-1)
	}
}

// oracle says what is true of a row.
func oracle(row int) (result string, class byte) {
	switch row % 7 {
	case 1:
		return `"differs","wrong":["full_name"]`, classNotMatched
	case 2:
		return `"no_such_number"`, classNotMatched
	case 3:
		return `"several"`, classNotComparable
	}
	return `"match"`, classMatched
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	exchange, rows, ids := readExchange(r.Body)
	s.mu.Lock()
	s.requests++
	count, after := s.requests, s.after
	wait := time.Duration(s.random.Int64N(int64(s.slow) + 1))
	for i, row := range rows {
		note(s.asked, row, exchange)
		note(s.ids, row, ids[i])
	}
	s.mu.Unlock()
	if after != nil {
		after(count)
	}
	time.Sleep(wait)
	_, _ = io.WriteString(w, answers(exchange, rows, ids))
}

func note(m map[int]map[string]bool, row int, what string) {
	if m[row] == nil {
		m[row] = make(map[string]bool, 1)
	}
	m[row][what] = true
}

func readExchange(body io.Reader) (exchange string, rows []int, ids []string) {
	lines := bufio.NewScanner(body)
	for lines.Scan() {
		var line struct {
			Exchange string `json:"exchange"`
			Row      string `json:"row"`
			Number   string `json:"id_number"`
		}
		if json.Unmarshal(lines.Bytes(), &line) != nil {
			continue
		}
		if line.Exchange != "" {
			exchange = line.Exchange
		}
		if line.Row != "" {
			row, _ := rowOf(line.Number)
			rows, ids = append(rows, row), append(ids, line.Row)
		}
	}
	return exchange, rows, ids
}

func answers(exchange string, rows []int, ids []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"format":"bhxh-go/bulk","version":1,"kind":"answers","exchange":"%s","note":"not an official format"}`+"\n", exchange)
	for i, row := range rows {
		result, _ := oracle(row)
		fmt.Fprintf(&b, `{"row":"%s","result":%s}`+"\n", ids[i], result)
	}
	fmt.Fprintf(&b, `{"rows":%d}`+"\n", len(rows))
	return b.String()
}

// channel asks the service at an address, as a program would.
func channel(url string, workers int) (*bulkfile.Channel, func(), error) {
	transport, err := registryclient.NewTransport(
		registryclient.WithConcurrency(workers),
		registryclient.WithTimeouts(5*time.Second, 20*time.Second),
		registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: 2 * time.Millisecond}))
	if err != nil {
		return nil, nil, err
	}
	c, err := bulkfile.NewChannel(url, bulkfile.WithTransport(transport))
	return c, transport.Close, err
}

// exact checks the journal of a finished batch against the oracle and what the
// service was asked: nothing lost, nothing twice, nothing wrong, and every
// outcome traces to a request under the id that the formula gives.
func exact(t *testing.T, dir string, n int, asked func(row int, id string) bool) {
	t.Helper()
	a, err := auditJournal(dir)
	if err != nil {
		t.Fatal(err)
	}
	wrong, untraced := 0, 0
	for row, class := range a.classes {
		if _, want := oracle(row); class != want || row >= n {
			wrong++
		}
		traced := false
		for g := uint64(0); g <= a.gen[row/a.chunk] && !traced; g++ {
			traced = asked(row, a.id(row, g))
		}
		if !traced {
			untraced++
		}
	}
	lost := n - len(a.classes)
	if lost != 0 || a.changed != 0 || wrong != 0 || untraced != 0 || len(a.open) != 0 || a.ended != n {
		t.Fatalf("of %d rows %d are lost, %d answered twice, %d wrong, %d without a request; %d open, end %d",
			n, lost, a.changed, wrong, untraced, len(a.open), a.ended)
	}
}
