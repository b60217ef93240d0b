package sqlitestore

import (
	"cmp"
	"context"
	"encoding/hex"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/changeset"
)

const rowColumns = `p.id, p.unit, p.district, p.province, p.grp, p.state, p.seq, p.round, p.since, p.facts, d.key, d.record`

// Rows implements campaign.Store. It reads page by page: a participant who moves
// to another unit meanwhile may be given twice or not at all.
func (s *Store) Rows(ctx context.Context, f campaign.Filter) iter.Seq2[campaign.Row, error] {
	if len(f.IDs) > 0 || len(f.Keys) > 0 {
		return s.listedRows(ctx, f)
	}
	where, args := conditions(f)
	text := `SELECT ` + rowColumns + ` FROM participants p INDEXED BY participants_by_unit JOIN persons d ON d.id = p.id
		WHERE (p.unit, p.id) > (?, ?)` + where + ` ORDER BY p.unit, p.id LIMIT ?`
	return changeset.Pages(ctx, f.Limit, func(ctx context.Context, last *campaign.Row, n int) (page []campaign.Row, err error) {
		unit, id := f.AfterUnit, f.AfterID
		if last != nil {
			unit, id = last.Place.Unit, last.ID
		}
		err = s.use(ctx, "rows", func(c *conn) error {
			page, err = collect(c, false, text, slices.Concat([]any{unit, id}, args, []any{n}), scanRow)
			return err
		})
		return page, err
	})
}

// conditions gives what a filter asks besides lists and where to go on.
func conditions(f campaign.Filter) (where string, args []any) {
	if len(f.States) > 0 {
		where += ` AND p.state IN (SELECT value FROM json_each(?))`
		args = append(args, stateList(f.States))
	}
	if len(f.Units) > 0 {
		where += ` AND p.unit IN (SELECT value FROM json_each(?))`
		args = append(args, list(f.Units))
	}
	if f.Shard.Of > 1 {
		where += ` AND p.id % ? = ?`
		args = append(args, f.Shard.Of, f.Shard.Index)
	}
	return where, args
}

// stateList gives states as numbers, not as the names they marshal to.
func stateList(states []campaign.State) string {
	numbers := make([]int, len(states))
	for i, s := range states {
		numbers[i] = int(s)
	}
	return list(numbers)
}

// place is where a row stands in the order of rows.
type place struct {
	unit string
	id   campaign.ID
}

func (a place) compare(b place) int {
	return cmp.Or(strings.Compare(a.unit, b.unit), cmp.Compare(a.id, b.id))
}

// listedRows gives the rows of a filter with lists: their places first, which
// fit in memory as the lists do, then the rows page by page.
func (s *Store) listedRows(ctx context.Context, f campaign.Filter) iter.Seq2[campaign.Row, error] {
	var places []place
	return changeset.Pages(ctx, f.Limit, func(ctx context.Context, last *campaign.Row, n int) (page []campaign.Row, err error) {
		err = s.use(ctx, "rows", func(c *conn) error {
			if last == nil {
				if places, err = c.places(f); err != nil {
					return err
				}
			}
			n = min(n, len(places))
			ids := make([]campaign.ID, n)
			for i, at := range places[:n] {
				ids[i] = at.id
			}
			places = places[n:]
			page, err = c.rows(ids)
			slices.SortFunc(page, func(a, b campaign.Row) int {
				return place{a.Place.Unit, a.ID}.compare(place{b.Place.Unit, b.ID})
			})
			return err
		})
		return page, err
	})
}

// places gives where the rows of a filter with lists stand, in order.
func (c *conn) places(f campaign.Filter) ([]place, error) {
	where, args := conditions(f)
	var all []place
	read := func(from, list string) error {
		args := slices.Concat([]any{list}, args)
		text := `SELECT p.unit, p.id FROM json_each(?) j CROSS JOIN ` + from + where
		found, err := collect(c, false, text, args, func(scan func(...any) error) (at place, err error) {
			err = scan(&at.unit, &at.id)
			return at, err
		})
		all = append(all, found...)
		return err
	}
	var err error
	if len(f.Keys) > 0 {
		keys := make([]string, len(f.Keys))
		for i, key := range f.Keys {
			keys[i] = hex.EncodeToString(key)
		}
		err = read(`persons d ON d.key = unhex(j.value) CROSS JOIN participants p ON p.id = d.id WHERE TRUE`, list(keys))
	} else {
		err = read(`participants p ON p.id = j.value WHERE TRUE`, list(f.IDs))
	}
	after := place{f.AfterUnit, f.AfterID}
	wanted := make(map[campaign.ID]bool, len(f.IDs))
	for _, id := range f.IDs {
		wanted[id] = true
	}
	all = slices.DeleteFunc(all, func(at place) bool {
		return at.compare(after) <= 0 || len(wanted) > 0 && !wanted[at.id]
	})
	slices.SortFunc(all, place.compare)
	return slices.Compact(all), err
}

// rows gives the rows of IDs, in no order; unknown ones are missing.
func (c *conn) rows(ids []campaign.ID) ([]campaign.Row, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return collect(c, true, `SELECT `+rowColumns+` FROM json_each(?) j
		CROSS JOIN participants p ON p.id = j.value CROSS JOIN persons d ON d.id = p.id`, []any{list(ids)}, scanRow)
}

func scanRow(scan func(...any) error) (r campaign.Row, err error) {
	var since int64
	err = scan(&r.ID, &r.Place.Unit, &r.Place.District, &r.Place.Province, &r.Place.Group,
		&r.State, &r.Seq, &r.Round, &since, &r.Facts, &r.Key, &r.Record)
	r.Since = time.UnixMicro(since).UTC()
	return r, err
}

// Find implements campaign.Store.
func (s *Store) Find(ctx context.Context, number []byte) (rows []campaign.Row, err error) {
	err = s.use(ctx, "find", func(c *conn) error {
		ids, err := collect(c, true, `SELECT DISTINCT id FROM numbers
			WHERE substr(number, -8) = substr(?1, -8) AND number = ?1`, []any{number}, scanInt[campaign.ID])
		if err != nil {
			return err
		}
		rows, err = c.rows(ids)
		slices.SortFunc(rows, func(a, b campaign.Row) int { return cmp.Compare(a.ID, b.ID) })
		return err
	})
	return rows, err
}

// kibibytes gives a size as SQLite's cache_size wants it: negative, in KiB.
func kibibytes(n int) string { return strconv.Itoa(-max(1, n>>10)) }
