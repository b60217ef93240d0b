package xlsxread

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// isPlain tells the bytes that stand for themselves.
func isPlain(c byte) bool {
	return c >= ' ' && c < utf8.RuneSelf && c != '&' || c == '\t' || c == '\n'
}

// decode gives text with its references replaced and its ends of lines as
// "\n". Where nothing is to be done it is b itself; else it is appended to dst.
func decode(dst, b []byte) (newDst, text []byte, err error) {
	i := 0
	for i < len(b) && isPlain(b[i]) {
		i++
	}
	if i == len(b) {
		return dst, b, nil
	}
	simple, err := checkText(b[i:])
	if err != nil || simple {
		return dst, b, err
	}
	start := len(dst)
	for len(b) > 0 {
		special := bytes.IndexAny(b, "&\r")
		if special < 0 {
			dst = append(dst, b...)
			break
		}
		dst = append(dst, b[:special]...)
		b = b[special:]
		if b[0] == '\r' {
			dst = append(dst, '\n')
			b = bytes.TrimPrefix(b[1:], []byte("\n"))
			continue
		}
		end := bytes.IndexByte(b[:min(len(b), maxReference)], ';')
		if end < 0 {
			return dst, nil, errSyntax
		}
		r, ok := reference(b[1:end])
		if !ok {
			return dst, nil, errSyntax
		}
		dst = utf8.AppendRune(dst, r)
		b = b[end+1:]
	}
	return dst, dst[start:], nil
}

const maxReference = 16 // bytes of "&#x0010FFFF;" and a few zeros more

// checkText refuses what is not UTF-8 or no character of XML, and reports text
// in which nothing is to be replaced.
func checkText(b []byte) (simple bool, err error) {
	simple = true
	for len(b) > 0 {
		c := b[0]
		switch {
		case isPlain(c):
			b = b[1:]
			continue
		case c == '&' || c == '\r':
			simple = false
			b = b[1:]
			continue
		case c < utf8.RuneSelf:
			return false, errSyntax
		}
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			return false, errEncoding
		}
		if !isCharacter(r) {
			return false, errSyntax
		}
		b = b[size:]
	}
	return simple, nil
}

// verbatim is decode for a section in which nothing is replaced but the ends of
// lines.
func verbatim(b []byte) ([]byte, error) {
	simple, err := checkText(b)
	if err == nil && !simple && bytes.IndexByte(b, '\r') >= 0 {
		b = bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	return b, err
}

// isCharacter reports what XML 1.0 counts as a character (section 2.2).
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xD7FF ||
		r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// reference gives the character that a reference means, without "&" and ";".
func reference(b []byte) (rune, bool) {
	switch string(b) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	if len(b) < 2 || b[0] != '#' {
		return 0, false
	}
	digits, base := string(b[1:]), 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune && isCharacter(rune(n))
}
