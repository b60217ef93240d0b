package qldc

import (
	"encoding/xml"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// citizen reads a CongDan whose start was just read. filled is false for an
// element without any child, which stands for nobody.
//
// What is there must be readable: a record with half a number or an impossible
// date is a reply to be asked for again, never a reason to call a participant
// wrong, and never a reason to call one right.
func (r *reader) citizen(c *Citizen) (filled bool, err error) {
	seen := map[string]bool{}
	err = r.children(func(name xml.Name) error {
		filled = true
		if name.Space != NamespaceData {
			return r.skip()
		}
		if seen[name.Local] {
			return refused("an element of a record occurs twice")
		}
		seen[name.Local] = true
		return r.citizenPart(c, name.Local)
	}, nil)
	return filled, err
}

func (r *reader) citizenPart(c *Citizen, part string) error {
	switch part {
	case "SoDinhDanh":
		return readText(r, &c.PersonalID, identity.ParsePersonalID)
	case "SoCMND":
		return readText(r, &c.CMND, identity.ParseCMND)
	case "HoVaTen":
		return r.name(&c.FullName)
	case "GioiTinh":
		return r.gender(&c.Gender)
	case "NgayThangNamSinh":
		return r.date(&c.DateOfBirth)
	case "ChuHo":
		return r.head(&c.Head)
	case "ThuongTru":
		return r.residence(&c.Permanent)
	case "NoiOHienTai":
		return r.residence(&c.Current)
	}
	return r.skip()
}

// readText reads an element that is empty or holds a value that parses.
func readText[T any](r *reader, dst *T, parse func(string) (T, error)) error {
	text, err := r.text()
	if err != nil || text == "" {
		return err
	}
	v, err := parse(text)
	if err != nil {
		return refused("a value of a record is unreadable")
	}
	*dst = v
	return nil
}

// readAside is readText for the parts that verification does not rest on: what
// is unreadable there is left out.
func readAside[T any](r *reader, dst *T, parse func(string) (T, error)) error {
	text, err := r.text()
	if v, bad := parse(text); err == nil && bad == nil {
		*dst = v
	}
	return err
}

// name reads HoVaTen: plain text, or Ho, ChuDem and Ten, of which the live
// service fills only the last, with the whole name.
func (r *reader) name(dst *identity.Name) error {
	var plain strings.Builder
	var parts [3]string
	err := r.children(func(name xml.Name) error {
		var i int
		switch name {
		case data("Ho"):
			i = 0
		case data("ChuDem"):
			i = 1
		case data("Ten"):
			i = 2
		default:
			return r.skip()
		}
		text, err := r.text()
		parts[i] = text
		return err
	}, func(t []byte) { plain.Write(t) })
	if err != nil {
		return err
	}
	words := make([]string, 0, 4)
	for _, p := range append(parts[:], strings.TrimSpace(plain.String())) {
		if p != "" {
			words = append(words, p)
		}
	}
	*dst = identity.Name(strings.Join(words, " "))
	return nil
}

// gender reads GioiTinh (QCVN 109:2017/BTTTT): 1 nam, 2 nữ; 0, chưa có thông
// tin, and every other value are unknown.
func (r *reader) gender(dst *identity.Gender) error {
	text, err := r.text()
	switch text {
	case "1":
		*dst = identity.GenderMale
	case "2":
		*dst = identity.GenderFemale
	}
	return err
}

// date reads NgayThangNamSinh: NgayThangNam as yyyyMMdd or yyyy-MM-dd, with
// Nam beside it; Nam alone where only the year is known.
func (r *reader) date(dst *identity.Date) error {
	var day, year identity.Date
	err := r.children(func(name xml.Name) error {
		switch name {
		case data("NgayThangNam"):
			return readText(r, &day, identity.ParseDate)
		case data("Nam"):
			return readText(r, &year, identity.ParseDate)
		}
		return r.skip()
	}, nil)
	switch {
	case err != nil:
		return err
	case day.IsValid() && year.IsValid() && day.Year() != year.Year():
		return refused("a date of birth with two years")
	case day.IsValid():
		*dst = day
	default:
		*dst = year
	}
	return nil
}

func (r *reader) head(dst *Relation) error {
	return r.children(func(name xml.Name) error {
		switch name {
		case data("QuanHe"):
			return r.textInto(&dst.Relation)
		case data("SoDinhDanh"):
			return readAside(r, &dst.PersonalID, identity.ParsePersonalID)
		case data("SoCMND"):
			return readAside(r, &dst.CMND, identity.ParseCMND)
		case data("HoVaTen"):
			return r.name(&dst.FullName)
		}
		return r.skip()
	}, nil)
}

func (r *reader) residence(dst *Residence) error {
	return r.children(func(name xml.Name) error {
		switch name {
		case data("MaTinhThanh"):
			return r.textInto(&dst.Province)
		case data("MaQuanHuyen"):
			return r.textInto(&dst.District)
		case data("MaPhuongXa"):
			return r.textInto(&dst.Ward)
		case data("QuocGia"):
			return r.textInto(&dst.Country)
		case data("ChiTiet"):
			return readAside(r, &dst.Detail, func(s string) (identity.Text, error) { return identity.Text(s), nil })
		}
		return r.skip()
	}, nil)
}

func (r *reader) textInto(dst *string) (err error) {
	*dst, err = r.text()
	return err
}
