package egw

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

// The operations, as errors and logs name them.
const (
	source      = "egw/check"
	sourceToken = "egw/token"
)

// Account is a facility's account at the gateway. It prints without its
// password.
type Account struct {
	User     string
	Password registryclient.Secret
}

// Officer is who asks: the gateway wants the name and the personal ID of
// somebody on the facility's list (hoTenCb, cccdCb).
type Officer struct {
	Name       identity.Name
	PersonalID identity.PersonalID
}

// Client asks the gateway. It is safe for concurrent use. Close it when done.
type Client struct {
	settings
	base    string
	officer Officer
	session session
	owned   *registryclient.Transport // nil where the caller owns it
}

var (
	_ registryclient.Verifier  = (*Client)(nil)
	_ registryclient.Describer = (*Client)(nil)
)

// NewClient makes a client of the gateway at base, an https address without a
// path of an operation. Its error is a *registryclient.Error with CodeConfig.
func NewClient(base string, account Account, officer Officer, opts ...Option) (*Client, error) {
	c := &Client{base: base, officer: officer, settings: settings{tokenPath: "/api/token/take", checkPath: "/api/egw/KQNhanLichSuKCB2024"}}
	if err := registryclient.CheckEndpoint(base); err != nil {
		return nil, err
	}
	if account.User == "" || account.Password.IsZero() {
		return nil, unusable("the account lacks its user or password")
	}
	if officer.Name.IsEmpty() || !officer.PersonalID.IsValid() {
		return nil, unusable("the officer lacks the name or the personal ID")
	}
	for _, opt := range opts {
		if opt == nil {
			return nil, unusable("an option is nil")
		}
		if err := opt(&c.settings); err != nil {
			return nil, err
		}
	}
	cache, err := registryclient.NewTokenCache(c.fetch, c.times, c.now)
	if err != nil {
		return nil, err
	}
	c.session = session{user: account.User, hash: hashOf(account.Password, c.lowerHash), cache: cache}
	if c.transport == nil {
		if c.transport, err = registryclient.NewTransport(); err != nil {
			return nil, err
		}
		c.owned = c.transport
	}
	return c, nil
}

// Close ends a request for a token under way, and closes the client's own
// transport; one given by the caller stays open.
func (c *Client) Close() {
	c.session.cache.Close()
	if c.owned != nil {
		c.owned.Close()
	}
}

// Capabilities implements [registryclient.Describer].
func (c *Client) Capabilities() registryclient.Capabilities {
	return registryclient.Capabilities{Source: source, ReturnsRecord: true, AcceptsMonth: true}
}

// Verify implements [registryclient.Verifier] for a personal ID, which the
// gateway takes in the place of a card. A CMND it does not know.
func (c *Client) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	q.Purpose = q.Purpose.OrDefault(c.purpose)
	if err := q.Validate(); err != nil {
		return registryclient.Answer{}, located(err, q.RequestID)
	}
	card, err := identity.ParseHealthCard(q.Number.Reveal())
	if err != nil || q.Number.Kind() != identity.NumberPersonalID {
		return registryclient.Answer{}, located(invalid("the gateway knows cards, mã số BHXH and personal IDs"), q.RequestID)
	}
	check, err := c.Check(ctx, Question{
		RequestID: q.RequestID, Card: card, FullName: q.FullName, DateOfBirth: q.DateOfBirth, Purpose: q.Purpose,
	})
	return check.Answer, err
}

// Check puts one question. The error, always a *registryclient.Error, says that
// the gateway could not be asked or did not answer.
func (c *Client) Check(ctx context.Context, q Question) (Check, error) {
	q.Purpose = q.Purpose.OrDefault(c.purpose)
	err := q.validate()
	if err == nil && q.RequestID == "" {
		q.RequestID, err = c.transport.NewRequestID()
	}
	if err != nil {
		return Check{}, located(err, q.RequestID)
	}
	var check Check
	err = c.transport.Do(ctx, registryclient.Call{
		Operation:   source,
		URL:         c.base + c.checkPath,
		ContentType: "application/json; charset=utf-8",
		Body:        c.encode(&q),
		RequestID:   q.RequestID,
		Repeat:      registryclient.RepeatSafe,
		Auth:        &c.session,
		Purpose:     q.Purpose,
		Subjects:    []identity.Text{identity.Text("health_card:" + q.Card.Reveal())},
		Decode: func(body []byte) (err error) {
			check, err = decode(body, &q)
			return err
		},
	})
	if err != nil {
		return Check{}, err
	}
	return check, nil
}

// encode writes {maThe, hoTen, ngaySinh, hoTenCb, cccdCb}.
func (c *Client) encode(q *Question) []byte {
	body, _ := json.Marshal(struct { // strings always marshal
		MaThe    string `json:"maThe"`
		HoTen    string `json:"hoTen"`
		NgaySinh string `json:"ngaySinh"`
		HoTenCb  string `json:"hoTenCb"`
		CccdCb   string `json:"cccdCb"`
	}{q.Card.Reveal(), foldMinority(string(q.FullName)), q.DateOfBirth.Reveal(), string(c.officer.Name), c.officer.PersonalID.Reveal()})
	return body
}

func located(err error, requestID string) error {
	if e, ok := err.(*registryclient.Error); ok {
		e.Operation, e.RequestID = source, requestID
	}
	return err
}

func invalid(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeInvalidQuery, Detail: detail}
}

func bad(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeBadResponse, Detail: detail}
}

func unusable(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeConfig, Operation: source, Detail: detail}
}

// String names the kind of value and shows nothing of its settings.
func (c *Client) String() string { return "egw.Client" }

// Format implements fmt.Formatter with the same for every verb.
func (c *Client) Format(f fmt.State, _ rune) { mask.Format(f, c.String()) }

// LogValue implements slog.LogValuer with the same.
func (c *Client) LogValue() slog.Value { return slog.StringValue(c.String()) }
