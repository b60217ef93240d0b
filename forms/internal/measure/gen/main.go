// Command gen writes the width table of package measure, zwidths.go, from
// widths.csv beside it.
//
// widths.csv itself is taken from the TrueType files of Liberation Serif, whose
// advance widths are those of Times New Roman. The fonts are not part of this
// module. They are released at
// https://github.com/liberationfonts/liberation-fonts under the SIL Open Font
// License 1.1, and repeated byte for byte in the Go module
// github.com/go-fonts/liberation. To take the widths from another release:
//
//	go run ./gen -extract DIRECTORY -source "name and version" > widths.csv
//
// DIRECTORY holds LiberationSerif-Regular.ttf, -Bold.ttf and -Italic.ttf.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	dir := flag.String("extract", "", "directory of the font files from which to take the widths")
	source := flag.String("source", "", "where the font files come from")
	flag.Parse()
	if *dir == "" {
		if err := generate("widths.csv", "zwidths.go"); err != nil {
			log.Fatal(err)
		}
		return
	}
	table, err := extract(*dir, *source)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := os.Stdout.Write(table); err != nil {
		log.Fatal(err)
	}
}

// generate writes the table as Go source.
func generate(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	table, err := readTable(data)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	text, err := table.source()
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(to); err == nil && bytes.Equal(old, text) {
		return nil
	}
	return os.WriteFile(to, text, 0o644)
}
