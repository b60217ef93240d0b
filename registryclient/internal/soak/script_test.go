package soak_test

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// endings are the faults that end a run, since every further question would
// meet them as well.
var endings = [...]registrytest.FaultClass{8, 9, 18, 18, 19}

// script decides on the exchanges.
type script struct {
	every int // exchanges for one that meets a fault
	forms [registrytest.FaultClasses + 1][]registrytest.FaultCase

	mu         sync.Mutex
	random     *rand.Rand
	classes    []registrytest.FaultClass // still to play before all begin again
	ending     []registrytest.FaultCase  // to play in the next exchanges
	handshakes []registrytest.FaultCase  // to play in the next handshakes
	quiet      bool
	requests   int
	played     [registrytest.FaultClasses + 1]int
}

// newScript has one exchange in twenty meet a fault, or more in a run so short
// that it would not meet every class: there are 24 that go on.
func newScript(exchanges int) *script {
	s := &script{every: min(20, exchanges/36), random: rand.New(rand.NewPCG(1, 7))}
	for _, c := range registrytest.FaultCases() {
		if c.Applies(registrytest.ServiceExchange) {
			s.forms[c.Class] = append(s.forms[c.Class], c)
		}
	}
	return s
}

// request decides on one exchange. While a fault of the handshake is to play,
// connections end, until there is none left to use and a new one meets it.
func (s *script) request(registrytest.Request) registrytest.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	var c registrytest.FaultCase
	switch {
	case s.quiet:
		return registrytest.Fault{}
	case len(s.handshakes) > 0:
		return registrytest.Fault{Kind: registrytest.FaultDropBefore}
	case len(s.ending) > 0:
		c, s.ending = s.ending[0], s.ending[1:]
	case s.requests%s.every == 0:
		c = s.draw()
	default:
		return registrytest.Fault{}
	}
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

// draw gives a form of the next class: every class as often as any other, those
// apart that end a run.
func (s *script) draw() registrytest.FaultCase {
	if len(s.classes) == 0 {
		for _, i := range s.random.Perm(registrytest.FaultClasses) {
			if class := registrytest.FaultClass(i + 1); !slices.Contains(endings[:], class) {
				s.classes = append(s.classes, class)
			}
		}
	}
	forms := s.forms[s.classes[0]]
	s.classes = s.classes[1:]
	return forms[s.random.IntN(len(forms))]
}

// handshake decides on one handshake.
func (s *script) handshake(int) registrytest.FaultKind {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.quiet || len(s.handshakes) == 0 {
		return registrytest.FaultNone
	}
	c := s.handshakes[0]
	s.handshakes = s.handshakes[1:]
	s.played[c.Class]++
	return c.Fault.Kind
}

// end has a class played that ends the run, in one form after the other.
func (s *script) end(class registrytest.FaultClass) {
	s.mu.Lock()
	defer s.mu.Unlock()
	forms := s.forms[class]
	s.ending = append(s.ending, forms[s.played[class]%len(forms)])
}

// off has the registry behave from now on.
func (s *script) off() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quiet = true
}

func (s *script) asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

func (s *script) counts() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.played[1:])
}

// complete fails unless every class was played.
func (s *script) complete(t *testing.T) {
	t.Helper()
	for i, times := range s.counts() {
		if times == 0 {
			t.Errorf("class %d was never played", i+1)
		}
	}
}
