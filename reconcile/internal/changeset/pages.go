package changeset

import (
	"context"
	"iter"
)

// PageSize is how many rows a store reads at once.
const PageSize = 1000

// Pages strings pages together. read gives up to n items that follow last, or
// the first ones where first is set; fewer than n end the sequence. limit is the
// most to give in all, 0 for no limit. No page is read before it is needed, and
// nothing is held open while the consumer works.
func Pages[T any](ctx context.Context, limit int, read func(ctx context.Context, last *T, n int) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var last *T
		for given := 0; limit == 0 || given < limit; {
			n := PageSize
			if limit > 0 {
				n = min(n, limit-given)
			}
			page, err := read(ctx, last, n)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range page {
				if !yield(item, nil) {
					return
				}
			}
			if len(page) < n {
				return
			}
			given += len(page)
			last = &page[len(page)-1]
		}
	}
}
