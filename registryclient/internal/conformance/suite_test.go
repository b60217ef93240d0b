package conformance_test

import (
	"flag"
	"testing"

	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/registryclient/internal/conformance"
)

// TestMain runs many cases at once: they wait more than they work.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "32"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// TestFaultSuite is every operation of every adapter against the 28 classes of
// faults, and what else an adapter must do.
func TestFaultSuite(t *testing.T) {
	for _, a := range conformance.Adapters() {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			conformance.Run(t, a)
		})
	}
}
