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
	return func(yield func(campaign.Row, error) bool) {
		listed := len(f.IDs) > 0 || len(f.Keys) > 0
		if !listed && len(f.States) > 0 && len(f.Units) == 0 {
			var err error
			if listed, err = s.standFew(ctx, f); err != nil {
				yield(campaign.Row{}, err)
				return
			}
		}
		if listed {
			s.listedRows(ctx, f)(yield)
		} else {
			s.walkedRows(ctx, f)(yield)
		}
	}
}

// walkedRows gives the rows of a filter without lists, unit by unit.
func (s *Store) walkedRows(ctx context.Context, f campaign.Filter) iter.Seq2[campaign.Row, error] {
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

// few is at most how many participants are sooner found by where they stand,
// and put in order, than met on a walk through all units. Their places fit in
// memory.
const few = 10_000

// standFew tells whether the states of a filter are those of few. A limit makes
// the walk shorter: it ends after about limit/few of everybody.
func (s *Store) standFew(ctx context.Context, f campaign.Filter) (bool, error) {
	var standing, everybody int
	err := s.use(ctx, "rows", func(c *conn) error {
		_, err := c.get(`SELECT (SELECT count(*) FROM (SELECT 1 FROM participants INDEXED BY participants_by_state
			WHERE state IN (SELECT value FROM json_each(?)) LIMIT ?)), id FROM counters`,
			[]any{stateList(f.States), few + 1}, &standing, &everybody)
		return err
	})
	return standing <= few && (f.Limit == 0 || standing*standing <= everybody*f.Limit), err
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

// listedRows gives the rows of a filter with lists, or of states in which few
// stand: their places first, which fit in memory, then the rows page by page.
func (s *Store) listedRows(ctx context.Context, f campaign.Filter) iter.Seq2[campaign.Row, error] {
	var places []place
	return changeset.Pages(ctx, f.Limit, func(ctx context.Context, last *campaign.Row, n int) (page []campaign.Row, err error) {
		err = s.use(ctx, "rows", func(c *conn) error {
			if last == nil {
				if places, err = c.places(f); err != nil {
					return err
				}
			}
			for len(page) < n && len(places) > 0 { // again where somebody has moved on since
				part := places[:min(n-len(page), len(places))]
				rows, err := c.rowsAt(part, f.States)
				if err != nil {
					return err
				}
				page, places = append(page, rows...), places[len(part):]
			}
			return nil
		})
		return page, err
	})
}

// rowsAt gives the rows at places, in order: of those who still stand in one of
// the states, where there are any.
func (c *conn) rowsAt(places []place, states []campaign.State) ([]campaign.Row, error) {
	ids := make([]campaign.ID, len(places))
	for i, at := range places {
		ids[i] = at.id
	}
	rows, err := c.rows(ids)
	slices.SortFunc(rows, func(a, b campaign.Row) int {
		return place{a.Place.Unit, a.ID}.compare(place{b.Place.Unit, b.ID})
	})
	return slices.DeleteFunc(rows, func(r campaign.Row) bool {
		return len(states) > 0 && !slices.Contains(states, r.State)
	}), err
}

// places gives where the rows of a filter with lists or states stand, in order.
func (c *conn) places(f campaign.Filter) ([]place, error) {
	where, args := conditions(f)
	from := `participants p INDEXED BY participants_by_state WHERE TRUE`
	switch {
	case len(f.Keys) > 0:
		keys := make([]string, len(f.Keys))
		for i, key := range f.Keys {
			keys[i] = hex.EncodeToString(key)
		}
		from = `json_each(?) j CROSS JOIN persons d ON d.key = unhex(j.value) CROSS JOIN participants p ON p.id = d.id WHERE TRUE`
		args = slices.Concat([]any{list(keys)}, args)
	case len(f.IDs) > 0:
		from = `json_each(?) j CROSS JOIN participants p ON p.id = j.value WHERE TRUE`
		args = slices.Concat([]any{list(f.IDs)}, args)
	}
	all, err := collect(c, false, `SELECT p.unit, p.id FROM `+from+where, args, func(scan func(...any) error) (at place, err error) {
		err = scan(&at.unit, &at.id)
		return at, err
	})
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

func (c *conn) rowsByID(ids []campaign.ID) (map[campaign.ID]campaign.Row, error) {
	rows, err := c.rows(ids)
	byID := make(map[campaign.ID]campaign.Row, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	return byID, err
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
