package vntext

// Change says what had to be changed in a text; a set of flags.
type Change uint16

// The changes. [Normalize] gives the first five, [KeystrokeCandidates] the
// last two.
const (
	// ChangeSpacing: leading, trailing, repeated or unusual blanks; another
	// sign for the apostrophe or the hyphen.
	ChangeSpacing Change = 1 << iota
	// ChangeUnicode: the Unicode form, invisible or look-alike characters.
	ChangeUnicode
	ChangeTCVN3   // decoded from TCVN3 (ABC)
	ChangeVNI     // decoded from VNI-Windows
	ChangeCP1258  // composed from half-composed CP1258 text
	ChangeTelex   // decoded from raw Telex keystrokes
	ChangeVNIKeys // decoded from raw VNI keystrokes
)

// A Decoding is one reading of a text.
type Decoding struct {
	Text   string
	Change Change // how it was read, with what cleaning it changed
}
