package matching

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/internal/vntext"
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
		if rel := p.relatePlain(s, r, subject.words[0].dotted); rel.other() {
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

// TestSoundFilter compares every two words of names with what mayDifferInSound and
// mayBeRegional let through.
func TestSoundFilter(t *testing.T) {
	words := make(map[string]bool)
	for p := range synth.Pairs(4, 1500) {
		for _, w := range strings.Fields(string(p.Subject.FullName) + " " + string(p.Reference.FullName)) {
			words[w] = true
		}
	}
	var forms [][]byte
	for w := range words {
		if _, toned, ok := vntext.AppendForms(nil, nil, w); ok && len(toned) > 0 && len(toned) <= maxSpelling {
			forms = append(forms, toned)
		}
	}
	sounds, pairs := 0, 0
	for _, s := range forms {
		for _, r := range forms {
			var a, b, bareS, bareR syllable
			a.set(s, vntext.QualityOf)
			b.set(r, vntext.QualityOf)
			bareS.set(s, vntext.BaseOf)
			bareR.set(r, vntext.BaseOf)
			if isSoundPair(a.bytes(), b.bytes()) || isSoundPair(bareS.bytes(), bareR.bytes()) {
				if sounds++; !mayDifferInSound(s, r) {
					t.Fatalf("%x and %x differ in one sound and are filtered away", s, r)
				}
			}
			if isRegionalPair(pairKey(nil, a.key(), b.key())) || isRegionalBasePair(joinKeys(nil, bareS.bytes(), b.key())) {
				if pairs++; !mayBeRegional(s, r, lettersOf(s)^lettersOf(r)) {
					t.Fatalf("%x and %x are a known pair and filtered away", s, r)
				}
			}
		}
	}
	if sounds < 100 || pairs < 100 {
		t.Errorf("only %d pairs of sounds and %d known pairs", sounds, pairs)
	}
}

// TestJoinedKeysFilter compares mayExplainMore with the explanation that it saves, on
// keystrokes whose words are joined or split.
func TestJoinedKeysFilter(t *testing.T) {
	saved := 0
	for p := range synth.Pairs(5, 3000) {
		var reference nameForm
		reference.read(string(p.Reference.FullName))
		words := strings.Fields(synth.Telex(string(p.Reference.FullName), true))
		if reference.tooBig || reference.count == 0 || len(words) < 2 {
			continue
		}
		at := saved % (len(words) - 1)
		words[at] += words[at+1]
		var subject nameForm
		subject.read(strings.Join(append(words[:at+1], words[at+2:]...), " "))
		e := explain(&subject, &reference, budget{most: noBound})
		if e.codes != joinedKeys {
			continue
		}
		for _, d := range vntext.KeystrokeCandidates(subject.text) {
			var decoded nameForm
			decoded.read(d.Text)
			if decoded.mayExplainMore(&reference, e) {
				continue
			}
			saved++
			read := explain(&decoded, &reference, budget{most: noBound})
			if read.codes |= 1 << codeNameKeystrokes; read.better(e) {
				t.Fatalf("%q: %q explains more and is filtered away", subject.text, d.Text)
			}
		}
	}
	if saved < 100 {
		t.Errorf("only %d readings are filtered away", saved)
	}
}
