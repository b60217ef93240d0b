package registryclient

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// SignedBasic is the authentication of the population database's services
// reached over the national data-exchange platform (trục NDXP, X-Road style):
//
//	Authorization: Basic base64(user ":" hex(SHA-256(signedURL + user + timestamp + secret)))
//	Timestamp:     timestamp
//
// Its rules are read from public clients of those services, which differ in
// the unit of the timestamp, in what URL they sign and in further headers;
// each of these is a field here. It is a plain value, safe for concurrent use
// while nobody writes it, and prints without its secrets.
type SignedBasic struct {
	User   string // tên tài khoản kết nối
	Secret Secret

	// SignedURL is the URL inside the signature. Defaults to the URL posted
	// to; several gateways sign another one, or the path alone.
	SignedURL string

	// Unit is the unit of the timestamp. Defaults to time.Millisecond; some
	// gateways want time.Second.
	Unit time.Duration

	// RoadClient is the subsystem of the consumer, sent as X-Road-Client.
	// Defaults to not being sent.
	RoadClient string

	// APIKey is the key of the gateway, sent as ApiKey. Defaults to not being
	// sent.
	APIKey Secret

	// Headers names the headers. The zero value gives the names above.
	Headers SignedBasicHeaders
}

// SignedBasicHeaders are the header names of [SignedBasic], for gateways that
// call them otherwise. An empty field is the default.
type SignedBasicHeaders struct {
	Authorization string // defaults to "Authorization"
	Timestamp     string // defaults to "Timestamp"
	RoadClient    string // defaults to "X-Road-Client"
	APIKey        string // defaults to "ApiKey"
}

var (
	_ Authenticator = SignedBasic{}
	_ Validator     = SignedBasic{}
)

// Validate reports settings with which nothing could be signed.
func (a SignedBasic) Validate() error {
	switch {
	case a.User == "" || strings.Contains(a.User, ":"):
		return &Error{Code: CodeConfig, Detail: "signed Basic needs a user without a colon"}
	case a.Secret.IsZero():
		return &Error{Code: CodeConfig, Detail: "signed Basic needs a secret"}
	case a.Unit != 0 && a.Unit != time.Millisecond && a.Unit != time.Second:
		return &Error{Code: CodeConfig, Detail: "a timestamp counts milliseconds or seconds"}
	}
	return nil
}

// Authenticate implements [Authenticator].
func (a SignedBasic) Authenticate(_ context.Context, out *Outgoing) error {
	signed := a.SignedURL
	if signed == "" {
		signed = out.URL
	}
	timestamp := a.Timestamp(out.Time)
	credentials := a.User + ":" + a.Signature(signed, timestamp)
	names := a.Headers.orDefaults()
	out.Header.Set(names.Authorization, "Basic "+base64.StdEncoding.EncodeToString([]byte(credentials)))
	out.Header.Set(names.Timestamp, timestamp)
	if a.RoadClient != "" {
		out.Header.Set(names.RoadClient, a.RoadClient)
	}
	if !a.APIKey.IsZero() {
		out.Header.Set(names.APIKey, a.APIKey.Reveal())
	}
	return nil
}

// Timestamp writes t as the service wants it.
func (a SignedBasic) Timestamp(t time.Time) string {
	if a.Unit == time.Second {
		return strconv.FormatInt(t.Unix(), 10)
	}
	return strconv.FormatInt(t.UnixMilli(), 10)
}

// Signature gives the hash for a signed URL and a timestamp. It is what a
// service, or a fake of one, compares.
func (a SignedBasic) Signature(signedURL, timestamp string) string {
	sum := sha256.Sum256([]byte(signedURL + a.User + timestamp + a.Secret.Reveal()))
	return hex.EncodeToString(sum[:])
}

func (h SignedBasicHeaders) orDefaults() SignedBasicHeaders {
	for _, f := range []struct {
		name     *string
		fallback string
	}{
		{&h.Authorization, "Authorization"},
		{&h.Timestamp, "Timestamp"},
		{&h.RoadClient, "X-Road-Client"},
		{&h.APIKey, "ApiKey"},
	} {
		if *f.name == "" {
			*f.name = f.fallback
		}
	}
	return h
}

// Names gives the header names with the defaults filled in.
func (h SignedBasicHeaders) Names() SignedBasicHeaders { return h.orDefaults() }
