// Package mask renders personal values for people who must not see them: a
// value keeps its kind and loses its content. The sensitive types of the
// module share these functions, so that one rule decides what a log may show.
package mask

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Format writes text for every verb of fmt, whatever its flags: no verb gives
// a way around the mask.
func Format(f fmt.State, text string) { _, _ = io.WriteString(f, text) }

// Digits shows the kind of a number and its last three digits: "CCCD …789".
// A number of fewer than six characters shows its kind alone.
func Digits(kind, number string) string {
	if len(number) < 6 {
		return kind + " …"
	}
	return kind + " …" + number[len(number)-3:]
}

// Initials shows a name as the first letter of each of its words: "N.V.A.".
func Initials(name string) string {
	words := strings.FieldsFunc(name, unicode.IsSpace)
	if len(words) == 0 {
		return "(none)"
	}
	const most = 8
	var b strings.Builder
	for i, w := range words {
		if i == most {
			b.WriteString("…")
			break
		}
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(r) {
			r = '·'
		}
		b.WriteRune(r)
		b.WriteByte('.')
	}
	return b.String()
}

// Presence says of free text only whether there is any.
func Presence(text string) string {
	if strings.TrimSpace(text) == "" {
		return "(none)"
	}
	return "(masked)"
}
