package registrytest

import (
	"errors"
	"net"
	"sync"
	"time"
)

// gate is a listener that can be shut for a while: until then the system
// refuses every new connection, as it does for a service that is down.
type gate struct {
	address string

	mu     sync.Mutex
	inner  net.Listener  // nil while shut
	opened chan struct{} // closed when the gate opens, or ends
	timer  *time.Timer
	ended  bool
}

var errEnded = errors.New("registrytest: the server is closed")

func newGate() (*gate, error) {
	inner, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // on loopback it answers at once
	if err != nil {
		return nil, err
	}
	return &gate{address: inner.Addr().String(), inner: inner, opened: make(chan struct{})}, nil
}

// Accept implements net.Listener.
func (g *gate) Accept() (net.Conn, error) {
	for {
		g.mu.Lock()
		inner, opened, ended := g.inner, g.opened, g.ended
		g.mu.Unlock()
		if ended {
			return nil, errEnded
		}
		if inner == nil {
			<-opened
			continue
		}
		conn, err := inner.Accept()
		if err == nil {
			return conn, nil
		}
		if !errors.Is(err, net.ErrClosed) {
			return nil, err
		}
	}
}

// shut refuses new connections for a while; for 0, until open is called.
func (g *gate) shut(d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ended || g.inner == nil {
		return
	}
	_ = g.inner.Close() // those accepted stay
	g.inner, g.opened = nil, make(chan struct{})
	if d > 0 {
		g.timer = time.AfterFunc(d, g.open)
	}
}

// open listens again on the same port.
func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ended || g.inner != nil {
		return
	}
	inner, err := net.Listen("tcp", g.address) //nolint:noctx // on loopback it answers at once
	if err != nil {                            // somebody else's connection has the port for a moment
		g.timer = time.AfterFunc(time.Millisecond, g.open)
		return
	}
	g.inner = inner
	close(g.opened)
}

// Close implements net.Listener.
func (g *gate) Close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ended {
		return nil
	}
	g.ended = true
	if g.timer != nil {
		g.timer.Stop()
	}
	if g.inner == nil {
		close(g.opened)
		return nil
	}
	return g.inner.Close()
}

// Addr implements net.Listener.
func (g *gate) Addr() net.Addr {
	a, _ := net.ResolveTCPAddr("tcp", g.address)
	return a
}

// Refuse makes the server refuse new connections, as a service that is down
// does, or accept them again. Connections that are open stay open.
func (s *Server) Refuse(down bool) {
	if down {
		s.gate.shut(0)
	} else {
		s.gate.open()
	}
}
