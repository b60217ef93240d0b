package natsqueue_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/reconcile/natsqueue"
	"github.com/bhxh-go/bhxh/reconcile/shard"
)

// The environment of a worker process, see work.
const (
	envURL   = "BHXH_TEST_NATS"
	envDir   = "BHXH_TEST_DIR"
	envInput = "BHXH_TEST_INPUT"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(envURL); url != "" {
		work(url, os.Getenv(envDir), os.Getenv(envInput))
		return
	}
	goleak.VerifyTestMain(m)
}

// options are short leases, so that the chunks of killed workers come back soon.
func options() natsqueue.Options { return natsqueue.Options{Lease: time.Second, Leases: 64} }

// work is a worker process: the test binary, called by the test.
func work(url, dir, input string) {
	err := func() error {
		ctx := context.Background()
		data, err := os.ReadFile(input)
		if err != nil {
			return err
		}
		plan, err := shard.Cut(ctx, strings.NewReader(string(data)), shard.CutOptions{ChunkRows: 20})
		if err != nil {
			return err
		}
		conn, err := nats.Connect(url)
		if err != nil {
			return err
		}
		defer conn.Close()
		queue, err := natsqueue.Open(ctx, conn, plan, options())
		if err != nil {
			return err
		}
		_, err = queue.Work(ctx, dir, echo(plan, string(data)))
		return err
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// echo gives each row as its result, and takes some milliseconds for a chunk, as
// asking a registry would.
func echo(plan *shard.Plan, input string) shard.Job {
	return func(_ context.Context, c shard.Chunk, emit func([]byte) error) error {
		time.Sleep(5 * time.Millisecond)
		for line := range strings.Lines(input[plan.Offsets[c.Index]:plan.Offsets[c.Index+1]]) {
			if err := emit([]byte(strings.TrimSpace(line))); err != nil {
				return err
			}
		}
		return nil
	}
}

// start runs a server that keeps its files in a directory of the test and syncs
// every message.
func start(t *testing.T) string {
	t.Helper()
	s, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), SyncAlways: true, NoSigs: true, NoLog: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server does not start")
	}
	return s.ClientURL()
}

func connect(t *testing.T, url string) *nats.Conn {
	t.Helper()
	conn, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	return conn
}

// list is a CSV text of n synthetic rows.
func list(n int) (text string, rows []string) {
	var b strings.Builder
	b.WriteString("row\n")
	for i := range n {
		rows = append(rows, "row "+strconv.Itoa(i))
		fmt.Fprintln(&b, rows[i])
	}
	return b.String(), rows
}

func open(t *testing.T, url, input string) (*natsqueue.Queue, *shard.Plan) {
	t.Helper()
	plan, err := shard.Cut(t.Context(), strings.NewReader(input), shard.CutOptions{ChunkRows: 20})
	if err != nil {
		t.Fatal(err)
	}
	queue, err := natsqueue.Open(t.Context(), connect(t, url), plan, options())
	if err != nil {
		t.Fatal(err)
	}
	return queue, plan
}

func merged(t *testing.T, plan *shard.Plan, dirs ...string) []string {
	t.Helper()
	var got []string
	for row, err := range shard.Merge(t.Context(), plan, shard.Options{}, dirs...) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(row))
	}
	return got
}

// TestKill: four worker processes are killed at random points and started anew,
// until the queue is empty. No chunk is lost, and after the merge none is there
// twice.
func TestKill(t *testing.T) {
	const workers, kills = 4, 30
	url := start(t)
	input, rows := list(20 * 600)
	queue, plan := open(t, url, input)
	file := filepath.Join(t.TempDir(), "list.csv")
	if err := os.WriteFile(file, []byte(input), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := queue.Publish(t.Context()); err != nil || n != plan.Chunks() {
		t.Fatalf("%d of %d chunks published, %v", n, plan.Chunks(), err)
	}
	var dirs []string
	var running sync.WaitGroup
	rng := rand.New(rand.NewPCG(7, 7))
	for w := range workers {
		dir := filepath.Join(t.TempDir(), strconv.Itoa(w))
		dirs = append(dirs, dir)
		var pauses []time.Duration
		for range kills / workers {
			pauses = append(pauses, 50*time.Millisecond+time.Duration(rng.IntN(300))*time.Millisecond)
		}
		running.Go(func() {
			for _, pause := range pauses {
				if cmd := child(t, url, dir, file); cmd != nil {
					time.Sleep(pause)
					_ = cmd.Process.Kill()
					_ = cmd.Wait()
				}
			}
			if cmd := child(t, url, dir, file); cmd != nil {
				if err := cmd.Wait(); err != nil {
					t.Errorf("worker %d: %v", w, err)
				}
			}
		})
	}
	running.Wait()
	if n, err := queue.Publish(t.Context(), dirs...); err != nil || n != 0 {
		t.Errorf("%d chunks were lost by the queue, %v", n, err)
	}
	report, err := shard.Check(t.Context(), plan, shard.Options{}, dirs...)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kills of %d processes: %d chunks, %d sealed twice", kills/workers*workers, workers, report.Chunks, report.Doubles)
	if diff := cmp.Diff(rows, merged(t, plan, dirs...)); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
}

func child(t *testing.T, url, dir, file string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envURL+"="+url, envDir+"="+dir, envInput+"="+file)
	if err := cmd.Start(); err != nil {
		t.Error(err)
		return nil
	}
	return cmd
}

// TestLostLease: a worker that is slower than its lease seals a chunk that
// another has sealed meanwhile. Both segments are there; the later delivery
// counts.
func TestLostLease(t *testing.T) {
	url := start(t)
	input, rows := list(20)
	slow, plan := open(t, url, input)
	quick, _ := open(t, url, input)
	if _, err := slow.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	one, two := t.TempDir(), t.TempDir()
	taken, done := make(chan struct{}), make(chan error, 1)
	var second natsqueue.Report
	go func() {
		<-taken
		var err error
		second, err = quick.Work(t.Context(), two, echo(plan, input))
		done <- err
	}()
	stuck := connectionLost(t, url, plan, input, one, taken)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	stuck()
	report, err := shard.Check(t.Context(), plan, shard.Options{}, one, two)
	if err != nil {
		t.Fatal(err)
	}
	if report.Doubles != 1 || second.Retaken != 1 {
		t.Errorf("%d doubles and %d retaken, want 1 and 1", report.Doubles, second.Retaken)
	}
	sealed, err := shard.Sealed(one, two)
	if err != nil || filepath.Dir(sealed[0].Path) != two {
		t.Errorf("the earlier delivery counts, %v", err)
	}
	if diff := cmp.Diff(rows, merged(t, plan, one, two)); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
}

// connectionLost lets a worker take the chunk and lose its connection; the
// function it gives lets the worker finish.
func connectionLost(t *testing.T, url string, plan *shard.Plan, input, dir string, taken chan<- struct{}) (finish func()) {
	t.Helper()
	conn, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	queue, err := natsqueue.Open(t.Context(), conn, plan, options())
	if err != nil {
		t.Fatal(err)
	}
	goOn, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := queue.Work(t.Context(), dir, func(ctx context.Context, c shard.Chunk, emit func([]byte) error) error {
			conn.Close()
			close(taken)
			<-goOn
			return echo(plan, input)(ctx, c, emit)
		})
		ended <- err
	}()
	return func() {
		close(goOn)
		if err := <-ended; !errors.Is(err, natsqueue.CodeStream) {
			t.Errorf("a worker without a connection ends with %v", err)
		}
	}
}

// TestFailingJob: a chunk whose job fails is given back at once.
func TestFailingJob(t *testing.T) {
	url := start(t)
	input, rows := list(100)
	queue, plan := open(t, url, input)
	if _, err := queue.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	broken := errors.New("broken")
	_, err := queue.Work(t.Context(), dir, func(context.Context, shard.Chunk, func([]byte) error) error { return broken })
	if !errors.Is(err, broken) || !errors.Is(err, shard.CodeJob) {
		t.Fatalf("got %v, want the error of the job", err)
	}
	report, err := queue.Work(t.Context(), dir, echo(plan, input))
	if err != nil || report.Sealed != plan.Chunks() || report.Retaken != 1 {
		t.Errorf("%+v, %v", report, err)
	}
	if diff := cmp.Diff(rows, merged(t, plan, dir)); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
	if n, err := queue.Publish(t.Context()); err != nil || n != plan.Chunks() {
		t.Errorf("without its directories all %d chunks are missing, published %d, %v", plan.Chunks(), n, err)
	}
	if err := queue.Remove(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestStopped: a worker that is told to stop gives its chunk back.
func TestStopped(t *testing.T) {
	url := start(t)
	input, _ := list(60)
	queue, plan := open(t, url, input)
	if _, err := queue.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err := queue.Work(ctx, t.TempDir(), func(ctx context.Context, _ shard.Chunk, _ func([]byte) error) error {
		cancel()
		return ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	if n, err := queue.Publish(t.Context()); err != nil || n != 0 {
		t.Errorf("%d of %d chunks left the queue, %v", n, plan.Chunks(), err)
	}
}
