package viangsp

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/ngspbhxh"
)

// Area is where the services look.
type Area struct {
	Province            string // maTinh, code of the General Statistics Office
	ByBirthRegistration bool   // where births were registered (isKs = 1), not where households are
}

// Records is a [household.OwnRecords] over BHXH's services. It is safe for
// concurrent use.
type Records struct {
	client *ngspbhxh.Client
	area   Area
}

var _ household.OwnRecords = (*Records)(nil)

// NewRecords makes the records of a client, which stays the caller's to close.
// The error is an *[registryclient.Error] with CodeConfig.
func NewRecords(client *ngspbhxh.Client, area Area) (*Records, error) {
	if client == nil || area.Province == "" {
		return nil, &registryclient.Error{
			Code: registryclient.CodeConfig, Detail: "BHXH's records need a client and a province",
		}
	}
	return &Records{client, area}, nil
}

// HouseholdCode implements [household.OwnRecords]. A person without a name or a
// date of birth that can be read cannot be asked about:
// registryclient.CodeInvalidQuery.
func (r *Records) HouseholdCode(ctx context.Context, q household.OwnQuery) (household.OwnRecord, error) {
	name, _ := q.Person.FullName.Normalize()
	born, _ := identity.ParseDate(string(q.Person.DateOfBirth)) // without one the question is refused
	gender, _ := identity.ParseGender(string(q.Person.Gender))  // not known is sent as such
	found, err := r.client.FindHousehold(ctx, ngspbhxh.Criteria{
		FullName: name, DateOfBirth: born, Gender: gender,
		Province: r.area.Province, ByBirthRegistration: r.area.ByBirthRegistration, Purpose: q.Purpose,
	})
	if err != nil {
		return household.OwnRecord{}, err
	}
	record := household.OwnRecord{RequestID: found.RequestID, Source: found.Source}
	known, err := identity.ParseSocialInsuranceNumber(string(q.SocialInsuranceNumber))
	switch {
	case found.Outcome != registryclient.OutcomeMatched:
	case err != nil || !found.Number.IsValid():
		record.Household, record.Proposal = found.Code, true
	case known == found.Number:
		record.Household = found.Code
	}
	return record, nil
}

// String names the kind of value and shows none of its settings: an officer may
// stand among them.
func (r *Records) String() string { return "viangsp.Records" }

// Format implements fmt.Formatter with the same for every verb.
func (r *Records) Format(f fmt.State, _ rune) { mask.Format(f, r.String()) }

// LogValue implements slog.LogValuer with the same.
func (r *Records) LogValue() slog.Value { return slog.StringValue(r.String()) }
