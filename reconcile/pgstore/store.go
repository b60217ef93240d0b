package pgstore

import (
	"context"
	"hash/fnv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// Options are the settings of a store. The zero Options are good.
type Options struct {
	// Schema is the PostgreSQL schema that holds the campaign's tables; several
	// campaigns share a database in schemas of their own. Open makes it where
	// there is none. Lower-case letters, digits and underscores. Defaults to
	// "bhxh_campaign".
	Schema string
}

const defaultSchema = "bhxh_campaign"

// Store is a campaign in PostgreSQL. It is safe for concurrent use, by any
// number of processes together.
type Store struct {
	pool  *pgxpool.Pool
	class int32 // of the advisory locks of this schema

	mu      sync.RWMutex // read by every call while it works, held by Close
	closed  bool
	workers map[*worker]bool
	listed  sync.Mutex // guards workers
}

var _ campaign.Store = (*Store)(nil)

// Open connects to the database that dsn names, a URL or a list of settings as
// pgxpool reads them ("pool_max_conns=8"), and brings the schema up to date. It
// fails with CodeSchema where the schema was written by a newer version.
func Open(ctx context.Context, dsn string, opts Options) (*Store, error) {
	schema := opts.Schema
	if schema == "" {
		schema = defaultSchema
	}
	if !isName(schema) {
		return nil, &campaign.Error{Code: campaign.CodeInput, Op: "open"}
	}
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, &campaign.Error{Code: campaign.CodeInput, Op: "open"} // the cause would quote the DSN
	}
	config.ConnConfig.RuntimeParams["search_path"] = schema
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, failed(ctx, "open", err)
	}
	s := &Store{pool: pool, class: class(schema), workers: make(map[*worker]bool)}
	if err := s.migrate(ctx, schema); err != nil {
		pool.Close()
		return nil, err
	}
	return s, nil
}

// isName reports a name that needs no quotes in SQL.
func isName(s string) bool {
	return len(s) <= 63 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == "" && (s[0] < '0' || s[0] > '9')
}

// class gives the first half of the keys of a schema's advisory locks, which
// share their space with those of other programs in the database.
func class(schema string) int32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte("bhxh campaign " + schema)) // never fails
	return int32(h.Sum32() >> 1)
}

// The second halves of the keys. Tokens of workers count from 1.
const (
	lockAppend  int32 = 0
	lockMigrate int32 = -1
)

// enter begins a call, which the caller ends with s.mu.RUnlock where there is no
// error.
func (s *Store) enter(ctx context.Context, op string) error {
	if ctx.Err() != nil {
		return &campaign.Error{Code: campaign.CodeStore, Op: op, Cause: ctx.Err()}
	}
	s.mu.RLock()
	if s.closed {
		s.mu.RUnlock()
		return &campaign.Error{Code: campaign.CodeClosed, Op: op}
	}
	return nil
}

// Close ends the workers and closes the connections, when the calls under way
// have returned. What goes on with the store afterwards fails with CodeClosed.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.listed.Lock()
	defer s.listed.Unlock()
	for w := range s.workers {
		w.end()
	}
	s.pool.Close()
	return nil
}
