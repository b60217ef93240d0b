package registryclient

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"time"
)

// fileCheckEvery is how often files of certificates are looked at, at the most.
const fileCheckEvery = time.Second

// TLSFiles are PEM files with which a transport proves who it is and whom it
// trusts. An empty name is not used; a certificate needs its key.
type TLSFiles struct {
	Certificate string // our certificate, with the chain that leads to its authority
	Key         string // its private key
	RootCAs     string // the authorities that may sign the service's certificate, instead of the machine's
}

// WithTLSFiles has certificates and authorities read from files, and read
// again when a file changes: within two seconds of the next request new
// connections use the new ones, and the old connections close when the request
// on them is done. Files that cannot be used (one written, the other not yet)
// leave the former in use; at the start they are an error with CodeConfig.
//
// It takes the place of [WithRootCAs] and [WithClientCertificate].
func WithTLSFiles(f TLSFiles) Option {
	return func(s *settings) error {
		if (f.Certificate == "") != (f.Key == "") || f == (TLSFiles{}) {
			return unusable("a certificate needs its key, and TLSFiles at least one file")
		}
		files := &tlsFiles{names: f}
		if _, err := files.reload(); err != nil {
			return err
		}
		s.files, s.tls = files, files.config(s.tls)
		return nil
	}
}

// tlsFiles are the files as last read.
type tlsFiles struct {
	names TLSFiles
	seen  [3]fileStamp
	own   *tls.Certificate
	roots *x509.CertPool
}

type fileStamp struct {
	size     int64
	modified time.Time
}

// reload reads the files if one of them changed. changed says that what was
// read is in use.
func (f *tlsFiles) reload() (changed bool, err error) {
	var now [3]fileStamp
	for i, name := range []string{f.names.Certificate, f.names.Key, f.names.RootCAs} {
		if name == "" {
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			return false, unusable("a file of certificates cannot be read")
		}
		now[i] = fileStamp{info.Size(), info.ModTime()}
	}
	if now == f.seen {
		return false, nil
	}
	next := tlsFiles{names: f.names, seen: now}
	if err := next.read(); err != nil {
		return false, err
	}
	*f = next
	return true, nil
}

func (f *tlsFiles) read() error {
	if f.names.Certificate != "" {
		own, err := tls.LoadX509KeyPair(f.names.Certificate, f.names.Key)
		if err != nil {
			return unusable("the client certificate and its key do not make a pair")
		}
		f.own = &own
	}
	if f.names.RootCAs != "" {
		pem, err := os.ReadFile(f.names.RootCAs)
		if err != nil {
			return unusable("a file of certificates cannot be read")
		}
		f.roots = x509.NewCertPool()
		if !f.roots.AppendCertsFromPEM(pem) {
			return unusable("the file of authorities holds no certificate")
		}
	}
	return nil
}

// config gives base with what the files say.
func (f *tlsFiles) config(base *tls.Config) *tls.Config {
	c := base.Clone()
	if f.own != nil {
		own := f.own
		c.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return own, nil }
	}
	if f.roots != nil {
		c.RootCAs = f.roots
	}
	return c
}
