package matching

import (
	"unicode"
	"unicode/utf8"
)

// sameShape reports texts of the same letter case, with the same signs and
// blanks in the same places.
func sameShape[T string | []byte](a, b T) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return equalShapes(a[n:], b[n:], false)
}

// sameSigns reports texts with the same signs and blanks in the same places.
func sameSigns(a, b string) bool { return equalShapes(a, b, true) }

// equalShapes compares the shapes of two texts, anyCase without their letter case.
func equalShapes[T string | []byte](a, b T, anyCase bool) bool {
	for {
		x, restA := nextShape(a)
		y, restB := nextShape(b)
		if x != y && !(anyCase && (x == 'A' && y == 'a' || x == 'a' && y == 'A')) {
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
func nextShape[T string | []byte](s T) (shape rune, rest T) {
	for len(s) > 0 {
		r, size := rune(s[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(string(s[:min(len(s), utf8.UTFMax)]))
		}
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
	return 0, s
}
