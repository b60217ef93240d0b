package identity

import "iter"

// Province is a province or centrally-run city (tỉnh, thành phố trực thuộc
// trung ương) as one of two lists has it: the 63 whose codes begin a personal
// ID (Thông tư 07/2016/TT-BCA), which counted until 30/06/2025, and the 34
// since 01/07/2025 (Nghị quyết 202/2025/QH15, codes by Quyết định
// 19/2025/QĐ-TTg).
//
// The same code may name another province in the other list: 15, 24, 44, 52,
// 80, 82 and 91 went over to the partner of a merger. Hence no look-up without
// a day. Province is a plain value and safe for concurrent use.
type Province struct {
	Code      string    // as a personal ID begins, three digits: "001"
	ShortCode string    // as forms and cards print it, two digits: "01"
	Name      string    // Vietnamese name without "tỉnh": "Hà Giang"
	City      bool      // thành phố trực thuộc trung ương
	ValidFrom Date      // from when the list has counted; known to the year for the first one
	ValidTo   Date      // last day of the list, the zero Date for the list in force
	Certainty Certainty // how well the row is supported
	Source    string    // the legal source of the row
}

func (row *provinceRow) province() Province {
	return Province{
		Code: row.code, ShortCode: row.code[1:], Name: row.name, City: row.city,
		ValidFrom: tableDate(row.from), ValidTo: tableDate(row.to),
		Certainty: row.certainty, Source: tableSources[row.source],
	}
}

// ProvinceAt gives the province that a code of two or three digits names on a
// day. A day before 01/07/2025 is answered from the list of 63 however early
// it lies; a date known to the month or year counts as late as it may be. It
// gives false for a code that the list does not have, and for the zero Date:
// without a day the code names nothing.
func ProvinceAt(code string, on Date) (Province, bool) {
	row := provinceRowAt(code, on)
	if row == nil {
		return Province{}, false
	}
	return row.province(), true
}

func provinceRowAt(code string, on Date) *provinceRow {
	if len(code) == 3 && code[0] == '0' {
		code = code[1:]
	}
	n, ok := plainDigits(code)
	switch {
	case !ok || len(code) != 2 || !on.IsValid():
		return nil
	case on.Before(tableDate(provinceMerge)):
		return registrationProvince(n)
	}
	if i := provinces2025Index[n]; i > 0 {
		return &provinces2025[i-1]
	}
	return nil
}

// registrationProvince gives the province of the list of 63, nil where the
// code is assigned to none.
func registrationProvince(code int) *provinceRow {
	if code < 0 || code >= len(provinces2016Index) || provinces2016Index[code] == 0 {
		return nil
	}
	return &provinces2016[provinces2016Index[code]-1]
}

// Provinces gives the provinces of the list that counts on a day, in the order
// of their codes: 63 before 01/07/2025, 34 since. It gives none for the zero
// Date.
func Provinces(on Date) iter.Seq[Province] {
	return func(yield func(Province) bool) {
		if !on.IsValid() {
			return
		}
		rows := provinces2025[:]
		if on.Before(tableDate(provinceMerge)) {
			rows = provinces2016[:]
		}
		for i := range rows {
			if !yield(rows[i].province()) {
				return
			}
		}
	}
}

// SuccessorOf gives the province of the list of 34 into which the province
// with this code, of two or three digits, of the list of 63 went: itself where
// it was not merged. It gives false for a code that the list of 63 does not
// have. Mind that the code must be one from before 01/07/2025: "15" is Yên Bái
// here, whose successor is Lào Cai.
func SuccessorOf(code string) (Province, bool) {
	row := provinceRowAt(code, makeDate(1, 0, 0))
	if row == nil {
		return Province{}, false
	}
	return provinces2025[provinces2025Index[row.successor]-1].province(), true
}

// Predecessors gives the provinces of the list of 63 that went into p; none
// for a province of that list.
func (p Province) Predecessors() iter.Seq[Province] {
	return func(yield func(Province) bool) {
		successor, ok := plainDigits(p.ShortCode)
		if !ok || p.ValidTo.IsValid() {
			return
		}
		for i := range provinces2016 {
			if int(provinces2016[i].successor) == successor && !yield(provinces2016[i].province()) {
				return
			}
		}
	}
}
