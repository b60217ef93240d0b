package registrytest

import (
	"crypto/rand"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// Server is a fake registry on a loopback port. It is safe for concurrent use.
type Server struct {
	population *Population
	options    Options
	address    string
	ledger     Ledger
	http       http.Server
	closing    chan struct{}
	close      sync.Once
	served     sync.WaitGroup
}

// path is where the server answers; every other path is not found, so that a
// wrong address fails loudly.
const path = "/csdldc/tra-cuu"

// The largest requests.
const (
	maxQuestion = 64 << 10
	maxExchange = 4 << 20
)

// NewServer starts a server that knows the population.
func NewServer(population *Population, options Options) (*Server, error) {
	switch {
	case population == nil:
		return nil, errPopulation
	case options.Power > Describe:
		return nil, errPower
	case options.Power == Describe && options.Compare == nil:
		return nil, errCompare
	}
	if options.Credentials.User == "" {
		options.Credentials.User = "bhxh-test"
	}
	if options.Credentials.Secret.IsZero() {
		options.Credentials.Secret = registryclient.NewSecret(rand.Text())
	}
	if options.ClockWindow == 0 {
		options.ClockWindow = defaultClockWindow
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if err := options.Credentials.Validate(); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{population: population, options: options, closing: make(chan struct{})}
	s.address = "http://" + listener.Addr().String() + path
	s.http.Handler = http.HandlerFunc(s.serve)
	s.http.ReadHeaderTimeout = 10 * time.Second
	s.served.Go(func() { _ = s.http.Serve(listener) }) // ends with http.ErrServerClosed
	return s, nil
}

// URL gives the address of the service.
func (s *Server) URL() string { return s.address }

// Credentials gives what a client must present, ready to be used as its
// authentication.
func (s *Server) Credentials() registryclient.SignedBasic { return s.options.Credentials }

// Ledger gives what the server was asked.
func (s *Server) Ledger() *Ledger { return &s.ledger }

// Close stops the server; requests under way are cut off. It may be called
// more than once.
func (s *Server) Close() {
	s.close.Do(func() {
		close(s.closing)
		_ = s.http.Close() // of a listener that is closed anyway
	})
	s.served.Wait()
}

// serve deals with one request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	entry := Entry{Wire: s.ledger.arrive(), Time: s.options.Now()}
	if r.URL.Path != path {
		s.refuse(w, entry, http.StatusNotFound)
		return
	}
	if r.Method != http.MethodPost {
		s.refuse(w, entry, http.StatusMethodNotAllowed)
		return
	}
	if status := s.admit(r.Header); status != 0 {
		s.refuse(w, entry, status)
		return
	}
	limit := int64(maxQuestion)
	if s.options.Power == Describe {
		limit = maxExchange
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	switch {
	case err != nil:
		s.refuse(w, entry, http.StatusBadRequest)
		return
	case int64(len(body)) > limit:
		s.refuse(w, entry, http.StatusRequestEntityTooLarge)
		return
	}
	if s.options.Power == Describe {
		s.serveExchange(w, r, entry, body)
	} else {
		s.serveQuestion(w, r, entry, body)
	}
}

// refuse turns a request away with a status.
func (s *Server) refuse(w http.ResponseWriter, entry Entry, status int) {
	entry.Class = ClassRefused
	switch status {
	case http.StatusUnauthorized:
		entry.Class = ClassUnauthorized
	case http.StatusForbidden:
		entry.Class = ClassForbidden
	}
	s.ledger.add(entry)
	w.WriteHeader(status)
}
