package registrytest_test

import (
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// BenchmarkStart measures what a test pays for a server of its own.
func BenchmarkStart(b *testing.B) {
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		b.Fatal(err)
	}
	for name, options := range map[string]registrytest.Options{"http": {}, "https": {TLS: true}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s, err := registrytest.NewServer(p, options)
				if err != nil {
					b.Fatal(err)
				}
				s.Close()
			}
		})
	}
}
