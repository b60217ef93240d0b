package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// kinds names the constants of package vntext by the words of the data file.
var kinds = map[string]string{"surname": "KindSurname", "middle": "KindMiddle", "given": "KindGiven"}

func writeWords(w *bytes.Buffer, dataDir string) error {
	rows, err := readRows(dataDir, "words.csv", "word", "frequency_class", "kind", "people", "note")
	if err != nil {
		return err
	}
	a := newAlphabet()
	type entry struct{ key, line string }
	var entries []entry
	for _, row := range rows {
		key, err := a.encode(row[0])
		if err != nil {
			return err
		}
		class, err := strconv.Atoi(row[1])
		if err != nil || class < 1 || class > 5 {
			return fmt.Errorf("word %q: the class is not 1 to 5", row[0])
		}
		var flags []string
		for kind := range strings.SplitSeq(row[2], "+") {
			name, ok := kinds[kind]
			if !ok {
				return fmt.Errorf("word %q: unknown kind %q", row[0], kind)
			}
			flags = append(flags, name)
		}
		if row[3] != "Kinh" {
			flags = append(flags, "KindMinority")
		}
		line := fmt.Sprintf("{%s, %d, %s}, // %s\n", strconv.QuoteToASCII(key), class, strings.Join(flags, "|"), row[0])
		entries = append(entries, entry{key, line})
	}
	slices.SortFunc(entries, func(x, y entry) int { return strings.Compare(x.key, y.key) })
	fmt.Fprint(w, "// nameWords is the table of data/words.csv, sorted by the toned form.\nvar nameWords = [...]nameWord{\n")
	for i, e := range entries {
		if i > 0 && entries[i-1].key == e.key {
			return fmt.Errorf("two words have one toned form: %s", e.line)
		}
		w.WriteString(e.line)
	}
	fmt.Fprint(w, "}\n")
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = e.key
	}
	writeWordSlots(w, keys)
	return nil
}

// The hash table of the words. hashWord of package vntext uses the same
// multipliers and shift.
const (
	wordSlots      = 8192
	wordStep       = 33
	wordMultiplier = 0x9E3779B1
	wordShift      = 19
)

// writeWordSlots writes where the words stand in nameWords, by their hash.
func writeWordSlots(w *bytes.Buffer, keys []string) {
	var slots [wordSlots]int // the row of nameWords plus one
	for row, key := range keys {
		var h uint32
		for _, b := range []byte(key) {
			h = h*wordStep + uint32(b)
		}
		i := h * wordMultiplier >> wordShift
		for slots[i] != 0 {
			i = (i + 1) % wordSlots
		}
		slots[i] = row + 1
	}
	fmt.Fprintf(w, "\n// wordSlots is a hash table of the rows of nameWords plus one, with linear probing.\nvar wordSlots = [%d]uint16{", wordSlots)
	n := 0
	for i, row := range slots {
		if row == 0 {
			continue
		}
		if n%8 == 0 {
			w.WriteString("\n")
		}
		fmt.Fprintf(w, "%d: %d, ", i, row)
		n++
	}
	fmt.Fprintf(w, "\n}\n\nconst (\n wordStep = %d\n wordMultiplier = %#x\n wordShift = %d\n)\n", wordStep, uint64(wordMultiplier), wordShift)
}

// encode gives the toned form of one word.
func (a *alphabet) encode(word string) (string, error) {
	var key []byte
	runes := []rune(word)
	for i := 0; i < len(runes); i++ {
		text := string(runes[i])
		if i+1 < len(runes) && runes[i+1] == '\u0306' {
			i++
			text += string(runes[i])
		}
		c := a.code(text)
		if c == 0 {
			return "", fmt.Errorf("word %q holds a letter without code", word)
		}
		key = append(key, c)
	}
	return string(key), nil
}
