package qldc

import (
	"maps"
	"slices"

	"github.com/bhxh-go/bhxh/registryclient"
)

// The namespaces of the services.
const (
	NamespaceSOAP    = "http://schemas.xmlsoap.org/soap/envelope/"
	NamespaceRequest = "http://dancuquocgia.bca"
	NamespaceOlder   = "http://gtel.vn/qldc"
	NamespaceData    = "http://www.mic.gov.vn/dancu/1.0" // QCVN 109:2017/BTTTT
)

// Element is the name of one element of a request.
type Element string

// The elements of the requests.
const (
	ElementRequestID   Element = "MaYeuCau"         // Query.RequestID
	ElementProcedure   Element = "MaDVC"            // Purpose.Procedure
	ElementIntegration Element = "MaTichHop"        // code of the licence: Profile.Fixed
	ElementService     Element = "MaDichVu"         // instead of MaDVC and MaTichHop on some gateways: Profile.Fixed
	ElementUnit        Element = "MaDonVi"          // Purpose.Unit
	ElementOfficer     Element = "MaCanBo"          // Purpose.Officer
	ElementAccount     Element = "TaiKhoan"         // Profile.Fixed
	ElementPhone       Element = "SoDienThoai"      // Profile.Fixed
	ElementPersonalID  Element = "SoDinhDanh"       // Query.Number, 12 digits
	ElementCMND        Element = "SoCMND"           // Query.Number, 9 digits, instead of SoDinhDanh
	ElementName        Element = "HoVaTen"          // Query.FullName
	ElementDateOfBirth Element = "NgayThangNamSinh" // Query.DateOfBirth
)

// ReplyKind says what an operation answers.
type ReplyKind uint8

// The kinds of replies. The zero ReplyKind is none.
const (
	ReplyCitizens     ReplyKind = iota + 1 // CongdanCollection: records, or nothing
	ReplyConfirmation                      // KetQuaXacThuc/TonTai: a boolean
)

// Profile is what one operation looks like at one gateway. Start from one of
// the functions below and change what differs.
type Profile struct {
	Operation string             // local name of the request's root element
	Namespace string             // of the request
	Elements  []Element          // of the request, in the order of its schema
	Fixed     map[Element]string // values that belong to the licence, not to the question
	PlainDate bool               // NgayThangNamSinh holds the date itself, not an element with it
	Reply     ReplyKind
}

// LookUp is TraCuuThongTinCongDan, dịch vụ 037: it answers the record.
func LookUp() Profile {
	return Profile{
		Operation: "TraCuuThongTinCongDan",
		Namespace: NamespaceRequest,
		Elements: []Element{
			ElementRequestID, ElementProcedure, ElementIntegration, ElementOfficer,
			ElementPersonalID, ElementCMND, ElementName, ElementDateOfBirth,
		},
		Fixed: map[Element]string{ElementIntegration: "037"},
		Reply: ReplyCitizens,
	}
}

// LookUp2025 is TraCuuThongTinCongDan with the further elements that clients
// of 2025 send. account is the name of the connecting account.
func LookUp2025(account string) Profile {
	p := LookUp()
	p.Elements = []Element{
		ElementRequestID, ElementProcedure, ElementIntegration, ElementOfficer, ElementUnit, ElementAccount,
		ElementPhone, ElementPersonalID, ElementCMND, ElementName, ElementDateOfBirth,
	}
	p.Fixed[ElementAccount] = account
	p.Fixed[ElementPhone] = "0"
	return p
}

// Confirm is XacThucThongTinCongDan: it answers whether such a person exists.
func Confirm() Profile {
	p := LookUp()
	p.Operation = "XacThucThongTinCongDan"
	p.Fixed = map[Element]string{ElementIntegration: "003"}
	p.Reply = ReplyConfirmation
	return p
}

// Relatives is XacMinhThongTinNhanThan, an older operation in its own
// namespace, which answers the same record. integration is the code of the
// licence (MaTichHop), which is not public.
func Relatives(integration string) Profile {
	p := LookUp()
	p.Operation = "XacMinhThongTinNhanThan"
	p.Namespace = NamespaceOlder
	p.Elements = []Element{
		ElementRequestID, ElementProcedure, ElementIntegration, ElementUnit, ElementOfficer,
		ElementPersonalID, ElementCMND, ElementName, ElementDateOfBirth,
	}
	p.Fixed[ElementIntegration] = integration
	p.PlainDate = true
	return p
}

// clone gives a copy that shares nothing with p.
func (p Profile) clone() Profile {
	p.Elements = slices.Clone(p.Elements)
	p.Fixed = maps.Clone(p.Fixed)
	return p
}

// validate reports a profile with which no question could be put.
func (p Profile) validate() error {
	refuse := func(detail string) error {
		return &registryclient.Error{Code: registryclient.CodeConfig, Detail: detail}
	}
	if !isName(p.Operation) || p.Namespace == "" || p.Reply != ReplyCitizens && p.Reply != ReplyConfirmation {
		return refuse("the profile lacks its operation, namespace or kind of reply")
	}
	seen := map[Element]bool{}
	for _, e := range p.Elements {
		if seen[e] || !isName(string(e)) {
			return refuse("an element of the profile occurs twice or is no name")
		}
		if _, known := sources[e]; !known && p.Fixed[e] == "" {
			return refuse("an element of the profile has neither a source nor a fixed value")
		}
		seen[e] = true
	}
	if !seen[ElementPersonalID] && !seen[ElementCMND] || !seen[ElementName] || !seen[ElementDateOfBirth] || !seen[ElementRequestID] {
		return refuse("the profile lacks the request id, the number, the name or the date")
	}
	return nil
}

// isName reports a plain XML name: the only text of a request that is not
// escaped.
func isName(s string) bool {
	for i, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}
