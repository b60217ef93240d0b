package sqlitestore_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/internal/roundtest"
	"github.com/bhxh-go/bhxh/reconcile/sqlitestore"
)

// childFile names the store of a child process, which is this test binary again.
const childFile = "BHXH_TEST_ROUND_FILE"

func TestMain(m *testing.M) {
	if file := os.Getenv(childFile); file != "" {
		if err := child(file); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func child(file string) error {
	people, err := strconv.Atoi(os.Getenv(childFile + "_PEOPLE"))
	if err != nil {
		return err
	}
	store, err := sqlitestore.Open(context.Background(), file, sqlitestore.Options{})
	if err != nil {
		return err
	}
	task := roundtest.Task{People: people, Dir: filepath.Dir(file), Workers: roundWorkers, Clock: time.Now, Out: os.Stdout}
	task.Rekey = os.Getenv(childFile+"_TASK") == "rekey"
	task.Load, task.Ask = !task.Rekey, !task.Rekey
	if err := task.Run(context.Background(), store); err != nil {
		return err
	}
	return store.Close()
}

const roundWorkers = 2

// TestRoundKilled loads a list and asks about it in a process that is killed at
// random points, and audits the file afterwards.
func TestRoundKilled(t *testing.T) {
	people, kills, err := roundtest.Size()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "campaign.db")
	random := rand.New(rand.NewPCG(2207, uint64(people)))
	began := time.Now()
	var total roundtest.Life
	killed, loaded, asked := 0, false, 0
	for ended := false; !ended; {
		var kill roundtest.Kill
		switch {
		case killed < kills/4 && !loaded:
			kill.Load = 1 + random.IntN(people)
		case killed < kills:
			kill.Ask = 1 + random.IntN(max(1, (people-asked)/(kills-killed+1)))
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childFile+"="+file, fmt.Sprintf("%s_PEOPLE=%d", childFile, people))
		life, err := roundtest.Watch(cmd, kill)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("life %d: killed %t after %d of the list and %d questions, %d MiB, CPU %v + %v",
			killed, life.Killed, life.Loaded, life.Asked, life.RSS>>10, life.User, life.System)
		total.RSS = max(total.RSS, life.RSS)
		total.User += life.User
		total.System += life.System
		asked += life.Asked
		loaded = loaded || life.Asked > 0
		if ended = !life.Killed; !ended {
			killed++
		}
	}
	if killed < kills {
		t.Errorf("killed %d times, want %d", killed, kills)
	}
	if total.RSS > 300<<10 {
		t.Errorf("a process had %d MiB in use, want at most 300", total.RSS>>10)
	}
	again := audit(t, file, dir, people)
	if most := killed * roundWorkers * roundtest.Batch(people); again > most {
		t.Errorf("%d questions were put twice, at most %d were under way", again, most)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d participants, %d kills, %v, CPU %v + %v, at most %d MiB, file %d MiB, %d questions put twice",
		people, killed, time.Since(began).Round(time.Second), total.User.Round(time.Second), total.System.Round(time.Second),
		total.RSS>>10, info.Size()>>20, again)
}

// audit reads the file with plain SQL and compares it with the truth and with
// the logs of the questions.
func audit(t *testing.T, file, dir string, people int) (again int) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, check := range []struct{ name, query string }{
		{"positions have gaps or times go back", `SELECT count(*) FROM (SELECT position - lag(position, 1, 0) OVER w AS step,
			at - lag(at, 1, 0) OVER w AS later FROM events WINDOW w AS (ORDER BY position)) WHERE step <> 1 OR later < 0`},
		{"participants do not stand where their history ends", `SELECT count(*) FROM participants p JOIN events e ON e.id = p.id AND e.seq = p.seq
			WHERE e.to_state <> p.state`},
		{"events follow no other event", `SELECT count(*) FROM events e WHERE e.seq > 1 AND NOT EXISTS
			(SELECT 1 FROM events b WHERE b.id = e.id AND b.seq = e.seq - 1 AND b.to_state = e.from_state)`},
		{"participants are no persons", `SELECT count(*) FROM participants p LEFT JOIN persons d ON d.id = p.id WHERE d.record IS NULL`},
	} {
		var n int
		if err := db.QueryRow(check.query).Scan(&n); err != nil || n > 0 {
			t.Errorf("%d %s (error %v)", n, check.name, err)
		}
	}
	found, err := readFound(db)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := roundtest.Asked(dir, people)
	if err != nil {
		t.Fatal(err)
	}
	again, faults := roundtest.Audit(found, asked)
	for _, fault := range faults {
		t.Error(fault)
	}
	return again
}

func readFound(db *sql.DB) (map[int64]roundtest.Found, error) {
	rows, err := db.Query(`SELECT p.id, p.state, count(*), sum(e.cause = 'loaded'), sum(e.from_state = 2 AND e.to_state <> 2), sum(e.cause = 'taken_over')
		FROM participants p JOIN events e ON e.id = p.id GROUP BY p.id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return roundtest.Read(rows)
}
