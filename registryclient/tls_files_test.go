package registryclient_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// authority is a certificate authority of a test.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(t testing.TB, name string) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return authority{cert, key}
}

// issue gives a certificate and its key as PEM.
func (a authority) issue(t testing.TB, name string) (certPEM, keyPEM []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}, a.cert, &key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})
}

func (a authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

func (a authority) pool() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(a.cert)
	return p
}

// rotating is a service with mutual TLS that counts its calls by the name in
// the client's certificate, and whose own certificate can be replaced.
type rotating struct {
	*httptest.Server
	mu      sync.Mutex
	calls   map[string]int
	own     tls.Certificate
	clients *x509.CertPool
	open    atomic.Int32
}

func newRotating(t *testing.T, a authority) *rotating {
	t.Helper()
	s := &rotating{calls: map[string]int{}}
	s.replace(t, a, a.pool())
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.calls[r.TLS.PeerCertificates[0].Subject.CommonName]++
	}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			s.open.Add(1)
		case http.StateClosed:
			s.open.Add(-1)
		}
	}
	s.TLS = &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return &tls.Config{Certificates: []tls.Certificate{s.own}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: s.clients}, nil
	}}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func (s *rotating) replace(t *testing.T, a authority, clients *x509.CertPool) {
	t.Helper()
	certPEM, keyPEM := a.issue(t, "server")
	own, err := tls.X509KeyPair(certPEM, keyPEM)
	if err != nil {
		t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.own, s.clients = own, clients
}

func (s *rotating) count(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[name]
}

func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestRotation replaces leaf, key and root while calls go on, once, or again and
// again until BHXH_ROTATION_CALLS calls were made: no call fails, and soon every
// connection shows the new certificate.
func TestRotation(t *testing.T) {
	least, _ := strconv.Atoi(os.Getenv("BHXH_ROTATION_CALLS"))
	dir := t.TempDir()
	files := registryclient.TLSFiles{
		Certificate: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem"), RootCAs: filepath.Join(dir, "roots.pem"),
	}
	root := newAuthority(t, "root 0")
	certPEM, keyPEM := root.issue(t, "client 0")
	write(t, files.Certificate, certPEM)
	write(t, files.Key, keyPEM)
	write(t, files.RootCAs, root.pem())
	s := newRotating(t, root)
	tr := newTransport(t, quick(), registryclient.WithTLSFiles(files), registryclient.WithConcurrency(4))

	stop := make(chan struct{})
	var calls, failures atomic.Int32
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				calls.Add(1)
				if err := ask(tr, s.URL, accept); err != nil {
					failures.Add(1)
				}
			}
		})
	}
	waitFor(t, func() bool { return s.count("client 0") > 100 })
	generation, slowest := 0, time.Duration(0)
	for generation == 0 || int(calls.Load()) < least {
		generation++
		next := newAuthority(t, "root "+strconv.Itoa(generation))
		slowest = max(slowest, rotate(t, s, files, root, next, generation))
		root = next
	}
	close(stop)
	wg.Wait()
	if failures.Load() != 0 {
		t.Errorf("%d of %d calls failed in %d rotations", failures.Load(), calls.Load(), generation)
	}
	if n := s.open.Load(); n > 8 {
		t.Errorf("%d connections are open for 4 workers: the old ones do not close", n)
	}
	waitFor(t, func() bool { return s.open.Load() <= 4 })
	t.Logf("%d calls, %d rotations, at most %v until nothing showed the old certificate", calls.Load(), generation, slowest.Round(time.Millisecond))
}

// rotate goes from one authority to the next as it is done in service: first
// trust both roots, then show the new certificate, with a moment in which
// certificate and key do not fit. It gives the time until no connection showed
// the old certificate any more.
func rotate(t *testing.T, s *rotating, files registryclient.TLSFiles, from, to authority, generation int) time.Duration {
	t.Helper()
	before, after := "client "+strconv.Itoa(generation-1), "client "+strconv.Itoa(generation)
	write(t, files.RootCAs, append(from.pem(), to.pem()...))
	both := from.pool()
	both.AddCert(to.cert)
	certPEM, keyPEM := to.issue(t, after)
	s.mu.Lock()
	s.clients = both
	s.mu.Unlock()
	write(t, files.Certificate, certPEM)
	time.Sleep(50 * time.Millisecond)
	write(t, files.Key, keyPEM)
	start := time.Now()
	waitFor(t, func() bool { return s.count(after) > 0 })
	s.replace(t, to, both)
	old := 0
	waitFor(t, func() bool { // every connection shows the new certificate
		last := old
		old = s.count(before)
		time.Sleep(20 * time.Millisecond)
		return old == last && old == s.count(before)
	})
	return time.Since(start)
}

// waitFor gives something up to 10 s to happen.
func waitFor(t *testing.T, happened func() bool) {
	t.Helper()
	for range 2000 {
		if happened() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("it did not happen within 10 s")
}

func TestTLSFilesAreChecked(t *testing.T) {
	dir := t.TempDir()
	a := newAuthority(t, "a")
	certPEM, _ := a.issue(t, "x")
	_, otherKey := a.issue(t, "y")
	cert, key, empty := filepath.Join(dir, "c"), filepath.Join(dir, "k"), filepath.Join(dir, "e")
	write(t, cert, certPEM)
	write(t, key, otherKey)
	write(t, empty, nil)
	for name, f := range map[string]registryclient.TLSFiles{
		"nothing":                {},
		"no key":                 {Certificate: cert},
		"no certificate":         {Key: key},
		"another key":            {Certificate: cert, Key: key},
		"no such file":           {RootCAs: filepath.Join(dir, "none")},
		"a file without a root":  {RootCAs: empty},
		"a key as a certificate": {RootCAs: key},
	} {
		if _, err := registryclient.NewTransport(registryclient.WithTLSFiles(f)); codeOf(err) != registryclient.CodeConfig {
			t.Errorf("%s: %v, want CodeConfig", name, err)
		}
	}
}
