package sqlitestore

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks a file as ours: "BHXH".
const applicationID = 0x42485848

// examine refuses a file that is another program's or of a newer version. It
// changes nothing.
func (c *conn) examine() error {
	owner, err := c.number("PRAGMA application_id")
	if err != nil {
		return err
	}
	tables, err := c.number("SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return err
	}
	files, done, err := c.migrations()
	if err != nil {
		return err
	}
	if owner != applicationID && (owner != 0 || tables > 0) || done > int64(len(files)) {
		return &campaign.Error{Code: campaign.CodeSchema, Op: "open"}
	}
	return nil
}

// migrations gives all migrations and how many of them the file has seen: its
// user_version.
func (c *conn) migrations() (files []string, done int64, err error) {
	if files, err = fs.Glob(migrations, "migrations/*.sql"); err != nil {
		return nil, 0, err
	}
	done, err = c.number("PRAGMA user_version")
	return files, done, err
}

// migrate brings the file to the schema of this version, each migration in a
// transaction of its own.
func (c *conn) migrate() error {
	files, done, err := c.migrations()
	if err != nil {
		return err
	}
	for n, file := range files[done:] {
		if err := c.apply(file, done+int64(n)+1); err != nil {
			return err
		}
	}
	return nil
}

// apply runs one migration.
func (c *conn) apply(file string, number int64) error {
	script, err := migrations.ReadFile(file)
	if err != nil {
		return err
	}
	return c.transact(func() error {
		if err := c.exec(string(script)); err != nil {
			return err
		}
		return c.exec(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, number))
	})
}
