package registryclient

import (
	"unicode"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
)

// The longest values that the services of the population database take, in
// characters (Mô tả chi tiết các dịch vụ cung cấp trên nền tảng tích hợp, chia
// sẻ dữ liệu quốc gia, mục 4.3.1).
const (
	MaxRequestID = 40  // MaYeuCau
	MaxProcedure = 20  // MaDVC
	MaxOfficer   = 20  // MaCanBo
	MaxUnit      = 35  // MaDonVi
	MaxName      = 100 // HoVaTen
)

// Validate reports why a question cannot be put, before anything is sent: an
// *[Error] with CodeInvalidQuery that says which part and never its value. It
// asks for a number that the population database knows (a personal ID or a
// CMND), a name, a date of birth known at least to the year, a procedure and
// an officer. A missing request id is no fault: the client makes one.
func (q Query) Validate() error {
	refuse := func(detail string) error {
		return &Error{Code: CodeInvalidQuery, Detail: detail}
	}
	kind := q.Number.Kind()
	switch {
	case q.RequestID != "" && !ValidRequestID(q.RequestID):
		return refuse("the request id is too long or holds other characters than letters, digits, - _ .")
	case kind != identity.NumberPersonalID && kind != identity.NumberCMND:
		return refuse("the number is neither a personal ID nor a CMND")
	case q.FullName.IsEmpty():
		return refuse("the name is missing")
	case !plainText(string(q.FullName), MaxName):
		return refuse("the name is too long or not plain text")
	case !q.DateOfBirth.IsValid():
		return refuse("the date of birth is missing")
	case q.Purpose.Procedure == "" || q.Purpose.Officer == "":
		return refuse("the purpose lacks its procedure or officer")
	case !plainText(q.Purpose.Procedure, MaxProcedure) || !plainText(q.Purpose.Officer, MaxOfficer) ||
		!plainText(q.Purpose.Unit, MaxUnit):
		return refuse("a code of the purpose is too long or not plain text")
	}
	return nil
}

// ValidRequestID reports 1 to 40 letters, digits, '-', '_' and '.': what every
// service takes and what may stand in a log line.
func ValidRequestID(id string) bool {
	if id == "" || len(id) > MaxRequestID {
		return false
	}
	for _, c := range []byte(id) {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

// plainText reports valid UTF-8 of at most longest characters, none of them a
// control character, which XML could not carry.
func plainText(s string, longest int) bool {
	if !utf8.ValidString(s) || utf8.RuneCountInString(s) > longest {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == '\ufffe' || r == '\uffff' {
			return false
		}
	}
	return true
}

// OrDefault gives p with what it lacks taken from other.
func (p Purpose) OrDefault(other Purpose) Purpose {
	if p.Procedure == "" {
		p.Procedure = other.Procedure
	}
	if p.Officer == "" {
		p.Officer = other.Officer
	}
	if p.Unit == "" {
		p.Unit = other.Unit
	}
	return p
}
