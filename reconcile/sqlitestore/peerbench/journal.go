package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
)

// journal appends everything to one file and keeps in memory what is needed to
// find it again. It has no recovery, no checksums and no erasure: it is the
// least that such a store costs.
type journal struct {
	file    *os.File
	out     *bufio.Writer
	end     int64
	records []int64 // where each record begins
	states  []uint8
	seqs    []uint32
	units   []string
	byUnit  map[string][]int64
	keys    map[[32]byte]int64
	numbers map[[32]byte][]int64
	history [][]int64 // where each participant's events begin
	claimed int       // all before are no longer new
}

func openJournal(file string) (engine, error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	return &journal{
		file: f, out: bufio.NewWriterSize(f, 1<<20), byUnit: make(map[string][]int64),
		keys: make(map[[32]byte]int64), numbers: make(map[[32]byte][]int64),
	}, nil
}

// write appends one frame and gives where it begins.
func (j *journal) write(parts ...[]byte) int64 {
	begin := j.end
	for _, part := range parts {
		n, _ := j.out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part)))) // Flush gives the error
		m, _ := j.out.Write(part)
		j.end += int64(n + m)
	}
	return begin
}

func (j *journal) sync() error { return errors.Join(j.out.Flush(), j.file.Sync()) }

func (j *journal) enter(id int64, state uint8) {
	j.states[id-1] = state
	j.seqs[id-1]++
	j.history[id-1] = append(j.history[id-1], j.write(number64(uint64(id)), number64(uint64(j.seqs[id-1])), []byte{state}, []byte(j.units[id-1])))
}

func (j *journal) load(people []person) error {
	for _, p := range people {
		id := int64(len(j.states) + 1)
		j.states, j.seqs, j.units, j.history = append(j.states, 0), append(j.seqs, 0), append(j.units, p.unit), append(j.history, nil)
		j.records = append(j.records, j.write(p.record))
		j.write(p.key, p.numbers[0], p.numbers[1], p.numbers[2])
		j.byUnit[p.unit] = append(j.byUnit[p.unit], id)
		j.keys[[32]byte(p.key)] = id
		for _, number := range p.numbers {
			j.numbers[[32]byte(number)] = append(j.numbers[[32]byte(number)], id)
		}
		j.enter(id, stateNew)
	}
	return j.sync()
}

func (j *journal) record(id int64) ([]byte, error) {
	record := make([]byte, 450)
	_, err := j.file.ReadAt(record, j.records[id-1]+4)
	return record, err
}

func (j *journal) claim(limit int) ([]int64, error) {
	var ids []int64
	for ; j.claimed < len(j.states) && len(ids) < limit; j.claimed++ {
		if j.states[j.claimed] == stateNew {
			ids = append(ids, int64(j.claimed+1))
		}
	}
	for _, id := range ids {
		if _, err := j.record(id); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		j.enter(id, stateAsked)
	}
	return ids, j.sync()
}

func (j *journal) answer(ids []int64) error {
	for _, id := range ids {
		j.enter(id, stateVerified)
	}
	return j.sync()
}

func (j *journal) stream(each func(id int64, record []byte)) error {
	units := make([]string, 0, len(j.byUnit))
	for unit := range j.byUnit {
		units = append(units, unit)
	}
	slices.Sort(units)
	for _, unit := range units {
		for _, id := range j.byUnit[unit] {
			record, err := j.record(id)
			if err != nil {
				return err
			}
			each(id, record)
		}
	}
	return nil
}

func (j *journal) find(number []byte) ([]int64, error) { return j.numbers[[32]byte(number)], nil }

func (j *journal) close() error { return j.file.Close() }
