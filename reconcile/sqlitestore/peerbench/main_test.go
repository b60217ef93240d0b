package main

import "testing"

// TestEngines runs the whole work, which checks itself, on every engine.
func TestEngines(t *testing.T) {
	for _, name := range []string{"modernc", "ncruces", "bbolt", "journal"} {
		t.Run(name, func(t *testing.T) {
			if err := bench(name, t.TempDir(), 2000); err != nil {
				t.Error(err)
			}
		})
	}
	if err := bench("none", t.TempDir(), 1); err == nil {
		t.Error("an engine that there is not has no error")
	}
}
