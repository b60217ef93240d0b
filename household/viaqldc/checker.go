package viaqldc

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
)

// Checker is a [household.Checker] over the citizen services. It is safe for
// concurrent use.
type Checker struct{ client *qldc.Client }

var _ household.Checker = (*Checker)(nil)

// NewChecker makes a checker of a client, which stays the caller's to close.
// The client's operation must be one that answers records; else the error is an
// *[registryclient.Error] with CodeConfig.
func NewChecker(client *qldc.Client) (*Checker, error) {
	if client == nil || !client.Capabilities().ReturnsRecord {
		return nil, &registryclient.Error{
			Code: registryclient.CodeConfig, Detail: "checking a household needs an operation that answers records",
		}
	}
	return &Checker{client}, nil
}

// Check implements [household.Checker]. Of several records under one number
// none is picked: the answer says so and carries no household.
func (c *Checker) Check(ctx context.Context, q registryclient.Query) (household.Sighting, error) {
	answer, citizens, err := c.client.VerifyCitizens(ctx, q)
	if err != nil {
		return household.Sighting{}, err
	}
	s := household.Sighting{Answer: answer}
	if len(citizens) == 1 {
		found := &citizens[0]
		s.Head = household.Head{PersonalID: found.Head.PersonalID, CMND: found.Head.CMND}
		s.Permanent, s.Current = residence(found.Permanent), residence(found.Current)
	}
	return s, nil
}

// residence leaves the district out: it is optional in the newest records and
// abolished since 01/07/2025.
func residence(r qldc.Residence) household.Residence {
	return household.Residence{Province: r.Province, Ward: r.Ward, Detail: r.Detail}
}

// Relation gives the relation to the head of household that a code of ChuHo's
// QuanHe stands for. The table is not public. One code is known, from a single
// sample of somebody who is their own head: CH01 (identity.CertaintyUnconfirmed).
// ok is false for every other code.
func Relation(code string) (r household.Relation, ok bool) {
	if code == "CH01" {
		return household.RelationHead, true
	}
	return household.RelationUnknown, false
}

// String names the kind of value and shows none of its settings: an officer may
// stand among them.
func (c *Checker) String() string { return "viaqldc.Checker" }

// Format implements fmt.Formatter with the same for every verb.
func (c *Checker) Format(f fmt.State, _ rune) { mask.Format(f, c.String()) }

// LogValue implements slog.LogValuer with the same.
func (c *Checker) LogValue() slog.Value { return slog.StringValue(c.String()) }
