package sqlitestore_test

import (
	"path/filepath"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/campaign/storetest"
	"github.com/bhxh-go/bhxh/reconcile/sqlitestore"
)

func open(t testing.TB) campaign.Store {
	t.Helper()
	store, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "campaign.db"), sqlitestore.Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return store
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) campaign.Store { return open(t) })
}

func TestReopen(t *testing.T) {
	storetest.RunReopen(t, false, func(t *testing.T) func() (campaign.Store, error) {
		file := filepath.Join(t.TempDir(), "campaign.db")
		return func() (campaign.Store, error) {
			return sqlitestore.Open(t.Context(), file, sqlitestore.Options{})
		}
	})
}
