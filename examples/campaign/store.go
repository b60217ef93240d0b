package main

import (
	"context"
	"errors"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/pgstore"
	"github.com/bhxh-go/bhxh/reconcile/sqlitestore"
)

// openFile opens a new file of SQLite beside the documents.
func openFile(ctx context.Context, out *output) (campaign.Store, error) {
	const name = "campaign.db"
	path, err := out.claim(name, name+"-wal", name+"-shm")
	if err != nil {
		return nil, err
	}
	store, err := sqlitestore.Open(ctx, path, sqlitestore.Options{})
	if err != nil {
		return nil, err // not a nil *Store in the interface
	}
	return store, nil
}

// openPostgres opens a schema of PostgreSQL that holds no campaign.
func openPostgres(ctx context.Context, cfg config) (campaign.Store, error) {
	store, err := pgstore.Open(ctx, cfg.postgres, pgstore.Options{Schema: cfg.schema})
	if err != nil {
		return nil, postgresError(err)
	}
	for _, err := range store.Rows(ctx, campaign.Filter{Limit: 1}) {
		if err == nil {
			err = cli.Usagef("-postgres: the schema holds a campaign already; name an empty one with -schema")
		}
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// postgresError says what is wrong without the DSN, which may hold a password.
func postgresError(err error) error {
	switch {
	case errors.Is(err, campaign.CodeInput):
		return cli.Usagef("-postgres, -schema: want a URL or settings of a database, and a schema of lower-case letters, digits and underscores")
	case errors.Is(err, campaign.CodeSchema):
		return cli.Usagef("-postgres: the schema was written by a newer version")
	case errors.Is(err, context.Canceled):
		return err
	}
	return cli.Usagef("-postgres: cannot open the database; is it there, and may this user make a schema in it?")
}
