package registrytest

import (
	"crypto/rand"
	"crypto/tls"
	"io"
	"log"
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
	address    string // without a path
	ledger     Ledger
	http       http.Server
	gate       *gate
	account    account

	certificates *certificates // nil without TLS

	tokenMu sync.Mutex
	tokens  map[string]time.Time // issued, with their ends

	closing chan struct{}
	close   sync.Once
	served  sync.WaitGroup
}

// path is where the citizen services and the mass exchange answer.
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
	case options.Handshake != nil && !options.TLS:
		return nil, errHandshake
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
	if options.TokenLife == 0 {
		options.TokenLife = time.Hour
	}
	return start(&Server{population: population, options: options, closing: make(chan struct{}), tokens: map[string]time.Time{}})
}

// start opens the port.
func start(s *Server) (*Server, error) {
	var err error
	if s.gate, err = newGate(); err != nil {
		return nil, err
	}
	var listener net.Listener = s.gate
	s.address = "http://" + s.gate.address
	if s.options.TLS {
		if s.certificates, err = newCertificates(s.options.Handshake); err != nil {
			_ = s.gate.Close()
			return nil, err
		}
		s.address = "https://" + s.gate.address
		listener = tls.NewListener(s.gate, s.certificates.config())
	}
	s.account = newAccount()
	s.http.Handler = s.routes()
	s.http.ReadHeaderTimeout = 10 * time.Second
	s.http.ErrorLog = log.New(io.Discard, "", 0)       // a refused handshake is what the test asked for
	s.served.Go(func() { _ = s.http.Serve(listener) }) // ends with http.ErrServerClosed
	return s, nil
}

// routes gives the services by their paths. Every other path is not found, so
// that a wrong address fails loudly.
func (s *Server) routes() http.Handler {
	byPath := map[string]func(http.ResponseWriter, *http.Request, Entry){
		path:          s.serveCitizens,
		pathLGSPToken: s.serveLGSPToken,
		pathLGSP:      s.serveLGSP,
		pathHauGiang:  s.serveHauGiang,
		pathTD:        s.serveTD,
		pathNumber:    s.serveNumber,
		pathHousehold: s.serveHousehold,
		pathEGWToken:  s.serveEGWToken,
		pathEGWCheck:  s.serveEGWCheck,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entry := Entry{Wire: s.ledger.arrive(), Time: s.options.Now()}
		handle, known := byPath[r.URL.Path]
		switch {
		case !known:
			s.refuse(w, entry, http.StatusNotFound)
		case r.Method != http.MethodPost:
			s.refuse(w, entry, http.StatusMethodNotAllowed)
		default:
			handle(w, r, entry)
		}
	})
}

// URL gives the address of the service.
func (s *Server) URL() string { return s.address + path }

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

// serveCitizens deals with one request to the citizen services, or to the mass
// exchange, in which the credentials are those of signed Basic.
func (s *Server) serveCitizens(w http.ResponseWriter, r *http.Request, entry Entry) {
	if status := s.admit(r.Header); status != 0 {
		s.refuse(w, entry, status)
		return
	}
	limit := int64(maxQuestion)
	if s.options.Power == Describe {
		limit = maxExchange
	}
	body, ok := s.read(w, r, entry, limit)
	switch {
	case !ok:
	case s.options.Power == Describe:
		s.serveExchange(w, r, entry, body)
	default:
		s.serveQuestion(w, r, entry, body)
	}
}

// read gives the body of a request, or refuses it.
func (s *Server) read(w http.ResponseWriter, r *http.Request, entry Entry, limit int64) (body []byte, ok bool) {
	body, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	switch {
	case err != nil:
		s.refuse(w, entry, http.StatusBadRequest)
	case int64(len(body)) > limit:
		s.refuse(w, entry, http.StatusRequestEntityTooLarge)
	default:
		return body, true
	}
	return nil, false
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
