package pgstore

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// Setting implements campaign.Store.
func (s *Store) Setting(ctx context.Context, name string) (value []byte, err error) {
	err = s.read(ctx, "setting", func(ctx context.Context, conn *pgx.Conn) error {
		err := conn.QueryRow(ctx, `SELECT value FROM settings WHERE name = $1`, name).Scan(&value)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		return err
	})
	return value, err
}

// SetSetting implements campaign.Store. A nil value takes the setting away.
func (s *Store) SetSetting(ctx context.Context, name string, old, value []byte) error {
	if err := s.enter(ctx, "setting"); err != nil {
		return err
	}
	defer s.mu.RUnlock()
	return s.write(ctx, "setting", s.pooled, func(ctx context.Context, tx pgx.Tx) (proof, error) {
		text, args := `UPDATE settings SET value = $3 WHERE name = $1 AND value = $2`, []any{name, old, value}
		switch {
		case old == nil && value == nil:
			text, args = `SELECT WHERE NOT EXISTS (SELECT FROM settings WHERE name = $1)`, []any{name}
		case old == nil:
			text, args = `INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`, []any{name, value}
		case value == nil:
			text, args = `DELETE FROM settings WHERE name = $1 AND value = $2`, []any{name, old}
		}
		done, err := tx.Exec(ctx, text, args...)
		if err == nil && done.RowsAffected() == 0 {
			err = &campaign.Error{Code: campaign.CodeConflict, Op: "setting"}
		}
		return finds(`SELECT (SELECT value FROM settings WHERE name = $1) IS NOT DISTINCT FROM $2`, name, value), err
	})
}
