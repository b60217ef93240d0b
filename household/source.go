package household

import (
	"context"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Lister is the first way to a household, head → members: the details of the
// head go out, and if they are exactly right the personal IDs of the members
// come back. BHXH asked the Ministry of Public Security for such a service; no
// public description of one exists.
type Lister interface {
	// ListMembers puts one question. The error, an *[registryclient.Error], says
	// that the registry could not be asked; registryclient.CodeForbidden, that it
	// does not list members to this account.
	ListMembers(ctx context.Context, head registryclient.Query) (Listing, error)
}

// Listing is what a registry answers to the details of a head.
type Listing struct {
	Outcome   registryclient.Outcome // OutcomeMatched: the head's details are right and Members is the whole household
	Reason    registryclient.Reason
	Members   []identity.PersonalID // whether or not the head is among them
	RequestID string
	Source    string // adapter and operation
}

// Checker is the second way, declared members checked: each is asked about by
// number, name and date of birth, and the answer says where they are registered
// and under which head.
type Checker interface {
	// Check puts one question. The error, an *[registryclient.Error], says that
	// the registry could not be asked; a "no" is in the Sighting.
	Check(ctx context.Context, q registryclient.Query) (Sighting, error)
}

// CheckerFunc is a function that is a [Checker].
type CheckerFunc func(ctx context.Context, q registryclient.Query) (Sighting, error)

// Check calls f.
func (f CheckerFunc) Check(ctx context.Context, q registryclient.Query) (Sighting, error) {
	return f(ctx, q)
}

// Sighting is the answer about one person with what it says of the household.
// Which parts come back depends on the licence; nothing assumes any of them.
type Sighting struct {
	registryclient.Answer
	Head      Head      // chủ hộ (ChuHo)
	Permanent Residence // nơi thường trú (ThuongTru)
	Current   Residence // nơi ở hiện tại (NoiOHienTai): taken for nơi tạm trú, which is an inference
}

// Head names the head of the household in which a person is registered.
type Head struct {
	PersonalID identity.PersonalID
	CMND       identity.CMND
}

// IsZero reports that the registry named no head.
func (h Head) IsZero() bool { return !h.PersonalID.IsValid() && !h.CMND.IsValid() }

// OwnRecords is the third way, BHXH's own record of households.
type OwnRecords interface {
	// HouseholdCode gives the code of the household (mã hộ gia đình) under which
	// BHXH holds a person. The error says that the service could not be asked.
	HouseholdCode(ctx context.Context, q OwnQuery) (OwnRecord, error)
}

// OwnQuery asks for the household of one person. BHXH's services know no
// personal ID; they want the mã số BHXH, or name, date and gender.
type OwnQuery struct {
	SocialInsuranceNumber identity.Text
	Person                identity.Person
	Purpose               registryclient.Purpose
}

// OwnRecord is what BHXH holds of a person's household.
type OwnRecord struct {
	Household identity.Text // mã hộ gia đình, "" where BHXH holds none

	// Proposal says that the person was found by name, date of birth and gender
	// alone, which a namesake may share. Two such codes that agree speak for the
	// household; two that differ prove nothing.
	Proposal bool

	RequestID string
	Source    string // adapter and operation
}

// CardGroups tells in which group somebody holds a card. The caller has it from
// its own records: a registry that lists members lists them without. It must be
// safe for concurrent use.
type CardGroups interface {
	// CardGroup gives the object code of a card held in another group, "" for
	// none. An error says that it could not be found out.
	CardGroup(ctx context.Context, id identity.PersonalID) (string, error)
}

// Sources are the registries at hand; at least one is needed. What each can do
// decides the way: a list is asked first, who is not on it or cannot be is
// checked one by one, and BHXH's own record speaks where these two leave
// somebody open or refuse them.
type Sources struct {
	Lister  Lister     // nil where no registry lists a household
	Checker Checker    // nil where no registry tells residence or head
	Own     OwnRecords // nil where BHXH's own record is not at hand
}

// Options say how a [Resolver] works. The zero Options is usable.
type Options struct {
	Purpose    registryclient.Purpose // sent with every question
	Wards      WardMap                // compares ward codes; nil leaves them uncompared
	CardGroups CardGroups             // card groups of members who are listed and not declared; nil = not known
	PayersOnly bool                   // ask only about the head and about members who pay, not about everybody declared
	Workers    int                    // questions at a time; defaults to 4
}
