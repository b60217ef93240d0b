package registryclient_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
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
