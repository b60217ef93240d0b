package shard

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"iter"
)

// Plan says how an input is cut. It is data without personal values, made once
// by [Cut], written as JSON and given to every process. Do not change one.
type Plan struct {
	Input     string  `json:"input"`      // SHA-256 of the input, hexadecimal
	Salt      string  `json:"salt"`       // what else decides the results, see CutOptions
	Rows      int64   `json:"rows"`       // rows of the input, the header not counted
	ChunkRows int     `json:"chunk_rows"` // rows of a chunk; the last may have fewer
	Header    int64   `json:"header"`     // bytes of the header row
	Offsets   []int64 `json:"offsets"`    // where each chunk begins in the input, and where the last one ends; bytes
}

// Chunk is one piece of the work: rows First to First+Rows-1 of the input.
type Chunk struct {
	Plan  string // Plan.ID
	Index int    // from 0
	First int64
	Rows  int
}

// ID names the plan: 32 hexadecimal digits made of everything in it.
func (p *Plan) ID() string {
	id := p.id()
	return hex.EncodeToString(id[:])
}

func (p *Plan) id() (id [16]byte) {
	h := sha256.New()
	for _, s := range []string{"plan 1", p.Input, p.Salt} {
		_ = binary.Write(h, binary.BigEndian, int64(len(s)))
		h.Write([]byte(s))
	}
	_ = binary.Write(h, binary.BigEndian, []int64{p.Rows, int64(p.ChunkRows), p.Header})
	_ = binary.Write(h, binary.BigEndian, p.Offsets)
	copy(id[:], h.Sum(nil))
	return id
}

// Chunks gives the number of chunks.
func (p *Plan) Chunks() int { return max(0, len(p.Offsets)-1) }

// Chunk gives a chunk by its index, from 0 to Chunks()-1; any other index
// panics, as an index into a slice does.
func (p *Plan) Chunk(index int) Chunk {
	_ = p.Offsets[index+1]
	first := int64(index) * int64(p.ChunkRows)
	return Chunk{Plan: p.ID(), Index: index, First: first, Rows: int(min(int64(p.ChunkRows), p.Rows-first))}
}

// Check refuses a plan that contradicts itself, with CodePlan.
func (p *Plan) Check() error {
	n := p.Chunks()
	if p.Rows < 0 || p.ChunkRows <= 0 || p.Header < 0 || len(p.Offsets) == 0 || p.Offsets[0] != p.Header {
		return fail(CodePlan, nil)
	}
	if int64(n) != (p.Rows+int64(p.ChunkRows)-1)/int64(p.ChunkRows) {
		return fail(CodePlan, nil)
	}
	for i := range n {
		if p.Offsets[i+1] <= p.Offsets[i] {
			return failAt(CodePlan, i, nil)
		}
	}
	return nil
}

// Part is one of Of processes that share a plan. The zero Part is all of it.
type Part struct{ Index, Of int }

// Check refuses a part that does not exist, with CodePart.
func (p Part) Check() error {
	if p == (Part{}) || p.Of > 0 && p.Index >= 0 && p.Index < p.Of {
		return nil
	}
	return fail(CodePart, nil)
}

// Part gives the chunks of one part: every Of-th, so that all parts are equally
// long.
func (p *Plan) Part(part Part) iter.Seq[Chunk] {
	return func(yield func(Chunk) bool) {
		for i := part.Index; i < p.Chunks(); i += max(1, part.Of) {
			if !yield(p.Chunk(i)) {
				return
			}
		}
	}
}
