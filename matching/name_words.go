package matching

import (
	"strings"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

const (
	// inlineLetters is how many bytes of text a name may have to be kept
	// without an allocation.
	inlineLetters = 64
	// maxWords bounds the words that are compared one by one; a longer name is
	// equal, differently written, or another name.
	maxWords = 16
	// maxNameText bounds the bytes of a text that is read at all; a longer one
	// is no name, and equal but for letter case or another.
	maxNameText = 1024
)

// A nameForm is a name taken apart: its letters as toned bytes of vntext (one
// byte a letter, whatever its case or Unicode form), and its words.
type nameForm struct {
	text   string // what the letters were read from
	inline [inlineLetters]byte
	long   []byte // the letters, where the text is too long for inline
	size   int
	words  [maxWords]word
	count  int
	tooBig bool   // more than maxWords words
	marked bool   // some letter bears a mark
	lost   bool   // some letter was lost to '?'
	signs  uint64 // bit k: an apostrophe or a hyphen, and no blank, stands before the k-th letter

	looseEnd bool // of a resplit name: parting a word left letters that are none
}

// A word is a stretch of letters.
type word struct {
	start, end uint16
	dotted     bool // a full stop follows
}

// letters gives the toned bytes of the whole name.
func (n *nameForm) letters() []byte {
	if n.long != nil {
		return n.long
	}
	return n.inline[:n.size]
}

// word gives the letters of the i-th word.
func (n *nameForm) word(i int) []byte {
	w := n.words[i]
	return n.letters()[w.start:w.end]
}

// appendSpan appends the letters of the words from i to before j, joined.
func (n *nameForm) appendSpan(dst []byte, i, j int) []byte {
	for ; i < j; i++ {
		dst = append(dst, n.word(i)...)
	}
	return dst
}

// read takes a text apart.
func (n *nameForm) read(text string) {
	if !n.readFast(text) {
		n.readSlow(text)
	}
}

// readSlow is read for text that readFast does not take.
func (n *nameForm) readSlow(text string) {
	n.text, n.long, n.signs = text, nil, 0
	if len(text) > maxNameText {
		n.long, n.tooBig = []byte(strings.ToLower(text)), true
		return
	}
	text, n.signs = cutSigns(text)
	_, n.long = vntext.AppendFormsSlow(nil, nil, text)
	n.split(n.long)
}

// readFast is read for text of which every letter is in a table and that is
// short enough to be kept without an allocation: nearly every name. It reports
// false for any other.
func (n *nameForm) readFast(text string) bool {
	n.text, n.long, n.signs = text, nil, 0
	if len(text) > inlineLetters {
		return false
	}
	if mayHoldSigns(text) {
		text, n.signs = cutSigns(text)
	}
	var folded [inlineLetters]byte
	_, toned, ok := vntext.AppendForms(folded[:0], n.inline[:0], text)
	if ok {
		n.size = len(toned)
		n.split(toned)
	}
	return ok
}

// split finds the words.
func (n *nameForm) split(toned []byte) {
	n.count, n.tooBig, n.marked, n.lost = 0, false, false, false
	inside := false
	for i, c := range toned {
		switch {
		case 'a' <= c && c <= 'z': // nearly every one
		case isSeparator(c):
			if inside {
				inside = false
				n.words[n.count-1].end = uint16(i)
				n.words[n.count-1].dotted = c == '.'
			}
			continue
		case c >= 0x80:
			n.marked = true
		case c == lostLetter:
			n.lost = true
		}
		if inside {
			continue
		}
		if n.count == maxWords {
			n.tooBig = true
			return
		}
		inside = true
		n.words[n.count] = word{start: uint16(i), end: uint16(len(toned))}
		n.count++
	}
}

// lostLetter is the toned byte of a letter that was lost.
const lostLetter = '?'

// isSeparator reports a blank or a sign that stands between words. Apostrophes
// and hyphens are blanks already.
func isSeparator(c byte) bool {
	return c <= ' ' || c < '0' && c != '$' || c > '9' && c < '?' || c == '_'
}
