package ngspbhxh

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
	sourceNumber    = "ngspbhxh/getMaSoBhxhTheoTieuChi"
	sourceHousehold = "ngspbhxh/getTraCuuThongTinHgd"
)

// Client asks the services of BHXH on the national platform. It is safe for
// concurrent use. Close it when done.
type Client struct {
	settings
	base  string
	auth  registryclient.Authenticator
	owned *registryclient.Transport // nil where the caller owns it
}

// NewClient makes a client of the services at base, an https address to which
// the names of the operations are added. auth is registryclient.Bearer, or
// registryclient.LGSP. Its error is a *registryclient.Error with CodeConfig.
func NewClient(base string, auth registryclient.Authenticator, opts ...Option) (*Client, error) {
	c := &Client{base: base, auth: auth, settings: defaultSettings()}
	if err := registryclient.CheckEndpoint(base); err != nil {
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

// FindNumber asks for the mã số BHXH of a person. An answer without a number is
// OutcomeNotMatched. The error, always a *registryclient.Error, says that the
// service could not be asked or did not answer.
func (c *Client) FindNumber(ctx context.Context, q Criteria) (n Number, err error) {
	if err = c.complete(&q, sourceNumber); err != nil {
		return Number{}, err
	}
	date, kind := q.date()
	err = c.post(ctx, sourceNumber, c.numberPath, &q, map[string]string{
		"hoTen": string(q.FullName), "ngaySinh": date, "loaiNgaySinh": kind, "gioiTinh": genderCode(q.Gender),
		"maTinhKs": q.Province, "maHuyenKs": q.District, "maXaKs": q.Ward, "isKs": flag(q.ByBirthRegistration),
	}, func(body []byte) (err error) {
		n, err = c.decodeNumber(body, &q)
		return err
	})
	if err != nil {
		return Number{}, err
	}
	return n, nil
}

// FindHousehold asks for the household of a person and its code. A reply about
// somebody else is CodeBadResponse.
func (c *Client) FindHousehold(ctx context.Context, q Criteria) (h Household, err error) {
	if err = c.complete(&q, sourceHousehold); err != nil {
		return Household{}, err
	}
	date, kind := q.date()
	err = c.post(ctx, sourceHousehold, c.householdPath, &q, map[string]string{
		"maTinh": q.Province, "hoTen": string(q.FullName), "ngaySinh": date, "loaiNgaySinh": kind,
		"gioiTinh": genderCode(q.Gender), "soSo": q.Book, "maThe": q.Card.Reveal(), "isKs": flag(q.ByBirthRegistration),
	}, func(body []byte) (err error) {
		h, err = c.decodeHousehold(body, &q)
		return err
	})
	if err != nil {
		return Household{}, err
	}
	return h, nil
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// complete checks the criteria and fills in what the client knows.
func (c *Client) complete(q *Criteria, operation string) error {
	q.Purpose = q.Purpose.OrDefault(c.purpose)
	err := q.validate()
	if err == nil && q.RequestID == "" {
		q.RequestID, err = c.transport.NewRequestID()
	}
	if e, ok := err.(*registryclient.Error); ok {
		e.Operation, e.RequestID = operation, q.RequestID
	}
	return err
}

func (c *Client) post(ctx context.Context, operation, path string, q *Criteria, fields map[string]string, decode func([]byte) error) error {
	body, _ := json.Marshal(fields) // strings always marshal
	return c.transport.Do(ctx, registryclient.Call{
		Operation:   operation,
		URL:         c.base + path,
		ContentType: "application/json",
		Body:        body,
		RequestID:   q.RequestID,
		Repeat:      registryclient.RepeatSafe,
		Auth:        c.auth,
		Purpose:     q.Purpose,
		Subjects:    []identity.Text{q.subject()},
		Decode:      decode,
	})
}

func invalid(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeInvalidQuery, Detail: detail}
}

func bad(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeBadResponse, Detail: detail}
}

func unusable(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeConfig, Detail: detail}
}

// String names the kind of value and shows nothing of its settings.
func (c *Client) String() string { return "ngspbhxh.Client" }

// Format implements fmt.Formatter with the same for every verb.
func (c *Client) Format(f fmt.State, _ rune) { mask.Format(f, c.String()) }

// LogValue implements slog.LogValuer with the same.
func (c *Client) LogValue() slog.Value { return slog.StringValue(c.String()) }
