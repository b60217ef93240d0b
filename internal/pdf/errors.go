package pdf

// Code is the stable reason why something was not drawn.
type Code string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	CodeEncoding Code = "pdf.encoding"    // text that is not UTF-8
	CodeGlyph    Code = "pdf.glyph"       // a character that the font lacks
	CodePlane    Code = "pdf.outside_bmp" // a character outside the Basic Multilingual Plane
	CodeRender   Code = "pdf.render"      // the library failed
	CodePage     Code = "pdf.no_page"     // drawing before the first page
)

var codeTexts = map[Code]string{
	CodeEncoding: "text is not UTF-8",
	CodeGlyph:    "the font lacks a character",
	CodePlane:    "a character outside the Basic Multilingual Plane",
	CodeRender:   "the document could not be built",
	CodePage:     "there is no page",
}

// Error implements error. The sentence is for people and may change.
func (c Code) Error() string {
	if text, ok := codeTexts[c]; ok {
		return text
	}
	return string(c)
}

// Error says why a document cannot be written. It never holds text of the
// document.
type Error struct {
	Code Code
	Page int // from 1; 0 when it concerns none
}

// Error implements error.
func (e *Error) Error() string { return "pdf: " + e.Code.Error() }

// Unwrap gives the code.
func (e *Error) Unwrap() error { return e.Code }
