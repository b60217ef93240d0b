package registryclient

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Authenticator proves to a service who is asking. It is called once for every
// request that goes out on the wire, repeats included, so that each carries
// its own time and signature; it must be safe for concurrent use. Its error
// must not hold a secret.
type Authenticator interface {
	Authenticate(ctx context.Context, out *Outgoing) error
}

// Outgoing is one request on its way out, as far as an [Authenticator] may see
// and change it. It holds secrets; fmt shows none of them.
type Outgoing struct {
	URL    string      // the address posted to; changing it has no effect
	Header http.Header // this request's own copy, to be completed
	Query  url.Values  // nil; for services that want credentials in the address
	Body   []byte      // may be replaced, not changed in place
	Time   time.Time   // now, by the transport's clock; see WithClockCorrection
}

// Format implements fmt.Formatter with fixed words for every verb.
func (o Outgoing) Format(f fmt.State, _ rune) { mask.Format(f, "(outgoing request)") }

// Refresher is an optional power of an [Authenticator]: it is told that the
// service refused what it presented (401), and says whether it will present
// something newer. The transport asks at most once a call, and then repeats
// the request at once.
type Refresher interface {
	Refused(presented *Outgoing) bool
}

// Validator is an optional power of an [Authenticator]: to say before the
// first question that its settings are unusable. The error is an *[Error]
// with CodeConfig.
type Validator interface {
	Validate() error
}
