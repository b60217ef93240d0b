package vialist

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// The words of the format.
const (
	format  = "bhxh-go/household"
	version = 1
	note    = "not an official format"

	resultMembers      = "members"
	resultNotConfirmed = "head_not_confirmed"
	resultSeveral      = "several"
)

// envelope is what both messages begin with.
type envelope struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Note    string `json:"note"`
	Request string `json:"request"`
}

type headJSON struct {
	Number      string `json:"number"`
	FullName    string `json:"full_name"`
	DateOfBirth string `json:"date_of_birth"`
	Gender      string `json:"gender,omitempty"`
}

// question writes the question about a head.
func question(q *registryclient.Query) []byte {
	text, err := json.Marshal(struct {
		envelope
		Procedure string   `json:"procedure"`
		Officer   string   `json:"officer"`
		Unit      string   `json:"unit,omitempty"`
		Head      headJSON `json:"head"`
	}{
		envelope{format, version, note, q.RequestID},
		q.Purpose.Procedure, q.Purpose.Officer, q.Purpose.Unit,
		headJSON{q.Number.Reveal(), string(q.FullName), q.DateOfBirth.ISO(), q.Gender.Vietnamese()},
	})
	if err != nil {
		panic("vialist: internal error: strings do not marshal")
	}
	return text
}

// reply is what came back, checked.
type reply struct {
	result  string
	members []identity.PersonalID
}

func bad(detail string) (reply, error) {
	return reply{}, &registryclient.Error{Code: registryclient.CodeBadResponse, Detail: detail}
}

// decode reads and checks the reply to one request. Fields that it does not
// know may be there.
func decode(body []byte, requestID string) (reply, error) {
	var in struct {
		envelope
		Result  string   `json:"result"`
		Members []string `json:"members"`
	}
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(&in); err != nil { // not kept: it may repeat what it read
		return bad("not JSON of this format")
	}
	if _, err := d.Token(); err != io.EOF {
		return bad("more than one message")
	}
	switch {
	case in.Format != format || in.Version != version:
		return bad("another format or version")
	case in.Request != requestID:
		return bad("the reply to another request")
	case in.Result != resultMembers && in.Result != resultNotConfirmed && in.Result != resultSeveral:
		return bad("no such result")
	case in.Result != resultMembers && len(in.Members) > 0:
		return bad("members of a household that is not confirmed")
	case len(in.Members) > household.MaxMembers:
		return bad("more members than a household has")
	}
	r := reply{result: in.Result}
	for _, text := range in.Members {
		id, err := identity.ParsePersonalID(text)
		if err != nil || len(text) != 12 {
			return bad("a member without a personal ID")
		}
		if slices.Contains(r.members, id) {
			return bad("a member named twice")
		}
		r.members = append(r.members, id)
	}
	return r, nil
}

// listing gives the reply in the neutral form.
func (r reply) listing(requestID string) household.Listing {
	l := household.Listing{RequestID: requestID, Source: source, Members: r.members}
	switch r.result {
	case resultMembers:
		l.Outcome = registryclient.OutcomeMatched
	case resultSeveral:
		l.Outcome, l.Reason = registryclient.OutcomeNotComparable, registryclient.ReasonSeveralRecords
	default:
		l.Outcome, l.Reason = registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits
	}
	return l
}
