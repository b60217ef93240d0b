package vntext

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Legacy text is Vietnamese in an 8-bit font encoding whose bytes were read as
// Latin-1 or Windows-1252, so that every byte became some Western character.

// LegacyCandidates gives what s may mean if it is legacy text, cleaned. Nothing
// is claimed: compare the candidates with a reference, or take [Normalize].
func LegacyCandidates(s string) []Decoding {
	if survey(s) == cleanNotLegacy || !mayBeLegacy(s) {
		return nil
	}
	var candidates []Decoding
	for _, d := range [...]struct {
		decode func(string) (string, bool)
		change Change
	}{{DecodeTCVN3, ChangeTCVN3}, {DecodeVNI, ChangeVNI}} {
		if text, ok := d.decode(s); ok {
			text, change := Clean(text)
			candidates = append(candidates, Decoding{text, change | d.change})
		}
	}
	return candidates
}

// windows1252 lists the characters of the bytes 0x80 to 0x9F in Windows-1252;
// 0 where it has none.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// legacyByte gives the byte that was read as r. It reports false where neither
// Latin-1 nor Windows-1252 reads a byte so.
func legacyByte(r rune) (byte, bool) {
	if r <= 0xFF {
		return byte(r), true
	}
	if i := slices.Index(windows1252[:], r); i >= 0 {
		return byte(0x80 + i), true
	}
	return 0, false
}

// isStray reports an invisible character that cannot come from a legacy byte
// and says nothing against legacy text.
func isStray(r rune) bool { return r == '\uFEFF' || r >= '\u200B' && r <= '\u200F' }

// legacyBytes gives the bytes of legacy text. Text that is not UTF-8 is the
// bytes themselves. It reports false for text that no legacy bytes were read
// as.
func legacyBytes(s string) ([]byte, bool) {
	if !utf8.ValidString(s) {
		return []byte(s), true
	}
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s) // decomposed after it was read
	}
	out := make([]byte, 0, len(s))
	for _, r := range s {
		b, ok := legacyByte(r)
		if !ok {
			if isStray(r) {
				continue
			}
			return nil, false
		}
		out = append(out, b)
	}
	return out, true
}

// mayBeLegacy reports text in which some character may come from a legacy byte
// and none certainly does not. It is cheap, and false for nearly all names.
func mayBeLegacy(s string) bool {
	seen := false
	for _, r := range s {
		switch {
		case r < 0x20:
			seen = seen || tcvn3Control[r] != 0
		case r < utf8.RuneSelf:
		case r == utf8.RuneError:
			return !utf8.ValidString(s)
		case r >= 0x300 && r < 0x380:
			composed := norm.NFC.String(s)
			return composed != s && mayBeLegacy(composed)
		default:
			if _, ok := legacyByte(r); !ok && !isStray(r) {
				return false
			}
			seen = true
		}
	}
	return seen
}
