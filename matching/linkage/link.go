package linkage

import (
	"context"
	"iter"
)

// Link is the answer for one record of a stream.
type Link struct {
	Left int // the place of the record in its stream, from 0
	Answer
}

// Link answers for every record of a stream, in its order: every record gets a
// Link, with or without a candidate. Memory does not grow with the stream. An
// error of the stream (an *[Error] with CodeInput) or of ctx comes last. The
// stream is read from a goroutine of Link, which has ended when the loop has;
// the index takes no new records meanwhile.
func (ix *Index) Link(ctx context.Context, left iter.Seq2[Record, error]) iter.Seq2[Link, error] {
	return func(yield func(Link, error) bool) {
		ix.lockFiled()
		defer ix.mu.RUnlock()
		work := func() func([]Record) []Answer {
			s := ix.newSearcher(ix.options, ix.options.expected(defaultExpected))
			return func(records []Record) []Answer {
				answers := make([]Answer, len(records))
				compared := 0
				s.findAll(records, answers)
				for i := range answers {
					compared += answers[i].Compared
				}
				ix.compared.Add(int64(compared))
				return answers
			}
		}
		n := 0
		for answers, err := range inBatches(ctx, left, batchRecords, ix.options.Workers, work) {
			if err != nil {
				yield(Link{}, err)
				return
			}
			for _, a := range answers {
				if !yield(Link{n, a}, nil) {
					return
				}
				n++
			}
		}
	}
}
