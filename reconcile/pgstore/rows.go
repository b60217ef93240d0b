package pgstore

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

// querier is a connection or a transaction.
type querier interface {
	Query(ctx context.Context, text string, args ...any) (pgx.Rows, error)
}

// collect reads all rows of a query.
func collect[T any](ctx context.Context, db querier, scan pgx.RowToFunc[T], text string, args ...any) ([]T, error) {
	rows, err := db.Query(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scan)
}

const selectRows = `SELECT p.id, p.unit, p.district, p.province, p.grp, p.state, p.seq, p.round, p.since, p.facts, d.key, d.record
	FROM participants p JOIN persons d ON d.id = p.id`

func scanRow(row pgx.CollectableRow) (r campaign.Row, err error) {
	err = scanStanding(row, &r, &r.Key, &r.Record)
	return r, err
}

// scanStanding reads where a participant stands, and more behind it.
func scanStanding(row pgx.CollectableRow, r *campaign.Row, more ...any) error {
	var state int16
	var facts int32
	var since int64
	err := row.Scan(append([]any{
		(*int64)(&r.ID), &r.Place.Unit, &r.Place.District, &r.Place.Province, &r.Place.Group,
		&state, &r.Seq, &r.Round, &since, &facts,
	}, more...)...)
	r.State, r.Facts, r.Since = campaign.State(state), campaign.Facts(facts), time.UnixMicro(since).UTC()
	return err
}

// rowsOf gives the rows of IDs, in no order; unknown ones are missing.
func rowsOf(ctx context.Context, db querier, ids []int64) ([]campaign.Row, error) {
	return collect(ctx, db, scanRow, selectRows+` WHERE p.id = ANY ($1)`, ids)
}

// Rows implements campaign.Store. It reads page by page: a participant who moves
// to another unit meanwhile may be given twice or not at all.
func (s *Store) Rows(ctx context.Context, f campaign.Filter) iter.Seq2[campaign.Row, error] {
	if len(f.IDs) > 0 || len(f.Keys) > 0 {
		return s.listedRows(ctx, f)
	}
	return changeset.Pages(ctx, f.Limit, func(ctx context.Context, last *campaign.Row, n int) (page []campaign.Row, err error) {
		unit, id := f.AfterUnit, f.AfterID
		if last != nil {
			unit, id = last.Place.Unit, last.ID
		}
		q := new(query)
		q.add(selectRows+` WHERE (p.unit, p.id) > (?, ?)`, unit, int64(id))
		q.conditions(f)
		q.add(` ORDER BY p.unit, p.id LIMIT ?`, n)
		err = s.read(ctx, "rows", func(ctx context.Context, conn *pgx.Conn) error {
			page, err = collect(ctx, conn, scanRow, q.text.String(), q.args...)
			return err
		})
		return page, err
	})
}

// conditions adds what a filter asks besides lists and where to go on.
func (q *query) conditions(f campaign.Filter) {
	if len(f.States) > 0 {
		states := make([]int16, len(f.States))
		for i, state := range f.States {
			states[i] = int16(state)
		}
		q.add(` AND p.state = ANY (?)`, states)
	}
	if len(f.Units) > 0 {
		q.add(` AND p.unit = ANY (?)`, f.Units)
	}
	if f.Shard.Of > 1 {
		q.add(` AND p.id % ? = ?`, int64(f.Shard.Of), int64(f.Shard.Index))
	}
}

// listedRows gives the rows of a filter with lists: their IDs in order first,
// which fit in memory as the lists do, then the rows page by page.
func (s *Store) listedRows(ctx context.Context, f campaign.Filter) iter.Seq2[campaign.Row, error] {
	var ids []int64
	return changeset.Pages(ctx, f.Limit, func(ctx context.Context, last *campaign.Row, n int) (page []campaign.Row, err error) {
		err = s.read(ctx, "rows", func(ctx context.Context, conn *pgx.Conn) error {
			if last == nil {
				if ids, err = listed(ctx, conn, f); err != nil {
					return err
				}
			}
			n := min(n, len(ids))
			page, err = rowsOf(ctx, conn, ids[:n])
			if err == nil {
				ids = ids[n:]
			}
			return err
		})
		slices.SortFunc(page, func(a, b campaign.Row) int {
			return cmp.Or(strings.Compare(a.Place.Unit, b.Place.Unit), cmp.Compare(a.ID, b.ID))
		})
		return page, err
	})
}

// listed gives the IDs of the rows of a filter with lists, in the order of rows.
func listed(ctx context.Context, conn *pgx.Conn, f campaign.Filter) ([]int64, error) {
	q := new(query)
	q.add(`SELECT p.id FROM participants p WHERE (p.unit, p.id) > (?, ?)`, f.AfterUnit, int64(f.AfterID))
	if len(f.IDs) > 0 {
		q.add(` AND p.id = ANY (?)`, plain(f.IDs))
	}
	if len(f.Keys) > 0 {
		q.add(` AND p.id IN (SELECT id FROM persons WHERE key = ANY (?))`, f.Keys)
	}
	q.conditions(f)
	q.add(` ORDER BY p.unit, p.id`)
	return collect(ctx, conn, pgx.RowTo[int64], q.text.String(), q.args...)
}

// plain gives IDs as the numbers they are.
func plain(ids []campaign.ID) []int64 {
	numbers := make([]int64, len(ids))
	for i, id := range ids {
		numbers[i] = int64(id)
	}
	return numbers
}

// Find implements campaign.Store.
func (s *Store) Find(ctx context.Context, number []byte) (rows []campaign.Row, err error) {
	err = s.read(ctx, "find", func(ctx context.Context, conn *pgx.Conn) error {
		rows, err = collect(ctx, conn, scanRow,
			selectRows+` WHERE p.id IN (SELECT id FROM numbers WHERE number = $1) ORDER BY p.id`, number)
		return err
	})
	return rows, err
}
