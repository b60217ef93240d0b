package matching

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/synth"
)

// TestFilters compares what is looked at first, for speed, with what it saves:
// words that one cause makes out of each other are never filtered away.
func TestFilters(t *testing.T) {
	var words []string
	for p := range synth.Pairs(3, 1500) {
		words = append(words, strings.Fields(string(p.Subject.FullName))...)
		words = append(words, strings.Fields(string(p.Reference.FullName))...)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	related := 0
	for range 100_000 {
		subject, reference := new(nameForm), new(nameForm)
		subject.read(words[rng.IntN(len(words))])
		reference.read(words[rng.IntN(len(words))])
		if rng.IntN(2) == 0 { // a word and something like it
			text := []byte(subject.text)
			if len(text) > 1 {
				text[rng.IntN(len(text))] = byte('a' + rng.IntN(26))
			}
			reference.read(string(text))
		}
		if subject.count != 1 || reference.count != 1 || subject.lost {
			continue
		}
		p := pairing{subject: subject, reference: reference, bare: rng.IntN(2) == 0}
		s, r := subject.word(0), reference.word(0)
		if rel := p.relatePlain(s, r, subject.words[0].dotted); rel.other {
			continue
		}
		related++
		if !mayBeRelated(s, r, lettersOf(s), lettersOf(r)) {
			t.Fatalf("%q and %q are related and filtered away", subject.text, reference.text)
		}
		if isKeystrokes(s, r) && !mayHoldKeys(s) {
			t.Fatalf("%q is the keystrokes of %q and taken for none", subject.text, reference.text)
		}
	}
	if related < 5_000 {
		t.Errorf("only %d pairs are related", related)
	}
}
