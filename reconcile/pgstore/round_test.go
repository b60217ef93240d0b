//go:build unix

package pgstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/bhxh-go/bhxh/reconcile/internal/roundtest"
	"github.com/bhxh-go/bhxh/reconcile/pgstore"
)

// workerDSN says to a child process, which is this test binary again, that it
// is one.
const workerDSN = "BHXH_TEST_WORKER_DSN"

const (
	roundProcesses = 2
	roundWorkers   = 2 // of each process
)

// runWorker is the child process.
func runWorker(dsn string) int {
	if err := work(context.Background(), dsn); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func work(ctx context.Context, dsn string) error {
	people, err := strconv.Atoi(os.Getenv(workerDSN + "_PEOPLE"))
	if err != nil {
		return err
	}
	store, err := pgstore.Open(ctx, dsn, pgstore.Options{Schema: os.Getenv(workerDSN + "_SCHEMA")})
	if err != nil {
		return err
	}
	task := roundtest.Task{People: people, Dir: os.Getenv(workerDSN + "_DIR"), Workers: roundWorkers, Clock: time.Now, Out: os.Stdout}
	task.Load = os.Getenv(workerDSN+"_TASK") == "load"
	task.Rekey = os.Getenv(workerDSN+"_TASK") == "rekey"
	task.Ask = !task.Load && !task.Rekey
	if err := task.Run(ctx, store); err != nil {
		return err
	}
	return store.Close()
}

// lives runs children with a task, and counts what became of them.
type lives struct {
	t           *testing.T
	dsn, schema string
	dir         string
	people      int
	mu          sync.Mutex
	total       roundtest.Life
	killed      int
}

// run runs one child until it is killed or ends.
func (l *lives) run(task string, kill roundtest.Kill) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), workerDSN+"="+l.dsn, workerDSN+"_SCHEMA="+l.schema, workerDSN+"_DIR="+l.dir,
		workerDSN+"_TASK="+task, fmt.Sprintf("%s_PEOPLE=%d", workerDSN, l.people))
	life, err := roundtest.Watch(cmd, kill)
	if err != nil {
		l.t.Error(err)
		return
	}
	l.count(task, life)
}

// together runs a task in two processes at a time: first lives that are killed
// at random points, kills in all, then two that go on to the end.
func (l *lives) together(task string, kills int) {
	l.each(func(process int) {
		random := rand.New(rand.NewPCG(uint64(process), uint64(l.people)))
		for range (kills + process) / roundProcesses {
			at := 1 + random.IntN(l.people/(2*kills+1))
			l.run(task, map[string]roundtest.Kill{"ask": {Ask: at}, "rekey": {Rekey: at}}[task])
		}
	})
	l.each(func(int) { l.run(task, roundtest.Kill{}) })
}

// each does something for each process at the same time.
func (l *lives) each(do func(process int)) {
	var wait sync.WaitGroup
	for process := range roundProcesses {
		wait.Go(func() { do(process) })
	}
	wait.Wait()
}

// load loads the list, in lives that are killed and one that is not.
func (l *lives) load(kills int) {
	random := rand.New(rand.NewPCG(2207, uint64(l.people)))
	for range kills {
		l.run("load", roundtest.Kill{Load: 1 + random.IntN(l.people)})
	}
	l.run("load", roundtest.Kill{})
}

func (l *lives) count(task string, life roundtest.Life) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.t.Logf("%s: killed %t after %d of the list, %d questions and %d rewritten, %d MiB, CPU %v + %v",
		task, life.Killed, life.Loaded, life.Asked, life.Rekeyed, life.RSS>>10, life.User, life.System)
	l.total.RSS = max(l.total.RSS, life.RSS)
	l.total.User += life.User
	l.total.System += life.System
	if life.Killed {
		l.killed++
	}
}

// TestRoundKilled loads a list in a process that is killed, asks about it in
// two processes that are killed at random points, and audits the database
// afterwards.
func TestRoundKilled(t *testing.T) {
	people, kills, err := roundtest.Size()
	if err != nil {
		t.Fatal(err)
	}
	dsn, schema := newSchema(t)
	l := &lives{t: t, dsn: dsn, schema: schema, dir: t.TempDir(), people: people}
	began := time.Now()
	l.load(kills / 4)
	loaded := time.Now()
	l.together("ask", kills-kills/4)
	if t.Failed() {
		return
	}
	if l.killed != kills {
		t.Errorf("killed %d times, want %d", l.killed, kills)
	}
	if l.total.RSS > 300<<10 {
		t.Errorf("a process had %d MiB in use, want at most 300", l.total.RSS>>10)
	}
	size, again := audit(t, l)
	if most := l.killed * roundWorkers * roundtest.Batch(people); again > most {
		t.Errorf("%d questions were put twice, at most %d were under way", again, most)
	}
	t.Logf("%d participants, %d kills, %v to load and %v to ask, CPU of the processes %v + %v, at most %d MiB each, database %d MiB, %d questions put twice",
		people, l.killed, loaded.Sub(began).Round(time.Second), time.Since(loaded).Round(time.Second),
		l.total.User.Round(time.Second), l.total.System.Round(time.Second), l.total.RSS>>10, size>>20, again)
}

// audit reads the database with plain SQL and compares it with the truth and
// with the logs of the questions.
func audit(t *testing.T, l *lives) (size int64, again int) {
	t.Helper()
	ctx := t.Context()
	conn, err := pgx.Connect(ctx, l.dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, `SET search_path = `+l.schema); err != nil {
		t.Fatal(err)
	}
	for _, check := range []struct{ name, query string }{
		{"positions have gaps or times go back", `SELECT count(*) FROM (SELECT position - lag(position, 1, 0::bigint) OVER w AS step,
			at - lag(at, 1, 0::bigint) OVER w AS later FROM events WINDOW w AS (ORDER BY position)) s WHERE step <> 1 OR later < 0`},
		{"participants do not stand where their history ends", `SELECT count(*) FROM participants p JOIN events e ON e.id = p.id AND e.seq = p.seq
			WHERE e.to_state <> p.state`},
		{"events follow no other event", `SELECT count(*) FROM events e LEFT JOIN events b ON b.id = e.id AND b.seq = e.seq - 1
			WHERE e.seq > 1 AND b.to_state IS DISTINCT FROM e.from_state`},
		{"participants are no persons", `SELECT count(*) FROM participants p LEFT JOIN persons d ON d.id = p.id WHERE d.record IS NULL`},
		{"participants are still claimed", `SELECT count(*) FROM participants WHERE claim IS NOT NULL`},
	} {
		var n int
		if err := conn.QueryRow(ctx, check.query).Scan(&n); err != nil || n > 0 {
			t.Errorf("%d %s (error %v)", n, check.name, err)
		}
	}
	found, err := readFound(ctx, conn)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := roundtest.Asked(l.dir, l.people)
	if err != nil {
		t.Fatal(err)
	}
	again, faults := roundtest.Audit(found, asked)
	for _, fault := range faults {
		t.Error(fault)
	}
	if err := conn.QueryRow(ctx, `SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
		WHERE relnamespace = $1::text::regnamespace AND relkind = 'r'`, l.schema).Scan(&size); err != nil {
		t.Error(err)
	}
	return size, again
}

func readFound(ctx context.Context, conn *pgx.Conn) (map[int64]roundtest.Found, error) {
	rows, err := conn.Query(ctx, `SELECT p.id, p.state, count(*), count(*) FILTER (WHERE e.cause = 'loaded'),
		count(*) FILTER (WHERE e.from_state = 2 AND e.to_state <> 2), count(*) FILTER (WHERE e.cause = 'taken_over')
		FROM participants p JOIN events e ON e.id = p.id GROUP BY p.id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return roundtest.Read(rows)
}
