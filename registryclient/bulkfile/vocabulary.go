package bulkfile

import (
	"io"
	"iter"
	"maps"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/identity"
)

// Vocabulary reads the words in which a service answers. The plan says only
// that "mô tả các trường thông tin không chính xác" comes back; how a service
// describes them, and which codes it uses, is not public and is configured
// here. Our own words are always read too; a word that is neither is refused,
// never guessed at.
//
// A Vocabulary is safe for concurrent use. The zero Vocabulary has our own words.
type Vocabulary struct {
	fields  map[string]Field
	results map[string]Result
}

// PlanVocabulary has the names that Kế hoạch 2207/KH-BHXH, phần B.I gives to the
// four fields.
func PlanVocabulary() Vocabulary {
	return Vocabulary{fields: map[string]Field{
		"họ và tên": FieldName, "ngày tháng năm sinh": FieldDateOfBirth, "giới tính": FieldGender,
		"số cmnd/đdcn/cccd": FieldID, "số cmnd": FieldID, "số đdcn/cccd": FieldID,
	}}
}

// NewVocabulary makes a vocabulary of words for wrong fields and for results.
// Words are compared without regard to letter case, blanks and Unicode form. It
// fails with CodeConfig for an empty word, a meaning that the format does not
// have, and a word with two meanings.
func NewVocabulary(fields map[string]Field, results map[string]Result) (Vocabulary, error) {
	v := Vocabulary{fields: make(map[string]Field), results: make(map[string]Result)}
	for word, meaning := range fields {
		if !distinct([]Field{meaning}) || !learn(v.fields, word, meaning) {
			return Vocabulary{}, &Error{Code: CodeConfig}
		}
	}
	for word, meaning := range results {
		if !meaning.known() || !learn(v.results, word, meaning) {
			return Vocabulary{}, &Error{Code: CodeConfig}
		}
	}
	return v, nil
}

// With gives the vocabulary with the words of another, which win.
func (v Vocabulary) With(other Vocabulary) Vocabulary {
	out := Vocabulary{fields: make(map[string]Field), results: make(map[string]Result)}
	for _, from := range [...]Vocabulary{v, other} {
		maps.Copy(out.fields, from.fields)
		maps.Copy(out.results, from.results)
	}
	return out
}

func learn[T comparable](words map[string]T, word string, meaning T) bool {
	word = folded(word)
	known, taken := words[word]
	words[word] = meaning
	return word != "" && (!taken || known == meaning)
}

func folded(word string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(word))), " ")
}

func (r Result) known() bool {
	switch r {
	case ResultMatch, ResultDiffers, ResultNoSuchNumber, ResultSeveral, ResultUnavailable, ResultProposed, ResultNoSuchPerson:
		return true
	}
	return false
}

// field gives the meaning of a word; a word that it does not know stays as it
// is, which no valid answer has.
func (v Vocabulary) field(word string) Field {
	if f, ok := v.fields[folded(word)]; ok {
		return f
	}
	return Field(word)
}

func (v Vocabulary) result(word string) Result {
	if r, ok := v.results[folded(word)]; ok {
		return r
	}
	return Result(word)
}

// ReadAnswers is [ReadAnswers] in the words of this vocabulary. The wrong
// fields may also stand in one text, "description", with semicolons, commas or
// line breaks between them.
func (v Vocabulary) ReadAnswers(r io.Reader) (Header, iter.Seq2[Answer, error], error) {
	f, head, err := openFile(r, kindAnswers)
	if err != nil {
		return Header{}, nil, err
	}
	return Header{Exchange: head.Exchange}, readRows(f, func(text []byte) (Answer, bool, error) {
		var line answerLine
		if err := strict(text, &line); err != nil {
			return Answer{}, false, err
		}
		a, ok := v.answer(&line)
		return a, ok && a.valid(), nil
	}), nil
}

func (v Vocabulary) answer(line *answerLine) (a Answer, ok bool) {
	a.Row, a.Result = line.Row, v.result(line.Result)
	for _, word := range line.Wrong {
		a.Wrong = append(a.Wrong, v.field(word))
	}
	for _, word := range strings.FieldsFunc(line.Description, func(r rune) bool { return r == ';' || r == ',' || r == '\n' }) {
		if folded(word) != "" {
			a.Wrong = append(a.Wrong, v.field(word))
		}
	}
	for _, word := range line.NotCompared {
		a.NotCompared = append(a.NotCompared, v.field(word))
	}
	ok = true
	id := func(s string) identity.PersonalID {
		parsed, err := identity.ParsePersonalID(s)
		ok = ok && err == nil
		return parsed
	}
	if line.PersonalID != "" {
		a.PersonalID = id(line.PersonalID)
	}
	for _, s := range line.Proposed {
		a.Proposed = append(a.Proposed, id(s))
	}
	return a, ok
}
