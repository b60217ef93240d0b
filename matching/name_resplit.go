package matching

import "github.com/bhxh-go/bhxh/internal/vntext"

// Words that are joined or split, and a second cause beside it: a joined word
// of which only one part is a word of the reference, or words in another order
// of which one is split. The subject is read again with its words parted
// elsewhere, and each reading is explained as if it had been written so.

// maxResplit bounds the words of a name that is read again: no person's name
// has more, and the readings of a longer text are many.
const maxResplit = 8

// explainResplit looks for a reading that has fewer causes than e, the parting
// of the words counted as one of them.
func explainResplit(subject, reference *nameForm, e explanation, within budget) explanation {
	if max(subject.count, reference.count) > maxResplit {
		return e
	}
	most := min(e.causes(), within.most+within.free.len()) - 1
	var places [2 * maxResplit]cutPlace
	for _, at := range subject.appendCuts(places[:0], reference) {
		var letters [inlineLetters + 2*maxResplit]byte
		form := subject.parted(letters[:0], at)
		read, _ := explainWords(&form, reference, budget{1 << codeNameWordBoundary, most})
		if read.codes.has(codeNameDifferent) {
			continue
		}
		read.codes |= 1 << codeNameWordBoundary
		if form.looseEnd && read.codes&(1<<codeNameAbbreviated|1<<codeNameKeystrokes) == 0 {
			continue
		}
		if read.better(e) {
			e = read
		}
	}
	return e
}

// A cutPlace is one other parting of a name: its word-th word is parted before the
// letter at, or, where that is 0, joined with the next.
type cutPlace struct {
	word, at int
	looseEnd bool // see nameForm
}

// appendCuts appends the partings that make readings: each unknown word parted
// behind or before a word of the reference, and each two words joined that make one
// of them.
func (n *nameForm) appendCuts(places []cutPlace, reference *nameForm) []cutPlace {
	for i := range n.count {
		var seen uint64 // the cuts that another word of the reference has led to
		w := n.word(i)
		keys, known, asked := mayHoldKeys(w), false, false
		for j := range reference.count {
			r := reference.word(j)
			if len(r) >= len(w) {
				if seen&1 == 0 && n.makesWithNext(i, r) {
					seen |= 1
					places = append(places, cutPlace{word: i})
				}
				continue
			}
			for _, cut := range cutsOf(w, r, keys) {
				if cut == noCut || cut < 64 && seen>>cut&1 != 0 {
					continue
				}
				seen |= 1 << cut
				if !asked {
					known, asked = isKnownWord(w), true
				}
				if known {
					break
				}
				if place, ok := partedAt(w, i, cut, reference); ok {
					places = append(places, place)
				}
			}
		}
	}
	return places
}

// partedAt gives the place before the letter cut of the i-th word w; false where a
// part of it is a scrap.
func partedAt(w []byte, i, cut int, reference *nameForm) (cutPlace, bool) {
	front, back := isLoose(w[:cut]), isLoose(w[cut:])
	if front && isScrap(w[:cut], reference) || back && isScrap(w[cut:], reference) {
		return cutPlace{}, false
	}
	return cutPlace{i, cut, front || back}, true
}

// makesWithNext reports that the i-th word and the next make the word r.
func (n *nameForm) makesWithNext(i int, r []byte) bool {
	if i+1 >= n.count || n.wordLength(i)+n.wordLength(i+1) != len(r) || len(r) > inlineLetters {
		return false
	}
	var both [inlineLetters]byte
	return sameBase(n.appendSpan(both[:0], i, i+2), r)
}

// isLoose reports letters that are no word: left over where another was parted off.
// They may still be an abbreviation.
func isLoose(w []byte) bool { return len(w) < 2 || !isKnownWord(w) }

// isScrap reports that letters that are no word can be neither an abbreviation nor
// the keystrokes of one. It is for speed.
func isScrap(w []byte, reference *nameForm) bool {
	for j := range reference.count {
		if r := reference.word(j); isAbbreviation(w, r, true) || isKeystrokes(w, r) {
			return false
		}
	}
	return true
}

// noCut stands for a cut that there is not.
const noCut = -1

// cutsOf gives where a word, with keys or without, may be parted to make the shorter
// word r.
func cutsOf(w, r []byte, keys bool) [2]int {
	k := len(r)
	switch front, back := sameBase(w[:k], r), sameBase(w[len(w)-k:], r); {
	case front && back:
		return [...]int{k, len(w) - k}
	case front:
		return [...]int{k, noCut}
	case back:
		return [...]int{len(w) - k, noCut}
	case keys:
		return keystrokeCuts(w, r)
	}
	return [...]int{noCut, noCut}
}

// keystrokeCuts gives where a word of raw keystrokes may be parted to make the
// word r in front or behind.
func keystrokeCuts(w, r []byte) (cuts [2]int) {
	cuts = [...]int{noCut, noCut}
	most := min(mostKeystrokes(r), len(w)-1)
	if most > 0 && mayBeginKeystrokes(w, r) {
		k := typedLetters(w[:most], r, &telexKeys)
		if holdsDigit(w) {
			k = max(k, typedLetters(w[:most], r, &vniKeys))
		}
		if k > 0 && countMarks(w[:k]) < countMarks(r) {
			cuts[0] = k
		}
	}
	for k := len(r); k <= most; k++ {
		if isKeystrokes(w[len(w)-k:], r) {
			cuts[1] = len(w) - k
			break
		}
	}
	return cuts
}

// parted gives the name parted at another place. Its letters are appended to
// letters.
func (n *nameForm) parted(letters []byte, at cutPlace) nameForm {
	for k := range n.count {
		if k > 0 && !(at.at == 0 && k == at.word+1) {
			letters = append(letters, ' ')
		}
		w := n.word(k)
		if k == at.word && at.at > 0 {
			letters = append(append(letters, w[:at.at]...), ' ')
			w = w[at.at:]
		}
		letters = append(letters, w...)
		if n.words[k].dotted {
			letters = append(letters, '.')
		}
	}
	out := nameForm{text: n.text, long: letters, size: len(letters), looseEnd: at.looseEnd}
	out.split(letters)
	return out
}

// isKnown reports whether the i-th word is a syllable or in the table of name
// words.
func (n *nameForm) isKnown(i int) bool { return isKnownWord(n.word(i)) }

func isKnownWord(w []byte) bool {
	for _, c := range w {
		if c >= foreignLetters {
			return false
		}
	}
	return vntext.IsKnownToned(w)
}

// foreignLetters is the first toned byte of the letters of other languages,
// which have no text of their own.
const foreignLetters = 0xD8
