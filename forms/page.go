package forms

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
)

// agencyDots is what the plan prints where an agency is to be named.
const agencyDots = "BẢO HIỂM XÃ HỘI ..."

// page is what stands around the table, in words: the description with the
// head filled in.
type page struct {
	parentAgency, agency string
	form                 string
	title                string
	subtitle             []string // in italics
	head                 []string
	notesTitle           string
	notes                []string
	signature            *signature
	creator              string
}

// signature is the block of date and signature in words: two columns of lines.
type signature struct {
	left, right []styled
}

// styled is a line with its look.
type styled struct {
	text         string
	bold, italic bool
	size         float64
}

// newPage puts the head into words.
func (s *settings) newPage(sign *Signature) (page, error) {
	p := page{
		form: s.layout.Form, title: s.layout.Title, subtitle: s.layout.Subtitle,
		notesTitle: s.layout.NotesTitle, notes: s.layout.Notes,
	}
	if s.head.Volumes > 0 {
		p.subtitle = append(p.subtitle[:len(p.subtitle):len(p.subtitle)],
			fmt.Sprintf("Tập %d/%d", s.head.Volume, s.head.Volumes))
	}
	var err error
	if p.parentAgency, err = s.headText(FieldParentAgency, s.head.ParentAgency); err != nil {
		return page{}, err
	}
	if p.agency, err = s.headText(FieldAgency, s.head.Agency); err != nil {
		return page{}, err
	}
	p.creator = p.agency
	p.parentAgency, p.agency = capitalsOrDots(p.parentAgency), capitalsOrDots(p.agency)
	for _, l := range s.layout.Head {
		value, err := s.headText(l.Field, headValue(l.Field, s.head))
		if err != nil {
			return page{}, err
		}
		p.head = append(p.head, strings.TrimSpace(l.Label+" "+value))
	}
	if s.head.ListID, err = s.propertyText(FieldListID, s.head.ListID); err != nil {
		return page{}, err
	}
	if s.head.Unit.Code, err = s.propertyText(FieldUnitCode, s.head.Unit.Code); err != nil {
		return page{}, err
	}
	p.signature, err = s.newSignature(sign)
	return p, err
}

func (s *settings) headText(f Field, value string) (string, error) {
	value, code := s.clean(value, false)
	if code != "" {
		return "", s.textError(code, &Error{Field: f})
	}
	return value, nil
}

// propertyText is headText for what goes into a document property, which holds
// less than a cell.
func (s *settings) propertyText(f Field, value string) (string, error) {
	value, err := s.headText(f, value)
	if err == nil && utf8.RuneCountInString(value) > maxProperty {
		err = &Error{Code: CodeTooLong, Form: s.layout.Form, Field: f, Limit: maxProperty}
	}
	return value, err
}

func capitalsOrDots(agency string) string {
	if strings.TrimSpace(agency) == "" {
		return agencyDots
	}
	return strings.ToUpper(agency)
}

func headValue(f Field, h Head) string {
	switch f {
	case FieldUnitName:
		return h.Unit.Name
	case FieldUnitCode:
		return h.Unit.Code
	case FieldUnitAddress:
		return h.Unit.Address
	case FieldAsOf:
		return h.AsOf.Reveal()
	}
	return ""
}

// Sizes of the signature block, in points (Nghị định 30/2020/NĐ-CP, phụ lục I).
const (
	signatureSize  = 13
	recipientsSize = 11
	signatureRoom  = 4 // empty lines above the name
)

func (s *settings) newSignature(sign *Signature) (*signature, error) {
	if sign == nil {
		return nil, nil
	}
	block := &signature{}
	add := func(to *[]styled, l styled) error {
		var err error
		l.text, err = s.headText(FieldSignature, l.text)
		*to = append(*to, l)
		return err
	}
	lines := []styled{}
	if place := placeAndDate(sign.Place, sign.Date); place != "" {
		lines = append(lines, styled{text: place, italic: true, size: signatureSize})
	}
	for _, title := range sign.Titles {
		lines = append(lines, styled{text: strings.ToUpper(title), bold: true, size: signatureSize})
	}
	for range signatureRoom {
		lines = append(lines, styled{size: signatureSize})
	}
	lines = append(lines, styled{text: sign.Name, bold: true, size: signatureSize})
	for _, l := range lines {
		if err := add(&block.right, l); err != nil {
			return nil, err
		}
	}
	if len(sign.Recipients) > 0 {
		block.left = append(block.left, styled{}, styled{text: "Nơi nhận:", bold: true, italic: true, size: recipientsSize + 1})
	}
	for _, r := range sign.Recipients {
		if err := add(&block.left, styled{text: r, size: recipientsSize}); err != nil {
			return nil, err
		}
	}
	return block, nil
}

// placeAndDate words place and date: days below 10 and the months 1 and 2 get
// a leading zero, so that no digit can be put before them.
func placeAndDate(place string, d identity.Date) string {
	if d.Precision() != identity.PrecisionDay {
		return place
	}
	month := fmt.Sprint(d.Month())
	if d.Month() <= 2 {
		month = "0" + month
	}
	date := fmt.Sprintf("ngày %02d tháng %s năm %d", d.Day(), month, d.Year())
	if place == "" {
		return date
	}
	return place + ", " + date
}
