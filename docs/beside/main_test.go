package main

import (
	"strings"
	"testing"
)

// TestSides: every side reads, writes or parses every row.
func TestSides(t *testing.T) {
	var table strings.Builder
	if err := run(&table, 50, 1); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(table.String(), "\n"); got != 12 {
		t.Errorf("%d lines, want 12:\n%s", got, table.String())
	}
}
