//go:build ignore

// Generate writes the embedded sample: participants.csv and population.csv.
// Everybody in it is synthetic.
//
//	go run generate.go
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/bhxh-go/bhxh/internal/synth"
)

const seed = 2207

func main() {
	list := synth.NewList(seed, 360, synth.Units(3), synth.Mix{
		CMND: 130, Faults: 330, TwoFaults: 40, NoNumber: 35, Strangers: 15, NotFound: 15, Foreigners: 12, SharedCMND: 12,
	})
	// One mã số BHXH stands on two rows, as in real lists.
	list.Rows[41].Participant.SocialInsuranceNumber = list.Rows[17].Participant.SocialInsuranceNumber
	write("participants.csv", func(w io.Writer) error { return synth.WriteParticipants(w, list.Rows) })
	write("population.csv", func(w io.Writer) error { return synth.WritePopulation(w, seed, list.Population) })
}

func write(name string, content func(io.Writer) error) {
	f, err := os.Create(name)
	if err == nil {
		err = content(f)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
