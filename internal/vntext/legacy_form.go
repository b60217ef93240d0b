package vntext

// A LegacyEncoding is an 8-bit font encoding of Vietnamese.
type LegacyEncoding uint8

// The encodings. The zero LegacyEncoding is none.
const (
	LegacyTCVN3 LegacyEncoding = iota + 1 // TCVN3 (ABC)
	LegacyVNI                             // VNI-Windows
)

// AppendLegacyForm appends the toned form, see [AppendForms], of what a legacy
// encoding makes of text that was read as Latin-1: that of [DecodeTCVN3] or
// [DecodeVNI] without the text between, and without allocation where the
// capacity suffices. It reports false, and appends nothing, where s holds no
// code of the encoding, one that the encoding does not have, a tone mark on a
// consonant, or a character beyond Latin-1.
func AppendLegacyForm(toned []byte, s string, e LegacyEncoding) ([]byte, bool) {
	form, start := toned, len(toned)
	gap, bare, decoded := false, false, false // bare: the last letter has no mark character yet
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= 0x80 {
			if b&^1 != 0xC2 || i+1 == len(s) || s[i+1]&0xC0 != 0x80 {
				return toned, false
			}
			i++
			b = b<<6 | s[i]&0x3F
		}
		var last byte
		if !gap && len(form) > start {
			last = form[len(form)-1]
		}
		next := nextTCVN3(b, last)
		if e == LegacyVNI {
			next = nextVNI(b, last, bare)
		}
		decoded = decoded || next.coded
		switch {
		case next.letter == 0:
			return toned, false
		case next.onLast:
			form[len(form)-1], bare = next.letter, false
			continue
		case next.letter == separator:
			gap = len(form) > start
			continue
		case gap:
			form, gap = append(form, separator), false
		}
		form, bare = append(form, next.letter), true
	}
	if !decoded {
		return toned, false
	}
	return form, true
}

// A legacyStep is what one byte of legacy text does.
type legacyStep struct {
	letter byte // a toned letter, 0 for a byte that the encoding does not have
	onLast bool // it takes the place of the last letter
	coded  bool // it is a code of the encoding, and not the same in Latin-1
}

func nextTCVN3(b, last byte) legacyStep {
	r := rune(b)
	switch {
	case b >= 0x80:
		r = tcvn3High[b-0x80]
	case b < 0x20 && tcvn3Control[b] != 0:
		r = tcvn3Control[b]
	}
	if r < 0x300 || r >= 0x380 {
		return legacyStep{letter: codeOf(r), coded: r > ' ' && r != rune(b)}
	}
	return legacyStep{mark(last, r), true, true}
}

func nextVNI(b, last byte, bare bool) legacyStep {
	if bare && last != 0 {
		if marked, ok := vniMarked(last, b); ok {
			return legacyStep{marked, true, true}
		}
	}
	letter, _, ok := vniLetter(b)
	if !ok {
		return legacyStep{}
	}
	return legacyStep{letter: letter, coded: b >= 0x80 && letter != separator}
}
