package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
)

// conn is the one connection of a store with its prepared statements. One
// goroutine at a time uses it. Its statements run without the caller's context:
// the driver would start a goroutine for each, and they are short.
type conn struct {
	sql   *sql.Conn
	stmts map[string]*sql.Stmt
}

// prepared gives the statement of a constant text.
func (c *conn) prepared(text string) (*sql.Stmt, error) {
	if stmt, ok := c.stmts[text]; ok {
		return stmt, nil
	}
	stmt, err := c.sql.PrepareContext(context.Background(), text)
	if err != nil {
		return nil, err
	}
	c.stmts[text] = stmt
	return stmt, nil
}

// run executes a prepared statement.
func (c *conn) run(text string, args ...any) error {
	stmt, err := c.prepared(text)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(context.Background(), args...)
	return err
}

// exec executes a text that is not worth preparing.
func (c *conn) exec(text string) error {
	_, err := c.sql.ExecContext(context.Background(), text)
	return err
}

// number reads one number with a text that is not worth preparing.
func (c *conn) number(text string) (n int64, err error) {
	err = c.sql.QueryRowContext(context.Background(), text).Scan(&n)
	return n, err
}

// get reads one row with a prepared statement and reports whether there is one.
func (c *conn) get(text string, args []any, into ...any) (bool, error) {
	stmt, err := c.prepared(text)
	if err != nil {
		return false, err
	}
	err = stmt.QueryRowContext(context.Background(), args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// transact runs work in a transaction that takes the write lock at once.
func (c *conn) transact(work func() error) error {
	if err := c.run("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := work()
	if err == nil {
		err = c.run("COMMIT")
	}
	if err != nil {
		// After some failures SQLite has rolled back by itself and refuses this.
		return errors.Join(err, ignoreNoTransaction(c.run("ROLLBACK")))
	}
	return nil
}

// ignoreNoTransaction drops SQLite's general error (1), which is what ROLLBACK
// gives where no transaction is left to end.
func ignoreNoTransaction(err error) error {
	if primaryCode(err) == 1 {
		return nil
	}
	return err
}

// collect reads all rows of a query. Its text is prepared and kept where keep is
// set.
func collect[T any](c *conn, keep bool, text string, args []any, scan func(scan func(...any) error) (T, error)) ([]T, error) {
	rows, err := c.query(keep, text, args)
	if err != nil {
		return nil, err
	}
	var all []T
	for rows.Next() {
		item, err := scan(rows.Scan)
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		all = append(all, item)
	}
	return all, errors.Join(rows.Err(), rows.Close())
}

// query begins to read.
func (c *conn) query(keep bool, text string, args []any) (*sql.Rows, error) {
	if !keep {
		return c.sql.QueryContext(context.Background(), text, args...)
	}
	stmt, err := c.prepared(text)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(context.Background(), args...)
}

// scanInt reads a single number.
func scanInt[T ~int64](scan func(...any) error) (n T, err error) {
	err = scan(&n)
	return n, err
}

// list gives values as the JSON array that json_each reads.
func list[T any](values []T) string {
	text, err := json.Marshal(values)
	if err != nil {
		panic("sqlitestore: internal error: " + err.Error())
	}
	return string(text)
}
