package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// Options are the settings of a store. The zero Options are good.
type Options struct {
	// CacheBytes is how much of the file is kept in memory. Defaults to 64 MiB.
	CacheBytes int
}

const defaultCache = 64 << 20

// lockFirst is set before the file is read for the first time: the exclusive
// lock keeps a second process out, and WAL then needs no shared memory file.
const lockFirst = `
PRAGMA busy_timeout = 0;
PRAGMA locking_mode = EXCLUSIVE;
`

// pragmas are set once the file is known to be ours.
const pragmas = `
PRAGMA secure_delete = ON;
PRAGMA temp_store = MEMORY;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 4096;
PRAGMA journal_size_limit = 67108864;
`

// Open opens the campaign in a file, which it makes, readable to its owner
// only, where there is none. It fails with CodeLocked while another store has
// the file open, in this process or another, and with CodeSchema where the file
// was written by a newer version or is another program's.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if err := ended(ctx, "open"); err != nil {
		return nil, err
	}
	if path == "" || opts.CacheBytes < 0 {
		return nil, &campaign.Error{Code: campaign.CodeInput, Op: "open"}
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, failed("open", withoutPath(err))
	}
	if err := create(path); err != nil {
		return nil, failed("open", withoutPath(err))
	}
	db, err := sql.Open("sqlite", fileURL(path))
	if err != nil {
		return nil, failed("open", err)
	}
	c, err := connect(db, opts)
	if err != nil {
		return nil, failed("open", errors.Join(err, db.Close()))
	}
	s := &Store{db: db, turn: make(chan *conn, 1), claims: make(map[campaign.ID]*worker)}
	s.turn <- c
	return s, nil
}

// fileURL names a file the way SQLite reads it, whatever characters its name
// has: file:///srv/campaign.db, file:///C:/campaign.db.
func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// create makes the file where there is none. SQLite gives the mode of the file
// to those it makes beside it.
func create(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

// connect makes the one connection and brings the schema up to date.
func connect(db *sql.DB, opts Options) (*conn, error) {
	db.SetMaxOpenConns(1)
	sqlConn, err := db.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	c := &conn{sql: sqlConn, stmts: make(map[string]*sql.Stmt)}
	cache := opts.CacheBytes
	if cache == 0 {
		cache = defaultCache
	}
	for _, step := range []func() error{
		func() error { return c.exec(lockFirst) },
		c.examine,
		func() error { return c.exec(pragmas) },
		func() error { return c.exec("PRAGMA cache_size = " + kibibytes(cache)) },
		c.migrate,
		c.compactErased,
	} {
		if err := step(); err != nil {
			return nil, errors.Join(err, sqlConn.Close())
		}
	}
	return c, nil
}

// withoutPath drops the name of the file, which a caller may have made of
// personal data.
func withoutPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
