package forms

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
)

// answers reads what the participant filled in, columns (10) to (14), and
// reports whether there is an answer.
func (l *returnedRow) answers(c *identity.Correction) bool {
	written := false
	for _, f := range [...]Field{FieldNewFullName, FieldNewDateOfBirth, FieldNewGender, FieldNewPersonalID, FieldConfirmation} {
		cell := l.cell(f)
		if cell.Formula || strings.TrimSpace(cell.Text) != "" {
			written = written || f != FieldConfirmation
			l.answer(f, cell, c)
		}
	}
	said := l.text(FieldConfirmation) != ""
	if written && !said {
		l.find(FindingConfirmMissing, FieldConfirmation, true)
	}
	if !l.refused && !c.IsEmpty() {
		l.checkCorrection(*c)
	}
	return written || said
}

// answer reads one column.
func (l *returnedRow) answer(f Field, cell xlsxread.Cell, c *identity.Correction) {
	switch {
	case cell.Formula:
		l.find(FindingCellFormula, f, true)
		return
	case cell.Kind == xlsxread.KindError, cell.Kind == xlsxread.KindBool && f != FieldConfirmation:
		l.find(FindingCellError, f, true)
		return
	case inspect(cell.Text) != "" || utf8.RuneCountInString(cell.Text) > maxAnswer:
		l.find(FindingCellText, f, true)
		return
	}
	switch f {
	case FieldNewFullName:
		c.FullName = l.name(cell)
	case FieldNewDateOfBirth:
		c.DateOfBirth = l.date(cell)
	case FieldNewGender:
		c.Gender = l.gender(cell)
	case FieldNewPersonalID:
		c.IDNumber = l.number(cell)
	case FieldConfirmation:
		c.Confirmed = l.confirmation(cell)
	}
}

const maxAnswer = 500 // characters that anybody would write into one column

// name reads column (10).
func (l *returnedRow) name(cell xlsxread.Cell) identity.Name {
	if cell.Kind != xlsxread.KindText {
		l.find(FindingCellError, FieldNewFullName, true)
		return ""
	}
	name, change := identity.Name(cell.Text).Normalize()
	switch {
	case change&(identity.NameChangeTCVN3|identity.NameChangeVNI|identity.NameChangeHalfEncoded) != 0:
		l.find(FindingNameDecoded, FieldNewFullName, false)
	case change&identity.NameChangeUnicode != 0:
		l.find(FindingNameNormalized, FieldNewFullName, false)
	}
	if slices.Contains(noNames[:], vntext.Fold(string(name))) {
		l.find(FindingCellError, FieldNewFullName, true)
		return ""
	}
	if sameName(string(name), string(l.person.FullName)) {
		return ""
	}
	return name
}

// noNames are what people write into column (10) when nothing is to be changed.
var noNames = [...]string{"x", "dung", "da dung", "khong", "khong co", "khong doi", "khong thay doi", "giu nguyen", "nhu cu", "nhu tren"}

// date reads column (11).
func (l *returnedRow) date(cell xlsxread.Cell) identity.Text {
	day, err := identity.ParseDate(cell.Text)
	switch {
	case cell.Kind == xlsxread.KindNumber:
		if day, err = l.serial(cell, day, err); err != nil {
			return ""
		}
	case err != nil && !errors.Is(err, identity.CodeImpossible):
		if s := spelled(cell.Text); s != "" {
			day, err = identity.ParseDate(s)
		}
	}
	if err != nil {
		code := FindingCode(identity.FindingDateUnreadable)
		if errors.Is(err, identity.CodeImpossible) {
			code = FindingCode(identity.FindingDateImpossible)
		}
		f := l.find(code, FieldNewDateOfBirth, true)
		f.Suggestion = suggestDate(cell.Text)
		return ""
	}
	if held, err := identity.ParseDate(string(l.person.DateOfBirth)); err == nil && held == day {
		return ""
	}
	return identity.Text(day.Reveal())
}

// serial reads a date that is stored as a number. Under a date format it is
// one; without, only a plain year or yyyyMMdd is.
func (l *returnedRow) serial(cell xlsxread.Cell, day identity.Date, err error) (identity.Date, error) {
	meant, ok := l.dateOf(cell)
	switch {
	case cell.DateStyle && ok:
		l.find(FindingDateSerial, FieldNewDateOfBirth, false)
		return meant, nil
	case err == nil && !cell.DateStyle && plausibleYear(day):
		return day, nil
	}
	f := l.find(FindingDateNumber, FieldNewDateOfBirth, true)
	if suggestion := suggestDate(cell.Text); suggestion != "" {
		f.Suggestion = suggestion
	} else if ok && plausibleYear(meant) {
		f.Suggestion = identity.Text(meant.Reveal())
	}
	return identity.Date{}, identity.CodeCharacter
}

// plausibleYear tells a date of birth from a number that happens to be one.
func plausibleYear(d identity.Date) bool { return d.Year() >= 1880 && d.Year() <= 2100 }

// suggestDate offers ddMMyyyy, which lost its leading zero or not, as a date.
func suggestDate(s string) identity.Text {
	s = strings.TrimSpace(s)
	if len(s) == len("3011990") {
		s = "0" + s
	}
	if len(s) != len("03011990") || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	day, err := identity.ParseDate(s[:2] + "/" + s[2:4] + "/" + s[4:])
	if err != nil || !plausibleYear(day) {
		return ""
	}
	return identity.Text(day.Reveal())
}

// gender reads column (12).
func (l *returnedRow) gender(cell xlsxread.Cell) identity.Text {
	g, err := identity.ParseGender(cell.Text)
	if err != nil {
		l.find(FindingCode(identity.FindingGenderInvalid), FieldNewGender, true)
		return ""
	}
	if held, err := identity.ParseGender(string(l.person.Gender)); err == nil && held == g {
		return ""
	}
	return identity.Text(g.Vietnamese())
}

// number reads column (13).
func (l *returnedRow) number(cell xlsxread.Cell) identity.Text {
	text := lockedText(cell)
	id, err := identity.ParsePersonalID(text)
	if err != nil {
		if n, ok := identity.SuggestNumber(text); ok && n.Kind() == identity.NumberPersonalID {
			l.find(FindingIDLostZero, FieldNewPersonalID, true).Suggestion = identity.Text(n.Reveal())
			return ""
		}
		code := FindingIDNotPersonalID
		if _, err := identity.ParseCMND(text); err == nil {
			code = FindingCode(identity.FindingIDOldNumber)
		}
		l.find(code, FieldNewPersonalID, true)
		return ""
	}
	if cell.Kind == xlsxread.KindNumber {
		if strings.HasSuffix(id.Reveal(), roundedTail) {
			l.find(FindingIDRounded, FieldNewPersonalID, true)
			return ""
		}
		l.find(FindingIDNumeric, FieldNewPersonalID, false)
	}
	if held, err := identity.ParsePersonalID(string(l.person.IDNumber)); err == nil && held == id {
		return ""
	}
	return identity.Text(id.Reveal())
}

// roundedTail ends a number that came through a display such as 2.11071E+11: a
// spreadsheet shows six of twelve digits and saves as CSV what it shows.
const roundedTail = "000000"

// confirmation reads column (14). Who writes there confirms, unless the words
// say no.
func (l *returnedRow) confirmation(cell xlsxread.Cell) bool {
	text := strings.TrimSpace(cell.Text)
	if cell.Kind == xlsxread.KindBool || cell.Kind == xlsxread.KindNumber {
		if text == "1" {
			return true
		}
		l.find(FindingConfirmRefused, FieldConfirmation, true)
		return false
	}
	folded := vntext.Fold(text)
	if slices.Contains(confirmWords[:], folded) || strings.ContainsAny(text, "✓✔☑") {
		return true
	}
	for word := range vntext.Words(folded) {
		if slices.Contains(refuseWords[:], word) {
			l.find(FindingConfirmRefused, FieldConfirmation, true)
			return false
		}
	}
	if strings.Trim(folded, "-./?") == "" {
		l.find(FindingConfirmRefused, FieldConfirmation, true)
		return false
	}
	l.find(FindingConfirmText, FieldConfirmation, false)
	return true
}

var (
	confirmWords = [...]string{"x", "v", "co", "dung", "ok", "yes", "true", "1", "xac nhan", "da xac nhan", "da xac nhan dung", "dong y", "da ky"}
	refuseWords  = [...]string{"khong", "ko", "k", "chua", "sai", "no", "false", "0"}
)

// checkCorrection looks at the record as it would be. What the correction
// brings refuses it; what stood there before is not its fault. A name with
// letters lost is refused: it would lose them in the record too.
func (l *returnedRow) checkCorrection(c identity.Correction) {
	before := identity.Check(l.person, l.asOf)
	for f := range c.Check(l.person, l.asOf).Findings() {
		field, changed := Field(""), false
		switch f.Field {
		case identity.FieldName:
			field, changed = FieldNewFullName, !c.FullName.IsEmpty()
		case identity.FieldDateOfBirth:
			field, changed = FieldNewDateOfBirth, !c.DateOfBirth.IsEmpty()
		case identity.FieldGender:
			field, changed = FieldNewGender, !c.Gender.IsEmpty()
		case identity.FieldIDNumber:
			field, changed = FieldNewPersonalID, !c.IDNumber.IsEmpty()
		}
		switch f.Code {
		case identity.FindingIDBirthYear:
			changed = changed || !c.DateOfBirth.IsEmpty()
		case identity.FindingIDGender:
			changed = changed || !c.Gender.IsEmpty()
		}
		if !changed || f.Severity == identity.SeverityHint && f.Code != identity.FindingNameLegacySuspected {
			continue
		}
		contradiction := f.Code == identity.FindingIDBirthYear || f.Code == identity.FindingIDGender
		refused := f.Severity == identity.SeverityError || contradiction || f.Code == identity.FindingNameLostLetters
		if refused || !before.Has(f.Code) {
			l.find(FindingCode(f.Code), field, refused)
		}
	}
}
