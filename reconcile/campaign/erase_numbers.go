package campaign

import (
	"context"
	"errors"
	"slices"
)

// withdrawNumbers takes the numbers of a participant away from whom they had been
// merged into when that was withdrawn: an erased person's number must lead
// nowhere. It does nothing for a record that cannot be read, and in a store that
// is no [Resealer].
func (c *Campaign) withdrawNumbers(ctx context.Context, row Row) error {
	store, can := c.store.(Resealer)
	p, err := c.participant(row)
	if !can || errors.Is(err, CodeRecord) {
		return nil
	}
	if err != nil {
		return err
	}
	var from []ID
	for e, err := range c.History(ctx, row.ID) {
		if err != nil {
			return err
		}
		if e.Cause == CauseUnmerged {
			from = append(from, refID(e.Ref))
		}
	}
	if len(from) == 0 {
		return nil
	}
	numbers, err := c.numbersWithDoubles(ctx, p)
	if err != nil {
		return err
	}
	further, err := c.leadElsewhere(ctx, row.ID, numbers) // to whom those were merged into
	if err != nil {
		return err
	}
	from = append(from, further...)
	slices.Sort(from)
	for _, other := range slices.Compact(from) {
		err := c.withdrawFrom(ctx, store, other, numbers)
		if err != nil && !errors.Is(err, CodeUnknown) && !errors.Is(err, CodeRecord) {
			return err
		}
	}
	return nil
}

// leadElsewhere gives to whom numbers lead besides one.
func (c *Campaign) leadElsewhere(ctx context.Context, id ID, numbers [][]byte) ([]ID, error) {
	var others []ID
	for _, token := range numbers {
		rows, err := c.store.Find(ctx, token)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row.ID != id {
				others = append(others, row.ID)
			}
		}
	}
	return others, nil
}

// withdrawFrom lets numbers lead to a participant no more, unless they are
// theirs.
func (c *Campaign) withdrawFrom(ctx context.Context, store Resealer, id ID, numbers [][]byte) error {
	p, err := c.Participant(ctx, id)
	if err != nil {
		return err
	}
	own, err := c.numbersWithDoubles(ctx, p)
	if err != nil {
		return err
	}
	kept, err := store.Sealed(ctx, id-1, 1)
	if err != nil || len(kept) == 0 || kept[0].ID != id {
		return err // erased as well
	}
	has := func(list [][]byte, token []byte) bool {
		return slices.ContainsFunc(list, func(t []byte) bool { return string(t) == string(token) })
	}
	left := slices.DeleteFunc(slices.Clone(kept[0].Numbers), func(token []byte) bool {
		token = c.codec.raise(forNumbers, token, c.codec.generation)
		return has(numbers, token) && !has(own, token)
	})
	if len(left) == len(kept[0].Numbers) {
		return nil
	}
	kept[0].Numbers = left
	return store.Reseal(ctx, kept)
}
