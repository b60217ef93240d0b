package sqlitestore

import (
	"context"
	"iter"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// Messages implements campaign.Store.
func (s *Store) Messages(ctx context.Context, after int64) iter.Seq2[campaign.StoredMessage, error] {
	return changeset.Pages(ctx, 0, func(ctx context.Context, last *campaign.StoredMessage, n int) (page []campaign.StoredMessage, err error) {
		position := after
		if last != nil {
			position = last.Position
		}
		err = s.use(ctx, "messages", func(c *conn) error {
			page, err = collect(c, true, `SELECT position, id, at, body FROM outbox WHERE position > ? ORDER BY position LIMIT ?`,
				[]any{position, n}, scanMessage)
			return err
		})
		return page, err
	})
}

func scanMessage(scan func(...any) error) (m campaign.StoredMessage, err error) {
	var at int64
	err = scan(&m.Position, &m.ID, &at, &m.Body)
	m.At = time.UnixMicro(at).UTC()
	return m, err
}
