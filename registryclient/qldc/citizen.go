package qldc

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Citizen is one CongDan record as the registry returned it, as far as this
// module uses it. Every part may be missing: which blocks come back depends on
// the licence. fmt and log/slog show it masked.
type Citizen struct {
	PersonalID  identity.PersonalID // SoDinhDanh
	CMND        identity.CMND       // SoCMND
	FullName    identity.Name       // HoVaTen
	Gender      identity.Gender     // GioiTinh
	DateOfBirth identity.Date       // NgayThangNamSinh
	Head        Relation            // ChuHo
	Permanent   Residence           // ThuongTru
	Current     Residence           // NoiOHienTai
}

// Relation is the head of a citizen's household (chủ hộ).
type Relation struct {
	Relation   string // QuanHe, a code whose table is not public
	PersonalID identity.PersonalID
	CMND       identity.CMND
	FullName   identity.Name
}

// Residence is a registered address. Since 01/07/2025 there are no districts:
// a ward without one is complete.
type Residence struct {
	Province string        // MaTinhThanh
	District string        // MaQuanHuyen
	Ward     string        // MaPhuongXa
	Detail   identity.Text // ChiTiet
	Country  string        // QuocGia, alpha-2
}

// Masked gives the record with every personal value masked.
func (c Citizen) Masked() string {
	return "{" + c.PersonalID.Masked() + " " + c.CMND.Masked() + " " + c.FullName.Masked() +
		" dob:" + c.DateOfBirth.Masked() + "}"
}

// String gives the masked form.
func (c Citizen) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c Citizen) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c Citizen) LogValue() slog.Value { return slog.StringValue(c.Masked()) }

// Person gives the record in the neutral form.
func (c Citizen) Person() identity.Person {
	return identity.Person{
		FullName:    c.FullName,
		DateOfBirth: identity.Text(c.DateOfBirth.Reveal()),
		Gender:      identity.Text(c.Gender.Vietnamese()),
		IDNumber:    identity.Text(c.PersonalID.Reveal()),
		FormerID:    identity.Text(c.CMND.Reveal()),
	}
}

// holds reports whether the record is the one of the number.
func (c *Citizen) holds(n identity.Number) bool {
	if n.Kind() == identity.NumberCMND {
		return c.CMND.Number() == n
	}
	return c.PersonalID.Number() == n
}
