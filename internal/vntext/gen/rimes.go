package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// rimeSlots is the size of the hash table; rimeHash of package vntext uses
// the same multiplier and shift.
const (
	rimeSlots      = 1024
	rimeMultiplier = 0x9E3779B1
	rimeShift      = 22
)

// readRows reads a data file, whose first row is the header.
func readRows(dataDir, file string, columns ...string) ([][]string, error) {
	f, err := os.Open(filepath.Join(dataDir, file))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != strings.Join(columns, ",") {
		return nil, fmt.Errorf("%s: the header is not %q", file, columns)
	}
	return rows[1:], nil
}

// pack puts the at most four toned bytes of a rime into one number.
func (a *alphabet) pack(rime string) (uint32, error) {
	var key uint32
	for _, r := range rime {
		c := a.code(string(r))
		if c == 0 || key >= 1<<24 {
			return 0, fmt.Errorf("rime %q cannot be packed", rime)
		}
		key = key<<8 | uint32(c)
	}
	return key, nil
}

func writeRimes(w *bytes.Buffer, dataDir string) error {
	rows, err := readRows(dataDir, "rimes.csv", "rime", "places")
	if err != nil {
		return err
	}
	a := newAlphabet()
	var slots [rimeSlots]struct {
		key  uint32
		text string
		row  []string
	}
	for _, row := range rows {
		key, err := a.pack(row[0])
		if err != nil {
			return err
		}
		i := key * rimeMultiplier >> rimeShift
		for slots[i].key != 0 {
			if slots[i].key == key {
				return fmt.Errorf("rime %q stands twice", row[0])
			}
			i = (i + 1) % rimeSlots
		}
		slots[i].key, slots[i].row = key, row
	}
	fmt.Fprintf(w, "// rimes is the hash table of the rimes of data/rimes.csv, with linear probing.\nvar rimes = [%d]rime{\n", rimeSlots)
	for i, s := range slots {
		if s.key == 0 {
			continue
		}
		places := make([]string, 0, 4)
		for _, p := range s.row[1] {
			name, ok := map[rune]string{'z': "placeInitial", 'c': "placeConsonant", 'b': "placeLabial", 'q': "placeQu"}[p]
			if !ok {
				return fmt.Errorf("rime %q: unknown place %q", s.row[0], p)
			}
			places = append(places, name)
		}
		if strings.HasSuffix(s.row[0], "ch") || strings.ContainsAny(s.row[0][len(s.row[0])-1:], "cpt") {
			places = append(places, "rimeStopped")
		}
		if first, _ := utf8.DecodeRuneInString(s.row[0]); strings.ContainsRune("eêiy", first) {
			places = append(places, "rimeFront")
		}
		fmt.Fprintf(w, "%d: {%#x, %s, %q},\n", i, s.key, strings.Join(places, "|"), s.row[0])
	}
	fmt.Fprint(w, "}\n\n")
	fmt.Fprintf(w, "const (\n rimeMultiplier = %#x\n rimeShift = %d\n)\n", uint64(rimeMultiplier), rimeShift)
	return nil
}
