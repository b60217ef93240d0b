package campaign

import (
	"context"
	"iter"
)

// WorkQuery selects participants for a work list. The zero WorkQuery selects
// all.
type WorkQuery struct {
	Units []string // nil for all
}

// standing is a participant with what their history comes to.
type standing struct {
	row  Row
	path path
}

// standingsPage is how many participants are read together, and so in memory.
const standingsPage = 500

// standings gives the participants with their histories, by unit code and then
// by ID, a page at a time. What a history says is as new as the row or newer.
func (c *Campaign) standings(ctx context.Context, f Filter) iter.Seq2[standing, error] {
	return func(yield func(standing, error) bool) {
		f.Limit = standingsPage
		for {
			page, err := c.page(ctx, f)
			if err != nil {
				yield(standing{}, err)
				return
			}
			for _, s := range page {
				if !yield(s, nil) {
					return
				}
			}
			if len(page) < standingsPage {
				return
			}
			last := page[len(page)-1].row
			f.AfterUnit, f.AfterID = last.Place.Unit, last.ID
		}
	}
}

func (c *Campaign) page(ctx context.Context, f Filter) ([]standing, error) {
	var page []standing
	at := make(map[ID]int)
	events := EventFilter{ByParticipant: true}
	for row, err := range c.store.Rows(ctx, f) {
		if err != nil {
			return nil, err
		}
		at[row.ID] = len(page)
		page = append(page, standing{row: row})
		events.IDs = append(events.IDs, row.ID)
	}
	if len(page) == 0 {
		return nil, nil
	}
	for e, err := range c.store.Events(ctx, events) {
		if err != nil {
			return nil, err
		}
		page[at[e.ID]].path.step(e)
	}
	return page, nil
}
