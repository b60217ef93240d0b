package matching

import (
	"math/bits"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// The weights of names. An agreement is worth what the name is rare: rarity is
// log₂ of one over the share of people who bear it, from a few words of the
// most common names to words that no table knows.
const (
	rarityLeast float32 = 6  // Nguyễn Văn Hùng: about 1 in 60 of those who share a key
	rarityMost  float32 = 16 // beyond it the estimate says nothing

	weightNameDifferent  float32 = -10 // m 0.001, u 0.9
	weightNameGiven      float32 = -6  // brothers and sisters share the rest: m 0.004, u 0.25
	weightNameLookAlike  float32 = -4  // An and Ân, Khang and Khánh are two people: m 0.03, u 0.5
	weightNameReordered  float32 = -2  // Đức Anh and Anh Đức may be two people
	weightNameReading    float32 = 2   // Phụng and Phượng are one name, and two of sisters
	weightNameSurname    float32 = 0   // m 0.003, u 0.003: middle and given name by chance
	weightNameMiddle     float32 = 2   // m 0.005, u 0.001
	weightNameTwoDiffer  float32 = -2  // on top of the others: two words are other words
	weightNameManyCauses float32 = -8  // three causes at once: any two names have as many
	weightNameFaultFloor float32 = 1   // a name that is the same but for a fault is never less
)

// rarityOfClass is the rarity of a word by its class in the table of name
// words: 5 very common … 1 rare, 0 not in the table.
var rarityOfClass = [6]float32{10, 10, 8.5, 7, 5.5, 3}

// faultWeights are what each fault takes from the rarity of a name that is the
// same but for it: what m loses, and what the name has lost of its rarity.
var faultWeights = [...]float32{
	codeNameKeystrokes:       -0.5,
	codeNameNoDiacritics:     -1,
	codeNameDiacritics:       -2,
	codeNameLostLetters:      -2,
	codeNameIY:               -1,
	codeNameRegionalSpelling: -1,
	codeNameWordBoundary:     -0.5,
	codeNameWordOrder:        -2,
	codeNameAbbreviated:      -3,
	codeNameTypo:             -2,
	codeNameWordMissing:      -3,
	codeNameWordExtra:        -3,
}

// weight gives the weight of a comparison with this reference name.
func (n *nameField) weight(e explanation, subject *nameForm) float32 {
	switch {
	case e.codes == 0:
		return n.rarityOf()
	case e.codes.has(codeNameDifferent):
		return weightNameDifferent
	}
	w, least := n.rarityOf(), weightNameFaultFloor
	if e.codes&otherWords != 0 {
		w, least = otherWordWeight(e.codes), weightNameDifferent
	}
	for faults := e.codes &^ otherWords; faults != 0; faults &= faults - 1 {
		w += faultWeights[bits.TrailingZeros32(uint32(faults))]
	}
	w = max(w, least)
	if e.causes() > 2 {
		w = min(w, weightNameManyCauses)
	}
	if e.marks&givenReading != 0 {
		w = min(w, weightNameReading)
	}
	if e.marks&givenLookAlike != 0 && subject.isKnown(subject.count-1) || e.marks&crossedGiven != 0 || n.endsOtherwise(e, subject) {
		w = min(w, weightNameLookAlike)
	}
	if e.codes.has(codeNameWordOrder) && subject.count > 1 && string(subject.word(0)) == string(n.form.word(0)) {
		w = min(w, weightNameReordered)
	}
	return w
}

// endsOtherwise reports that the given name is among the words that are missing,
// and another too many.
func (n *nameField) endsOtherwise(e explanation, subject *nameForm) bool {
	const both = 1<<codeNameWordMissing | 1<<codeNameWordExtra
	return e.codes&both == both &&
		sameLetters(subject.word(subject.count-1), n.form.word(n.form.count-1)) == lettersOther
}

func otherWordWeight(codes nameCodes) float32 {
	w := weightNameMiddle
	switch {
	case codes.has(codeNameGiven):
		w = weightNameGiven
	case codes.has(codeNameSurname):
		w = weightNameSurname
	}
	if (codes & otherWords).len() > 1 {
		w += weightNameTwoDiffer
	}
	return w
}

// rarityOf gives the rarity of the name, reckoned once for a prepared name.
func (n *nameField) rarityOf() float32 {
	if n.rarity == 0 {
		return n.form.rarity()
	}
	return n.rarity
}

// rarity estimates log₂ of one over the share of people who bear a name: that
// of its surname, its given name, and what is between them, which is mostly
// Văn and Thị.
func (f *nameForm) rarity() float32 {
	if f.tooBig {
		return rarityLeast
	}
	var sum float32
	for _, i := range [...]int{0, f.count - 1} {
		w := f.word(i)
		if len(w) > maxSpelling {
			sum += rarityOfClass[0]
			continue
		}
		class := frequency(w)
		if i == 0 && len(w) == 6 && string(w[:3]) == "ngu" { // Nguyễn: 38 % of all people
			sum += 1.5
			continue
		}
		sum += rarityOfClass[class]
	}
	switch {
	case f.count == 1:
		sum /= 2
	case f.count > 2:
		sum += 2
	}
	return min(max(sum, rarityLeast), rarityMost)
}

// frequency gives the class of a word in the table of name words, which knows no
// letter of another language: there its base letter counts.
func frequency(w []byte) uint8 {
	var plain [maxSpelling]byte
	word := plain[:copy(plain[:], w)]
	for i, c := range word {
		if c >= foreignLetters {
			word[i] = vntext.BaseOf(c)
		}
	}
	class, _, _ := vntext.FrequencyToned(word)
	return class
}
