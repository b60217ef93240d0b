package registrytest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/registryclient"
)

// The words of the format of package household/vialist, written down here and
// again in the client, so that neither hides a mistake of the other.
const (
	householdFormat = "bhxh-go/household"
	householdNote   = "not an official format"

	resultMembers      = "members"
	resultNotConfirmed = "head_not_confirmed"
	resultSeveral      = "several"
)

// errHead stands for everything that is wrong with a request.
var errHead = errors.New("registrytest: not a request for a household")

// headQuestion is one request as the server understands it.
type headQuestion struct {
	requestID string
	number    identity.Number
	name      string
	born      identity.Date
	gender    identity.Gender
}

// parseHead reads a request.
func parseHead(body []byte) (headQuestion, error) {
	var in struct {
		Format    string `json:"format"`
		Version   int    `json:"version"`
		Note      string `json:"note"`
		Request   string `json:"request"`
		Procedure string `json:"procedure"`
		Officer   string `json:"officer"`
		Unit      string `json:"unit"`
		Head      struct {
			Number      string `json:"number"`
			FullName    string `json:"full_name"`
			DateOfBirth string `json:"date_of_birth"`
			Gender      string `json:"gender"`
		} `json:"head"`
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return headQuestion{}, errHead
	}
	if _, err := d.Token(); err != io.EOF {
		return headQuestion{}, errHead
	}
	q := headQuestion{requestID: in.Request, name: in.Head.FullName}
	var err, errDate error
	q.number, err = identity.ParseNumber(in.Head.Number)
	q.born, errDate = identity.ParseDate(in.Head.DateOfBirth)
	q.gender, _ = identity.ParseGender(in.Head.Gender) // neither is not known
	switch {
	case in.Format != householdFormat || in.Version != 1,
		!registryclient.ValidRequestID(in.Request) || in.Procedure == "" || in.Officer == "",
		err != nil || errDate != nil || strings.TrimSpace(q.name) == "",
		q.number.Kind() != identity.NumberPersonalID && q.number.Kind() != identity.NumberCMND:
		return headQuestion{}, errHead
	}
	return q, nil
}

// householdReply is what goes out.
type householdReply struct {
	Format  string   `json:"format"`
	Version int      `json:"version"`
	Note    string   `json:"note"`
	Request string   `json:"request"`
	Result  string   `json:"result"`
	Members []string `json:"members,omitempty"`
}

// list looks a household up by its head.
func (h *HouseholdServer) list(q *headQuestion) householdReply {
	reply := householdReply{Format: householdFormat, Version: 1, Note: householdNote, Request: q.requestID}
	p := h.population
	holders := p.holders(q.number)
	switch {
	case len(holders) == 0:
		reply.Result = resultNotConfirmed
		return reply
	case len(holders) > 1:
		reply.Result = resultSeveral
		return reply
	case holders[0].status == registryclient.CitizenDead, p.head(holders[0]) != holders[0], !holders[0].isExactly(q):
		reply.Result = resultNotConfirmed
		return reply
	}
	reply.Result = resultMembers
	for _, place := range h.homes[holders[0].household] {
		reply.Members = append(reply.Members, p.people[place].id.Reveal())
	}
	return reply
}

// isExactly reports that every detail is right to the letter, in any letter
// case. What the registry itself does not know contradicts nothing.
func (c *citizen) isExactly(q *headQuestion) bool {
	known, _ := vntext.Normalize(string(c.name))
	asked, _ := vntext.Normalize(q.name)
	return (known == "" || strings.EqualFold(known, asked)) &&
		(!c.born.IsValid() || c.born == q.born) &&
		(c.gender == identity.GenderUnknown || c.gender == q.gender)
}
