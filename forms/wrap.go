package forms

import (
	"strings"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/internal/pdf"
)

// wrap breaks text into lines of at most width points. Words stay whole and
// break only where one is wider than a line; "\n" ends a line. Nothing of the text is lost but the blanks at which it breaks.
func wrap(s string, face pdf.Face, size, width float64) []string {
	if s == "" {
		return nil
	}
	if !strings.Contains(s, "\n") && pdf.Width(s, face, size) <= width {
		return []string{s}
	}
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = wrapParagraph(lines, paragraph, face, size, width)
	}
	return lines
}

func wrapParagraph(lines []string, s string, face pdf.Face, size, width float64) []string {
	line, used := "", 0.0
	for s != "" {
		piece, rest := cutPiece(s)
		s = rest
		w := pdf.Width(strings.TrimRight(piece, " "), face, size)
		if used+w > width && line != "" {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		for w > width {
			n := fitting(piece, face, size, width)
			lines = append(lines, piece[:n])
			piece = piece[n:]
			w = pdf.Width(strings.TrimRight(piece, " "), face, size)
		}
		line += piece
		used += pdf.Width(piece, face, size)
	}
	return append(lines, strings.TrimRight(line, " "))
}

// cutPiece cuts off what stays together: a word with the blanks after it.
func cutPiece(s string) (piece, rest string) {
	i := strings.IndexByte(s, ' ')
	if i < 0 {
		return s, ""
	}
	for i < len(s) && s[i] == ' ' {
		i++
	}
	return s[:i], s[i:]
}

// fitting gives the length in bytes of what fits into a line of a word that is
// wider: at least one character, and up to a sign such as the one in ĐDCN/CCCD
// where one stands in the second half.
func fitting(s string, face pdf.Face, size, width float64) int {
	used, end := 0.0, len(s)
	for i, c := range s {
		if used += pdf.Width(string(c), face, size); used > width && i > 0 {
			end = i
			break
		}
	}
	if end == len(s) { // a single character that is wider than the line
		_, end = utf8.DecodeRuneInString(s)
	}
	if sign := strings.LastIndexAny(s[:end], "/@._-"); sign >= end/2 {
		return sign + 1
	}
	return end
}

// balanced is wrap with lines of about the same length.
func balanced(s string, face pdf.Face, size, width float64) []string {
	lines := wrap(s, face, size, width)
	for narrower := width * 0.98; narrower > width/2; narrower *= 0.98 {
		other := wrap(s, face, size, narrower)
		if len(other) > len(lines) {
			break
		}
		lines = other
	}
	return lines
}
