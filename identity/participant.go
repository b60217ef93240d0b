package identity

import (
	"database/sql/driver"
	"fmt"
	"log/slog"
	"strings"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Unit is a managing unit (đơn vị quản lý): the employer, school or collection
// agent through which a participant is reached. It is not personal data.
type Unit struct {
	Code    string `json:"code"`              // mã đơn vị
	Name    string `json:"name,omitempty"`    // tên đơn vị
	Address string `json:"address,omitempty"` // địa chỉ
}

// VssID is the state of a participant's account in the VssID application.
type VssID uint8

// The states. The zero VssID is not known: the columns of the forms stay blank.
const (
	VssIDUnknown    VssID = iota
	VssIDNone             // chưa đăng ký
	VssIDRegistered       // đã đăng ký
	VssIDApproved         // đã được phê duyệt
)

var vssIDNames = [...]string{"", "none", "registered", "approved"}

// ParseVssID reads "approved", "registered", "none", or "" for not known, in
// any letter case. Anything else fails with CodeUnknown. Errors are *[Error].
// It does not read the words of a form, which differ between offices.
func ParseVssID(s string) (VssID, error) {
	s = strings.TrimSpace(s)
	for i, name := range vssIDNames {
		if strings.EqualFold(s, name) {
			return VssID(i), nil
		}
	}
	return VssIDUnknown, fail(FieldVssID, CodeUnknown, 0)
}

// String gives the name in the data files, "" when not known.
func (v VssID) String() string {
	if int(v) < len(vssIDNames) {
		return vssIDNames[v]
	}
	return ""
}

// HasAccount reports a registered account, approved or not.
func (v VssID) HasAccount() bool { return v == VssIDRegistered || v == VssIDApproved }

// MarshalText implements encoding.TextMarshaler with the name.
func (v VssID) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText is ParseVssID; empty text sets VssIDUnknown.
func (v *VssID) UnmarshalText(text []byte) error {
	parsed, err := ParseVssID(string(text))
	*v = parsed
	return err
}

// Value implements driver.Valuer: the name, NULL when not known.
func (v VssID) Value() (driver.Value, error) { return sqlValue(v.String()) }

// Scan implements sql.Scanner; NULL and "" set VssIDUnknown.
func (v *VssID) Scan(src any) error { return scanText(src, v, FieldVssID) }

// Participant is a person who takes part in social or health insurance (người
// tham gia BHXH, BHYT), as BHXH holds them. It is a plain value; fmt and
// log/slog show it masked.
type Participant struct {
	Person                Person `json:"person"`
	SocialInsuranceNumber Text   `json:"social_insurance_number"` // mã số BHXH as found
	Unit                  Unit   `json:"unit"`
	VssID                 VssID  `json:"vssid,omitempty"`
	Email                 Text   `json:"email,omitempty"`       // e-mail of the VssID account
	Nationality           string `json:"nationality,omitempty"` // ISO 3166 alpha-2; "" means VN
	HealthCard            Text   `json:"health_card,omitempty"` // thẻ BHYT as found
	Group                 string `json:"group,omitempty"`       // participant group, for reports
	District              string `json:"district,omitempty"`    // managing BHXH office of the district
	Province              string `json:"province,omitempty"`    // managing BHXH office of the province
}

// IsForeign reports a nationality other than Vietnamese.
func (p Participant) IsForeign() bool {
	n := strings.TrimSpace(p.Nationality)
	return n != "" && !strings.EqualFold(n, "VN")
}

// Masked gives the participant with every personal value masked.
func (p Participant) Masked() string {
	return "{" + maskedInsuranceNumber(p.SocialInsuranceNumber) + " " + p.Person.Masked() + " unit:" + p.Unit.Code + "}"
}

func maskedInsuranceNumber(t Text) string {
	if n, err := ParseSocialInsuranceNumber(string(t)); err == nil {
		return n.Masked()
	}
	return t.Masked()
}

// String gives the masked form.
func (p Participant) String() string { return p.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (p Participant) Format(f fmt.State, _ rune) { mask.Format(f, p.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (p Participant) LogValue() slog.Value { return slog.StringValue(p.Masked()) }
