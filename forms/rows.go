package forms

import (
	"fmt"
	"iter"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/matching"
)

// Head is what stands above the table of a form. It is not personal data.
type Head struct {
	ParentAgency string        // first line "BẢO HIỂM XÃ HỘI …", printed in capitals; "" prints the dots of the plan
	Agency       string        // second line "BẢO HIỂM XÃ HỘI …", printed in capitals; "" prints the dots of the plan
	Unit         identity.Unit // Tên đơn vị, Mã đơn vị, Địa chỉ
	ListID       string        // identity of the list, kept in the document's properties
	AsOf         identity.Date // the day of the list, kept in the document's properties

	// Volume and Volumes say which part of a long list this document is: "Tập
	// 1/4". FirstOrdinal is the Stt of its first row, 0 for 1. See Volumes.
	Volume, Volumes int
	FirstOrdinal    int
}

// Mau01Row is one participant on Mẫu số 01: confirmed by the national
// population database. Values are printed as given, in Unicode NFC.
//
// It is personal data: fmt and log/slog show it masked, JSON does not.
type Mau01Row struct {
	SocialInsuranceNumber string // column (2) Mã số BHXH
	FullName              string // column (3) Họ và tên
	DateOfBirth           string // column (4) Ngày tháng năm sinh
	Gender                string // column (5) Giới tính
	PersonalID            string // column (6) Số ĐDCN, 12 digits
	VssID                 identity.VssID
	Email                 string
}

// Masked gives the row with every personal value masked.
func (r Mau01Row) Masked() string { return maskedRow(r.FullName, r.PersonalID) }

// String gives the masked form.
func (r Mau01Row) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Mau01Row) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Mau01Row) LogValue() slog.Value { return slog.StringValue(r.Masked()) }

// Mau02Row is one participant on Mẫu số 02: not matching, or without a
// personal ID. Columns (10) to (14) are left to the participant.
//
// It is personal data: fmt and log/slog show it masked, JSON does not.
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

// Masked gives the row with every personal value masked.
func (r Mau02Row) Masked() string { return maskedRow(r.FullName, r.IDNumber) }

// String gives the masked form.
func (r Mau02Row) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Mau02Row) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Mau02Row) LogValue() slog.Value { return slog.StringValue(r.Masked()) }

func maskedRow(name, id string) string {
	return "{" + mask.Initials(name) + " " + mask.Digits("ID", id) + "}"
}

// Mau03Row is one line of the progress report (derived columns). A Figure that
// is not known leaves its column blank.
type Mau03Row struct {
	// Province and District name the groups of the row, both or one: BHXH tỉnh and
	// BHXH huyện, since 2025-07-01 BHXH cơ sở. A report whose rows name none has
	// no groups.
	Province, District string

	Name          string // (2) unit, district or province
	Participants  int    // (3)
	WithID        int    // (4) has a personal ID
	Verified      int    // (6) confirmed by the population database
	Replaced      int    // (8) CMND replaced by the shared personal ID in the period
	Mismatched    int    // (9)
	WithoutNumber int    // (10) neither CMND nor personal ID
	SentMau01     int    // (11)
	SentMau02     int    // (12)

	Received           Figure // (13) D02-LT or D03-TS with TK1-TS received
	Updated            Figure // (14) corrected records updated
	Reverified         Figure // (15) verified again: right
	Escalated          Figure // (16) verified again: still not matching, sent to the data centre
	VssIDTarget        Figure // (17)
	VssIDRegistered    Figure // (18) in the period
	VssIDApproved      Figure // (19) in the period
	VssIDApprovedTotal Figure // (20)

	NoEmail       int    // (22) registered for VssID without an e-mail
	NotRegistered int    // (23) not registered for VssID
	Remarks       string // (24)
}

// Figure is a figure that may be unknown. The zero Figure is.
type Figure struct {
	N       int
	IsKnown bool
}

// Known gives a figure that is known.
func Known(n int) Figure { return Figure{N: n, IsKnown: true} }

// isValid reports a figure that may be printed.
func (f Figure) isValid() bool { return !f.IsKnown || f.N >= 0 && f.N <= MaxFigure }

func (f Figure) cell() cell {
	if !f.IsKnown {
		return cell{}
	}
	return number(float64(f.N))
}

// Rows gives rows that are at hand as the sequence that the writers take.
func Rows[R any](rows ...R) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}
