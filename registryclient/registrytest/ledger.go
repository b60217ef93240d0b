package registrytest

import (
	"slices"
	"sync"
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

// Class says how a question was dealt with.
type Class string

// The classes.
const (
	ClassFound        Class = "found"        // one person, who fits where the power asks for it
	ClassNone         Class = "none"         // nobody
	ClassSeveral      Class = "several"      // several people under one number
	ClassDiffers      Class = "differs"      // Describe: some field is wrong
	ClassUnauthorized Class = "unauthorized" // credentials, signature or clock refused
	ClassForbidden    Class = "forbidden"    // right credentials of another subsystem
	ClassRefused      Class = "refused"      // not a request of this service
	ClassFault        Class = "fault"        // a fault was played before anything was looked up
)

// Entry is one question as the server saw it. It holds no personal data.
type Entry struct {
	Wire       int       // the request it came in, from 1 in the order of arrival
	Time       time.Time // of arrival
	Operation  string    // root element, or "exchange"; "" where it could not be read
	RequestID  string    // MaYeuCau, or the row key; "" where it could not be read
	Repeat     int       // how many earlier questions had this request id
	NumberKind identity.NumberKind
	Class      Class
	Fault      FaultKind // the fault played with the reply
}

// Ledger is what a server was asked. It is safe for concurrent use.
type Ledger struct {
	mu      sync.Mutex
	wire    int
	entries []Entry
	asked   map[string]int // questions by request id
}

// arrive counts a request on the wire.
func (l *Ledger) arrive() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wire++
	return l.wire
}

// repeats counts a question and gives how many had its request id before.
func (l *Ledger) repeats(requestID string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked == nil {
		l.asked = map[string]int{}
	}
	l.asked[requestID]++
	return l.asked[requestID] - 1
}

func (l *Ledger) add(entries ...Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = append(l.entries, entries...)
}

// WireRequests gives the number of requests that arrived, with or without a
// question in them.
func (l *Ledger) WireRequests() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.wire
}

// Len gives the number of entries.
func (l *Ledger) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.entries)
}

// Entries gives a copy of all entries, in the order in which they were dealt
// with.
func (l *Ledger) Entries() []Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.entries)
}

// Count gives the number of entries for which keep is true; keep must not call
// the ledger.
func (l *Ledger) Count(keep func(Entry) bool) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, e := range l.entries {
		if keep(e) {
			n++
		}
	}
	return n
}

// Reset forgets everything.
func (l *Ledger) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wire, l.entries, l.asked = 0, nil, nil
}
