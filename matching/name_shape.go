package matching

import (
	"unicode"
	"unicode/utf8"
)

// sameShape reports texts of the same letter case, with the same signs and
// blanks in the same places.
func sameShape(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return equalShapes(a[n:], b[n:], nextShape)
}

// sameSigns reports texts with the same signs and blanks in the same places.
func sameSigns(a, b string) bool {
	return equalShapes(a, b, func(s string) (rune, string) {
		shape, rest := nextShape(s)
		if shape == 'A' {
			shape = 'a'
		}
		return shape, rest
	})
}

func equalShapes(a, b string, next func(string) (rune, string)) bool {
	for {
		x, restA := next(a)
		y, restB := next(b)
		if x != y {
			return false
		}
		if x == 0 {
			return true
		}
		a, b = restA, restB
	}
}

// nextShape gives 'A' for an upper-case letter, 'a' for any other, the sign
// itself for a sign, 0 at the end. Combining marks are part of their letter.
func nextShape(s string) (shape rune, rest string) {
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		switch {
		case r < utf8.RuneSelf && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z'):
			return r, s
		case unicode.IsUpper(r):
			return 'A', s
		case unicode.IsLetter(r):
			return 'a', s
		case !unicode.Is(unicode.Mn, r):
			return r, s
		}
	}
	return 0, ""
}
