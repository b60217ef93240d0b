package vialist

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

const source = "vialist/members"

// Client is a [household.Lister]. It is safe for concurrent use. Close it when
// done.
type Client struct {
	settings
	endpoint string
	owned    *registryclient.Transport // nil where the caller owns it
}

var _ household.Lister = (*Client)(nil)

// NewClient makes a client of a service at endpoint, an https address (plain
// http for this machine only). Its error is a *[registryclient.Error] with
// CodeConfig.
func NewClient(endpoint string, opts ...Option) (*Client, error) {
	c := &Client{endpoint: endpoint}
	if err := registryclient.CheckEndpoint(endpoint); err != nil {
		return nil, err
	}
	for _, opt := range opts {
		if opt == nil {
			return nil, unusable("an option is nil")
		}
		if err := opt(&c.settings); err != nil {
			return nil, err
		}
	}
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

// ListMembers implements [household.Lister].
//
//   - Members: OutcomeMatched. The head's details are right; whether the head
//     is on the list is the service's choice.
//   - The head is not confirmed: OutcomeNotMatched, ReasonNothingFits. The
//     service does not say what differs.
//   - Several people under one CMND: OutcomeNotComparable.
//
// A question that cannot be put stays at home: see
// [registryclient.Query.Validate].
func (c *Client) ListMembers(ctx context.Context, head registryclient.Query) (household.Listing, error) {
	head.Purpose = head.Purpose.OrDefault(c.purpose)
	if err := c.check(&head); err != nil {
		return household.Listing{}, err
	}
	var r reply
	err := c.transport.Do(ctx, registryclient.Call{
		Operation:   source,
		URL:         c.endpoint,
		ContentType: "application/json",
		Body:        question(&head),
		RequestID:   head.RequestID,
		Repeat:      registryclient.RepeatSafe,
		Auth:        c.auth,
		Purpose:     head.Purpose,
		Subjects:    []identity.Text{registryclient.SubjectOf(head)},
		Decode: func(body []byte) (err error) {
			r, err = decode(body, head.RequestID)
			return err
		},
	})
	if err != nil {
		return household.Listing{}, err
	}
	return r.listing(head.RequestID), nil
}

// check reports a question that cannot be put, and gives one without a request
// id its own.
func (c *Client) check(q *registryclient.Query) error {
	err := q.Validate()
	if err == nil && q.RequestID == "" {
		q.RequestID, err = c.transport.NewRequestID()
	}
	if e, ok := err.(*registryclient.Error); ok {
		e.Operation, e.RequestID = source, q.RequestID
	}
	return err
}

// String names the kind of value and shows none of its settings: an officer may
// stand among them.
func (c *Client) String() string { return "vialist.Client" }

// Format implements fmt.Formatter with the same for every verb.
func (c *Client) Format(f fmt.State, _ rune) { mask.Format(f, c.String()) }

// LogValue implements slog.LogValuer with the same.
func (c *Client) LogValue() slog.Value { return slog.StringValue(c.String()) }
