package matching

import "github.com/bhxh-go/bhxh/internal/vntext"

// explainLegacy reads the subject's text in the legacy encodings. A reading that
// agrees with the reference needs no proof; any other is taken only where it
// turns unknown words into known ones and explains the difference better than
// the text as it stands does. false where no reading does.
func explainLegacy(subject, reference *nameField, e explanation) (*nameForm, explanation, bool) {
	var best *nameForm
	asIs := -1
	for _, candidate := range vntext.LegacyCandidates(string(subject.raw)) {
		form := new(nameForm)
		form.read(candidate.Text)
		read := explain(form, &reference.form)
		if read.codes == 0 {
			return form, read, true
		}
		if asIs < 0 {
			asIs = subject.form.unknownWords()
		}
		if read.better(e) && form.unknownWords() < asIs {
			best, e = form, read
		}
	}
	return best, e, best != nil
}

// unknownWords counts the words that are neither a syllable nor in the table of
// name words.
func (f *nameForm) unknownWords() int {
	n := 0
	var text [inlineLetters]byte
	for i := range f.count {
		if !vntext.IsKnown(string(vntext.AppendText(text[:0], f.word(i)))) {
			n++
		}
	}
	return n
}
