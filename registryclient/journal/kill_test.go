package journal_test

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/journal"
)

// The process that is killed is this test binary again.
const (
	childEnv    = "BHXH_JOURNAL_TEST_CHILD"
	killRows    = 4000
	killChunk   = 20
	killWorkers = 4
)

// child runs the batch and, if it comes to the end, writes its results.
func child() int {
	dir, url, out := os.Getenv(childEnv), os.Getenv(childEnv+"_URL"), os.Getenv(childEnv+"_OUT")
	if space := os.Getenv(spaceEnv); space != "" {
		return cramped(dir, url, space)
	}
	if err := childBatch(dir, url, out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func childBatch(dir, url, out string) error {
	options := journal.Options{SegmentSize: 32 << 10}
	if os.Getenv("BHXH_KILLS") == "" { // a kill leaves the system's cache: what fsync adds, it cannot show
		options = options.On(hasty{})
	}
	j, err := journal.Open(dir, options)
	if err != nil {
		return err
	}
	c, _, err := channel(url, killWorkers)
	if err != nil {
		return err
	}
	var text strings.Builder
	opts := registryclient.BatchOptions{Key: key, ChunkSize: killChunk, Workers: killWorkers}
	for r, err := range registryclient.VerifyAll(context.Background(), c, rows(killRows), j, opts) {
		if err == nil {
			err = r.Reply.Err
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(&text, r.Row, r.Reply.Answer.Outcome, r.Reply.Answer.RequestID)
	}
	if err := j.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(out+".new", []byte(text.String()), 0o600); err != nil {
		return err
	}
	return os.Rename(out+".new", out)
}

// TestKill kills the process of a batch with SIGKILL at random points and
// starts it again, until so many kills are done and the last batch is complete.
// After every kill the journal is audited; answered rows are never asked again,
// and a kill costs at most Workers × ChunkSize rows asked twice. More kills, and
// with fsync:
//
//	BHXH_KILLS=1000 go test -run TestKill -v -timeout 30m ./registryclient/journal
func TestKill(t *testing.T) { // not beside tests that open journals: a new process holds their locks for a moment
	kills := setting(t, "BHXH_KILLS", 100)
	k := &killer{t: t, random: rand.New(rand.NewPCG(9, 9))}
	start, batches := time.Now(), 0
	for done := 0; done < kills; batches++ {
		done += k.batch(batches, kills-done)
	}
	t.Logf("%d kills in %v, %d batches of %d rows, asked again: %d rows, at most %d for one kill (bound %d)",
		kills, time.Since(start).Round(time.Millisecond), batches, killRows, k.again, k.worst, killChunk*killWorkers)
}

type killer struct {
	t      *testing.T
	random *rand.Rand

	again, worst int
}

// batch takes one batch to its end under at most so many kills.
func (k *killer) batch(seed, most int) (kills int) {
	t := k.t
	s := newService(uint64(seed))
	s.slow = 2 * time.Millisecond
	server := httptest.NewUnstartedServer(s)
	server.Config.ConnState = s.connection
	server.Start()
	defer server.Close()
	dir, out := filepath.Join(t.TempDir(), "journal"), filepath.Join(t.TempDir(), "results")
	for {
		before := k.before(dir, s)
		killed := k.life(s, dir, server.URL, out, kills < most)
		k.settle(s)
		if again := k.check(dir, s, before); again > 0 {
			k.again += again
			k.worst = max(k.worst, again)
		}
		if !killed {
			break
		}
		kills++
	}
	exact(t, dir, killRows, func(row int, id string) bool { return s.ids[row][id] })
	k.results(out, s)
	return kills
}

// life runs the process once. It is killed at a random point, where mayKill.
func (k *killer) life(s *service, dir, url, out string, mayKill bool) (killed bool) {
	t := k.t
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), childEnv+"="+dir, childEnv+"_URL="+url, childEnv+"_OUT="+out)
	var stderr strings.Builder
	command.Stderr = &stderr
	reached := make(chan struct{}, 1)
	s.mu.Lock()
	target := s.requests + 1 + k.random.IntN(25)
	s.after = func(requests int) {
		if requests == target {
			reached <- struct{}{}
		}
	}
	s.mu.Unlock()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	early := make(<-chan time.Time)
	if k.random.IntN(10) == 0 { // now and then while it starts and reads its journal
		early = time.After(time.Duration(k.random.IntN(30)) * time.Millisecond)
	}
	if mayKill {
		select {
		case <-reached:
			time.Sleep(time.Duration(k.random.IntN(3000)) * time.Microsecond)
		case <-early:
		case err := <-ended:
			k.must(err, stderr.String())
			return false
		}
		_ = command.Process.Kill()
	}
	err := <-ended
	if err != nil && mayKill && stderr.Len() == 0 {
		return true
	}
	k.must(err, stderr.String())
	return false
}

// settle waits until the service has dealt with what the dead process sent.
func (k *killer) settle(s *service) {
	deadline := time.Now().Add(10 * time.Second)
	for quiet := 0; quiet < 3; quiet++ {
		time.Sleep(500 * time.Microsecond)
		if s.open.Load() > 0 {
			quiet = -1
		}
		if time.Now().After(deadline) {
			k.t.Fatal("the connections of a dead process stay open")
		}
	}
}

func (k *killer) must(err error, stderr string) {
	if err != nil {
		k.t.Fatalf("the process failed: %v\n%s", err, stderr)
	}
}

// standing is what holds when a process starts.
type standing struct {
	asked    map[int]int  // by row, how many exchanges brought it
	answered map[int]byte // by row, its class
}

func (k *killer) before(dir string, s *service) standing {
	b := standing{asked: s.times(), answered: map[int]byte{}}
	if _, err := os.Stat(dir); err != nil {
		return b
	}
	a, err := auditJournal(dir)
	if err != nil {
		k.t.Fatal(err)
	}
	maps.Copy(b.answered, a.classes)
	return b
}

func (s *service) times() map[int]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[int]int, len(s.asked))
	for row, exchanges := range s.asked {
		out[row] = len(exchanges)
	}
	return out
}

// check audits the journal after a life and gives how many rows it asked that
// had been asked before.
func (k *killer) check(dir string, s *service, before standing) (again int) {
	t := k.t
	if _, err := os.Stat(dir); err != nil {
		return 0 // killed before it made one
	}
	a, err := auditJournal(dir)
	if err != nil {
		t.Fatalf("after a kill the journal is unsound: %v", err)
	}
	now := s.times()
	s.mu.Lock()
	defer s.mu.Unlock()
	for row, class := range a.classes {
		if _, want := oracle(row); class != want || now[row] == 0 {
			t.Fatalf("row %d is kept as %d after %d questions, want %d", row, class, now[row], want)
		}
	}
	for row, class := range before.answered {
		if a.classes[row] != class {
			t.Fatalf("row %d lost its answer", row)
		}
		if now[row] != before.asked[row] {
			t.Fatalf("row %d was answered and asked again", row)
		}
	}
	for row, times := range now {
		if before.asked[row] > 0 && times > before.asked[row] {
			again++
		}
		if before.asked[row] > 0 && times > before.asked[row]+1 {
			t.Fatalf("row %d was asked %d times by one process", row, times-before.asked[row])
		}
		if len(s.ids[row]) != 1 {
			t.Fatalf("row %d came under %d request ids, want the same after every restart", row, len(s.ids[row]))
		}
	}
	if again > killChunk*killWorkers {
		t.Fatalf("%d rows were asked again, want at most %d", again, killChunk*killWorkers)
	}
	return again
}

// results checks what the process gave at its end: every row once, in order,
// right, and with the id under which the service was asked.
func (k *killer) results(out string, s *service) {
	t := k.t
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	names := map[byte]string{classMatched: "matched", classNotMatched: "not_matched", classNotComparable: "not_comparable"}
	row := 0
	for lines := bufio.NewScanner(f); lines.Scan(); row++ {
		parts := strings.Fields(lines.Text())
		_, class := oracle(row)
		if len(parts) != 3 || parts[0] != strconv.Itoa(row) || parts[1] != names[class] || !s.ids[row][parts[2]] {
			t.Fatalf("result %d is %q", row, lines.Text())
		}
	}
	if row != killRows {
		t.Fatalf("%d results, want %d", row, killRows)
	}
}
