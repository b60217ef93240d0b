// Pictures draws the pictures of the documentation: docs/waterfall.svg from a
// comparison, and docs/growth.svg from docs/growth.csv.
//
//	go run ./docs/pictures
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("docs", "docs", "the `DIR` of growth.csv and of the pictures")
	flag.Parse()
	if err := draw(*dir, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

// draw reads growth.csv from one directory and writes the pictures into another.
func draw(from, to string) error {
	data, err := os.ReadFile(filepath.Join(from, "growth.csv"))
	if err != nil {
		return err
	}
	growth, err := growthChart(data)
	if err != nil {
		return err
	}
	for name, picture := range map[string]string{"waterfall.svg": waterfallChart(), "growth.svg": growth} {
		if err := os.WriteFile(filepath.Join(to, name), []byte(picture), 0o644); err != nil {
			return err
		}
	}
	return nil
}
