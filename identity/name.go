package identity

import (
	"database/sql/driver"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// Name is a full name (họ, chữ đệm và tên) as it was found: any letter case,
// any Unicode form, perhaps in a legacy encoding. [Name.Normalize] gives the
// form that is sent and printed.
//
// fmt and log/slog show the initials; JSON and string(n) carry the name.
type Name string

// NameChange says what Normalize had to change; a set of flags.
type NameChange uint8

// The changes.
const (
	NameChangeSpacing     NameChange = 1 << iota // leading, trailing or repeated blanks
	NameChangeUnicode                            // Unicode form, invisible or look-alike characters
	NameChangeTCVN3                              // decoded from TCVN3 (ABC)
	NameChangeVNI                                // decoded from VNI-Windows
	NameChangeHalfEncoded                        // composed from half-composed CP1258 text
)

// IsEmpty reports whether there is nothing but blanks.
func (n Name) IsEmpty() bool { return strings.TrimSpace(string(n)) == "" }

// Normalize gives the name in NFC with single blanks, look-alike letters and
// invisible characters mapped, and legacy text (TCVN3, VNI-Windows) decoded
// where decoding turns every word into a known one. Letter case stays. It
// never undoes keystrokes or typing errors: that would be a guess about the
// person, not about the encoding.
func (n Name) Normalize() (Name, NameChange) {
	text, change := vntext.Normalize(string(n))
	var c NameChange
	for _, m := range [...]struct {
		from vntext.Change
		to   NameChange
	}{
		{vntext.ChangeSpacing, NameChangeSpacing},
		{vntext.ChangeUnicode, NameChangeUnicode},
		{vntext.ChangeTCVN3, NameChangeTCVN3},
		{vntext.ChangeVNI, NameChangeVNI},
		{vntext.ChangeCP1258, NameChangeHalfEncoded},
	} {
		if change&m.from != 0 {
			c |= m.to
		}
	}
	return Name(text), c
}

// Readings gives what else the name may mean if it is legacy text: complete
// decodings that Normalize did not take, because every word looks right as it
// stands (TCVN3 "Phóc" for Phúc) or some word of the decoding is not known
// (TCVN3 "Y Bh¨m" for Y Bhăm). They are proposals: a registry that says no to
// the normalised name may say yes to one of them. Readings that do not differ
// in letters, marks aside, are left out; nearly every name has none.
func (n Name) Readings() []Name {
	text, _ := vntext.Normalize(string(n))
	seen := []string{vntext.Strip(text)}
	var readings []Name
	candidates := vntext.LegacyCandidates(string(n))
	if len(candidates) == 0 {
		return nil
	}
	clean, _ := vntext.Clean(string(n))
	for _, c := range append(candidates, vntext.Decoding{Text: clean}) {
		if stripped := vntext.Strip(c.Text); stripped != "" && !slices.Contains(seen, stripped) {
			seen = append(seen, stripped)
			readings = append(readings, Name(c.Text))
		}
	}
	return readings
}

// Masked gives the initials.
func (n Name) Masked() string { return mask.Initials(string(n)) }

// String gives the masked form.
func (n Name) String() string { return n.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (n Name) Format(f fmt.State, _ rune) { mask.Format(f, n.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (n Name) LogValue() slog.Value { return slog.StringValue(n.Masked()) }

// Value implements driver.Valuer: the name as it is, NULL for "".
func (n Name) Value() (driver.Value, error) { return sqlValue(string(n)) }

// Scan implements sql.Scanner; NULL sets "".
func (n *Name) Scan(src any) error { return scanString(src, n, FieldName) }
