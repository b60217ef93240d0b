//go:build unix

package pgstore_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// cut is where a proxy breaks a connection.
type cut int

const (
	cutNever        cut = iota
	cutBeforeCommit     // the server never sees the COMMIT
	cutAfterCommit      // the server commits and its answer is lost
)

// proxy stands between a store and the server, and breaks the connection of
// the next COMMIT where it is told to.
type proxy struct {
	t        *testing.T
	listener net.Listener
	network  string // of the server
	address  string
	dsn      string

	mu    sync.Mutex
	next  cut
	after int // COMMITs that pass before
	cuts  int
	some  func() cut // instead of next, nil for none
	wait  sync.WaitGroup
}

// newProxy makes a proxy in front of the server of a DSN.
func newProxy(t *testing.T, dsn string) *proxy {
	t.Helper()
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "px")
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{t: t, listener: listener, network: "tcp", address: fmt.Sprintf("%s:%d", config.Host, config.Port)}
	if strings.HasPrefix(config.Host, "/") {
		p.network, p.address = "unix", fmt.Sprintf("%s/.s.PGSQL.%d", config.Host, config.Port)
	}
	p.dsn = fmt.Sprintf("host=%s port=5432 user=%s dbname=%s sslmode=disable", dir, config.User, config.Database)
	if config.Password != "" {
		p.dsn += " password=" + config.Password
	}
	p.wait.Go(p.serve)
	t.Cleanup(func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
		p.wait.Wait()
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return p
}

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return // the listener was closed
		}
		server, err := net.Dial(p.network, p.address)
		if err != nil {
			_ = client.Close() // the store finds a server that is down
			continue
		}
		link := &link{proxy: p, client: client, server: server}
		p.wait.Go(link.up)
		p.wait.Go(link.down)
	}
}

// cutNext breaks the connection at the COMMIT after so many others.
func (p *proxy) cutNext(where cut, after int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next, p.after = where, after
}

// cutSome breaks the connection at one COMMIT in four, at most so often: by the
// work that is done and not by the clock, which would leave a slow machine no
// COMMIT unbroken.
func (p *proxy) cutSome(random *rand.Rand, most int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.some = func() cut {
		if random.IntN(4) > 0 || p.cuts >= most {
			return cutNever
		}
		return cut(1 + random.IntN(2))
	}
}

// commit tells what to do with a COMMIT.
func (p *proxy) commit() cut {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.some != nil {
		where := p.some()
		if where != cutNever {
			p.cuts++
		}
		return where
	}
	if p.next == cutNever {
		return cutNever
	}
	if p.after--; p.after >= 0 {
		return cutNever
	}
	where := p.next
	p.next = cutNever
	p.cuts++
	return where
}

// made gives how many connections were broken.
func (p *proxy) made() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cuts
}

// link is one connection through the proxy.
type link struct {
	proxy          *proxy
	client, server net.Conn
	mu             sync.Mutex
	deaf           bool // what the server says is lost
}

func (l *link) close() {
	_ = l.client.Close() // both ends may close it
	_ = l.server.Close()
}

// up carries what the client says.
func (l *link) up() {
	defer l.close()
	buffer := make([]byte, 64<<10)
	for {
		n, err := l.client.Read(buffer)
		if err != nil {
			return
		}
		if bytes.Contains(buffer[:n], []byte("commit\x00")) {
			switch l.proxy.commit() {
			case cutBeforeCommit:
				return
			case cutAfterCommit:
				l.mu.Lock()
				l.deaf = true
				l.mu.Unlock()
			}
		}
		if _, err := l.server.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// down carries what the server says, until an answer is to be lost.
func (l *link) down() {
	defer l.close()
	buffer := make([]byte, 64<<10)
	for {
		n, err := l.server.Read(buffer)
		if err != nil {
			return
		}
		l.mu.Lock()
		deaf := l.deaf
		l.mu.Unlock()
		if deaf {
			return
		}
		if _, err := io.Copy(l.client, bytes.NewReader(buffer[:n])); err != nil {
			return
		}
	}
}
