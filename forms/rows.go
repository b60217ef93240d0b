package forms

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Head is what stands above the table of a form.
type Head struct {
	ParentAgency string        // first line "BẢO HIỂM XÃ HỘI …"; "" prints the dots of the plan
	Agency       string        // second line "BẢO HIỂM XÃ HỘI …"
	Unit         identity.Unit // Tên đơn vị, Mã đơn vị, Địa chỉ
	ListID       string        // identity of the list, kept in the document's properties
	AsOf         identity.Date // the day of the list, kept in the document's properties
}

// Mau01Row is one participant on Mẫu số 01: confirmed by the national
// population database. Values are printed as given.
type Mau01Row struct {
	SocialInsuranceNumber string // column (2) Mã số BHXH
	FullName              string // column (3) Họ và tên
	DateOfBirth           string // column (4) Ngày tháng năm sinh
	Gender                string // column (5) Giới tính
	PersonalID            string // column (6) Số ĐDCN, 12 digits
	VssID                 identity.VssID
	Email                 string
}

// Mau02Row is one participant on Mẫu số 02: not matching, or without a
// personal ID. Columns (10) to (14) are left to the participant.
type Mau02Row struct {
	SocialInsuranceNumber string // column (2)
	FullName              string // column (3)
	DateOfBirth           string // column (4)
	Gender                string // column (5)
	IDNumber              string // column (6): printed when it is a 12-digit number, else the plan's phrase
	VssID                 identity.VssID
	Email                 string
	Codes                 []matching.Code // column (9), in words
}

// Mau03Row is one line of the progress report (derived columns).
type Mau03Row struct {
	Name          string // (2) unit, district or province
	Participants  int    // (3)
	WithID        int    // (4) has a personal ID
	Verified      int    // (6) confirmed by the population database
	Replaced      int    // (8) CMND replaced by the shared personal ID in the period
	Mismatched    int    // (9)
	WithoutNumber int    // (10) neither CMND nor personal ID
	SentMau01     int    // (11)
	SentMau02     int    // (12)
	NoEmail       int    // (22) registered for VssID without an e-mail
	NotRegistered int    // (23) not registered for VssID
	Remarks       string // (24)
}
