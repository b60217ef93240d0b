package qldc

import (
	"encoding/xml"

	"github.com/bhxh-go/bhxh/registryclient"
)

// maxRecords bounds the records of one reply; a number has one holder, or a
// few where a CMND was issued twice.
const maxRecords = 100

// reply is what one reply says.
type reply struct {
	citizens []Citizen
	exists   bool
}

// decode reads a reply and checks that it answers the question.
func (c *Client) decode(body []byte, q *registryclient.Query) (reply, error) {
	var r reply
	var err error
	if c.profile.Reply == ReplyConfirmation {
		r.exists, err = decodeConfirmation(body, c.profile.Namespace)
		return r, err
	}
	r.citizens, err = decodeCitizens(body)
	if err != nil {
		return reply{}, err
	}
	for i := range r.citizens {
		if !r.citizens[i].holds(q.Number) {
			return reply{}, refused("a record of another number than the one asked")
		}
	}
	return r, nil
}

// decodeCitizens reads Body/CongdanCollection/CongDan. A missing or empty
// collection, and an empty CongDan, is the registry's "nobody".
func decodeCitizens(body []byte) ([]Citizen, error) {
	var citizens []Citizen
	r := newReader(body)
	collections := 0
	err := r.body(func(name xml.Name) error {
		if name == faultName {
			return r.readFault()
		}
		if collections++; name != data("CongdanCollection") || collections > 1 {
			return refused("the body holds something else than one collection of citizens")
		}
		return r.children(func(name xml.Name) error {
			if name != data("CongDan") {
				return r.skip()
			}
			if len(citizens) == maxRecords {
				return refused("too many records")
			}
			var c Citizen
			filled, err := r.citizen(&c)
			if err == nil && filled {
				citizens = append(citizens, c)
			}
			return err
		}, nil)
	})
	if err != nil {
		return nil, err
	}
	return citizens, nil
}

// decodeConfirmation reads Body/KetQuaXacThuc/TonTai, an xs:boolean in the
// namespace of the request.
func decodeConfirmation(body []byte, namespace string) (exists bool, err error) {
	r := newReader(body)
	verdicts := 0
	err = r.body(func(name xml.Name) error {
		if name == faultName {
			return r.readFault()
		}
		if name.Space != namespace || name.Local != "KetQuaXacThuc" && name.Local != "KetQuaXacThucResponse" {
			return refused("the body holds something else than a confirmation")
		}
		return r.children(func(name xml.Name) error {
			if name != (xml.Name{Space: namespace, Local: "TonTai"}) {
				return r.skip()
			}
			text, err := r.text()
			if err != nil {
				return err
			}
			verdicts++
			switch text {
			case "true", "1":
				exists = true
			case "false", "0":
			default:
				return refused("a confirmation that is neither true nor false")
			}
			return nil
		}, nil)
	})
	if err != nil {
		return false, err
	}
	if verdicts != 1 {
		return false, refused("the reply does not hold one confirmation")
	}
	return exists, nil
}

// data gives a name in the namespace of the records.
func data(local string) xml.Name { return xml.Name{Space: NamespaceData, Local: local} }
