package egw

import (
	"maps"
	"slices"

	"github.com/bhxh-go/bhxh/registryclient"
)

// CardState is what the gateway says of a card whose holder fits.
type CardState uint8

// The states. The zero CardState is that nothing is known.
const (
	CardUnknown        CardState = iota
	CardValid                    // 000
	CardReplaced                 // 003: the old card has ended, a new one was issued
	CardReplacedValid            // 004: the old card is still valid, a new one was issued
	CardExpired                  // 010
	CardRevoked                  // 110
	CardReduced                  // 120: participation was reported as ended
	CardMovedProvince            // 121: moved to another province
	CardMovedWithin              // 122: moved within the province
	CardReducedSame              // 123: reported again at the same unit
	CardStopped                  // 124: stopped taking part
	CardOtherFacility            // 090: registered at another facility (older calls only)
	CardOfDefence                // 001: held by BHXH Bộ Quốc phòng
	CardOfPublicSafety           // 002: held by BHXH Bộ Công an
	CardOfChild                  // 130: a child who shows no card
)

var cardStateNames = [...]string{
	"unknown", "valid", "replaced", "replaced_valid", "expired", "revoked", "reduced", "moved_province", "moved_within",
	"reduced_same", "stopped", "other_facility", "of_defence", "of_public_safety", "of_child",
}

// String gives the stable name of the state.
func (s CardState) String() string {
	if int(s) < len(cardStateNames) {
		return cardStateNames[s]
	}
	return cardStateNames[0]
}

// Result is the meaning of one result code (maKetQua).
type Result struct {
	Code    string
	Text    string // Vietnamese, as the guide has it
	Outcome registryclient.Outcome
	Reason  registryclient.Reason
	Fields  registryclient.FieldVerdicts
	Card    CardState
	Failure registryclient.Code // not empty: the code is no answer about a person
}

// Results gives the whole table, by code. 080 and 090 belong to the calls
// before 2024. 003.1 and 700 are made by software of hospitals and never come
// from the gateway: like every code that is not here they are a bad response.
func Results() []Result {
	return slices.SortedFunc(maps.Values(results()), func(a, b Result) int {
		if a.Code < b.Code {
			return -1
		}
		return 1
	})
}

func results() map[string]Result {
	const (
		match, mismatch = registryclient.VerdictMatch, registryclient.VerdictMismatch
		partial, not    = registryclient.VerdictPartial, registryclient.VerdictNotCompared
		unknown         = registryclient.VerdictUnknown
	)
	matched := verdicts(partial, match, not, match)
	table := map[string]Result{}
	add := func(code, text string, r Result) {
		r.Code, r.Text = code, text
		table[code] = r
	}
	fits := func(code, text string, card CardState) {
		add(code, text, Result{Outcome: registryclient.OutcomeMatched, Fields: matched, Card: card})
	}
	differs := func(code, text string, v registryclient.FieldVerdicts) {
		add(code, text, Result{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonFieldsDiffer, Fields: v})
	}
	nobody := func(code, text string) {
		add(code, text, Result{Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNoSuchNumber, Fields: verdicts(not, not, not, mismatch)})
	}
	other := func(code, text string, reason registryclient.Reason, card CardState) {
		add(code, text, Result{Outcome: registryclient.OutcomeNotComparable, Reason: reason, Card: card})
	}
	fails := func(code, text string, failure registryclient.Code) { add(code, text, Result{Failure: failure}) }

	fits("000", "Thông tin thẻ BHYT chính xác", CardValid)
	fits("003", "Thẻ BHYT cũ hết giá trị sử dụng, được cấp thẻ mới", CardReplaced)
	fits("004", "Thẻ BHYT cũ còn giá trị sử dụng, được cấp thẻ mới", CardReplacedValid)
	fits("010", "Thẻ BHYT hết giá trị sử dụng", CardExpired)
	fits("110", "Thẻ BHYT đã thu hồi", CardRevoked)
	fits("120", "Thẻ BHYT đã báo giảm", CardReduced)
	fits("121", "Thẻ BHYT đã báo giảm chuyển ngoại tỉnh", CardMovedProvince)
	fits("122", "Thẻ BHYT đã báo giảm chuyển nội tỉnh", CardMovedWithin)
	fits("123", "Thẻ BHYT đã báo giảm do tăng lại cùng đơn vị", CardReducedSame)
	fits("124", "Thẻ BHYT đã báo giảm ngừng tham gia", CardStopped)
	nobody("050", "Không có thông tin thẻ BHYT")
	nobody("051", "Mã thẻ BHYT không đúng")
	nobody("052", "Mã tỉnh cấp thẻ BHYT (ký tự thứ 4,5) của thẻ BHYT không đúng")
	nobody("053", "Mã quyền lợi BHYT (ký tự thứ 3) của thẻ BHYT không đúng")
	differs("060", "Thẻ BHYT sai họ tên", verdicts(mismatch, unknown, unknown, match))
	differs("061", "Thẻ BHYT sai họ tên (đúng ký tự đầu)", verdicts(partial, unknown, unknown, match))
	differs("070", "Thẻ BHYT sai ngày sinh", verdicts(unknown, mismatch, unknown, match))
	differs("080", "Thẻ sai giới tính", verdicts(unknown, unknown, mismatch, match))
	other("001", "Thẻ BHYT do BHXH Bộ Quốc phòng quản lý, đề nghị kiểm tra thẻ BHYT và thông tin giấy tờ tùy thân", registryclient.ReasonOtherRegistry, CardOfDefence)
	other("002", "Thẻ BHYT do BHXH Bộ Công an quản lý, đề nghị kiểm tra thẻ BHYT và thông tin giấy tờ tùy thân", registryclient.ReasonOtherRegistry, CardOfPublicSafety)
	other("090", "Thẻ sai nơi đăng ký KCB ban đầu", registryclient.ReasonNone, CardOtherFacility)
	other("130", "Trẻ em không xuất trình thẻ BHYT", registryclient.ReasonNone, CardOfChild)
	fails("054", "Số CCCD của cán bộ thực hiện tra cứu không tồn tại trong danh sách người sử dụng do CSKCB đăng ký", registryclient.CodeForbidden)
	fails("055", "Họ và tên của cán bộ thực hiện tra cứu không khớp với số CCCD", registryclient.CodeForbidden)
	fails("100", "Lỗi khi lấy dữ liệu sổ thẻ", registryclient.CodeUnavailable)
	fails("101", "Lỗi server", registryclient.CodeUnavailable)
	fails("205", "Lỗi sai định dạng tham số", registryclient.CodeRejected)
	fails("401", "Lỗi xác thực tài khoản", registryclient.CodeUnauthorized)
	fails("500", "Lỗi máy chủ", registryclient.CodeUnavailable)
	return table
}

func verdicts(name, date, gender, id registryclient.Verdict) registryclient.FieldVerdicts {
	said := func(v registryclient.Verdict) registryclient.FieldVerdict {
		if v == registryclient.VerdictUnknown {
			return registryclient.FieldVerdict{}
		}
		return registryclient.FieldVerdict{Verdict: v, Origin: registryclient.OriginRegistry}
	}
	return registryclient.FieldVerdicts{Name: said(name), DateOfBirth: said(date), Gender: said(gender), ID: said(id)}
}
