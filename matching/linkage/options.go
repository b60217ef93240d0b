package linkage

import (
	"runtime"

	"github.com/bhxh-go/bhxh/identity"
)

// MaxRecords bounds the records of one index.
const MaxRecords = 1 << 30

// Options say how records are searched and judged. The zero Options are the
// defaults.
type Options struct {
	// AsOf is the day of the comparison: a date of birth after it is none. The
	// zero Date knows no day.
	AsOf identity.Date
	// Threshold is the score from which a record is linked, or two are held to
	// be duplicates. Defaults to 0.5.
	Threshold float64
	// SameFrom is the score from which a link needs no review. Defaults to 0.997.
	SameFrom float64
	// MaxBlock bounds the records that share one key and are all compared; a
	// larger block is left out and reported. Defaults to 64, and to four times as
	// many for [KeyNameDate] and [KeyNumber], where leaving out costs most.
	MaxBlock int
	// Expected is how many records of a person the other file is expected to
	// hold. Defaults to 1 for linking, and for duplicates within one file to what
	// the numbers that stand there twice suggest.
	Expected float64
	// Workers is the number of goroutines that compare. Defaults to GOMAXPROCS.
	// It never changes a result.
	Workers int
}

const (
	defaultThreshold = 0.5
	defaultSameFrom  = 0.997
	defaultMaxBlock  = 64
	defaultExpected  = 1
	maxWorkers       = 1024
	maxMaxBlock      = 1 << 20
)

// check gives the options with the defaults filled in.
func (o Options) check() (Options, error) {
	if o.Threshold == 0 {
		o.Threshold = defaultThreshold
	}
	if o.SameFrom == 0 {
		o.SameFrom = max(defaultSameFrom, o.Threshold)
	}
	if o.MaxBlock == 0 {
		o.MaxBlock = defaultMaxBlock
	}
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	for _, c := range [...]struct {
		ok     bool
		option string
	}{
		{o.Threshold > 0 && o.Threshold < 1, "Threshold"},
		{o.SameFrom >= o.Threshold && o.SameFrom < 1, "SameFrom"},
		{o.MaxBlock > 0 && o.MaxBlock <= maxMaxBlock, "MaxBlock"},
		{o.Expected >= 0 && o.Expected <= 1e6, "Expected"},
		{o.Workers > 0 && o.Workers <= maxWorkers, "Workers"},
	} {
		if !c.ok {
			return o, &Error{Code: CodeOptions, Option: c.option}
		}
	}
	return o, nil
}

// bound gives the records of one block that are compared.
func (o Options) bound(kind KeyKind) int {
	if kind == KeyNameDate || kind == KeyNumber {
		return 4 * o.MaxBlock
	}
	return o.MaxBlock
}
