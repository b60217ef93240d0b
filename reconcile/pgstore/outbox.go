package pgstore

import (
	"context"
	"iter"
	"time"

	"github.com/jackc/pgx/v5"

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
		err = s.read(ctx, "messages", func(ctx context.Context, conn *pgx.Conn) error {
			page, err = collect(ctx, conn, scanMessage,
				`SELECT position, id, at, body FROM outbox WHERE position > $1 ORDER BY position LIMIT $2`, position, n)
			return err
		})
		return page, err
	})
}

func scanMessage(row pgx.CollectableRow) (m campaign.StoredMessage, err error) {
	var at int64
	err = row.Scan(&m.Position, (*int64)(&m.ID), &at, &m.Body)
	m.At = time.UnixMicro(at).UTC()
	return m, err
}
