// Beside puts what the module reads, writes and parses beside the libraries that
// a program would use instead, on the same synthetic rows, and prints a Markdown
// table for BENCHMARKS.md:
//
//	go run ./docs/beside
//
// The comparison of names has a table of its own, with more libraries:
//
//	go -C internal/peerbench run .
//
// Each figure is the best of several rounds, in which the two sides take turns:
// on a machine that is busy with other work, the best is least disturbed.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"time"
)

// A side does a piece of work over all rows and says for how many it did it.
type side struct {
	library string
	work    func() (int, error)
	does    string // what it does beyond the other
}

// A match is what is put beside each other, ours first.
type match struct {
	task  string
	sides []side
}

func main() {
	if len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, "beside: takes no arguments; it prints a Markdown table")
		os.Exit(2)
	}
	if err := run(os.Stdout, 20_000, 9); err != nil {
		fmt.Fprintln(os.Stderr, "beside:", err)
		os.Exit(1)
	}
}

// run puts everything beside each other over so many rows, in so many rounds.
func run(w io.Writer, rows, rounds int) error {
	matches, err := matches(rows)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "| task | library | ns a row | bytes a row | it also |")
	fmt.Fprintln(w, "|---|---|---:|---:|---|")
	for _, m := range matches {
		best := make([]cost, len(m.sides))
		for round := range rounds {
			for i, s := range m.sides {
				c, err := measure(s, rows)
				if err != nil {
					return fmt.Errorf("%s, %s: %w", m.task, s.library, err)
				}
				if round == 0 || c.ns < best[i].ns {
					best[i] = c
				}
			}
		}
		for i, s := range m.sides {
			fmt.Fprintf(w, "| %s | %s | %.0f | %.0f | %s |\n", m.task, s.library, best[i].ns, best[i].bytes, s.does)
		}
	}
	return nil
}

// cost is what one row took.
type cost struct{ ns, bytes float64 }

func measure(s side, rows int) (cost, error) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	n, err := s.work()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	switch {
	case err != nil:
		return cost{}, err
	case n != rows:
		return cost{}, fmt.Errorf("%d rows, want %d", n, rows)
	}
	return cost{float64(took.Nanoseconds()) / float64(n), float64(after.TotalAlloc-before.TotalAlloc) / float64(n)}, nil
}
