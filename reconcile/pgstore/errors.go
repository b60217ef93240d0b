package pgstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// SQLState is the cause of an error that the server reported: PostgreSQL's code
// and nothing else, because message and detail quote the values of rows.
type SQLState string

// Error gives the code.
func (s SQLState) Error() string { return "SQLSTATE " + string(s) }

// The codes that mean more than that the store failed.
const (
	stateUniqueViolation SQLState = "23505"
	stateBadText         SQLState = "22021" // a NUL byte or broken UTF-8 in a text
)

// failed wraps what went wrong in a call. An error of the campaign stays as it
// is.
func failed(ctx context.Context, op string, err error) error {
	if err == nil {
		return nil
	}
	var known *campaign.Error
	if errors.As(err, &known) {
		return known
	}
	if ctx.Err() != nil {
		return &campaign.Error{Code: campaign.CodeStore, Op: op, Cause: ctx.Err()}
	}
	code := campaign.CodeStore
	cause := stripped(err)
	switch cause {
	case stateUniqueViolation:
		code = campaign.CodeConflict
	case stateBadText:
		code = campaign.CodeInput
	}
	return &campaign.Error{Code: code, Op: op, Cause: cause}
}

// stripped gives a cause that holds no value of a row. Errors of a connection
// name server, user and database; any other might quote what it could not send
// or read, and only its type is kept.
func stripped(err error) error {
	var connect *pgconn.ConnectError
	var server *pgconn.PgError
	var network net.Error
	switch {
	case errors.As(err, &connect):
		return connect
	case errors.As(err, &server):
		return SQLState(server.Code)
	case errors.As(err, &network):
		return network
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return io.ErrUnexpectedEOF
	}
	return fmt.Errorf("%T", err)
}

// isPassing reports an error after which the same work may succeed: the server
// restarts, has ended the session, or had to choose a victim.
func isPassing(err error) bool {
	var server *pgconn.PgError
	if !errors.As(err, &server) {
		return pgconn.SafeToRetry(err)
	}
	switch server.Code {
	case "57P01", "57P02", "57P03", "57P05", "40001", "40P01", "53300":
		return true
	}
	return len(server.Code) > 2 && server.Code[:2] == "08"
}
