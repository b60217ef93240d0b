package registryclient

import (
	"crypto/tls"
	"net"
	"net/http"
	"sync"
	"time"
)

// certificateLife bounds how long connections that presented a certificate of
// ours are used: a certificate is shown at the handshake only, so a renewed one
// takes effect with new connections.
const certificateLife = 25 * time.Second

// network makes and keeps the connections of a transport, in generations: when
// the certificates change, a new generation takes over, and the connections of
// the old one close as soon as their request is done.
type network struct {
	s *settings

	mu      sync.Mutex
	current *generation
	checked time.Time // the files, last
}

// generation is a pool of connections made with the same certificates.
type generation struct {
	pool    *http.Transport
	born    time.Time
	users   int // requests under way
	retired bool
}

func newNetwork(s *settings) *network {
	n := &network{s: s}
	now := time.Now()
	n.current, n.checked = &generation{pool: newPool(s, s.tls), born: now}, now
	return n
}

// newPool makes the connections. HTTP/1.1 only: one question a connection at a
// time is what the services speak, and what a retry can reason about.
func newPool(s *settings, config *tls.Config) *http.Transport {
	dialer := &net.Dialer{Timeout: min(5*time.Second, s.attemptTimeout)}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		TLSClientConfig:        config,
		TLSHandshakeTimeout:    min(5*time.Second, s.attemptTimeout),
		ResponseHeaderTimeout:  s.attemptTimeout,
		MaxIdleConns:           0, // no limit over all hosts; each host has its own
		MaxIdleConnsPerHost:    s.concurrency,
		MaxConnsPerHost:        s.concurrency,
		IdleConnTimeout:        90 * time.Second,
		DisableCompression:     true, // limits.go decompresses, with a limit
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// enter gives the generation for one request, which leave must give back.
func (n *network) enter() *generation {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.renew(time.Now())
	n.current.users++
	return n.current
}

// renew begins a new generation where the certificates changed, or may have.
func (n *network) renew(now time.Time) {
	config := n.s.tls
	switch {
	case n.s.files != nil:
		if now.Sub(n.checked) < fileCheckEvery {
			return
		}
		n.checked = now
		changed, err := n.s.files.reload()
		if err != nil {
			n.s.logger.Warn("the renewed certificates are unusable; the former stay in use")
		}
		if !changed {
			return
		}
		config = n.s.files.config(n.s.tls)
	case n.s.tls.GetClientCertificate != nil && now.Sub(n.current.born) >= certificateLife:
	default:
		return
	}
	old := n.current
	n.current = &generation{pool: newPool(n.s, config), born: now}
	n.retire(old)
}

// retire closes the idle connections; those in use close when they become idle.
func (n *network) retire(g *generation) {
	g.retired = true
	if g.users == 0 {
		g.pool.CloseIdleConnections()
	}
}

func (n *network) leave(g *generation) {
	n.mu.Lock()
	defer n.mu.Unlock()
	g.users--
	if g.retired && g.users == 0 {
		g.pool.CloseIdleConnections()
	}
}

func (n *network) close() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.current.pool.CloseIdleConnections()
}
