package sqlitestore

import (
	"context"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

var _ campaign.Resealer = (*Store)(nil)

// Sealed implements campaign.Resealer.
func (s *Store) Sealed(ctx context.Context, after campaign.ID, limit int) (page []campaign.Sealed, err error) {
	err = s.use(ctx, "sealed", func(c *conn) error {
		page, err = c.sealed(after, limit)
		return err
	})
	return page, err
}

func (c *conn) sealed(after campaign.ID, limit int) ([]campaign.Sealed, error) {
	page, err := collect(c, true, `SELECT d.id, p.seq, d.key, d.record FROM persons d CROSS JOIN participants p ON p.id = d.id
		WHERE d.id > ? AND d.key IS NOT NULL ORDER BY d.id LIMIT ?`, []any{after, limit},
		func(scan func(...any) error) (s campaign.Sealed, err error) {
			err = scan(&s.ID, &s.Seq, &s.Key, &s.Record)
			s.Was = s.Key
			return s, err
		})
	if err != nil || len(page) == 0 {
		return nil, err
	}
	ids := make([]campaign.ID, len(page))
	at := make(map[campaign.ID]*campaign.Sealed, len(page))
	for i := range page {
		ids[i], at[page[i].ID] = page[i].ID, &page[i]
	}
	numbers, err := collect(c, true, `SELECT n.id, n.number FROM json_each(?) j CROSS JOIN numbers n INDEXED BY numbers_by_id ON n.id = j.value`,
		[]any{list(ids)}, scanNumber)
	if err != nil {
		return nil, err
	}
	for _, n := range numbers {
		at[n.id].Numbers = append(at[n.id].Numbers, n.number)
	}
	messages, err := collect(c, true, `SELECT o.position, o.id, o.at, o.body FROM json_each(?) j
		CROSS JOIN outbox o INDEXED BY outbox_by_id ON o.id = j.value WHERE o.body IS NOT NULL ORDER BY o.position`,
		[]any{list(ids)}, scanMessage)
	for _, m := range messages {
		at[m.ID].Messages = append(at[m.ID].Messages, m)
	}
	return page, err
}

// leading is a number with the participant to whom it leads.
type leading struct {
	id     campaign.ID
	number []byte
}

func scanNumber(scan func(...any) error) (n leading, err error) {
	err = scan(&n.id, &n.number)
	return n, err
}

// Reseal implements campaign.Resealer. Like Erase it leaves copies in unused
// parts of the file until [Store.Compact] has written it anew.
func (s *Store) Reseal(ctx context.Context, sealed []campaign.Sealed) error {
	return s.use(ctx, "reseal", func(c *conn) error {
		return c.transact(func() error {
			ids := make([]campaign.ID, len(sealed))
			for i := range sealed {
				ids[i] = sealed[i].ID
			}
			byID, err := c.rowsByID(ids)
			if err != nil {
				return err
			}
			if err := changeset.CheckReseal(sealed, byID, s.unclaimed); err != nil {
				return err
			}
			return c.reseal(ctx, sealed)
		})
	})
}

// reseal writes what was judged.
func (c *conn) reseal(ctx context.Context, sealed []campaign.Sealed) error {
	for _, s := range sealed {
		if err := ended(ctx, "reseal"); err != nil {
			return err
		}
		if err := c.run(`UPDATE persons SET key = ?, record = ? WHERE id = ?`, s.Key, null(s.Record), s.ID); err != nil {
			return err
		}
		if err := c.run(`DELETE FROM numbers WHERE id = ?`, s.ID); err != nil {
			return err
		}
		for _, number := range s.Numbers {
			if err := c.insertNumber(s.ID, number); err != nil {
				return err
			}
		}
		for _, m := range s.Messages {
			if err := c.run(`UPDATE outbox SET body = ? WHERE position = ? AND id = ?`, m.Body, m.Position, s.ID); err != nil {
				return err
			}
		}
	}
	return c.run(`UPDATE counters SET erased = erased + ?`, len(sealed))
}
