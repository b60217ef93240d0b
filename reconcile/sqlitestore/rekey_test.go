package sqlitestore_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/internal/roundtest"
	"github.com/bhxh-go/bhxh/reconcile/sqlitestore"
)

// TestRekeyKilled changes the key of a campaign in a process that is killed at
// random points: in between everything is there with both keys, and in the end
// with the new one alone, and no byte of before is in the files.
func TestRekeyKilled(t *testing.T) {
	people, kills, err := roundtest.Size()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "campaign.db")
	var want *campaign.Progress
	within(t, file, func(store campaign.Store) {
		task := roundtest.Task{People: people, Dir: dir, Load: true, Ask: true, Workers: roundWorkers, Clock: time.Now, Out: &bytes.Buffer{}}
		if err := task.Run(t.Context(), store); err != nil {
			t.Fatal(err)
		}
		want = look(t, store, roundtest.FirstKey, people, nil)
	})
	before := sealedValues(t, file)
	random := rand.New(rand.NewPCG(2208, uint64(people)))
	began := time.Now()
	var total roundtest.Life
	for killed := 0; ; killed++ {
		var kill roundtest.Kill
		if killed < kills {
			kill.Rekey = 1 + random.IntN(people/(kills+1))
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childFile+"="+file, childFile+"_TASK=rekey", fmt.Sprintf("%s_PEOPLE=%d", childFile, people))
		life, err := roundtest.Watch(cmd, kill)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("life %d: killed %t after %d rewritten, %d MiB, CPU %v + %v", killed, life.Killed, life.Rekeyed, life.RSS>>10, life.User, life.System)
		total.RSS, total.User, total.System = max(total.RSS, life.RSS), total.User+life.User, total.System+life.System
		if !life.Killed {
			if killed < kills {
				t.Errorf("killed %d times, want %d", killed, kills)
			}
			break
		}
		if killed == kills/2 {
			within(t, file, func(store campaign.Store) { look(t, store, roundtest.BothKeys, people, want) })
		}
	}
	t.Logf("%d participants, %d kills, %v, CPU %v + %v, at most %d MiB", people, kills, time.Since(began).Round(time.Second),
		total.User.Round(time.Second), total.System.Round(time.Second), total.RSS>>10)
	within(t, file, func(store campaign.Store) {
		look(t, store, roundtest.SecondKey, people, want)
		if _, err := roundtest.FirstKey.Open(t.Context(), store, time.Now); !errors.Is(err, campaign.CodeKey) {
			t.Errorf("the old key gives %v, want %s", err, campaign.CodeKey)
		}
	})
	if n := underFormerKey(t, file); n > 0 {
		t.Errorf("%d values are still under the former key", n)
	}
	if left := searchFor(t, dir, before); left > 0 {
		t.Errorf("%d of %d values of before are still in the files", left, len(before))
	}
}

// within opens the store, uses it and closes it again.
func within(t *testing.T, file string, use func(store campaign.Store)) {
	t.Helper()
	store, err := sqlitestore.Open(t.Context(), file, sqlitestore.Options{})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	defer func() {
		if err := store.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}()
	use(store)
}

// look looks at everybody, and compares the report with that of before.
func look(t *testing.T, store campaign.Store, keys roundtest.Keys, people int, want *campaign.Progress) *campaign.Progress {
	t.Helper()
	c, err := keys.Open(t.Context(), store, time.Now)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	var asOf time.Time
	if want != nil {
		asOf = want.AsOf
	}
	got, err := roundtest.Look(t.Context(), c, people, asOf)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); want != nil && d != "" {
		t.Errorf("the report of before (-printed +now):\n%s", d)
	}
	return got
}

// sealedValues reads some of what is stored under the key.
func sealedValues(t *testing.T, file string) (values [][]byte) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT * FROM (SELECT key FROM persons ORDER BY random() LIMIT 60)
		UNION ALL SELECT * FROM (SELECT substr(record, 1, 40) FROM persons ORDER BY random() LIMIT 60)
		UNION ALL SELECT * FROM (SELECT number FROM numbers ORDER BY random() LIMIT 60)
		UNION ALL SELECT * FROM (SELECT substr(body, 1, 40) FROM outbox ORDER BY random() LIMIT 60)
		UNION ALL SELECT value FROM settings WHERE name = 'campaign.key'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var v []byte
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	if err := rows.Err(); err != nil || len(values) != 241 {
		t.Fatalf("%d values, error %v", len(values), err)
	}
	return values
}

// underFormerKey counts with plain SQL what is not under the second key.
func underFormerKey(t *testing.T, file string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`SELECT (SELECT count(*) FROM persons WHERE substr(key, 1, 2) <> x'ff01' OR substr(record, 1, 2) <> x'0201')
		+ (SELECT count(*) FROM numbers WHERE substr(number, 1, 2) <> x'ff01')
		+ (SELECT count(*) FROM outbox WHERE substr(body, 1, 2) <> x'0201')`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// searchFor counts the values that stand in any file of the store.
func searchFor(t *testing.T, dir string, values [][]byte) (left int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "campaign.db*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, error %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			if bytes.Contains(text, v) {
				left++
			}
		}
	}
	return left
}
