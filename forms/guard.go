package forms

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

// maxText is the most that a cell holds, in UTF-16 units: a limit of Excel
// beyond which other writers cut without a word.
const maxText = 32_767

// BadText says what happens to text that no document can hold: bytes that are
// not UTF-8, control characters, bidirectional controls, and text of more than
// 32,767 characters. In a PDF also characters that its font lacks, in a workbook
// text that it would take for escapes of its own.
type BadText uint8

// The ways to treat it.
const (
	// RefuseBadText ends the writing with an *[Error] that names row and
	// column. It is the default: a name that prints with a letter missing
	// makes a wrong document.
	RefuseBadText BadText = iota
	// ReplaceBadText prints U+FFFD (�; □ in a PDF) for each such character and cuts text
	// that is too long, so that one bad record does not keep a thousand others
	// from their list. The mark shows on paper where something is wrong.
	ReplaceBadText
)

// clean gives text as it is printed: in NFC, with tabs and ends of lines as
// blanks, or kept as lines where a column may have several.
func (b BadText) clean(s string, lines bool) (string, Code) {
	if plain(s) {
		return s, ""
	}
	s = norm.NFC.String(s)
	if code := inspect(s); code != "" {
		if b == RefuseBadText {
			return "", code
		}
		s = repair(s)
	}
	if strings.ContainsAny(s, "\t\r\n") {
		s = blanks(s, lines)
	}
	return s, ""
}

// drawable refuses or marks what the font of a PDF cannot draw. It takes clean
// text.
func (b BadText) drawable(s string) (string, Code) {
	if plain(s) || !strings.ContainsFunc(s, isUndrawable) {
		return s, ""
	}
	if b == RefuseBadText {
		return "", CodeGlyph
	}
	return strings.Map(func(c rune) rune {
		if isUndrawable(c) {
			return undrawableMark
		}
		return c
	}, s), ""
}

// undrawableMark stands in a PDF for what its font lacks, U+FFFD included.
const undrawableMark = '□'

func isUndrawable(c rune) bool { return c != '\n' && !pdf.Drawable(c) }

// storable refuses or marks what a workbook would give back as something else:
// "_x0041_" stands in one for a character, and the library that writes it
// escapes neither two of these that share a sign nor the halves of surrogate
// pairs.
func (b BadText) storable(s string) (string, Code) {
	const size, escape = len("_x0041_"), "_x"
	for at, last := 0, -size; ; at++ {
		i := strings.Index(s[at:], escape)
		if i < 0 {
			return s, ""
		}
		at += i
		n, isEscape := escapeAt(s, at)
		if !isEscape {
			continue
		}
		if at-last >= size && !utf16.IsSurrogate(n) {
			last = at
			continue
		}
		if b == RefuseBadText {
			return "", CodeEscape
		}
		s = s[:at] + string(utf8.RuneError) + s[at+1:]
	}
}

// escapeAt gives the character that "_x0041_" stands for.
func escapeAt(s string, at int) (rune, bool) {
	const size = len("_x0041_")
	if len(s) < at+size || s[at+size-1] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[at+2:at+size-1], 16, 16)
	return rune(n), err == nil
}

// plain reports text that needs no second look, as most does.
func plain(s string) bool {
	if len(s) > maxText {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// inspect finds the first thing that makes text unusable.
func inspect(s string) Code {
	if !utf8.ValidString(s) {
		return CodeEncoding
	}
	units := 0
	for _, c := range s {
		switch {
		case isControl(c):
			return CodeControl
		case isDirection(c):
			return CodeDirection
		case c > 0xFFFF:
			units++
		}
		units++
	}
	if units > maxText {
		return CodeTooLong
	}
	return ""
}

// isControl reports what XML cannot carry and what carries no text: control
// characters other than the ends of lines and tabs, and non-characters.
func isControl(c rune) bool {
	switch c {
	case '\t', '\n', '\r':
		return false
	}
	return unicode.IsControl(c) || c&0xFFFE == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF
}

// isDirection reports the embeddings, overrides and isolates of the
// bidirectional algorithm.
func isDirection(c rune) bool {
	return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069
}

func repair(s string) string {
	units := 0
	var b strings.Builder
	for _, c := range s { // invalid bytes come as U+FFFD
		if isControl(c) || isDirection(c) {
			c = utf8.RuneError
		}
		units++
		if c > 0xFFFF {
			units++
		}
		if units > maxText {
			break
		}
		b.WriteRune(c)
	}
	return b.String()
}

// blanks makes one blank of every tab and end of line, or keeps ends of lines.
func blanks(s string, lines bool) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ").Replace(s)
	if !lines {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	return s
}
