package registrytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net"
	"sync/atomic"
	"time"
)

// certificates are those of one server: an authority of its own, and what it
// signed for every kind of handshake.
type certificates struct {
	roots     *x509.CertPool
	good      tls.Certificate
	expired   tls.Certificate
	wrongName tls.Certificate
	handshake func(int) FaultKind
	count     atomic.Int64
}

func newCertificates(handshake func(int) FaultKind) (*certificates, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "registrytest"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: now.Add(-48 * time.Hour), NotAfter: now.Add(24 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, authority, authority, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	if authority, err = x509.ParseCertificate(der); err != nil {
		return nil, err
	}
	c := &certificates{roots: x509.NewCertPool(), handshake: handshake}
	c.roots.AddCert(authority)
	for _, issue := range []struct {
		to       *tls.Certificate
		template x509.Certificate
	}{
		{&c.good, x509.Certificate{IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: now.Add(24 * time.Hour)}},
		{&c.expired, x509.Certificate{IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: now.Add(-time.Hour)}},
		{&c.wrongName, x509.Certificate{DNSNames: []string{"registry.invalid"}, NotAfter: now.Add(24 * time.Hour)}},
	} {
		issue.template.SerialNumber, issue.template.NotBefore = big.NewInt(2), now.Add(-24*time.Hour)
		leaf, err := x509.CreateCertificate(rand.Reader, &issue.template, authority, &key.PublicKey, key)
		if err != nil {
			return nil, err
		}
		*issue.to = tls.Certificate{Certificate: [][]byte{leaf}, PrivateKey: key}
	}
	return c, nil
}

var errClientRejected = errors.New("registrytest: the certificate of the client is refused")

// config gives the settings of one handshake after the other.
func (c *certificates) config() *tls.Config {
	base := &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{c.good}}
	base.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
		n := int(c.count.Add(1))
		if c.handshake == nil {
			return nil, nil
		}
		spoilt := base.Clone()
		switch c.handshake(n) {
		case FaultExpired:
			spoilt.Certificates = []tls.Certificate{c.expired}
		case FaultWrongName:
			spoilt.Certificates = []tls.Certificate{c.wrongName}
		case FaultClientRejected:
			spoilt.ClientAuth = tls.RequireAnyClientCert
			spoilt.VerifyPeerCertificate = func([][]byte, [][]*x509.Certificate) error { return errClientRejected }
		}
		return spoilt, nil
	}
	return base
}

// RootCAs gives the authority that signed the server's certificate, for
// registryclient.WithRootCAs; nil for a server without TLS.
func (s *Server) RootCAs() *x509.CertPool {
	if s.certificates == nil {
		return nil
	}
	return s.certificates.roots.Clone()
}
