package registryclient

import (
	"context"
	"net/http"
	"time"
)

// Authenticator proves to a service who is asking. It is called once for every
// request that goes out on the wire, repeats included, so that each carries
// its own time and signature; it must be safe for concurrent use. Its error
// must not hold a secret.
type Authenticator interface {
	Authenticate(ctx context.Context, out *Outgoing) error
}

// Outgoing is one request on its way out, as far as an [Authenticator] may see
// and change it: it sets headers and reads the rest.
type Outgoing struct {
	URL    string      // the address posted to
	Header http.Header // this request's own copy
	Body   []byte      // not to be changed
	Time   time.Time   // now, by the transport's clock
}

// Validator is an optional power of an [Authenticator]: to say before the
// first question that its settings are unusable. The error is an *[Error]
// with CodeConfig.
type Validator interface {
	Validate() error
}
