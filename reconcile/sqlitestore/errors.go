package sqlitestore

import (
	"context"
	"errors"

	"modernc.org/sqlite"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// The result codes of SQLite that mean more than that the store failed. The low
// byte of an extended code is the primary one.
const (
	sqliteBusy       = 5
	sqliteConstraint = 19
)

// failed wraps what went wrong. An error of the campaign stays as it is. SQLite
// itself names tables and columns in its errors, never values.
func failed(op string, err error) error {
	if err == nil {
		return nil
	}
	var known *campaign.Error
	if errors.As(err, &known) {
		return known
	}
	code := campaign.CodeStore
	switch primaryCode(err) {
	case sqliteBusy:
		code = campaign.CodeLocked
	case sqliteConstraint:
		code = campaign.CodeConflict
	}
	return &campaign.Error{Code: code, Op: op, Cause: err}
}

// primaryCode gives SQLite's result code, 0 for an error that is not SQLite's.
func primaryCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// ended gives the error of a context that has ended, or nil.
func ended(ctx context.Context, op string) error {
	if err := ctx.Err(); err != nil {
		return &campaign.Error{Code: campaign.CodeStore, Op: op, Cause: err}
	}
	return nil
}
