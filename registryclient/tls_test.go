package registryclient_test

import (
	"crypto/tls"
	"crypto/x509"
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
