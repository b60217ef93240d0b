package vntext

import "bytes"

// IsKnown reports that a word is a well-formed Vietnamese syllable or stands in
// the table of name words. Of a word with apostrophes or hyphens in it (H'Hen)
// every part must be known. Signs around it do not count.
func IsKnown(word string) bool { return AllKnown(word) }

// AllKnown reports that every word of a text is known; see [IsKnown]. It is
// false for text without words.
func AllKnown(s string) bool {
	var fb, tb [formsBuffer]byte
	_, toned, ok := AppendForms(fb[:0], tb[:0], s)
	return ok && allKnown(toned)
}

// allKnown is AllKnown for a toned form.
func allKnown(toned []byte) bool {
	words := 0
	for len(toned) > 0 {
		word := toned
		if end := bytes.IndexByte(toned, separator); end >= 0 {
			word, toned = toned[:end], toned[end+1:]
		} else {
			toned = nil
		}
		if word = trimSigns(word); len(word) == 0 {
			continue
		}
		if !isKnown(word) {
			return false
		}
		words++
	}
	return words > 0
}

// IsKnownToned is [IsKnown] for one word of the toned form.
func IsKnownToned(toned []byte) bool { return allKnown(toned) }

// isKnown is IsKnown for one word of a toned form.
func isKnown(word []byte) bool {
	if _, _, _, ok := SplitToned(word); ok {
		return true
	}
	return findSpelling(word) != nil // a misplaced tone mark is no proof
}

// trimSigns takes off the signs around a word, but not a lost letter.
func trimSigns(word []byte) []byte {
	isSign := func(b byte) bool { return b < 0x80 && !isLetter(b) && b != lostLetter && (b < '0' || b > '9') }
	for len(word) > 0 && isSign(word[0]) {
		word = word[1:]
	}
	for len(word) > 0 && isSign(word[len(word)-1]) {
		word = word[:len(word)-1]
	}
	return word
}
