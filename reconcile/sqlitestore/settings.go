package sqlitestore

import (
	"bytes"
	"context"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// Setting implements campaign.Store.
func (s *Store) Setting(ctx context.Context, name string) (value []byte, err error) {
	err = s.use(ctx, "setting", func(c *conn) error {
		value, err = c.setting(name)
		return err
	})
	return value, err
}

// setting gives a value, nil where there is none.
func (c *conn) setting(name string) (value []byte, err error) {
	found, err := c.get(`SELECT value FROM settings WHERE name = ?`, []any{name}, &value)
	if found && value == nil {
		value = []byte{}
	}
	return value, err
}

// SetSetting implements campaign.Store. A nil value takes the setting away.
func (s *Store) SetSetting(ctx context.Context, name string, old, value []byte) error {
	return s.use(ctx, "setting", func(c *conn) error {
		return c.transact(func() error {
			now, err := c.setting(name)
			switch {
			case err != nil:
				return err
			case (now == nil) != (old == nil) || !bytes.Equal(now, old):
				return &campaign.Error{Code: campaign.CodeConflict, Op: "setting"}
			case value == nil:
				return c.run(`DELETE FROM settings WHERE name = ?`, name)
			case len(value) == 0:
				return c.run(`INSERT OR REPLACE INTO settings (name, value) VALUES (?, x'')`, name)
			}
			return c.run(`INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)`, name, value)
		})
	})
}
