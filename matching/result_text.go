package matching

import (
	"strconv"
	"strings"
)

// String gives the result in one line, for logs and tests:
//
//	name=different[name.typo] date_of_birth=same gender=same id=equivalent[=id.old_number] score=0.998 zone=same
//
// Notes are marked with =. It holds no personal data; its form may change.
func (r Result) String() string {
	var b strings.Builder
	for f := range Field(fieldCount) {
		b.WriteString(f.String() + "=" + r.agreements[f].String())
		writeCodes(&b, r.codes&codesOf(f), r.notes&codesOf(f))
		b.WriteByte(' ')
	}
	if r.codes.has(codeRecordUnconfirmed) {
		b.WriteString("record")
		writeCodes(&b, 1<<codeRecordUnconfirmed, 0)
		b.WriteByte(' ')
	}
	return b.String() + "score=" + strconv.FormatFloat(r.Score(), 'f', 3, 64) + " zone=" + r.Zone().String()
}

func writeCodes(b *strings.Builder, codes, notes codeSet) {
	if codes|notes == 0 {
		return
	}
	sign := "["
	for c := range codes.all() {
		b.WriteString(sign + string(codeTable[c]))
		sign = " "
	}
	for c := range notes.all() {
		b.WriteString(sign + "=" + string(codeTable[c]))
		sign = " "
	}
	b.WriteByte(']')
}
