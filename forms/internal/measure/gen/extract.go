package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
)

// ranges are the characters of the table: Latin with every Vietnamese letter,
// the marks that decomposed text carries, and the punctuation of documents.
var ranges = [][2]rune{
	{0x0020, 0x017F}, {0x01A0, 0x01B4}, {0x0300, 0x0323}, {0x1EA0, 0x1EF9}, {0x2010, 0x2026}, {0x20AB, 0x20AC},
}

var faces = []string{"Regular", "Bold", "Italic"}

// extract takes the widths from the font files.
func extract(dir, source string) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Advance widths of Liberation Serif, which are those of Times New Roman.\n# Source: %s\n", source)
	fonts := make([]*font, len(faces))
	for i, face := range faces {
		name := "LiberationSerif-" + face + ".ttf"
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		if fonts[i], err = parse(data); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if fonts[i].unitsPerEm != fonts[0].unitsPerEm {
			return nil, fmt.Errorf("%s: an em of %d units", name, fonts[i].unitsPerEm)
		}
		fmt.Fprintf(&b, "# %s, SHA-256 %x\n", name, sha256.Sum256(data))
	}
	fmt.Fprintf(&b, "# Widths in units of 1/%d em; 0 where the font has no glyph.\n", fonts[0].unitsPerEm)
	b.WriteString("character,regular,bold,italic\n")
	for _, r := range ranges {
		for c := r[0]; c <= r[1]; c++ {
			fmt.Fprintf(&b, "%04X,%d,%d,%d\n", c, fonts[0].advance(c), fonts[1].advance(c), fonts[2].advance(c))
		}
	}
	return b.Bytes(), nil
}
