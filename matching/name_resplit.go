package matching

import (
	"iter"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

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
	for form := range subject.resplits(reference) {
		read, _ := explainWords(form, reference, budget{1 << codeNameWordBoundary, most})
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

// resplits gives the readings: each unknown word parted behind or before a word
// of the reference, and each two words joined that make one of them.
func (n *nameForm) resplits(reference *nameForm) iter.Seq[*nameForm] {
	return func(yield func(*nameForm) bool) {
		for i := range n.count {
			known := n.isKnown(i)
			var seen uint64 // the cuts that another word of the reference has led to
			for j := range reference.count {
				for _, cut := range n.cuts(i, reference.word(j), known) {
					if cut == noCut || cut < 64 && seen>>cut&1 != 0 {
						continue
					}
					seen |= 1 << cut
					if cut > 0 && n.leavesScraps(i, cut, reference) {
						continue
					}
					if !yield(n.parted(i, cut)) {
						return
					}
				}
			}
		}
	}
}

// leavesScraps reports that parting the i-th word at cut leaves letters that are
// neither a word nor can be an abbreviation or the keystrokes of one. It is for
// speed.
func (n *nameForm) leavesScraps(i, cut int, reference *nameForm) bool {
	w := n.word(i)
	return isScrap(w[:cut], reference) || isScrap(w[cut:], reference)
}

func isScrap(w []byte, reference *nameForm) bool {
	if len(w) > 1 && isKnownWord(w) {
		return false
	}
	for j := range reference.count {
		if r := reference.word(j); isAbbreviation(w, r, true) || isKeystrokes(w, r) {
			return false
		}
	}
	return true
}

// noCut stands for a cut that there is not.
const noCut = -1

// cuts gives where the i-th word may be parted to make the word r, 0 for a word
// that makes it together with the next. A known word is not parted.
func (n *nameForm) cuts(i int, r []byte, known bool) (cuts [2]int) {
	cuts = [...]int{noCut, noCut}
	w := n.word(i)
	if k := len(r); k < len(w) {
		if known {
			return cuts
		}
		before := sameLetters(w[:k], r) != lettersOther
		after := sameLetters(w[len(w)-k:], r) != lettersOther
		switch {
		case before && after:
			cuts = [...]int{k, len(w) - k}
		case before:
			cuts[0] = k
		case after:
			cuts[0] = len(w) - k
		case mayHoldKeys(w):
			cuts = keystrokeCuts(w, r)
		}
	} else if i+1 < n.count && len(w)+n.wordLength(i+1) == len(r) && len(r) <= inlineLetters {
		var both [inlineLetters]byte
		if sameLetters(n.appendSpan(both[:0], i, i+2), r) != lettersOther {
			cuts[0] = 0
		}
	}
	return cuts
}

// keystrokeCuts gives where a word of raw keystrokes may be parted to make the
// word r in front or behind.
func keystrokeCuts(w, r []byte) (cuts [2]int) {
	cuts = [...]int{noCut, noCut}
	for k := len(r); k < len(w); k++ {
		if isKeystrokes(w[:k], r) {
			cuts[0] = k
		}
		if cuts[1] == noCut && isKeystrokes(w[len(w)-k:], r) {
			cuts[1] = len(w) - k
		}
	}
	return cuts
}

// parted gives the name with its i-th word parted at cut, or, where cut is 0,
// joined with the next.
func (n *nameForm) parted(i, cut int) *nameForm {
	letters := make([]byte, 0, len(n.letters())+1)
	for k := range n.count {
		if k > 0 && !(cut == 0 && k == i+1) {
			letters = append(letters, ' ')
		}
		w := n.word(k)
		if k == i && cut > 0 {
			letters = append(append(letters, w[:cut]...), ' ')
			w = w[cut:]
		}
		letters = append(letters, w...)
		if n.words[k].dotted {
			letters = append(letters, '.')
		}
	}
	out := &nameForm{text: n.text, long: letters, size: len(letters)}
	out.split(letters)
	if cut > 0 {
		out.looseEnd = out.isLoose(i) || out.isLoose(i+1)
	}
	return out
}

// isLoose reports that the i-th word is no word: left over where another was
// parted off. It may still be an abbreviation.
func (n *nameForm) isLoose(i int) bool { return n.wordLength(i) < 2 || !n.isKnown(i) }

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
