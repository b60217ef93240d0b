package measure

// Face is a face of the typeface.
type Face uint8

// The faces.
const (
	Regular Face = iota
	Bold
	Italic
	faces
)

// block holds the widths of a run of characters.
type block struct {
	first   rune
	advance [faces][]uint16
}

// Width gives the width of s in points when set in the given size. Marks of
// decomposed text take no room; a character that the table lacks counts as a
// whole em, which is the most it can need.
func Width(s string, face Face, size float64) float64 {
	units := 0
	for _, c := range s {
		units += advance(c, face)
	}
	return float64(units) * size / unitsPerEm
}

func advance(c rune, face Face) int {
	for i := range widths {
		table := widths[i].advance[face]
		at := int(c - widths[i].first)
		if at < 0 || at >= len(table) {
			continue
		}
		if w := int(table[at]); w > 0 || c >= 0x300 && c <= 0x323 {
			return w
		}
		break
	}
	return unitsPerEm
}
