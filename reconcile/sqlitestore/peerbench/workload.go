package main

import (
	"fmt"
	"math/rand/v2"
)

// person is a synthetic participant: random bytes of the sizes that a sealed
// campaign stores.
type person struct {
	unit    string
	key     []byte
	record  []byte
	numbers [][]byte
}

const (
	loadChunk  = 1000
	claimChunk = 500
	lookUps    = 20_000
)

// The states of the workload.
const (
	stateNew = iota + 1
	stateAsked
	stateVerified
)

// engine does the work. IDs count from 1, as people are loaded.
type engine interface {
	load(people []person) error
	claim(limit int) ([]int64, error) // from new to asked, the lowest IDs
	answer(ids []int64) error         // from asked to verified
	stream(each func(id int64, record []byte)) error
	find(number []byte) ([]int64, error)
	close() error
}

func random(kind, n, size int) []byte {
	r := rand.New(rand.NewPCG(uint64(kind), uint64(n)))
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func newPerson(n int) person {
	return person{
		unit: fmt.Sprintf("DV%06d", n/250), key: random(1, n, 32), record: random(2, n, 450),
		numbers: [][]byte{random(3, n, 32), random(4, n, 32), random(5, n, 32)},
	}
}

// run does the whole work and checks that nothing is missing.
func run(e engine, n int, p *phase) error {
	p.begin()
	for i := 0; i < n; i += loadChunk {
		people := make([]person, min(loadChunk, n-i))
		for k := range people {
			people[k] = newPerson(i + k)
		}
		if err := e.load(people); err != nil {
			return err
		}
	}
	p.end("load", n)

	p.begin()
	done := 0
	for {
		ids, err := e.claim(claimChunk)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			break
		}
		if err := e.answer(ids); err != nil {
			return err
		}
		done += len(ids)
	}
	p.end("claim and answer", done)

	p.begin()
	streamed, bytes := 0, 0
	if err := e.stream(func(_ int64, record []byte) { streamed++; bytes += len(record) }); err != nil {
		return err
	}
	p.end("stream", streamed)

	p.begin()
	for i := range lookUps {
		who := i * 7919 % n
		ids, err := e.find(random(4, who, 32))
		if err != nil || len(ids) != 1 || ids[0] != int64(who+1) {
			return fmt.Errorf("a number leads to %d participants, error %w", len(ids), err)
		}
	}
	p.end("find", lookUps)
	if done != n || streamed != n || bytes != n*450 {
		return fmt.Errorf("%d answered and %d streamed (%d bytes) of %d", done, streamed, bytes, n)
	}
	return nil
}
