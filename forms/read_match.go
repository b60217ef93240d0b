package forms

import (
	"hash/maphash"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
	"golang.org/x/text/unicode/norm"
)

// issuedRows finds the row that was sent for one that comes back.
type issuedRows struct {
	set   *settings
	rows  []Mau02Row
	first int
	seed  maphash.Seed
	byKey map[uint64][]int32 // digits of the mã số BHXH → indexes
	cells []cell
	at    int // the row that cells belong to; -1 = none
}

func newIssuedRows(set *settings, rows []Mau02Row, first int) *issuedRows {
	t := &issuedRows{
		set: set, rows: rows, first: first, at: -1, seed: maphash.MakeSeed(),
		byKey: make(map[uint64][]int32, len(rows)), cells: make([]cell, len(set.columns)),
	}
	for i, row := range rows {
		k := t.key(row.SocialInsuranceNumber)
		t.byKey[k] = append(t.byKey[k], int32(i))
	}
	return t
}

// key sums up a mã số BHXH by its digits without leading zeros, which a
// spreadsheet may have eaten.
func (t *issuedRows) key(s string) uint64 {
	return maphash.String(t.seed, strings.TrimLeft(strings.Join(strings.Fields(s), ""), "0"))
}

// match gives the index of the row that was sent: the one with the Stt, if the
// mã số BHXH fits, else the only one with this mã số BHXH, else the one with
// the Stt if the name is the same.
func (t *issuedRows) match(ordinal int, number, name string) int {
	at := ordinal - t.first
	known := at >= 0 && at < len(t.rows)
	if known && t.key(t.rows[at].SocialInsuranceNumber) == t.key(number) {
		return at
	}
	if same := t.byKey[t.key(number)]; len(same) == 1 && number != "" {
		return int(same[0])
	}
	if known && sameText(t.rows[at].FullName, name) {
		return at
	}
	return -1
}

// print gives what a row printed in a column. An unusable row prints nothing,
// and could not have been sent.
func (t *issuedRows) print(index, column int) string {
	if t.at != index {
		if err := t.set.fill(t.cells, line{values: t.rows[index]}, index+1); err != nil {
			clear(t.cells)
		}
		t.at = index
	}
	return t.cells[column].print()
}

// place finds which row this is.
func (l *returnedRow) place() {
	number := lockedText(l.cell(FieldSocialInsuranceNumber))
	position := l.ordinal
	switch {
	case l.issued != nil:
		l.index = l.issued.match(l.ordinal, number, l.text(FieldFullName))
		if l.index < 0 {
			l.added = true
			l.find(FindingRowAdded, "", true)
			return
		}
		position = l.first + l.index
		if position != l.ordinal {
			l.ordinal = position
			l.find(FindingLockedOrdinal, FieldOrdinal, false)
		}
	case l.ordinal == 0, l.sent > 0 && (l.ordinal < l.first || l.ordinal >= l.first+l.sent):
		l.added = true
		l.find(FindingRowAdded, "", true)
		return
	}
	if position < l.last && !l.disorder {
		l.disorder = true
		l.returnReader.find(Finding{Code: FindingListReordered})
	}
	l.last = max(l.last, position)
}

// checkOffice compares what the office filled in with what was sent.
func (l *returnedRow) checkOffice(row xlsxread.Row) {
	switch {
	case l.refused:
	case l.index >= 0:
		for i, c := range l.set.columns {
			if !c.Open && c.Field != FieldOrdinal {
				l.compare(i, c)
			}
		}
		sent := l.issued.rows[l.index]
		l.person = identity.Person{
			FullName: identity.Name(sent.FullName), DateOfBirth: identity.Text(sent.DateOfBirth),
			Gender: identity.Text(sent.Gender), IDNumber: identity.Text(sent.IDNumber),
		}
		return
	case l.sealer != nil:
		seal := l.sealer.seal(l.set.columns, func(i int) string { return lockedText(l.cells[i]) })
		if row.Cell(l.seal).Text != seal || l.seal == 0 {
			l.find(FindingRowSeal, "", true)
		}
	}
	l.person = identity.Person{
		FullName: identity.Name(l.text(FieldFullName)), DateOfBirth: identity.Text(l.text(FieldDateOfBirth)),
		Gender: identity.Text(l.text(FieldGender)),
	}
	if id, ok := personalID(l.text(FieldPersonalID)); ok {
		l.person.IDNumber = identity.Text(id)
	}
}

// compare compares one value of the office with what was sent.
func (l *returnedRow) compare(i int, c Column) {
	want, got := l.issued.print(l.index, i), l.cells[i]
	if want == got.Text && !got.Formula || sameText(want, lockedText(got)) && !got.Formula {
		return
	}
	switch c.Field {
	case FieldVssIDEmail, FieldVssIDNone, FieldMismatch, "":
		l.find(FindingLockedContact, c.Field, false)
		return
	case FieldSocialInsuranceNumber, FieldPersonalID:
		if !got.Formula && zerosLost(want, lockedText(got)) {
			l.find(FindingLockedReformed, c.Field, false)
			return
		}
	case FieldDateOfBirth:
		if !got.Formula && l.sameDate(want, got) {
			l.find(FindingLockedReformed, c.Field, false)
			return
		}
	}
	l.find(FindingLockedChanged, c.Field, true)
}

// sameText compares text without regard to Unicode forms and blanks.
func sameText(a, b string) bool {
	return a == b || strings.Join(strings.Fields(norm.NFC.String(a)), " ") == strings.Join(strings.Fields(norm.NFC.String(b)), " ")
}

// sameName is sameText without regard to letter case: many write their name in
// capitals.
func sameName(a, b string) bool {
	return sameText(strings.ToUpper(norm.NFC.String(a)), strings.ToUpper(norm.NFC.String(b)))
}

// zerosLost reports a number that is the other one without its leading zeros.
func zerosLost(want, got string) bool {
	return len(got) < len(want) && got != "" && strings.TrimLeft(want, "0") == got
}

func (l *returnedRow) sameDate(want string, got xlsxread.Cell) bool {
	sent, err := identity.ParseDate(want)
	if err != nil {
		return false
	}
	if day, ok := l.dateOf(got); ok {
		return day == sent
	}
	day, err := identity.ParseDate(got.Text)
	return err == nil && day == sent
}

// dateOf gives the date that a number means in its workbook.
func (r *returnReader) dateOf(c xlsxread.Cell) (identity.Date, bool) {
	if r.book == nil {
		return identity.Date{}, false
	}
	year, month, day, ok := r.book.Date(c)
	if !ok {
		return identity.Date{}, false
	}
	d, err := identity.NewDate(year, month, day)
	return d, err == nil
}

// insuranceNumber gives the mã số BHXH of the row: what was sent, where that is
// known.
func (l *returnedRow) insuranceNumber() identity.Text {
	if l.index >= 0 {
		return identity.Text(l.issued.rows[l.index].SocialInsuranceNumber)
	}
	text := lockedText(l.cell(FieldSocialInsuranceNumber))
	if l.refused || l.sealer != nil {
		return identity.Text(text)
	}
	if _, err := identity.ParseSocialInsuranceNumber(text); err != nil {
		f := l.find(FindingInsuranceNumber, FieldSocialInsuranceNumber, true)
		if n, ok := identity.SuggestSocialInsuranceNumber(text); ok {
			f.Suggestion = identity.Text(n.Reveal())
		}
	}
	return identity.Text(text)
}
