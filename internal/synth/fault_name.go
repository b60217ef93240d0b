package synth

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/identity"
)

// The kinds of name faults, which decide whether two of them may meet in one
// name and still be told apart.
type nameKind int

const (
	kindTypo         nameKind = iota // a slip of the keys in one word
	kindMarks                        // a mark in one word
	kindSpelling                     // another spelling of one word, mostly one letter away
	kindAbbreviation                 // words cut short
	kindOrder                        // the same words in another order
	kindStructure                    // a word lost, added, joined or split
	kindBare                         // every mark lost
	kindStyle                        // case, blanks, Unicode form: a note, swallowed by any mismatch
	kindOther                        // everything else stands alone
)

// A nameFault changes the words of a name or its whole text.
type nameFault struct {
	name, code string
	kind       nameKind
	heavy      bool
	anyName    bool // fit for the names of minority peoples, too
	change     func(rng *rand.Rand, n *nameEdit) bool
}

// A nameEdit is a name under change.
type nameEdit struct {
	truth []string // the words as they should be
	words []string // nil once text is set
	whole []bool   // the words that no fault has touched yet
	text  string
}

func newNameEdit(name string) *nameEdit {
	n := &nameEdit{truth: strings.Fields(name), words: strings.Fields(name)}
	n.whole = make([]bool, len(n.words))
	for i := range n.whole {
		n.whole[i] = true
	}
	return n
}

func (n *nameEdit) String() string {
	if n.words == nil {
		return n.text
	}
	return strings.Join(n.words, " ")
}

// isPlain reports a name of the usual shape: two to four words of Vietnamese
// letters, none of them a single letter.
func isPlain(name string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) < 2 || strings.ContainsFunc(w, isForeign) {
			return false
		}
	}
	return true
}

// isForeign reports what is no letter of the Vietnamese alphabet.
func isForeign(r rune) bool {
	row, _ := toneOf(r)
	return row < 0 && !strings.ContainsRune("bcdđghklmnpqrstvx", unicode.ToLower(r))
}

// apply changes the name; false where the fault finds nothing to act on or the
// result would not be what its code says.
func (f nameFault) apply(rng *rand.Rand, n *nameEdit) bool {
	truth := strings.Join(n.truth, " ")
	if !f.anyName && !isPlain(truth) {
		return false
	}
	before := n.String()
	if !f.change(rng, n) || n.String() == before {
		return false
	}
	// What is the name in a legacy encoding is that, whoever wrote it: Sô is Sơ in
	// VNI. A name that lost its last mark is another class.
	if after := n.String(); !strings.HasSuffix(f.code, "legacy_encoding") && (after == VNI(truth) || after == TCVN3(truth)) {
		return false
	}
	return f.code != "name.diacritics" || hasMarks(n.String())
}

func (f nameFault) fault() Fault {
	return Fault{f.name, identity.FieldName, f.code, f.heavy, func(rng *rand.Rand, c Citizen, p *identity.Person) bool {
		n := newNameEdit(c.FullName)
		if !f.apply(rng, n) {
			return false
		}
		p.FullName = identity.Name(n.String())
		return true
	}}
}

// oneWord makes a change of one word that is still whole: the first, in a
// random order, for which write gives another one.
func oneWord(write func(rng *rand.Rand, word string) string) func(*rand.Rand, *nameEdit) bool {
	return func(rng *rand.Rand, n *nameEdit) bool {
		if n.words == nil {
			return false
		}
		for _, i := range rng.Perm(len(n.words)) {
			if !n.whole[i] {
				continue
			}
			if word := write(rng, n.words[i]); word != "" && word != n.words[i] {
				n.words[i], n.whole[i] = word, false
				return true
			}
		}
		return false
	}
}

// wholeText makes a change of the text.
func wholeText(write func(rng *rand.Rand, text string) string) func(*rand.Rand, *nameEdit) bool {
	return func(rng *rand.Rand, n *nameEdit) bool {
		n.text, n.words = write(rng, n.String()), nil
		return true
	}
}

func plainText(write func(string) string) func(*rand.Rand, *nameEdit) bool {
	return wholeText(func(_ *rand.Rand, s string) string { return write(s) })
}

func nameFaults() []nameFault {
	all := append(styleFaults(), encodingFaults()...)
	all = append(all, spellingFaults()...)
	return append(all, wordFaults()...)
}

// styleFaults are those of the note codes that any text can have.
func styleFaults() []nameFault {
	const spacing, form = "=name.case_or_spacing", "=name.unicode_form"
	return []nameFault{
		{"upper case", spacing, kindStyle, false, true, plainText(strings.ToUpper)},
		{"lower case", spacing, kindStyle, false, true, plainText(strings.ToLower)},
		{"small first letter", spacing, kindStyle, false, false, oneWord(func(_ *rand.Rand, w string) string { return strings.ToLower(w) })},
		{"two blanks", spacing, kindStyle, false, true, plainText(func(s string) string { return strings.Replace(s, " ", "  ", 1) })},
		{"blanks around", spacing, kindStyle, false, true, wholeText(func(rng *rand.Rand, s string) string {
			return pickOf(rng, []string{" " + s, s + " ", s + "  ", " " + s + " "})
		})},
		{"another apostrophe", spacing, kindStyle, false, true, wholeText(func(rng *rand.Rand, s string) string {
			return strings.ReplaceAll(s, "'", pickOf(rng, []string{"’", "‘", "ʼ"}))
		})},
		{"decomposed", form, kindStyle, false, true, plainText(norm.NFD.String)},
		{"half composed", form, kindStyle, false, false, plainText(halfCompose)},
		{"look-alike letter", form, kindStyle, false, false, wholeText(func(rng *rand.Rand, s string) string {
			return pickOf(rng, []*strings.Replacer{
				strings.NewReplacer("Đ", "Ð", "đ", "ð"), strings.NewReplacer("Đ", "Ɖ", "đ", "ɖ"),
			}).Replace(s)
		})},
		{"invisible letter", form, kindStyle, false, true, wholeText(func(rng *rand.Rand, s string) string {
			r := []rune(s)
			at := rng.IntN(len(r) + 1)
			return string(r[:at]) + pickOf(rng, []string{"\u200b", "\u200c", "\u200d", "\ufeff", "\u2060"}) + string(r[at:])
		})},
		{"tone moved", "=name.tone_placement", kindStyle, false, false, oneWord(func(_ *rand.Rand, w string) string { return movedTones.Replace(w) })},
		{"tone misplaced", "=name.tone_placement", kindStyle, false, false, oneWord(misplaceTone)},
	}
}

// halfCompose writes every tone as a combining mark behind its letter, as
// Windows-1258 does.
func halfCompose(s string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		row, tone := toneOf(r)
		if tone == 0 {
			b.WriteRune(r)
			continue
		}
		plain := []rune(tonedVowels[row])[0]
		if unicode.IsUpper(r) {
			plain = unicode.ToUpper(plain)
		}
		b.WriteRune(plain)
		b.WriteRune([]rune("\u0300\u0301\u0309\u0303\u0323")[tone-1])
	}
	return b.String()
}

// toneOf finds a letter in the table of vowels; tone 0 is none. row is -1 for
// what is no vowel.
func toneOf(r rune) (row, tone int) {
	r = unicode.ToLower(r)
	for i, vowels := range tonedVowels {
		for t, v := range []rune(vowels) {
			if v == r {
				return i, t
			}
		}
	}
	return -1, 0
}

// withTone gives the vowel of a row with a tone, in the case of like.
func withTone(row, tone int, like rune) rune {
	r := []rune(tonedVowels[row])[tone]
	if unicode.IsUpper(like) {
		return unicode.ToUpper(r)
	}
	return r
}

var movedTones = strings.NewReplacer(
	"òa", "oà", "óa", "oá", "ỏa", "oả", "õa", "oã", "ọa", "oạ", "òe", "oè", "óe", "oé", "ỏe", "oẻ", "ọe", "oẹ",
	"ùy", "uỳ", "úy", "uý", "ủy", "uỷ", "ũy", "uỹ", "ụy", "uỵ",
	"Quý", "Qúy", "quý", "qúy",
)

// misplaceTone puts the tone of a word on another vowel of it, where no rule
// would put it.
func misplaceTone(rng *rand.Rand, word string) string {
	r := []rune(word)
	from, to := -1, -1
	for _, i := range rng.Perm(len(r)) {
		switch row, tone := toneOf(r[i]); {
		case row < 0:
		case tone > 0:
			from = i
		default:
			to = i
		}
	}
	if from < 0 || to < 0 {
		return ""
	}
	row, tone := toneOf(r[from])
	other, _ := toneOf(r[to])
	r[from], r[to] = withTone(row, 0, r[from]), withTone(other, tone, r[to])
	return string(r)
}
