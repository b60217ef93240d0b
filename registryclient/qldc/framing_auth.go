package qldc

import (
	"context"
	"encoding/json"

	"github.com/bhxh-go/bhxh/registryclient"
)

// framedAuth puts the SOAP text into its JSON object, together with what the
// authentication would have put into headers.
type framedAuth struct {
	inner   registryclient.Authenticator
	framing *Framing
}

var (
	_ registryclient.Authenticator = framedAuth{}
	_ registryclient.Refresher     = framedAuth{}
)

// timedAuth is framedAuth over an authentication whose signatures hold the time.
type timedAuth struct{ framedAuth }

// SignsTime implements registryclient.TimeSigner.
func (timedAuth) SignsTime() {}

// carry gives the authentication of requests in this framing.
func (f *Framing) carry(inner registryclient.Authenticator) registryclient.Authenticator {
	framed := framedAuth{inner, f}
	if _, signs := inner.(registryclient.TimeSigner); signs {
		return timedAuth{framed}
	}
	return framed
}

// Authenticate implements registryclient.Authenticator.
func (a framedAuth) Authenticate(ctx context.Context, out *registryclient.Outgoing) error {
	fields := map[string]string{a.framing.Envelope: string(out.Body)}
	if err := a.inner.Authenticate(ctx, out); err != nil {
		return err
	}
	for header, field := range a.framing.Moved {
		fields[field] = out.Header.Get(header)
		out.Header.Del(header)
	}
	for field, secret := range a.framing.Secrets {
		fields[field] = secret.Reveal()
	}
	body, err := json.Marshal(fields)
	out.Body = body
	return err
}

// Refused implements registryclient.Refresher: the inner authentication sees
// the headers that it made.
func (a framedAuth) Refused(presented *registryclient.Outgoing) bool {
	inner, ok := a.inner.(registryclient.Refresher)
	var fields map[string]string
	if !ok || json.Unmarshal(presented.Body, &fields) != nil {
		return false
	}
	headers := presented.Header.Clone() // with those that stayed headers
	for header, field := range a.framing.Moved {
		headers.Set(header, fields[field])
	}
	return inner.Refused(&registryclient.Outgoing{URL: presented.URL, Header: headers, Time: presented.Time})
}
