package measure

// Lines gives the number of lines that s takes in a cell whose text is width
// points wide. Words stay whole and break only when a line of their own is too
// narrow for them, as spreadsheet programs do it; "\n" begins a new line. Empty
// text is one line.
func Lines(s string, face Face, size, width float64) int {
	room := int(width * unitsPerEm / size)
	lines, used, word := 1, 0, 0
	space := advance(' ', face)
	for _, c := range s {
		switch c {
		case '\n':
			lines, _ = place(lines, used, word, space, room)
			lines, used, word = lines+1, 0, 0
		case ' ':
			lines, used = place(lines, used, word, space, room)
			word = 0
		default:
			word += advance(c, face)
			if c == '-' {
				// It may end a line. What follows joins without a blank.
				lines, used = place(lines, used, word, space, room)
				used, word = max(0, used-space), 0
			}
		}
	}
	lines, _ = place(lines, used, word, space, room)
	return lines
}

// place puts a word, with the blank after it, on the current line, or on new
// ones. used counts what the line already holds.
func place(lines, used, word, space, room int) (newLines, newUsed int) {
	if used+word <= room {
		return lines, used + word + space
	}
	if used > 0 {
		lines++
	}
	for word > room && room > 0 {
		lines++
		word -= room
	}
	return lines, word + space
}
