//go:build unix

package pgstore_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/campaign/storetest"
	"github.com/bhxh-go/bhxh/reconcile/pgstore"
)

var schemas atomic.Int32

// newSchema names a schema that the test drops at its end.
func newSchema(t testing.TB) (dsn, schema string) {
	t.Helper()
	dsn = needServer(t)
	schema = fmt.Sprintf("bhxh_test_%d", schemas.Add(1))
	drop := func() {
		ctx := context.Background()
		conn, err := pgx.Connect(ctx, dsn)
		if err != nil {
			t.Errorf("dropping the schema: %v", err)
			return
		}
		defer conn.Close(ctx)
		if _, err := conn.Exec(ctx, `DROP SCHEMA IF EXISTS `+schema+` CASCADE`); err != nil {
			t.Errorf("dropping the schema: %v", err)
		}
	}
	drop() // of an earlier run against the same server
	t.Cleanup(drop)
	return dsn, schema
}

func open(t testing.TB) campaign.Store {
	t.Helper()
	dsn, schema := newSchema(t)
	store, err := pgstore.Open(t.Context(), dsn, pgstore.Options{Schema: schema})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return store
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) campaign.Store { return open(t) })
}

func TestReopen(t *testing.T) {
	storetest.RunReopen(t, true, func(t *testing.T) func() (campaign.Store, error) {
		dsn, schema := newSchema(t)
		return func() (campaign.Store, error) {
			return pgstore.Open(t.Context(), dsn, pgstore.Options{Schema: schema})
		}
	})
}
