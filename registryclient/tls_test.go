package registryclient_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
)

func TestTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	trusted := x509.NewCertPool()
	trusted.AddCert(s.Certificate())

	checkError(t, ask(newTransport(t), s.URL, accept), registryclient.CodeCertificate, 0, 0, 1)
	if err := ask(newTransport(t, registryclient.WithRootCAs(trusted)), s.URL, accept); err != nil {
		t.Errorf("a certificate of a given authority is refused: %v", err)
	}
	plain := strings.Replace(serve(t, func(http.ResponseWriter, *http.Request) {}).URL, "http://", "https://", 1)
	checkError(t, ask(newTransport(t), plain, accept), registryclient.CodeCertificate, 0, 0, 1)

	old := httptest.NewUnstartedServer(s.Config.Handler)
	old.TLS = &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
	old.Config.ErrorLog = s.Config.ErrorLog
	old.StartTLS()
	t.Cleanup(old.Close)
	trusted.AddCert(old.Certificate())
	checkError(t, ask(newTransport(t, quick(), registryclient.WithRootCAs(trusted)), old.URL, accept), registryclient.CodeCertificate, 0, 0, 1)
}

// TestPassingAlerts: what ends a handshake for the moment is tried again, other
// than a certificate that is refused.
func TestPassingAlerts(t *testing.T) {
	var handshakes, connections atomic.Int32
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	s.TLS = &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
		if handshakes.Add(1) == 1 {
			return nil, errors.New("out of something") // which the client is told as internal_error
		}
		return nil, nil
	}}
	s.StartTLS()
	t.Cleanup(s.Close)
	trusted := x509.NewCertPool()
	trusted.AddCert(s.Certificate())
	noisy := noisyLine(t, s.Listener.Addr().String(), &connections)
	tr := newTransport(t, quick(), registryclient.WithRootCAs(trusted)) // closed before the line
	if err := ask(tr, s.URL, accept); err != nil || handshakes.Load() != 2 {
		t.Errorf("an internal error: %v after %d handshakes, want an answer after 2", err, handshakes.Load())
	}
	if err := ask(tr, "https://"+noisy, accept); err != nil || connections.Load() != 2 {
		t.Errorf("bytes changed on the way: %v after %d connections, want an answer after 2", err, connections.Load())
	}
}

// noisyLine passes connections on to address and changes a byte of the first
// reply on the first of them. It gives its own address.
func noisyLine(t *testing.T, address string, connections *atomic.Int32) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var owned sync.WaitGroup
	t.Cleanup(owned.Wait)
	t.Cleanup(func() { _ = l.Close() })
	pass := func(from, to net.Conn, spoil bool) {
		buf := make([]byte, 32<<10)
		for {
			n, err := from.Read(buf)
			if n > 0 && spoil {
				buf[n-1] ^= 1
				spoil = false
			}
			if _, failed := to.Write(buf[:n]); failed != nil || err != nil {
				_, _ = from.Close(), to.Close()
				return
			}
		}
	}
	owned.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", address)
			if err != nil {
				_ = client.Close()
				continue
			}
			first := connections.Add(1) == 1
			owned.Go(func() { pass(client, server, false) })
			owned.Go(func() { pass(server, client, first) })
		}
	})
	return l.Addr().String()
}

func TestClientCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	s.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	s.StartTLS()
	t.Cleanup(s.Close)
	trusted := x509.NewCertPool()
	trusted.AddCert(s.Certificate())
	checkError(t, ask(newTransport(t, registryclient.WithRootCAs(trusted)), s.URL, accept), registryclient.CodeCertificate, 0, 0, 1)
	own := func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &s.TLS.Certificates[0], nil }
	err := ask(newTransport(t, registryclient.WithRootCAs(trusted), registryclient.WithClientCertificate(own)), s.URL, accept)
	if err != nil {
		t.Errorf("a call with a certificate: %v", err)
	}
}

func TestPins(t *testing.T) {
	first, second := newAuthority(t, "first"), newAuthority(t, "second")
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
	certPEM, keyPEM := first.issue(t, "server")
	own, err := tls.X509KeyPair(certPEM, keyPEM)
	if err != nil {
		t.Fatal(err)
	}
	s.TLS = &tls.Config{Certificates: []tls.Certificate{own}}
	s.StartTLS()
	t.Cleanup(s.Close)
	leaf, root, other := registryclient.PinOf(own.Leaf), registryclient.PinOf(first.cert), registryclient.PinOf(second.cert)
	trusted := registryclient.WithRootCAs(first.pool())
	for name, c := range map[string]struct {
		opts []registryclient.Option
		code registryclient.Code
	}{
		"the service's key":            {[]registryclient.Option{trusted, registryclient.WithPins(leaf)}, ""},
		"its authority's":              {[]registryclient.Option{registryclient.WithPins(root), trusted}, ""},
		"one of two":                   {[]registryclient.Option{trusted, registryclient.WithPins(other, leaf)}, ""},
		"another's":                    {[]registryclient.Option{trusted, quick(), registryclient.WithPins(other)}, registryclient.CodeCertificate},
		"pinned, of no authority":      {[]registryclient.Option{registryclient.WithPins(leaf, root)}, registryclient.CodeCertificate},
		"pinned, the authority's gone": {[]registryclient.Option{registryclient.WithRootCAs(second.pool()), registryclient.WithPins(leaf, root)}, registryclient.CodeCertificate},
	} {
		t.Run(name, func(t *testing.T) { checkError(t, ask(newTransport(t, c.opts...), s.URL, accept), c.code, 0, 0, 1) })
	}
}

// TestPinText has the pin of a known key: the SHA-256 was made with
// openssl-dgst(1), of no bytes.
func TestPinText(t *testing.T) {
	const empty = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
	pin, err := registryclient.ParsePin(empty)
	if err != nil || pin.String() != empty || pin != registryclient.PinOf(&x509.Certificate{}) {
		t.Errorf("%v, error %v", pin, err)
	}
	for _, s := range []string{"", "sha256//", empty[:len(empty)-1], empty[len("sha256//"):], "sha1//2jmj7l5rSw0yVb/vlWAYkK/YBwk=", empty + "="} {
		if pin, err := registryclient.ParsePin(s); !errors.Is(err, registryclient.CodeConfig) || pin != (registryclient.Pin{}) {
			t.Errorf("a text of %d bytes: %v, error %v", len(s), pin, err)
		}
	}
	if registryclient.PinOf(nil) != (registryclient.Pin{}) {
		t.Error("no certificate has a pin")
	}
}
