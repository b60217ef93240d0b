// Package vntext reads Vietnamese text that comes from thirty years of paper,
// legacy encodings and spreadsheets: it brings text into one Unicode form,
// decodes TCVN3, VNI-Windows and raw keystrokes, folds marks away, and knows
// the syllables of the language.
//
// [Normalize] is what a stored name wants, [Fold] what a search key wants,
// [Strip] what the citizen services of the population database want on the
// wire, and [AppendForms] what a fast comparison wants: the folded and the
// toned form, one byte a letter, in one pass and without allocation.
//
//	text, change := vntext.Normalize("NguyÔn V¨n An") // "Nguyễn Văn An", ChangeTCVN3
//	key := vntext.Fold("H’Hen Niê")                   // "h hen nie"
//	wire := vntext.Strip("Đặng Thị Hoà")              // "DANGTHIHOA"
//
// Letter case needs nothing of its own: strings.ToUpper and strings.ToLower are
// right for Vietnamese. [Title] knows where a word of a name begins.
//
// # Words
//
// A word is what stands between blanks, apostrophes and hyphens, so that
// H'Hen and H Hen are the same two words. A word is known ([IsKnown]) when it
// is a well-formed syllable (âm tiết: âm đầu × vần × thanh) or stands in the
// table of name words, which also holds the words of minority names.
//
// # Decoding is a claim
//
// Legacy text and keystrokes are decoded only where that can be justified:
// without a reference, some word must be unknown as it stands and every word
// known afterwards; with one, [LegacyCandidates] and [KeystrokeCandidates]
// give what the text may mean, and the caller compares. A text that is already
// made of known words is never touched.
//
// # Errors and privacy
//
// No function fails, panics or keeps what it was given: every string, valid
// UTF-8 or not, has a clean form, and nothing of it reaches an error or a log.
// All functions are safe for concurrent use.
package vntext

//go:generate go run ./gen
