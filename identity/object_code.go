package identity

import (
	"iter"
	"slices"
)

// ObjectCode is the object code of a health insurance card (mã đối tượng tham
// gia BHYT): its first two letters, which say in which group the holder is
// insured. The names are those of Quyết định 1351/QĐ-BHXH (16/11/2015), as
// amended in 2023 and 2024; the list keeps growing, so an unknown code is a
// question and no error.
//
// ObjectCode is a plain value and safe for concurrent use.
type ObjectCode struct {
	Code       string    // two letters: "DN"
	Name       string    // Vietnamese name, "" where no public source gives it
	PayerGroup string    // who pays, in Vietnamese, "" where not known
	Certainty  Certainty // how well the row is supported
	Source     string    // the decision or list that has the code
	first, end uint8     // its levels in objectLevels
}

// DatedLevel is the benefit level of an object code over a time.
type DatedLevel struct {
	Level     BenefitLevel
	ValidFrom Date // may be known to the year only
	ValidTo   Date // last day, the zero Date where none is known
	Certainty Certainty
	Source    string
}

// ObjectCodeOf gives the object code of two capital letters; false where the
// table does not have it.
func ObjectCodeOf(code string) (ObjectCode, bool) {
	row := objectRowOf(code)
	if row == nil {
		return ObjectCode{}, false
	}
	return row.objectCode(), true
}

// ObjectCodes gives every known object code in the order of letters.
func ObjectCodes() iter.Seq[ObjectCode] {
	return func(yield func(ObjectCode) bool) {
		for i := range objectCodes {
			if !yield(objectCodes[i].objectCode()) {
				return
			}
		}
	}
}

// Levels gives the benefit levels of the code, the earliest first. Near-poor
// households (CN) and social pensioners (LH), for example, went to level 2 on
// 01/01/2026 (Nghị quyết 261/2025/QH15 Điều 2).
func (o ObjectCode) Levels() iter.Seq[DatedLevel] {
	return func(yield func(DatedLevel) bool) {
		for _, row := range objectLevels[o.first:o.end] {
			if !yield(row.datedLevel()) {
				return
			}
		}
	}
}

// LevelAt gives the benefit level of the code on a day; false where none is
// known yet or on is the zero Date. A level known to begin in a year counts
// from the start of that year.
func (o ObjectCode) LevelAt(on Date) (DatedLevel, bool) {
	if !on.IsValid() {
		return DatedLevel{}, false
	}
	for _, row := range slices.Backward(objectLevels[o.first:o.end]) {
		if !on.Before(tableDate(row.from)) {
			return row.datedLevel(), true
		}
	}
	return DatedLevel{}, false
}

func objectRowOf(code string) *objectRow {
	low, high := 0, len(objectCodes)
	for low < high {
		middle := (low + high) / 2
		if objectCodes[middle].code < code {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low == len(objectCodes) || objectCodes[low].code != code {
		return nil
	}
	return &objectCodes[low]
}

func (row *objectRow) objectCode() ObjectCode {
	return ObjectCode{
		Code: row.code, Name: row.name, PayerGroup: payerGroups[row.group],
		Certainty: row.certainty, Source: tableSources[row.source],
		first: row.first, end: row.first + row.count,
	}
}

func (row *levelRow) datedLevel() DatedLevel {
	return DatedLevel{
		Level: row.level, ValidFrom: tableDate(row.from), ValidTo: tableDate(row.to),
		Certainty: row.certainty, Source: tableSources[row.source],
	}
}
