package shard

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// CutOptions are the settings of [Cut].
type CutOptions struct {
	// ChunkRows is how many rows a chunk has. Defaults to 1,000.
	ChunkRows int

	// Salt is what decides the results besides the input: the mode of the
	// registry, the policy, the day of the run. Plans with different salts are
	// different plans, whose segments do not mix. It must hold no personal data.
	Salt string
}

// Cut reads an input once, from its beginning to its end, and says how it is
// cut. The input is a CSV file: a header row, then rows, in quotes where a value
// holds a line break. It stays in no memory.
//
// Errors are *[Error] with CodeInput, and those of ctx.
func Cut(ctx context.Context, input io.Reader, opts CutOptions) (*Plan, error) {
	if opts.ChunkRows <= 0 {
		opts.ChunkRows = 1000
	}
	c := cutter{plan: &Plan{Salt: opts.Salt, ChunkRows: opts.ChunkRows}, sum: sha256.New(), header: true}
	in := bufio.NewReaderSize(input, 1<<16)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		block, err := in.Peek(max(1, in.Buffered()))
		if len(block) > 0 {
			c.sum.Write(block)
			c.scan(block)
			if _, err := in.Discard(len(block)); err != nil {
				return nil, fail(CodeInput, err)
			}
		}
		if err == io.EOF {
			return c.end()
		}
		if err != nil {
			return nil, fail(CodeInput, err)
		}
	}
}

// cutter counts the rows of a CSV text byte by byte. A quote inside a quoted
// value stands twice, so that counting quotes is enough to tell the line breaks
// of values from those of rows.
type cutter struct {
	plan   *Plan
	sum    hash.Hash
	at     int64 // bytes seen
	rows   int64 // of the input, begun ones included
	header bool  // still in the header row
	quoted bool
	begun  bool // the row has a byte that counts
}

func (c *cutter) scan(block []byte) {
	for i, b := range block {
		switch {
		case b == '"':
			c.quoted = !c.quoted
			c.begin(i)
		case b == '\n' && !c.quoted:
			c.endRow(i)
		case b != '\r':
			c.begin(i)
		}
	}
	c.at += int64(len(block))
}

// begin notes the first byte of a row. Empty lines are no rows.
func (c *cutter) begin(i int) {
	if c.begun {
		return
	}
	c.begun = true
	if c.header {
		return
	}
	if c.rows%int64(c.plan.ChunkRows) == 0 {
		c.plan.Offsets = append(c.plan.Offsets, c.at+int64(i))
	}
	c.rows++
}

func (c *cutter) endRow(i int) {
	if c.header && c.begun {
		c.header = false
		c.plan.Header = c.at + int64(i) + 1
	}
	c.begun = false
}

func (c *cutter) end() (*Plan, error) {
	if c.header && c.begun && !c.quoted {
		c.header, c.plan.Header = false, c.at
	}
	if c.header || c.quoted {
		return nil, fail(CodeInput, nil)
	}
	p := c.plan
	p.Rows, p.Input = c.rows, hex.EncodeToString(c.sum.Sum(nil))
	if len(p.Offsets) == 0 {
		p.Offsets = []int64{p.Header}
		return p, nil
	}
	p.Offsets[0] = p.Header // empty lines before the first row belong to it
	p.Offsets = append(p.Offsets, c.at)
	return p, nil
}

// Open gives the header row and the rows of a chunk as a CSV text of its own.
// It reads only these bytes of the input. That the input is still the one of
// the plan is seen by [Plan.Verify], not here.
func (p *Plan) Open(input io.ReaderAt, c Chunk) io.Reader {
	from, to := p.Offsets[c.Index], p.Offsets[c.Index+1]
	return io.MultiReader(io.NewSectionReader(input, 0, p.Header), io.NewSectionReader(input, from, to-from))
}

// Verify reads the whole input and fails with CodeChanged where it is not the
// one that the plan was made of.
func (p *Plan) Verify(ctx context.Context, input io.Reader) error {
	now, err := Cut(ctx, input, CutOptions{ChunkRows: p.ChunkRows, Salt: p.Salt})
	if err != nil {
		return err
	}
	if now.ID() != p.ID() {
		return fail(CodeChanged, nil)
	}
	return nil
}
