package registrytest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
)

// The names of the wire, written down here and again in the client, each from
// the sources: a fake that took them from the client could not contradict it.
const (
	soapNamespace    = "http://schemas.xmlsoap.org/soap/envelope/"
	requestNamespace = "http://dancuquocgia.bca"
	dataNamespace    = "http://www.mic.gov.vn/dancu/1.0"

	operationLookUp  = "TraCuuThongTinCongDan"
	operationConfirm = "XacThucThongTinCongDan"
)

// sequence is the order of a request's elements; the orders seen at public
// clients are all part of it.
var sequence = []string{
	"MaYeuCau", "MaDVC", "MaTichHop", "MaDichVu", "MaCanBo", "MaDonVi", "TaiKhoan", "SoDienThoai",
	"SoDinhDanh", "SoCMND", "HoVaTen", "NgayThangNamSinh",
}

// longest are the widths of the elements, in characters.
var longest = map[string]int{
	"MaYeuCau": 40, "MaDVC": 20, "MaTichHop": 20, "MaDichVu": 20, "MaCanBo": 20, "MaDonVi": 35, "HoVaTen": 100,
}

// errRequest stands for everything that is wrong with a request; the service
// says no more than that.
var errRequest = errors.New("registrytest: not a request of this service")

// question is one request as the server understands it.
type question struct {
	operation string
	requestID string
	number    identity.Number
	name      string
	born      identity.Date
}

// parseQuestion reads a request: one envelope, one of the two operations, its
// elements in their namespace and order, each at most once, the required ones
// there.
func parseQuestion(body []byte) (question, error) {
	var q question
	d := xml.NewDecoder(bytes.NewReader(body))
	if err := expect(d, soapNamespace, "Envelope"); err != nil {
		return q, err
	}
	start, err := nextStart(d)
	if err == nil && start.Name.Local == "Header" && start.Name.Space == soapNamespace {
		if err = d.Skip(); err == nil {
			start, err = nextStart(d)
		}
	}
	if err != nil || start.Name != (xml.Name{Space: soapNamespace, Local: "Body"}) {
		return q, errRequest
	}
	operation, err := nextStart(d)
	if err != nil || operation.Name.Space != requestNamespace {
		return q, errRequest
	}
	switch operation.Name.Local {
	case operationLookUp, operationConfirm, operationConfirm + "Request":
		q.operation = strings.TrimSuffix(operation.Name.Local, "Request")
	default:
		return q, errRequest
	}
	values, err := readElements(d)
	if err != nil {
		return q, err
	}
	if !restIsEnd(d) {
		return q, errRequest
	}
	return q, q.fill(values)
}

// readElements reads the children of the operation, up to its end.
func readElements(d *xml.Decoder) (map[string]string, error) {
	values := map[string]string{}
	last := -1
	for {
		start, err := nextStart(d)
		if err == errEndElement {
			return values, nil
		}
		if err != nil || start.Name.Space != requestNamespace {
			return nil, errRequest
		}
		place := slices.Index(sequence, start.Name.Local)
		if place <= last { // unknown, out of order, or twice
			return nil, errRequest
		}
		last = place
		if start.Name.Local == "NgayThangNamSinh" {
			if start, err = nextStart(d); err != nil || start.Name.Space != requestNamespace {
				return nil, errRequest
			}
		}
		text, err := readText(d)
		if err != nil {
			return nil, err
		}
		values[start.Name.Local] = text
		if start.Name.Local == "Nam" || start.Name.Local == "NgayThangNam" {
			if _, err := nextStart(d); err != errEndElement {
				return nil, errRequest
			}
		}
	}
}

// fill checks the values of a request and takes them over.
func (q *question) fill(values map[string]string) error {
	for name, width := range longest {
		if n := utf8.RuneCountInString(values[name]); n > width {
			return errRequest
		}
	}
	licence := values["MaDVC"] != "" && values["MaTichHop"] != "" || values["MaDichVu"] != ""
	if values["MaYeuCau"] == "" || values["MaCanBo"] == "" || values["HoVaTen"] == "" || !licence {
		return errRequest
	}
	q.requestID, q.name = values["MaYeuCau"], values["HoVaTen"]
	id, cmnd := values["SoDinhDanh"], values["SoCMND"]
	switch {
	case isDigits(id, 12) && cmnd == "", isDigits(cmnd, 9) && id == "":
	default:
		return errRequest
	}
	var err error
	if q.number, err = identity.ParseNumber(id + cmnd); err != nil {
		return errRequest
	}
	q.born, err = parseDate(values["NgayThangNam"], values["Nam"])
	return err
}

func isDigits(s string, width int) bool {
	return len(s) == width && strings.Trim(s, "0123456789") == ""
}

// parseDate reads NgayThangNam as yyyyMMdd or yyyy-MM-dd, or Nam as yyyy; a
// request has exactly one of them.
func parseDate(day, year string) (identity.Date, error) {
	layout, text := "20060102", day
	switch {
	case (day != "") == (year != ""):
		return identity.Date{}, errRequest
	case year != "":
		layout, text = "2006", year
	case len(day) == len("2006-01-02"):
		layout = "2006-01-02"
	}
	t, err := time.Parse(layout, text)
	if err != nil || t.Year() < 1 {
		return identity.Date{}, errRequest
	}
	born := identity.DateOf(t)
	if year != "" {
		born = born.Truncate(identity.PrecisionYear)
	}
	return born, nil
}

// errEndElement says that an element ended where another might have started.
var errEndElement = errors.New("registrytest: end of element")

// nextStart gives the next start of an element; only blanks and the XML
// declaration may stand before it.
func nextStart(d *xml.Decoder) (xml.StartElement, error) {
	for {
		token, err := d.Token()
		if err != nil {
			return xml.StartElement{}, errRequest
		}
		switch t := token.(type) {
		case xml.StartElement:
			return t, nil
		case xml.EndElement:
			return xml.StartElement{}, errEndElement
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return xml.StartElement{}, errRequest
			}
		case xml.Directive: // a document type
			return xml.StartElement{}, errRequest
		}
	}
}

func expect(d *xml.Decoder, space, local string) error {
	start, err := nextStart(d)
	if err != nil || start.Name != (xml.Name{Space: space, Local: local}) {
		return errRequest
	}
	return nil
}

// readText reads the text of an element, up to its end.
func readText(d *xml.Decoder) (string, error) {
	var text []byte
	for {
		token, err := d.Token()
		if err != nil {
			return "", errRequest
		}
		switch t := token.(type) {
		case xml.EndElement:
			return string(bytes.TrimSpace(text)), nil
		case xml.CharData:
			text = append(text, t...)
		default:
			return "", errRequest
		}
	}
}

// restIsEnd wants nothing but ends and blanks up to the end of the document.
func restIsEnd(d *xml.Decoder) bool {
	for {
		token, err := d.Token()
		if err == io.EOF {
			return true
		}
		if err != nil {
			return false
		}
		switch t := token.(type) {
		case xml.EndElement:
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return false
			}
		default:
			return false
		}
	}
}
