package qldc_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// BenchmarkVerify measures questions through client and fake registry over
// loopback, both in this process.
func BenchmarkVerify(b *testing.B) {
	var people strings.Builder
	people.WriteString("personal_id,full_name,date_of_birth,gender\n") // synthetic
	const n = 1000
	for i := range n {
		fmt.Fprintf(&people, "000085%06d,Nguyễn Văn Mẫu,01/02/1985,Nam\n", i)
	}
	population, err := registrytest.LoadPopulation(strings.NewReader(people.String()), "population.csv")
	if err != nil {
		b.Fatal(err)
	}
	for _, workers := range []int{2, 16} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			server, err := registrytest.NewServer(population, registrytest.Options{})
			if err != nil {
				b.Fatal(err)
			}
			defer server.Close()
			client, err := qldc.NewClient(server.URL(), server.Credentials(),
				qldc.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "test"}))
			if err != nil {
				b.Fatal(err)
			}
			defer client.Close()
			b.ReportAllocs()
			questions := make(chan int)
			var wg sync.WaitGroup
			for range workers {
				wg.Go(func() {
					for i := range questions {
						answer, err := client.Verify(context.Background(), registryclient.Query{
							Number:      identity.MustParsePersonalID(fmt.Sprintf("000085%06d", i)).Number(),
							FullName:    "Nguyễn Văn Mẫu",
							DateOfBirth: identity.MustDate(1985, 2, 1),
						})
						if err != nil || answer.Outcome != registryclient.OutcomeMatched {
							b.Error(answer.Outcome, err)
						}
					}
				})
			}
			i := 0
			for b.Loop() {
				questions <- i % n
				i++
			}
			close(questions)
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "questions/s")
		})
	}
}
