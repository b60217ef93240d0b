package soak_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// certificates are the files of the transport: the authorities of the servers,
// and a certificate of our own with its key.
type certificates struct {
	files   registryclient.TLSFiles
	servers []byte // their authorities as PEM
	serial  int64
}

func newCertificates(t *testing.T, servers ...*registrytest.Server) *certificates {
	t.Helper()
	dir := t.TempDir()
	c := &certificates{files: registryclient.TLSFiles{
		Certificate: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem"), RootCAs: filepath.Join(dir, "roots.pem"),
	}}
	for _, s := range servers {
		c.servers = append(c.servers, authority(t, s)...)
	}
	c.replace(t)
	return c
}

// authority gives the authority of a server as PEM, from a handshake with it.
func authority(t *testing.T, s *registrytest.Server) []byte {
	t.Helper()
	host, _, _ := strings.Cut(strings.TrimPrefix(s.URL(), "https://"), "/")
	conn, err := tls.Dial("tcp", host, &tls.Config{RootCAs: s.RootCAs(), MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	chain := conn.ConnectionState().VerifiedChains[0]
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: chain[len(chain)-1].Raw})
}

// replace writes a new certificate, a new key and other authorities beside
// those of the servers, one file after the other.
func (c *certificates) replace(t *testing.T) {
	t.Helper()
	c.serial++
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(c.serial), Subject: pkix.Name{CommonName: "soak"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	for name, content := range map[string][]byte{
		c.files.Certificate: certificate,
		c.files.Key:         pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}),
		c.files.RootCAs:     append(certificate[:len(certificate):len(certificate)], c.servers...),
	} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
