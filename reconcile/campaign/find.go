package campaign

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
)

// Find gives the participants to whom a number leads, current or former: a
// personal ID, a CMND or a mã số BHXH. It is the plan's look-up of a CMND after
// the personal ID took its place (chức năng tra cứu số CMND của người tham gia
// sau khi đã được cập nhật thay thế bằng số ĐDCN mới; phần C.2). A number may
// lead to several: a CMND is not unique, and two records may be one person.
func (c *Campaign) Find(ctx context.Context, number identity.Number) ([]Participant, error) {
	if !number.IsValid() {
		return nil, &Error{Code: CodeInput, Op: "find"}
	}
	rows, err := c.found(ctx, number)
	if err != nil {
		return nil, err
	}
	people := make([]Participant, len(rows))
	for i, row := range rows {
		if people[i], err = c.participant(row); err != nil {
			return nil, err
		}
	}
	return people, nil
}

// found gives the rows to which a number leads, by ID.
func (c *Campaign) found(ctx context.Context, number identity.Number) ([]Row, error) {
	byID := make(map[ID]Row)
	for _, token := range c.codec.tokens(forNumbers, number.Reveal()) {
		rows, err := c.store.Find(ctx, token)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			byID[row.ID] = row
		}
	}
	if len(byID) == 0 {
		return nil, c.sameKey(ctx)
	}
	return slices.SortedFunc(maps.Values(byID), func(a, b Row) int { return cmp.Compare(a.ID, b.ID) }), nil
}

// Participant gives one participant; CodeUnknown where there is none. An erased
// one has a row without a record.
func (c *Campaign) Participant(ctx context.Context, id ID) (Participant, error) {
	for p, err := range c.Participants(ctx, Filter{IDs: []ID{id}}) {
		return p, err
	}
	return Participant{}, &Error{Code: CodeUnknown, ID: id}
}

// row gives the row of one participant, whether or not the record can be read.
func (c *Campaign) row(ctx context.Context, id ID) (Row, error) {
	for row, err := range c.store.Rows(ctx, Filter{IDs: []ID{id}}) {
		return row, err
	}
	return Row{}, &Error{Code: CodeUnknown, ID: id}
}

// Participants gives those who pass a filter, ordered by unit code and ID,
// without holding all of them in memory. The loop may change the campaign.
func (c *Campaign) Participants(ctx context.Context, f Filter) iter.Seq2[Participant, error] {
	return func(yield func(Participant, error) bool) {
		for row, err := range c.store.Rows(ctx, f) {
			var p Participant
			if err == nil {
				p, err = c.participant(row)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// History gives what happened to a participant, in order.
func (c *Campaign) History(ctx context.Context, id ID) iter.Seq2[Event, error] {
	return c.store.Events(ctx, EventFilter{IDs: []ID{id}, ByParticipant: true})
}
