// Peerbench measures the comparison of names and records of this module against
// the string libraries for Go, on the same synthetic Vietnamese names, and
// prints a Markdown table:
//
//	go -C internal/peerbench run .
//
// It is a module of its own: what it compares with never becomes a dependency
// of the product.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"testing"
	"time"
)

func main() {
	benchtime := flag.Duration("benchtime", time.Second, "time to measure each function for, `DURATION`")
	pairs := flag.Int("pairs", 6000, "`N` pairs of names to measure over")
	seed := flag.Uint64("seed", 7, "`S`: the same seed gives the same names")
	flag.Parse()
	if *benchtime <= 0 || *pairs < 6 || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "peerbench: want a duration, at least 6 pairs and nothing else")
		os.Exit(2)
	}
	print(os.Stdout, names(*seed, *pairs), *benchtime)
}

// print measures every peer and writes the table.
func print(w io.Writer, people []recordPair, benchtime time.Duration) {
	fmt.Fprintf(w, "%d pairs of synthetic names: a third equal, a sixth one person with a damaged name, half two people.\n\n", len(people))
	fmt.Fprintf(w, "| library | function | ns/pair | allocs/pair | same names found (of %d) | look-alikes kept apart (of %d) | both, marks folded first |\n",
		len(sameNames), len(lookAlikes))
	fmt.Fprintln(w, "|---|---|---:|---:|---:|---:|---:|")
	for _, p := range peers() {
		r := measure(func(i int) { p.similarity(people[i].subject.name(), people[i].reference.name()) }, len(people), benchtime)
		same, apart := atBestThreshold(p.similarity)
		foldedSame, foldedApart := atBestThreshold(folded(p.similarity))
		fmt.Fprintf(w, "| %s | %s | %.0f | %.1f | %d | %d | %d + %d |\n",
			p.library, p.function, r.ns, r.allocs, same, apart, foldedSame, foldedApart)
	}
	for _, o := range ours(people) {
		r := measure(o.compare, len(people), benchtime)
		verdict := "– | –"
		if o.similarity != nil {
			same, apart := atBestThreshold(o.similarity)
			verdict = fmt.Sprintf("%d | %d", same, apart)
		}
		fmt.Fprintf(w, "| **this module** | %s | %.0f | %.1f | %s | – |\n", o.function, r.ns, r.allocs, verdict)
	}
	named, all := causesNamed()
	fmt.Fprintf(w, "\nThis module names the cause of %d of the %d same names by its own code; the others name none.\n", named, all)
}

type measurement struct{ ns, allocs float64 }

// slice is how many pairs are measured at a time: few enough to be compared
// undisturbed now and then on a machine that has other work.
const slice = 100

// measure runs compare over all pairs again and again, and adds up the fastest
// run of every slice of them.
func measure(compare func(i int), pairs int, atLeast time.Duration) measurement {
	allocs := testing.AllocsPerRun(1, func() {
		for i := range pairs {
			compare(i)
		}
	})
	fastest := make([]time.Duration, (pairs+slice-1)/slice)
	for run, began := 0, time.Now(); run < 2 || time.Since(began) < atLeast; run++ {
		for s := range fastest {
			start := time.Now()
			for i := s * slice; i < min(pairs, (s+1)*slice); i++ {
				compare(i)
			}
			if took := time.Since(start); run == 0 || took < fastest[s] {
				fastest[s] = took
			}
		}
	}
	var sum time.Duration
	for _, took := range fastest {
		sum += took
	}
	return measurement{float64(sum.Nanoseconds()) / float64(pairs), allocs / float64(pairs)}
}
