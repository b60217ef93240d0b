package bulkfile

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

// MaxBatch is the most questions of one exchange.
const MaxBatch = 1000

const source = "bulkfile/exchange"

// Channel exchanges files with a service that takes one by POST and answers
// with one. It is safe for concurrent use. Close it when done.
type Channel struct {
	settings
	endpoint string
	owned    *registryclient.Transport // nil where the caller owns it
}

var (
	_ registryclient.Verifier      = (*Channel)(nil)
	_ registryclient.BatchVerifier = (*Channel)(nil)
	_ registryclient.Describer     = (*Channel)(nil)
)

// NewChannel makes a channel to a service at endpoint, an https address (plain
// http for this machine only). Its error is a *registryclient.Error with
// CodeConfig.
func NewChannel(endpoint string, opts ...Option) (*Channel, error) {
	c := &Channel{endpoint: endpoint}
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

// Close closes the channel's own transport; one given by the caller stays open.
func (c *Channel) Close() {
	if c.owned != nil {
		c.owned.Close()
	}
}

// Capabilities implements [registryclient.Describer].
func (c *Channel) Capabilities() registryclient.Capabilities {
	return registryclient.Capabilities{
		Source:         source,
		ComparesGender: true,
		AcceptsCMND:    true,
		AcceptsMonth:   true,
		MaxBatch:       MaxBatch,
	}
}

// Verify implements [registryclient.Verifier] with an exchange of one row.
func (c *Channel) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	replies, err := c.VerifyBatch(ctx, []registryclient.Query{q})
	if err != nil {
		return registryclient.Answer{}, err
	}
	return replies[0].Answer, replies[0].Err
}

// VerifyBatch implements [registryclient.BatchVerifier] with one exchange of at
// most [MaxBatch] questions. The request id of a question is its row key. A
// question that cannot be put has its error in its reply and stays at home:
// see [registryclient.Query.Validate]; nor may a request id occur twice, or the
// purpose differ from that of the first question sent, since a file has one.
func (c *Channel) VerifyBatch(ctx context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	if len(qs) > MaxBatch {
		return nil, &registryclient.Error{Code: registryclient.CodeInvalidQuery, Operation: source, Detail: "more questions than one exchange takes"}
	}
	b, err := c.prepare(qs)
	if err != nil || len(b.rows) == 0 {
		return b.replies, err
	}
	body, err := b.file()
	if err != nil {
		return nil, err
	}
	err = c.transport.Do(ctx, registryclient.Call{
		Operation:   source,
		URL:         c.endpoint,
		ContentType: "application/x-ndjson",
		Body:        body,
		RequestID:   b.header.Exchange,
		Repeat:      registryclient.RepeatSafe,
		Auth:        c.auth,
		Purpose:     b.header.Purpose,
		Subjects:    b.subjects(),
		Decode:      b.decode,
	})
	if err != nil {
		return nil, err
	}
	return b.replies, nil
}

// batch is one exchange under way.
type batch struct {
	header  Header
	queries []registryclient.Query // completed
	replies []registryclient.Reply // one a query
	rows    []string               // row keys that are sent
	places  []int                  // their places among the queries
}

// prepare completes the questions and sorts out those that cannot be put.
func (c *Channel) prepare(qs []registryclient.Query) (*batch, error) {
	b := &batch{queries: append([]registryclient.Query(nil), qs...), replies: make([]registryclient.Reply, len(qs))}
	var err error
	if b.header.Exchange, err = c.transport.NewRequestID(); err != nil {
		return b, err
	}
	taken := make(map[string]bool, len(qs))
	for i := range b.queries {
		q := &b.queries[i]
		q.Purpose = q.Purpose.OrDefault(c.purpose)
		err := q.Validate()
		switch {
		case err != nil:
		case taken[q.RequestID]:
			err = invalid("the request id occurs twice in one exchange")
		case len(b.rows) > 0 && q.Purpose != b.header.Purpose:
			err = invalid("another purpose than the rest of the exchange")
		case q.RequestID == "":
			q.RequestID, err = c.transport.NewRequestID()
		}
		if err != nil {
			b.replies[i].Err = located(err, q.RequestID)
			continue
		}
		taken[q.RequestID] = true
		b.header.Purpose = q.Purpose
		b.rows, b.places = append(b.rows, q.RequestID), append(b.places, i)
	}
	return b, nil
}

// subjects are the people who are asked about, for the audit log.
func (b *batch) subjects() []identity.Text {
	subjects := make([]identity.Text, len(b.places))
	for n, i := range b.places {
		subjects[n] = registryclient.SubjectOf(b.queries[i])
	}
	return subjects
}

func invalid(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeInvalidQuery, Detail: detail}
}

func located(err error, requestID string) error {
	if e, ok := err.(*registryclient.Error); ok {
		e.Operation, e.RequestID = source, requestID
	}
	return err
}

// file writes the questions.
func (b *batch) file() ([]byte, error) {
	var out bytes.Buffer
	out.Grow(256 * (len(b.rows) + 2))
	err := WriteQuestions(&out, b.header, func(yield func(Question) bool) {
		for n, i := range b.places {
			q := &b.queries[i]
			if !yield(Question{
				Row:         b.rows[n],
				FullName:    q.FullName,
				DateOfBirth: identity.Text(q.DateOfBirth.Reveal()),
				Gender:      identity.Text(q.Gender.Vietnamese()),
				IDNumber:    identity.Text(q.Number.Reveal()),
			}) {
				return
			}
		}
	})
	return out.Bytes(), err
}

// decode reads the answers and puts each to its question. Nothing is kept of a
// file that is refused.
func (b *batch) decode(body []byte) error {
	answers, err := b.read(body)
	if err != nil {
		return &registryclient.Error{Code: registryclient.CodeBadResponse, Detail: "the file of answers was refused", Err: err}
	}
	for n, i := range b.places {
		b.replies[i] = translate(&b.queries[i], &answers[n])
	}
	return nil
}

func (b *batch) read(body []byte) ([]Answer, error) {
	header, rows, err := ReadAnswers(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if header.Exchange != b.header.Exchange {
		return nil, &Error{Code: CodeExchange, Line: 1}
	}
	answers, err := Pair(b.rows, rows)
	if err != nil {
		return nil, err
	}
	for n, i := range b.places { // a personal ID must be the one that was sent, where one was
		if answers[n].Result.numberless() {
			return nil, &Error{Code: CodeValue}
		}
		id := answers[n].PersonalID
		if id.IsValid() && b.queries[i].Number.Kind() == identity.NumberPersonalID && id.Number() != b.queries[i].Number {
			return nil, &Error{Code: CodeValue}
		}
	}
	return answers, nil
}

// String names the kind of value and shows nothing of its settings.
func (c *Channel) String() string { return "bulkfile.Channel" }

// Format implements fmt.Formatter with the same for every verb.
func (c *Channel) Format(f fmt.State, _ rune) { mask.Format(f, c.String()) }

// LogValue implements slog.LogValuer with the same.
func (c *Channel) LogValue() slog.Value { return slog.StringValue(c.String()) }
