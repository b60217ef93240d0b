package sqlitestore

import (
	"errors"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// due gives whom a request may claim, at least req.Limit of them where there are
// as many, the lowest IDs among them.
func (w *worker) due(c *conn, req campaign.ClaimRequest) ([]campaign.ID, error) {
	orphans, err := w.orphans(c, req)
	if err != nil {
		return nil, err
	}
	waiting, err := c.waiting(req)
	ids := slices.Concat(orphans, waiting)
	slices.Sort(ids)
	return ids[:min(len(ids), req.Limit)], err
}

// orphans gives who is Asked and not claimed.
func (w *worker) orphans(c *conn, req campaign.ClaimRequest) (ids []campaign.ID, err error) {
	where, args := whom(req)
	rows, err := c.query(false, `SELECT id FROM participants`+index(req)+` WHERE state = ?`+where+` ORDER BY id`,
		slices.Concat([]any{campaign.Asked}, args))
	if err != nil {
		return nil, err
	}
	for rows.Next() && len(ids) < req.Limit {
		id, err := scanInt[campaign.ID](rows.Scan)
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		if w.store.claims[id] == nil {
			ids = append(ids, id)
		}
	}
	return ids, errors.Join(rows.Err(), rows.Close())
}

// waiting gives who stands in one of the states of the request, in the order of
// their IDs: the first of each state, merged.
func (c *conn) waiting(req campaign.ClaimRequest) ([]campaign.ID, error) {
	where, args := whom(req)
	where += ` AND round < ?`
	args = append(args, req.Round)
	if !req.Stated.IsZero() {
		where += ` AND since < ?`
		args = append(args, req.Stated.UnixMicro())
	}
	var parts []string
	var all []any
	for _, from := range slices.Compact(slices.Sorted(slices.Values(req.From))) {
		if from == campaign.Asked {
			continue // they are orphans or claimed
		}
		parts = append(parts, `SELECT * FROM (SELECT id FROM participants`+index(req)+` WHERE state = ?`+where+` ORDER BY id LIMIT ?)`)
		all = slices.Concat(all, []any{from}, args, []any{req.Limit})
	}
	if len(parts) == 0 {
		return nil, nil
	}
	text := strings.Join(parts, ` UNION ALL `) + ` ORDER BY id LIMIT ?`
	return collect(c, false, text, append(all, req.Limit), scanInt[campaign.ID])
}

// whom gives the part of the condition that holds for everybody who is due.
func whom(req campaign.ClaimRequest) (where string, args []any) {
	if len(req.Units) > 0 {
		where += ` AND unit IN (SELECT value FROM json_each(?))`
		args = append(args, list(req.Units))
	}
	if req.Shard.Of > 1 {
		where += ` AND id % ? = ?`
		args = append(args, req.Shard.Of, req.Shard.Index)
	}
	return where, args
}

// index gives the index to look in: a few units are sooner walked through than
// everybody in a state.
func index(req campaign.ClaimRequest) string {
	if len(req.Units) > 0 {
		return ` INDEXED BY participants_by_unit`
	}
	return ` INDEXED BY participants_by_state`
}
