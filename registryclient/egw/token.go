package egw

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/wirejson"
)

// session is the authentication of the gateway: two tokens, the account and
// the hash of its password, in the query of every request.
type session struct {
	user  string
	hash  registryclient.Secret
	cache *registryclient.TokenCache
}

var (
	_ registryclient.Authenticator = (*session)(nil)
	_ registryclient.Refresher     = (*session)(nil)
)

// hashOf is how the password travels: MD5, in capitals unless the gateway wants
// small letters. The gateway asks for it; nothing of ours relies on it.
func hashOf(password registryclient.Secret, lower bool) registryclient.Secret {
	sum := md5.Sum([]byte(password.Reveal()))
	text := hex.EncodeToString(sum[:])
	if !lower {
		text = strings.ToUpper(text)
	}
	return registryclient.NewSecret(text)
}

// Authenticate implements registryclient.Authenticator.
func (s *session) Authenticate(ctx context.Context, out *registryclient.Outgoing) error {
	token, err := s.cache.Token(ctx)
	if err != nil {
		return err
	}
	out.Query = url.Values{
		"token": {token.Access.Reveal()}, "id_token": {token.ID.Reveal()},
		"username": {s.user}, "password": {s.hash.Reveal()},
	}
	return nil
}

// Refused implements registryclient.Refresher.
func (s *session) Refused(presented *registryclient.Outgoing) bool {
	return s.cache.Refused(registryclient.NewSecret(presented.Query.Get("token")))
}

// fetch asks for tokens.
func (c *Client) fetch(ctx context.Context) (token registryclient.Token, err error) {
	id, err := c.transport.NewRequestID()
	if err != nil {
		return token, err
	}
	form := url.Values{"username": {c.session.user}, "password": {c.session.hash.Reveal()}}
	err = c.transport.Do(ctx, registryclient.Call{
		Operation:   sourceToken,
		URL:         c.base + c.tokenPath,
		ContentType: "application/x-www-form-urlencoded",
		Body:        []byte(form.Encode()),
		RequestID:   id,
		Repeat:      registryclient.RepeatSafe,
		Control:     true,
		Decode: func(body []byte) (err error) {
			token, err = decodeToken(body)
			return err
		},
	})
	return token, err
}

// decodeToken reads {maKetQua, APIKey{access_token, id_token, expires_in}}.
func decodeToken(body []byte) (registryclient.Token, error) {
	reply, err := wirejson.ParseObject(body)
	if err != nil {
		return registryclient.Token{}, bad("the reply to the request for a token is not one JSON object")
	}
	code, ok := reply.Text("maKetQua")
	switch {
	case code == "401", code == "402", code == "403": // what tells them apart is not public
		return registryclient.Token{}, &registryclient.Error{Code: registryclient.CodeUnauthorized, ServiceCode: code}
	case code == "500":
		return registryclient.Token{}, &registryclient.Error{Code: registryclient.CodeUnavailable, ServiceCode: code}
	case !ok || code != "200":
		return registryclient.Token{}, bad("the reply to the request for a token has no code that is known")
	}
	key, ok := reply.Object("APIKey")
	access, hasAccess := key.Text("access_token")
	id, hasID := key.Text("id_token")
	if !ok || !hasAccess || !hasID || access == "" || id == "" {
		return registryclient.Token{}, bad("the reply to the request for a token holds none")
	}
	ends, _ := key.Text("expires_in")
	return registryclient.Token{Access: registryclient.NewSecret(access), ID: registryclient.NewSecret(id), Expires: parseEnd(ends)}, nil
}

// parseEnd reads expires_in, which in spite of its name is a time in UTC; zero
// where it is not.
func parseEnd(text string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
