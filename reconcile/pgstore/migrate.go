package pgstore

import (
	"context"
	"embed"
	"io/fs"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate makes the schema and brings it up to date, in one transaction and
// under an advisory lock: of several processes that start together one does so.
func (s *Store) migrate(ctx context.Context, schema string) error {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return failed(ctx, "open", err)
	}
	return s.write(ctx, "open", s.pooled, func(ctx context.Context, tx pgx.Tx) (proof, error) {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1, $2)`, s.class, lockMigrate); err != nil {
			return nil, err
		}
		done, err := migrated(ctx, tx, schema)
		if err != nil {
			return nil, err
		}
		if done > len(files) {
			return nil, &campaign.Error{Code: campaign.CodeSchema, Op: "open"}
		}
		for n, file := range files[done:] {
			if err := apply(ctx, tx, file, done+n+1); err != nil {
				return nil, err
			}
		}
		return finds(`SELECT count(*) >= $1 FROM migrations`, len(files)), nil
	})
}

// migrated gives the number of the last migration of the schema, which it makes
// where there is none.
func migrated(ctx context.Context, tx pgx.Tx, schema string) (done int, err error) {
	// Looked for first: who may use a schema need not be allowed to make one.
	var exists bool
	if err := tx.QueryRow(ctx, `SELECT to_regclass($1) IS NOT NULL`, schema+".migrations").Scan(&exists); err != nil {
		return 0, err
	}
	if !exists {
		_, err := tx.Exec(ctx, `CREATE SCHEMA IF NOT EXISTS `+schema+`;
			CREATE TABLE migrations (number integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())`, pgx.QueryExecModeSimpleProtocol)
		return 0, err
	}
	err = tx.QueryRow(ctx, `SELECT coalesce(max(number), 0) FROM migrations`).Scan(&done)
	return done, err
}

// apply runs one migration.
func apply(ctx context.Context, tx pgx.Tx, file string, number int) error {
	script, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, string(script), pgx.QueryExecModeSimpleProtocol); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO migrations (number) VALUES ($1)`, number)
	return err
}
