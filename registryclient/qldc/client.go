package qldc

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Client puts questions to one operation of the citizen services. It is safe
// for concurrent use. Close it when done.
type Client struct {
	settings
	endpoint string
	source   string
	auth     registryclient.Authenticator
	owned    *registryclient.Transport // nil where the caller owns it
}

var (
	_ registryclient.Verifier  = (*Client)(nil)
	_ registryclient.Describer = (*Client)(nil)
)

// NewClient makes a client of the operation at endpoint, an https address
// (plain http for this machine only). Its error is a *registryclient.Error
// with CodeConfig.
func NewClient(endpoint string, auth registryclient.Authenticator, opts ...Option) (*Client, error) {
	c := &Client{settings: settings{profile: LookUp()}, endpoint: endpoint, auth: auth}
	if err := registryclient.CheckEndpoint(endpoint); err != nil {
		return nil, err
	}
	if auth == nil {
		return nil, unusable("the authentication is nil")
	}
	if v, ok := auth.(registryclient.Validator); ok {
		if err := v.Validate(); err != nil {
			return nil, err
		}
	}
	for _, opt := range opts {
		if opt == nil {
			return nil, unusable("an option is nil")
		}
		if err := opt(&c.settings); err != nil {
			return nil, err
		}
	}
	if c.framing.Envelope != "" {
		c.auth = c.framing.carry(c.auth)
	}
	c.source = "qldc/" + c.profile.Operation
	if c.transport == nil {
		t, err := registryclient.NewTransport()
		if err != nil {
			return nil, err
		}
		c.transport, c.owned = t, t
	}
	return c, nil
}

// Close closes the client's own transport; one given by the caller stays open.
func (c *Client) Close() {
	if c.owned != nil {
		c.owned.Close()
	}
}

// Capabilities implements [registryclient.Describer].
func (c *Client) Capabilities() registryclient.Capabilities {
	return registryclient.Capabilities{
		Source:         c.source,
		ReturnsRecord:  c.profile.Reply == ReplyCitizens,
		MatchOrNothing: c.profile.Reply == ReplyConfirmation || c.rule == MatchOrNothing,
		AcceptsCMND:    true,
	}
}

// Verify implements [registryclient.Verifier].
//
//   - One record: OutcomeMatched. The registry's verdicts are those of what
//     was sent: the number, and unless the rule is [MatchNumber] the name
//     (VerdictPartial when its stripped form was sent) and the date
//     (VerdictPartial when a month was sent as its year). The record is there
//     to be compared; the gender was compared by nobody yet.
//   - No record: OutcomeNotMatched, with the reason of the [MatchRule].
//   - Several records: OutcomeNotComparable; none of them is picked.
//
// A record under another number than the one asked is CodeBadResponse.
func (c *Client) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	q, reply, err := c.ask(ctx, q)
	if err != nil {
		return registryclient.Answer{}, err
	}
	return c.answer(&q, &reply), nil
}

// LookUp gives the records themselves, with the parts that Verify does not
// need. The operation must be one that answers records.
func (c *Client) LookUp(ctx context.Context, q registryclient.Query) ([]Citizen, error) {
	if c.profile.Reply != ReplyCitizens {
		return nil, unusable("this operation answers no records")
	}
	_, reply, err := c.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	return reply.citizens, nil
}

// ask completes the question, puts it, and gives it back as it was sent.
func (c *Client) ask(ctx context.Context, q registryclient.Query) (registryclient.Query, reply, error) {
	q.Purpose = q.Purpose.OrDefault(c.purpose)
	if err := c.check(&q); err != nil {
		return q, reply{}, err
	}
	var r reply
	err := c.transport.Do(ctx, registryclient.Call{
		Operation:   c.source,
		URL:         c.endpoint,
		ContentType: c.framing.contentType(),
		Header:      c.framing.header(),
		Body:        c.encode(&q),
		RequestID:   q.RequestID,
		Repeat:      registryclient.RepeatSafe,
		Auth:        c.auth,
		Purpose:     q.Purpose,
		Subjects:    []identity.Text{registryclient.SubjectOf(q)},
		Decode: func(body []byte) (err error) {
			if body, err = c.framing.unwrap(body); err == nil {
				r, err = c.decode(body, &q)
			}
			return err
		},
		Failure: faultIn,
	})
	return q, r, err
}

// check reports a question that this service cannot be asked, and gives one
// without a request id its own.
func (c *Client) check(q *registryclient.Query) error {
	err := q.Validate()
	if err == nil && q.RequestID == "" {
		q.RequestID, err = c.transport.NewRequestID()
	}
	if e, ok := err.(*registryclient.Error); ok {
		e.Operation, e.RequestID = c.source, q.RequestID
	}
	return err
}

// String names the kind of value and shows nothing of its settings.
func (c *Client) String() string { return "qldc.Client" }

// Format implements fmt.Formatter with the same for every verb.
func (c *Client) Format(f fmt.State, _ rune) { mask.Format(f, c.String()) }

// LogValue implements slog.LogValuer with the same.
func (c *Client) LogValue() slog.Value { return slog.StringValue(c.String()) }
