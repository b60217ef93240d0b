package registryclient

import (
	"context"
	"strings"
)

// Bearer shows a token in the header Authorization (RFC 6750). A refused token
// is renewed once a call where the source can do so. It is a plain value, safe
// for concurrent use while nobody writes it.
type Bearer struct {
	Source TokenSource
}

var (
	_ Authenticator = Bearer{}
	_ Validator     = Bearer{}
	_ Refresher     = Bearer{}
)

// Validate reports a Bearer without a source.
func (b Bearer) Validate() error {
	if b.Source == nil {
		return unusable("bearer authentication needs a source of tokens")
	}
	return nil
}

// Authenticate implements [Authenticator].
func (b Bearer) Authenticate(ctx context.Context, out *Outgoing) error {
	token, err := b.Source.Token(ctx)
	if err != nil {
		return err
	}
	out.Header.Set("Authorization", "Bearer "+token.Access.Reveal())
	return nil
}

// Refused implements [Refresher].
func (b Bearer) Refused(presented *Outgoing) bool {
	renewing, ok := b.Source.(interface{ Refused(Secret) bool })
	if !ok {
		return false
	}
	shown, _ := strings.CutPrefix(presented.Header.Get("Authorization"), "Bearer ")
	return renewing.Refused(NewSecret(shown))
}
