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
	return nil
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
