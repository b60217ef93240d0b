package registryclient

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient/internal/wirejson"
)

// LGSPCredentials are those of an account on a provincial data-sharing
// platform (nền tảng tích hợp, chia sẻ dữ liệu cấp tỉnh, LGSP): five values that
// travel as base64 of a JSON object in the header lgspaccesstoken.
type LGSPCredentials struct {
	AccessKey      string
	SecretKey      Secret
	AppName        string
	PartnerCode    string
	PartnerCodeCus string
}

// LGSPOptions are the settings of [NewLGSP]. A zero field is its default.
type LGSPOptions struct {
	Header string           // defaults to "lgspaccesstoken"
	Times  TokenTimes       // see TokenTimes
	Now    func() time.Time // defaults to time.Now
}

// LGSP is the authentication of a provincial platform: a token for the
// credentials of a client (grant_type=client_credentials), and with every
// request both the token and the credentials' own header. It is safe for
// concurrent use. Close it when done.
type LGSP struct {
	header string
	value  Secret
	cache  *TokenCache
}

var (
	_ Authenticator = (*LGSP)(nil)
	_ Refresher     = (*LGSP)(nil)
)

// NewLGSP makes the authentication of an account whose tokens come from
// tokenURL, asked through t. Its error is an *[Error] with CodeConfig.
func NewLGSP(t *Transport, tokenURL string, credentials LGSPCredentials, opts LGSPOptions) (*LGSP, error) {
	if t == nil || credentials.AccessKey == "" || credentials.SecretKey.IsZero() {
		return nil, unusable("LGSP needs a transport, an access key and a secret key")
	}
	if err := CheckEndpoint(tokenURL); err != nil {
		return nil, err
	}
	if opts.Header == "" {
		opts.Header = "lgspaccesstoken"
	}
	l := &LGSP{header: opts.Header, value: credentials.header()}
	cache, err := NewTokenCache(func(ctx context.Context) (Token, error) {
		return l.fetch(ctx, t, tokenURL)
	}, opts.Times, opts.Now)
	if err != nil {
		return nil, err
	}
	l.cache = cache
	return l, nil
}

// header gives the value of the header.
func (c LGSPCredentials) header() Secret {
	text, _ := json.Marshal(struct { // strings always marshal
		AccessKey, SecretKey, AppName, PartnerCode, PartnerCodeCus string
	}{c.AccessKey, c.SecretKey.Reveal(), c.AppName, c.PartnerCode, c.PartnerCodeCus})
	return NewSecret(base64.StdEncoding.EncodeToString(text))
}

// fetch asks for a token.
func (l *LGSP) fetch(ctx context.Context, t *Transport, tokenURL string) (token Token, err error) {
	id, err := t.NewRequestID()
	if err != nil {
		return Token{}, err
	}
	err = t.Do(ctx, Call{
		Operation:   "lgsp/token",
		URL:         tokenURL,
		ContentType: "application/x-www-form-urlencoded",
		Header:      http.Header{http.CanonicalHeaderKey(l.header): {l.value.Reveal()}},
		Body:        []byte("grant_type=client_credentials"),
		RequestID:   id,
		Repeat:      RepeatSafe,
		Control:     true,
		Decode: func(body []byte) error {
			token, err = decodeToken(body, t.now())
			return err
		},
	})
	return token, err
}

// decodeToken reads the reply of RFC 6749, 5.1.
func decodeToken(body []byte, now time.Time) (Token, error) {
	reply, err := wirejson.ParseObject(body)
	if err != nil {
		return Token{}, &Error{Code: CodeBadResponse, Detail: "the reply to the request for a token is no JSON object"}
	}
	access, ok := reply.Text("access_token")
	if !ok || access == "" || !headerText(access) {
		return Token{}, &Error{Code: CodeUnauthorized, Detail: "no token in the reply"}
	}
	token := Token{Access: NewSecret(access)}
	if life, ok := reply.Whole("expires_in"); ok && life > 0 {
		token.Expires = now.Add(time.Duration(min(life, 1<<31)) * time.Second)
	}
	return token, nil
}

// headerText reports text that may stand in a header.
func headerText(s string) bool {
	for _, c := range []byte(s) {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return len(s) <= 16<<10
}

// Authenticate implements [Authenticator].
func (l *LGSP) Authenticate(ctx context.Context, out *Outgoing) error {
	out.Header.Set(l.header, l.value.Reveal())
	return Bearer{l.cache}.Authenticate(ctx, out)
}

// Refused implements [Refresher].
func (l *LGSP) Refused(presented *Outgoing) bool { return Bearer{l.cache}.Refused(presented) }

// Close ends a request for a token under way and waits for it. It may be called
// more than once.
func (l *LGSP) Close() { l.cache.Close() }

// String names the kind of value and shows nothing of its credentials.
func (l *LGSP) String() string { return "registryclient.LGSP" }

// Format implements fmt.Formatter with the same for every verb.
func (l *LGSP) Format(f fmt.State, _ rune) { mask.Format(f, l.String()) }

// LogValue implements slog.LogValuer with the same.
func (l *LGSP) LogValue() slog.Value { return slog.StringValue(l.String()) }
