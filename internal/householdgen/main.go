// Command householdgen writes the dated rules and the relations of package
// household as Go literals, from the CSV files beside that package. It reads
// nothing else and needs no network:
//
//	go generate ./household
//
// A row that breaks a rule of its table stops it with the file and the line.
package main

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

func main() {
	in := flag.String("in", "data", "directory of the CSV files")
	out := flag.String("out", ".", "directory of the Go files")
	flag.Parse()
	if err := run(os.DirFS(*in), *out); err != nil {
		fmt.Fprintln(os.Stderr, "householdgen:", err)
		os.Exit(1)
	}
}

func run(in fs.FS, out string) error {
	files, err := generate(in)
	if err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(out, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
