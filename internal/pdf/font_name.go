package pdf

import (
	"bytes"
	"io"
	"strings"
)

// family is the name under which the library knows the typeface. It stands in
// the file wherever a font is named; fontNames puts the real name there, which
// must not be longer.
var family = "bhxh" + strings.Repeat("z", 108)

// fontNames replaces the names of fonts as the library writes them by those
// that a font has, with the entries of its descriptor that strict readers ask
// for (ISO 32000-1, 9.8.1). Every replacement is as long as what it replaces,
// filled up with blanks, because the file counts bytes. It relies on the library
// to write the file in one piece.
type fontNames struct{ w io.Writer }

func (f fontNames) Write(p []byte) (int, error) {
	p = bytes.Clone(p)
	for face := range faces {
		library := "utf8" + family + face.style() + "\n"
		name := "BHXHVN+LiberationSerif" + [...]string{"", "-Bold", "-Italic", "-BoldItalic"}[face]
		weight := [...]string{"400", "700", "400", "700"}[face]
		descriptor := name + " /FontFamily (Liberation Serif) /FontStretch /Normal /FontWeight " + weight
		overwrite(p, "/FontName /"+library, "/FontName /"+padded(descriptor, library))
		overwrite(p, "/BaseFont /"+library, "/BaseFont /"+padded(name, library))
	}
	// The library says 1.3, and writes entries of later versions too.
	if bytes.HasPrefix(p, []byte("%PDF-1.3")) {
		copy(p, "%PDF-1.7")
	}
	return f.w.Write(p)
}

// overwrite puts text in the place of other text of the same length.
func overwrite(p []byte, old, text string) {
	for {
		i := bytes.Index(p, []byte(old))
		if i < 0 {
			return
		}
		copy(p[i:], text)
		p = p[i+len(text):]
	}
}

// padded fills a name up to the length of another, which ends a line.
func padded(name, like string) string {
	return name + strings.Repeat(" ", len(like)-1-len(name)) + "\n"
}
