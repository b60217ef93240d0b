package qldc

import (
	"bytes"
	"encoding/xml"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/registryclient"
)

// sources says where the value of an element comes from; an element without a
// source has a fixed value.
var sources = map[Element]func(*Client, *registryclient.Query) string{
	ElementRequestID: func(_ *Client, q *registryclient.Query) string { return q.RequestID },
	ElementProcedure: func(_ *Client, q *registryclient.Query) string { return q.Purpose.Procedure },
	ElementOfficer:   func(_ *Client, q *registryclient.Query) string { return q.Purpose.Officer },
	ElementUnit:      func(_ *Client, q *registryclient.Query) string { return q.Purpose.Unit },
	ElementPersonalID: func(_ *Client, q *registryclient.Query) string {
		return numberOf(q, identity.NumberPersonalID)
	},
	ElementCMND: func(_ *Client, q *registryclient.Query) string { return numberOf(q, identity.NumberCMND) },
	ElementName: (*Client).nameText,
	ElementDateOfBirth: func(c *Client, q *registryclient.Query) string {
		_, text := c.dateText(q.DateOfBirth)
		return text
	},
}

// value gives what an element says of a question: what the licence fixes, or
// what its source has.
func (c *Client) value(e Element, q *registryclient.Query) string {
	if value := c.profile.Fixed[e]; value != "" || sources[e] == nil {
		return value
	}
	return sources[e](c, q)
}

func numberOf(q *registryclient.Query, kind identity.NumberKind) string {
	if q.Number.Kind() != kind {
		return ""
	}
	return q.Number.Reveal()
}

// nameText writes the name in the form of the service. A name without a letter
// goes as it is: it is a question all the same, with a certain answer.
func (c *Client) nameText(q *registryclient.Query) string {
	name := strings.TrimSpace(string(q.FullName))
	if c.nameForm == NameStripped {
		if stripped := vntext.Strip(name); stripped != "" {
			return stripped
		}
	}
	if c.nameForm == NameUpper {
		return strings.ToUpper(name)
	}
	return name
}

// dateText writes the date: a day as NgayThangNam, anything coarser as Nam,
// since a month cannot be expressed.
func (c *Client) dateText(d identity.Date) (element, text string) {
	if d.Precision() < identity.PrecisionDay {
		return "Nam", d.Truncate(identity.PrecisionYear).ISO()
	}
	if c.dateForm == DateISO {
		return "NgayThangNam", d.ISO()
	}
	return "NgayThangNam", strings.ReplaceAll(d.ISO(), "-", "")
}

// encode writes the question.
func (c *Client) encode(q *registryclient.Query) []byte {
	if c.framing.Flat != nil {
		return c.encodeFlat(q)
	}
	return c.encodeSOAP(q)
}

// encodeSOAP writes the envelope. Names of elements come from a checked profile;
// every value is escaped.
func (c *Client) encodeSOAP(q *registryclient.Query) []byte {
	var w envelopeWriter
	w.Grow(1024)
	w.WriteString(`<soapenv:Envelope xmlns:soapenv="` + NamespaceSOAP + `" xmlns:dan="`)
	w.text(c.profile.Namespace)
	w.WriteString(`"><soapenv:Header/><soapenv:Body>`)
	w.open(c.profile.Operation)
	for _, e := range c.profile.Elements {
		value := c.value(e, q)
		if value == "" {
			continue
		}
		w.open(string(e))
		if e == ElementDateOfBirth && !c.profile.PlainDate {
			kind, _ := c.dateText(q.DateOfBirth)
			w.open(kind)
			w.text(value)
			w.close(kind)
		} else {
			w.text(value)
		}
		w.close(string(e))
	}
	w.close(c.profile.Operation)
	w.WriteString(`</soapenv:Body></soapenv:Envelope>`)
	return w.Bytes()
}

// envelopeWriter writes the elements of a request in its namespace.
type envelopeWriter struct{ bytes.Buffer }

func (w *envelopeWriter) open(name string)  { w.tag("<dan:", name) }
func (w *envelopeWriter) close(name string) { w.tag("</dan:", name) }

func (w *envelopeWriter) tag(begin, name string) {
	w.WriteString(begin)
	w.WriteString(name)
	w.WriteByte('>')
}

func (w *envelopeWriter) text(s string) { _ = xml.EscapeText(w, []byte(s)) } // a buffer does not fail
