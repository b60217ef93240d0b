package matching

import (
	"iter"
	"math/bits"
)

// codeTable lists every code in the order in which codes are given: by field,
// and within a field the most specific first. The index of a code in this table
// is its place in a codeSet.
var codeTable = [...]Code{
	codeNameMissing:          NameMissing,
	codeNameKeystrokes:       NameKeystrokes,
	codeNameNoDiacritics:     NameNoDiacritics,
	codeNameDiacritics:       NameDiacritics,
	codeNameLostLetters:      NameLostLetters,
	codeNameIY:               NameIY,
	codeNameRegionalSpelling: NameRegionalSpelling,
	codeNameWordBoundary:     NameWordBoundary,
	codeNameWordOrder:        NameWordOrder,
	codeNameAbbreviated:      NameAbbreviated,
	codeNameTypo:             NameTypo,
	codeNameWordMissing:      NameWordMissing,
	codeNameWordExtra:        NameWordExtra,
	codeNameSurname:          NameSurname,
	codeNameMiddle:           NameMiddle,
	codeNameGiven:            NameGiven,
	codeNameDifferent:        NameDifferent,
	codeNameUnconfirmed:      NameUnconfirmed,
	codeNameCaseOrSpacing:    NameCaseOrSpacing,
	codeNameUnicodeForm:      NameUnicodeForm,
	codeNameTonePlacement:    NameTonePlacement,
	codeNameLegacyEncoding:   NameLegacyEncoding,
	codeDateMissing:          DateMissing,
	codeDateInvalid:          DateInvalid,
	codeDateIncomplete:       DateIncomplete,
	codeDatePlaceholder:      DatePlaceholder,
	codeDateDayMonthSwapped:  DateDayMonthSwapped,
	codeDateLunar:            DateLunar,
	codeDateDay:              DateDay,
	codeDateMonth:            DateMonth,
	codeDateYear:             DateYear,
	codeDateDifferent:        DateDifferent,
	codeDateUnconfirmed:      DateUnconfirmed,
	codeGenderMissing:        GenderMissing,
	codeGenderDifferent:      GenderDifferent,
	codeGenderInvalid:        GenderInvalid,
	codeGenderUnconfirmed:    GenderUnconfirmed,
	codeIDMissing:            IDMissing,
	codeIDOldNumber:          IDOldNumber,
	codeIDTypo:               IDTypo,
	codeIDInvalid:            IDInvalid,
	codeIDDifferent:          IDDifferent,
	codeIDInconsistent:       IDInconsistent,
	codeIDNotFound:           IDNotFound,
	codeIDOtherPerson:        IDOtherPerson,
	codeIDUnconfirmed:        IDUnconfirmed,
	codeRecordUnconfirmed:    RecordUnconfirmed,
}

// codeIndex is the place of a code in codeTable.
type codeIndex uint8

const (
	codeNameMissing codeIndex = iota
	codeNameKeystrokes
	codeNameNoDiacritics
	codeNameDiacritics
	codeNameLostLetters
	codeNameIY
	codeNameRegionalSpelling
	codeNameWordBoundary
	codeNameWordOrder
	codeNameAbbreviated
	codeNameTypo
	codeNameWordMissing
	codeNameWordExtra
	codeNameSurname
	codeNameMiddle
	codeNameGiven
	codeNameDifferent
	codeNameUnconfirmed
	codeNameCaseOrSpacing
	codeNameUnicodeForm
	codeNameTonePlacement
	codeNameLegacyEncoding
	codeDateMissing
	codeDateInvalid
	codeDateIncomplete
	codeDatePlaceholder
	codeDateDayMonthSwapped
	codeDateLunar
	codeDateDay
	codeDateMonth
	codeDateYear
	codeDateDifferent
	codeDateUnconfirmed
	codeGenderMissing
	codeGenderDifferent
	codeGenderInvalid
	codeGenderUnconfirmed
	codeIDMissing
	codeIDOldNumber
	codeIDTypo
	codeIDInvalid
	codeIDDifferent
	codeIDInconsistent
	codeIDNotFound
	codeIDOtherPerson
	codeIDUnconfirmed
	codeRecordUnconfirmed
)

// noteCodes are the codes that can be notes, onlyNotes those that are nothing
// else.
const (
	onlyNotes = codeSet(1)<<codeNameCaseOrSpacing | 1<<codeNameUnicodeForm | 1<<codeNameTonePlacement | 1<<codeNameLegacyEncoding
	noteCodes = onlyNotes | 1<<codeIDOldNumber
)

// codeSet is a set of codes: bit i stands for codeTable[i].
type codeSet uint64

func (s codeSet) has(c codeIndex) bool { return s>>c&1 != 0 }

func (s codeSet) len() int { return bits.OnesCount64(uint64(s)) }

// all gives the codes of the set in the order of the table.
func (s codeSet) all() iter.Seq[codeIndex] {
	return func(yield func(codeIndex) bool) {
		for ; s != 0; s &= s - 1 {
			if !yield(codeIndex(bits.TrailingZeros64(uint64(s)))) {
				return
			}
		}
	}
}

// codes gives the set as a list, nil when it is empty.
func (s codeSet) codes() []Code {
	if s == 0 {
		return nil
	}
	out := make([]Code, 0, s.len())
	for c := range s.all() {
		out = append(out, codeTable[c])
	}
	return out
}

// moreSpecific orders explanations: fewer codes first, then the one whose codes
// stand earlier in the table.
func (s codeSet) moreSpecific(other codeSet) bool {
	if n, m := s.len(), other.len(); n != m {
		return n < m
	}
	difference := s ^ other
	return s&difference&-difference != 0
}

// index gives the place of a code in the table; false for a code that it does
// not hold.
func (c Code) index() (codeIndex, bool) {
	for i, known := range codeTable {
		if c == known {
			return codeIndex(i), true
		}
	}
	return 0, false
}
