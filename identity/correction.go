package identity

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Correction is what one row of a returned Mẫu số 02 changes (Thông tin kê sửa
// đổi, bổ sung; Kế hoạch 2207/KH-BHXH, phần B mục II): the values as they were
// written, of which only those that differ are filled in.
//
// A Correction is a plain value and comparable. fmt and log/slog show it
// masked; JSON carries the values.
type Correction struct {
	ListID                string `json:"list_id,omitempty"`       // the list that was sent, as its document says
	Row                   int    `json:"row"`                     // column (1) Stt
	SocialInsuranceNumber Text   `json:"social_insurance_number"` // column (2) Mã số BHXH
	FullName              Name   `json:"full_name,omitempty"`     // column (10)
	DateOfBirth           Text   `json:"date_of_birth,omitempty"` // column (11)
	Gender                Text   `json:"gender,omitempty"`        // column (12)
	IDNumber              Text   `json:"id_number,omitempty"`     // column (13) Số ĐDCN
	Confirmed             bool   `json:"confirmed"`               // column (14) Xác nhận của người tham gia
}

// IsEmpty reports that nothing is to be changed. With Confirmed it says that
// the data of BHXH is right, and the registry may be wrong.
func (c Correction) IsEmpty() bool {
	return c.FullName.IsEmpty() && c.DateOfBirth.IsEmpty() && c.Gender.IsEmpty() && c.IDNumber.IsEmpty()
}

// Apply gives the record with the corrected values. A CMND that gives way to a
// personal ID becomes the former ID, unless the record knows one already.
func (c Correction) Apply(p Person) Person {
	if !c.FullName.IsEmpty() {
		p.FullName = c.FullName
	}
	if !c.DateOfBirth.IsEmpty() {
		p.DateOfBirth = c.DateOfBirth
	}
	if !c.Gender.IsEmpty() {
		p.Gender = c.Gender
	}
	if c.IDNumber.IsEmpty() {
		return p
	}
	_, oldErr := ParseCMND(string(p.IDNumber))
	_, newErr := ParsePersonalID(string(c.IDNumber))
	if oldErr == nil && newErr == nil && p.FormerID.IsEmpty() {
		p.FormerID = p.IDNumber
	}
	p.IDNumber = c.IDNumber
	return p
}

// Check is [Check] of the record as it would be after the correction. A
// correction whose Report is [Report.Inconsistent] contradicts itself or what
// it leaves standing, and is worth a question before any registry is asked.
func (c Correction) Check(p Person, asOf Date) Report { return Check(c.Apply(p), asOf) }

// Masked gives the place of the correction and which values it changes.
func (c Correction) Masked() string {
	return fmt.Sprintf("{row %d %s name:%s dob:%s gender:%s id:%s confirmed:%t}", c.Row,
		maskedInsuranceNumber(c.SocialInsuranceNumber), c.FullName.Masked(), c.DateOfBirth.Masked(),
		c.Gender.Masked(), maskedID(c.IDNumber), c.Confirmed)
}

// String gives the masked form.
func (c Correction) String() string { return c.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (c Correction) Format(f fmt.State, _ rune) { mask.Format(f, c.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (c Correction) LogValue() slog.Value { return slog.StringValue(c.Masked()) }
