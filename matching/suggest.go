package matching

import (
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/lunar"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// SuggestName gives the reading of a subject's name under which it agrees with
// the reference: decoded from a legacy encoding or from raw keystrokes, in one
// Unicode form, written as the reference writes it. It is what to store instead.
// false where nothing is to be normalised, or where the names differ in more
// than that: then a person decides.
func SuggestName(subject, reference identity.Name) (identity.Name, bool) {
	var r Result
	var s, ref nameField
	s.read(subject)
	ref.read(reference)
	compareName(&r, &s, &ref)
	if r.agreements[FieldName] != Equivalent && r.codes != 1<<codeNameKeystrokes {
		return "", false
	}
	text, _ := vntext.Clean(string(reference))
	return identity.Name(text), identity.Name(text) != subject
}

// SuggestDate gives the day that a date means which the calendar does not have
// and the lunar calendar has, such as 30/02/1981: 30 tháng 2 năm Tân Dậu. It
// is a proposal for a person to confirm; the code stays dob.invalid. false for
// any other text.
func SuggestDate(raw identity.Text) (identity.Date, bool) {
	year, month, day, ok := dateParts(string(raw))
	if !ok {
		return identity.Date{}, false
	}
	if _, err := identity.NewDate(year, month, day); err == nil {
		return identity.Date{}, false
	}
	y, m, d, ok := lunar.Date{Year: year, Month: month, Day: day}.Solar(lunar.UTC7)
	if !ok {
		return identity.Date{}, false
	}
	date, err := identity.NewDate(y, m, d)
	return date, err == nil
}

// dateParts reads the numbers of a whole date in its two orders, whether the
// calendar has it or not.
func dateParts(s string) (year, month, day int, ok bool) {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if len(parts) == 1 && len(parts[0]) == 8 {
		parts = []string{parts[0][:4], parts[0][4:6], parts[0][6:]}
	}
	if len(parts) != 3 {
		return 0, 0, 0, false
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	if len(parts[0]) > 2 || len(parts[1]) > 2 || len(parts[2]) != 4 {
		return 0, 0, 0, false
	}
	return number(parts[2]), number(parts[1]), number(parts[0]), true
}

// number gives the value of a few digits.
func number(digits string) int {
	n := 0
	for _, c := range []byte(digits) {
		n = n*10 + int(c-'0')
	}
	return n
}
