package identity

import (
	"fmt"
	"iter"
	"log/slog"
	"math/bits"
	"strings"

	"github.com/bhxh-go/bhxh/internal/mask"
)

// Report is what [Check] found in one record: the values that could be read,
// and the findings. It is a plain value without any text of the record, may be
// compared with == and is safe for concurrent use. The zero Report has no
// findings. fmt and log/slog show the codes of the findings.
type Report struct {
	Number      Number // the personal ID or CMND, where it could be read
	DateOfBirth Date
	Gender      Gender
	findings    uint64 // one bit a row of the table of findings
}

func (r *Report) add(bit int) { r.findings |= 1 << bit }

func (r *Report) addIf(found bool, bit int) {
	if found {
		r.add(bit)
	}
}

func (r Report) has(bit int) bool { return r.findings&(1<<bit) != 0 }

// Has reports whether the finding was made; false for an unknown code.
func (r Report) Has(code FindingCode) bool {
	bit := findingBit(code)
	return bit >= 0 && r.has(bit)
}

// Findings gives every finding in the order of the fields.
func (r Report) Findings() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for left := r.findings; left != 0; left &= left - 1 {
			if !yield(findingRows[bits.TrailingZeros64(left)].finding()) {
				return
			}
		}
	}
}

// Worst gives the highest severity of the findings, 0 where there are none.
// SeverityError means that the record cannot be put as a question; who wants
// to be strict refuses SeverityWarning as well.
func (r Report) Worst() Severity {
	var worst Severity
	for f := range r.Findings() {
		worst = max(worst, f.Severity)
	}
	return worst
}

// Inconsistent reports a number that contradicts the birth year or the gender
// of its own record.
func (r Report) Inconsistent() bool { return r.has(bitIDBirthYear) || r.has(bitIDGender) }

// Masked gives the codes of the findings: "[id.birth_year id.gender]".
func (r Report) Masked() string {
	var b strings.Builder
	for f := range r.Findings() {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(f.Code))
	}
	return "[" + b.String() + "]"
}

// String gives the codes of the findings.
func (r Report) String() string { return r.Masked() }

// Format implements fmt.Formatter with the codes for every verb.
func (r Report) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the codes.
func (r Report) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
