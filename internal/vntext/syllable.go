package vntext

// maxSyllable is the length of the longest syllable (nghiêng).
const maxSyllable = 7

// SplitSyllable splits a well-formed Vietnamese syllable (âm tiết), in any
// letter case and composition, into its initial consonants (âm đầu), its rime
// (vần, with quality marks and without the tone) and its tone: "Nguyễn" → "ng",
// "uyên", [ToneTilde]. The i of "gì" and "giếng" belongs to both parts ("gi",
// "iêng"); the u of "quý" to the initial ("qu", "y").
//
// Well-formed means: the rime exists and may follow the initial, c/k, g/gh and
// ng/ngh stand before the vowels they are written before, a rime that ends in
// c, ch, p or t has the tone sắc or nặng, and the tone mark stands in the
// traditional or the newer place (hòa, hoà).
func SplitSyllable(word string) (onset, rime string, tone Tone, ok bool) {
	var fb, tb [formsBuffer]byte
	_, toned, ok := AppendForms(fb[:0], tb[:0], word)
	if !ok {
		return "", "", ToneLevel, false
	}
	return SplitToned(toned)
}

// IsSyllable reports a well-formed Vietnamese syllable; see [SplitSyllable].
func IsSyllable(word string) bool {
	_, _, _, ok := SplitSyllable(word)
	return ok
}

// SplitToned is [SplitSyllable] for one word of the toned form.
func SplitToned(toned []byte) (onset, rime string, tone Tone, ok bool) {
	if len(toned) == 0 || len(toned) > maxSyllable {
		return "", "", ToneLevel, false
	}
	var letters [maxSyllable]byte
	word := letters[:len(toned)]
	for i, b := range toned {
		word[i] = letterQuality[b]
		if letterTone[b] == ToneLevel {
			continue
		}
		if tone != ToneLevel || i != toneSeat(toned) && i != newToneSeat(toned) {
			return "", "", ToneLevel, false
		}
		tone = letterTone[b]
	}
	onset, start := splitOnset(word)
	r := findRime(word[start:])
	if r == nil || !follows(onset, r) || r.flags&rimeStopped != 0 && tone != ToneAcute && tone != ToneDot {
		return "", "", ToneLevel, false
	}
	return onset, r.text, tone, true
}

// onsets lists the initial consonants by their first letter, longer ones
// before their beginnings. gi and qu are not in it; đ has no place in it.
var onsets = [26][]string{
	'b' - 'a': {"b"}, 'c' - 'a': {"ch", "c"}, 'd' - 'a': {"d"}, 'g' - 'a': {"gh", "g"},
	'h' - 'a': {"h"}, 'k' - 'a': {"kh", "k"}, 'l' - 'a': {"l"}, 'm' - 'a': {"m"},
	'n' - 'a': {"ngh", "ng", "nh", "n"}, 'p' - 'a': {"ph", "p"}, 'r' - 'a': {"r"},
	's' - 'a': {"s"}, 't' - 'a': {"th", "tr", "t"}, 'v' - 'a': {"v"}, 'x' - 'a': {"x"},
}

// splitOnset gives the initial consonants of a word without tones, and where
// its rime begins.
func splitOnset(word []byte) (onset string, start int) {
	first := word[0]
	if first == strokeD {
		return "đ", 1
	}
	if len(word) > 1 {
		switch [2]byte{first, word[1]} {
		case [2]byte{'q', 'u'}:
			return "qu", 2
		case [2]byte{'g', 'i'}:
			return "gi", giRime(word)
		}
	}
	if first < 'a' || first > 'z' {
		return "", 0
	}
	for _, onset := range onsets[first-'a'] {
		if len(word) >= len(onset) && string(word[:len(onset)]) == onset {
			return onset, len(onset)
		}
	}
	return "", 0
}

// giRime gives where the rime begins behind gi, whose i is part of it in gì,
// gìn and giếng.
func giRime(word []byte) int {
	if len(word) > 2 && isVowel(word[2]) && word[2] != circumflexE {
		return 2
	}
	return 1
}

// follows reports whether a rime may stand after an initial.
func follows(onset string, r *rime) bool {
	front := r.flags&rimeFront != 0
	switch onset {
	case "":
		return r.flags&placeInitial != 0
	case "qu":
		return r.flags&placeQu != 0
	case "gi":
		return r.flags&placeLabial != 0 && (!front || r.text[0] == 'e' || giRimes(r.text))
	case "k":
		return r.flags&placeLabial != 0 && front
	case "gh", "ngh":
		return r.flags&placeConsonant != 0 && front && r.text != "y"
	case "c":
		return r.flags&placeLabial != 0 && !front
	case "g", "ng":
		return r.flags&placeConsonant != 0 && !front
	case "b", "m", "p", "ph", "v":
		return r.flags&placeLabial != 0
	}
	return r.flags&placeConsonant != 0
}

// giRimes reports the rimes in i that are written behind g with one i.
func giRimes(rime string) bool {
	switch rime {
	case "i", "in", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu":
		return true
	}
	return false
}
