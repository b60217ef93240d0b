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

// service is a neutral batch service, for tests alone: no such service is
// public. It speaks the format of package bulkfile without its code, keeps who
// was asked, and misbehaves at a rate.
type service struct {
	rate float64       // of requests that go wrong
	slow time.Duration // the longest an answer takes
	open atomic.Int64  // connections

	mu       sync.Mutex
	random   *rand.Rand
	requests int
	faults   map[string]int
	asked    map[int]map[string]bool // by row, the exchanges that brought it
	ids      map[int]map[string]bool // by row, the request ids it came under
	after    func(requests int)      // told of every request
}

func newService(seed uint64) *service {
	return &service{
		random: rand.New(rand.NewPCG(seed, 7)), faults: make(map[string]int),
		asked: make(map[int]map[string]bool), ids: make(map[int]map[string]bool),
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

// faults, in the place of a reply or spoiling it.
var faultKinds = []string{
	"500", "502", "503", "429", "504", "307", "html", "drop_before", "drop_after", "truncated", "short", "oversize",
	"missing_row", "double_row", "foreign_row", "other_exchange", "bad_utf8", "double_key", "row_unavailable", "soap", "403",
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	exchange, rows, ids := readExchange(r.Body)
	s.mu.Lock()
	s.requests++
	count, after := s.requests, s.after
	fault := ""
	if s.random.Float64() < s.rate {
		fault = faultKinds[s.random.IntN(len(faultKinds))]
		if fault == "403" && s.random.IntN(20) > 0 { // it stops a batch at once: a few are enough
			fault = "500"
		}
		s.faults[fault]++
	}
	wait := time.Duration(s.random.Int64N(int64(s.slow) + 1))
	if executes(fault) {
		for i, row := range rows {
			note(s.asked, row, exchange)
			note(s.ids, row, ids[i])
		}
	}
	s.mu.Unlock()
	if after != nil {
		after(count)
	}
	time.Sleep(wait)
	reply(w, fault, exchange, rows, ids)
}

func note(m map[int]map[string]bool, row int, what string) {
	if m[row] == nil {
		m[row] = make(map[string]bool, 1)
	}
	m[row][what] = true
}

func executes(fault string) bool {
	switch fault {
	case "500", "502", "503", "429", "504", "307", "html", "drop_before", "soap", "403":
		return false
	}
	return true
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

func reply(w http.ResponseWriter, fault, exchange string, rows []int, ids []string) {
	switch fault {
	case "500", "502", "504", "403":
		w.WriteHeader(map[string]int{"500": 500, "502": 502, "504": 504, "403": 403}[fault])
		_, _ = io.WriteString(w, "<html>Canaria Mẫu</html>")
		return
	case "503", "429":
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(map[string]int{"503": 503, "429": 429}[fault])
		return
	case "307":
		w.Header().Set("Location", "https://registry.invalid/")
		w.WriteHeader(307)
		return
	case "html":
		_, _ = io.WriteString(w, "<!DOCTYPE html><html></html>")
		return
	case "soap":
		w.WriteHeader(500)
		_, _ = io.WriteString(w, "<soap:Fault/>")
		return
	case "drop_before", "drop_after":
		panic(http.ErrAbortHandler)
	}
	text := answers(fault, exchange, rows, ids)
	switch fault {
	case "truncated":
		text = text[:len(text)/2]
	case "short":
		w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		_, _ = io.WriteString(w, text[:len(text)/2])
		panic(http.ErrAbortHandler)
	case "oversize":
		text += strings.Repeat(" ", 1<<20)
	}
	_, _ = io.WriteString(w, text)
}

func answers(fault, exchange string, rows []int, ids []string) string {
	var b strings.Builder
	if fault == "other_exchange" {
		exchange = "another"
	}
	fmt.Fprintf(&b, `{"format":"bhxh-go/bulk","version":1,"kind":"answers","exchange":"%s","note":"not an official format"}`+"\n", exchange)
	count := 0
	line := func(id, result string) {
		fmt.Fprintf(&b, `{"row":"%s","result":%s}`+"\n", id, result)
		count++
	}
	for i, row := range rows {
		result, _ := oracle(row)
		switch {
		case i > 0:
		case fault == "missing_row":
			continue
		case fault == "double_row":
			line(ids[i], result)
		case fault == "foreign_row":
			line("foreign", result)
		case fault == "row_unavailable":
			result = `"unavailable"`
		case fault == "double_key":
			result += `,"result":"match"`
		case fault == "bad_utf8":
			result = "\"match\xff\""
		}
		line(ids[i], result)
	}
	fmt.Fprintf(&b, `{"rows":%d}`+"\n", count)
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
func exact(t *testing.T, dir string, s *service, n int) {
	t.Helper()
	a, err := auditJournal(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.classes) != n || len(a.open) != 0 || a.ended != n {
		t.Fatalf("%d of %d rows are answered, %d open, end %d", len(a.classes), n, len(a.open), a.ended)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for row := range n {
		_, class := oracle(row)
		if a.classes[row] != class {
			t.Fatalf("row %d is kept as %d, want %d", row, a.classes[row], class)
		}
		traced := false
		for g := uint64(0); g <= a.gen[row/a.chunk] && !traced; g++ {
			traced = s.ids[row][a.id(row, g)]
		}
		if !traced {
			t.Fatalf("row %d: no request came under its id", row)
		}
	}
}
