package qldc

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/wirejson"
)

// Framing is how a gateway wraps the question and the answer of a citizen
// service. It is data, because every province has its own: start from
// [HauGiang] or [TD] and change what differs. The zero Framing is the SOAP
// itself both ways.
type Framing struct {
	// Envelope is the field of a JSON object in which the SOAP text travels.
	Envelope string

	// Flat is a flat JSON object instead of SOAP: the fields of the elements.
	// An element of the profile without a field here is not sent. The date of
	// birth goes into Day where it is known to the day, else into Year.
	Flat      map[Element]string
	Day, Year string

	// Moved are headers of the authentication that travel as fields of the
	// JSON object of Envelope instead.
	Moved map[string]string

	// Secrets are further fields of that object.
	Secrets map[string]registryclient.Secret

	// ReplyText is the field of a JSON object in which the SOAP text of the
	// answer comes back; "" where the reply is the SOAP itself.
	ReplyText string

	// ReplyCode is the field of that object with the gateway's own code, and
	// ReplyCodes what is known of its values: "" for success, else the class
	// of the failure. Any other value is CodeRejected.
	ReplyCode  string
	ReplyCodes map[string]registryclient.Code
}

// HauGiang is the framing of a platform that takes the tokens and the SOAP text
// in one JSON object and answers with SOAP. keyName and keyPass are the
// account's key at that gateway; the authentication is registryclient.LGSP.
func HauGiang(keyName string, keyPass registryclient.Secret) Framing {
	return Framing{
		Envelope: "data",
		Moved:    map[string]string{"Authorization": "accessToken", "Lgspaccesstoken": "lgspAccessToken"},
		Secrets: map[string]registryclient.Secret{
			"AuthHash": registryclient.NewSecret(base64.StdEncoding.EncodeToString([]byte(keyName + ":" + keyPass.Reveal()))),
		},
	}
}

// TD is the framing of a platform that takes a flat JSON object and answers
// with {error_code, message}, where message is the SOAP text. Of its codes only
// success is known, and that not from a document: a gateway with another value
// needs its own ReplyCodes.
func TD() Framing {
	flat := map[Element]string{}
	for _, e := range []Element{
		ElementRequestID, ElementProcedure, ElementIntegration, ElementOfficer, ElementPersonalID, ElementCMND, ElementName,
	} {
		flat[e] = string(e)
	}
	return Framing{
		Flat: flat, Day: "NgayThangNam", Year: "Nam",
		ReplyText: "message", ReplyCode: "error_code", ReplyCodes: map[string]registryclient.Code{"0": "", "00": "", "200": ""},
	}
}

// clone gives a copy that shares nothing with f.
func (f Framing) clone() Framing {
	f.Flat, f.Moved = maps.Clone(f.Flat), maps.Clone(f.Moved)
	f.Secrets, f.ReplyCodes = maps.Clone(f.Secrets), maps.Clone(f.ReplyCodes)
	return f
}

func (f *Framing) validate() error {
	switch {
	case f.Envelope != "" && f.Flat != nil:
		return unusable("a framing is either SOAP inside JSON or flat JSON")
	case f.Envelope == "" && len(f.Moved)+len(f.Secrets) > 0:
		return unusable("a framing without an object has no fields for tokens")
	case f.Flat != nil && (f.Day == "" || f.Year == "" || f.Flat[ElementName] == "" || f.Flat[ElementPersonalID] == ""):
		return unusable("a flat framing lacks the number, the name or the date")
	case f.ReplyText == "" && f.ReplyCode != "":
		return unusable("a framing whose reply is SOAP has no code of the gateway")
	}
	return nil
}

// wraps reports that requests are JSON.
func (f *Framing) wraps() bool { return f.Envelope != "" || f.Flat != nil }

// contentType gives the kind of the request's body.
func (f *Framing) contentType() string {
	if f.wraps() {
		return "application/json; charset=utf-8"
	}
	return "application/xml; charset=utf-8"
}

func (f *Framing) header() http.Header {
	if f.wraps() {
		return nil
	}
	return http.Header{"Soapaction": {`""`}}
}

// encodeFlat writes a question as a flat JSON object.
func (c *Client) encodeFlat(q *registryclient.Query) []byte {
	fields := map[string]string{}
	for _, e := range c.profile.Elements {
		value := c.value(e, q)
		switch {
		case value == "":
		case e == ElementDateOfBirth:
			name := c.framing.Day
			if q.DateOfBirth.Precision() < identity.PrecisionDay {
				name = c.framing.Year
			}
			fields[name] = value
		case c.framing.Flat[e] != "":
			fields[c.framing.Flat[e]] = value
		}
	}
	body, _ := json.Marshal(fields) // strings always marshal
	return body
}

// unwrap gives the SOAP text of a reply.
func (f *Framing) unwrap(body []byte) ([]byte, error) {
	if f.ReplyText == "" {
		return body, nil
	}
	reply, err := wirejson.ParseObject(body)
	if err != nil {
		return nil, refused("the reply of the gateway is not one JSON object")
	}
	if f.ReplyCode != "" {
		value, ok := reply.Text(f.ReplyCode)
		code, known := f.ReplyCodes[value]
		switch {
		case !ok:
			return nil, refused("the reply of the gateway lacks its code")
		case !known:
			return nil, &registryclient.Error{Code: registryclient.CodeRejected, Detail: "the gateway answered with a code of its own"}
		case code != "":
			return nil, &registryclient.Error{Code: code, Detail: "the gateway answered with a failure", ServiceCode: value}
		}
	}
	text, ok := reply.Text(f.ReplyText)
	if !ok {
		return nil, refused("the reply of the gateway holds no answer")
	}
	return []byte(text), nil
}
