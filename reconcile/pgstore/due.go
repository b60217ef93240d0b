package pgstore

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// due locks whom a request may claim and gives them, at least req.Limit of them
// where there are as many, the lowest IDs among them. Participants whom another
// transaction has locked are left out, unless nobody else is due: then it waits
// to see what becomes of them.
func (s *Store) due(ctx context.Context, tx pgx.Tx, req campaign.ClaimRequest) ([]campaign.Row, error) {
	for _, wait := range []bool{false, true} {
		orphans := s.orphans(req, wait)
		ids, err := collect(ctx, tx, pgx.RowTo[int64], orphans.text.String(), orphans.args...)
		if err != nil {
			return nil, err
		}
		for _, from := range slices.Compact(slices.Sorted(slices.Values(req.From))) {
			if from == campaign.Asked {
				continue // they are orphans or claimed
			}
			waiting := waiting(req, from, wait)
			more, err := collect(ctx, tx, pgx.RowTo[int64], waiting.text.String(), waiting.args...)
			if err != nil {
				return nil, err
			}
			ids = append(ids, more...)
		}
		if len(ids) > 0 {
			slices.Sort(ids)
			return rowsOf(ctx, tx, ids[:min(len(ids), req.Limit)])
		}
	}
	return nil, nil
}

// orphans selects who is Asked and claimed by nobody who lives.
func (s *Store) orphans(req campaign.ClaimRequest, wait bool) *query {
	q := new(query)
	q.add(`SELECT id FROM participants WHERE (claim IS NULL OR claim NOT IN (` + living + `))`)
	q.args = append(q.args, s.class)
	q.whom(req, campaign.Asked)
	q.lock(req.Limit, wait)
	return q
}

// waiting selects who stands in a state from which the request asks.
func waiting(req campaign.ClaimRequest, from campaign.State, wait bool) *query {
	q := new(query)
	q.add(`SELECT id FROM participants WHERE round < ?`, int32(req.Round))
	if !req.Stated.IsZero() {
		q.add(` AND since < ?`, req.Stated.UnixMicro())
	}
	q.whom(req, from)
	q.lock(req.Limit, wait)
	return q
}

// whom adds the part of the condition that holds for everybody who is due.
func (q *query) whom(req campaign.ClaimRequest, state campaign.State) {
	q.add(` AND state = ?`, int16(state))
	if len(req.Units) > 0 {
		q.add(` AND unit = ANY (?)`, req.Units)
	}
	if req.Shard.Of > 1 {
		q.add(` AND id % ? = ?`, int64(req.Shard.Of), int64(req.Shard.Index))
	}
}

// lock ends a selection of those who are claimed.
func (q *query) lock(limit int, wait bool) {
	q.add(` ORDER BY id LIMIT ? FOR UPDATE`, limit)
	if !wait {
		q.add(` SKIP LOCKED`)
	}
}
