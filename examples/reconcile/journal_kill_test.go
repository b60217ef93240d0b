package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// The journal of these tests: 16 participants to a chunk, as package reconcile
// keeps them where the registry is asked one by one.
const (
	journalRows    = 1200
	journalChunk   = 16
	journalWorkers = 4
)

// watched is a registry in this process that says when it has had so many
// requests.
type watched struct {
	server *registrytest.Server
	env    []string
	reach  atomic.Pointer[func(wire int)]
}

func watch(t *testing.T, people string) *watched {
	t.Helper()
	text, err := os.ReadFile(people)
	if err != nil {
		t.Fatal(err)
	}
	w := &watched{}
	w.server, w.env = elsewhere(t, string(text), registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
		if f := w.reach.Load(); f != nil {
			(*f)(r.Wire)
		}
		return registrytest.Fault{}
	}})
	return w
}

// settle waits until the registry has dealt with what a dead process sent.
func (w *watched) settle() {
	for last := -1; ; {
		now := w.server.Ledger().WireRequests()
		if now == last {
			return
		}
		last = now
		time.Sleep(10 * time.Millisecond)
	}
}

// TestJournalKill kills the program with SIGKILL at random points and starts it
// again. After every kill the journal is sound, whoever was answered is not
// asked again, and at most workers × chunk participants are; at the end every
// file is that of an unbroken run. More kills:
//
//	BHXH_KILLS=500 go test -run TestJournalKill -v -timeout 30m ./examples/reconcile
func TestJournalKill(t *testing.T) {
	kills := number(t, "BHXH_KILLS", 20)
	_, participants, people := synthetic(t, 77, journalRows)
	w := watch(t, people)
	base := filepath.Join(t.TempDir(), "unbroken")
	common := []string{"-registry", w.server.URL(), "-participants", participants, "-as-of", "2026-11-22", "-workers", strconv.Itoa(journalWorkers)}
	if r := program(t, w.env, append(common, "-out", base)...); r.Status != cli.ExitDone {
		t.Fatalf("exit status %d\n%s", r.Status, r.Stderr)
	}
	k := &killing{t: t, w: w, random: rand.New(rand.NewPCG(25, 11))}
	lists, start := 0, time.Now()
	for k.kills < kills {
		lists++
		dir := t.TempDir()
		k.journal, k.out = filepath.Join(dir, "journal"), filepath.Join(dir, "out")
		k.args = append(common, "-journal", k.journal, "-out", k.out)
		k.list(kills)
		sameFiles(t, base, k.out)
	}
	t.Logf("%d kills of %d lists of %d participants in %v: %d asked again, at most %d for one kill (bound %d)",
		k.kills, lists, journalRows, time.Since(start).Round(time.Millisecond), k.again, k.worst, journalWorkers*journalChunk)
}

type killing struct {
	t            *testing.T
	w            *watched
	random       *rand.Rand
	args         []string
	journal, out string

	kills, again, worst int
}

// list takes one list to its end under kills.
func (k *killing) list(most int) {
	k.w.server.Ledger().Reset()
	asked := make(map[int]bool) // rows that any process asked about
	for seen, killed := 0, true; killed; {
		answered, _ := readJournal(k.t, k.journal)
		killed = k.life(k.kills < most)
		k.w.settle()
		now, batch := readJournal(k.t, k.journal)
		for row := range answered {
			if !now[row] {
				k.t.Fatalf("participant %d lost its answer", row)
			}
		}
		entries := k.w.server.Ledger().Entries()
		k.count(entries[seen:], batch, asked, answered)
		seen = len(entries)
		if killed {
			k.kills++
		} else if len(now) != journalRows {
			k.t.Fatalf("%d of %d participants are settled", len(now), journalRows)
		}
	}
}

// count takes note of what one process asked, and how much of it again.
func (k *killing) count(entries []registrytest.Entry, batch string, asked, answered map[int]bool) {
	rows := rowsByID(batch)
	life := make(map[int]bool)
	for _, e := range entries {
		row, known := rows[e.RequestID]
		switch {
		case !known:
			k.t.Fatal("a request came under an id that is no participant's")
		case answered[row]:
			k.t.Fatalf("participant %d was answered and asked about again", row)
		}
		life[row] = true
	}
	again := 0
	for row := range life {
		if asked[row] {
			again++
		}
		asked[row] = true
	}
	if again > journalWorkers*journalChunk {
		k.t.Fatalf("%d participants were asked about again, want at most %d", again, journalWorkers*journalChunk)
	}
	k.again += again
	k.worst = max(k.worst, again)
}

// life runs the program once and kills it at a random point, where it may.
func (k *killing) life(mayKill bool) (killed bool) {
	reached := make(chan struct{}, 1)
	target := k.w.server.Ledger().WireRequests() + 1 + k.random.IntN(150)
	notice := func(wire int) {
		if wire == target {
			reached <- struct{}{}
		}
	}
	k.w.reach.Store(&notice)
	return life(k.t, k.w.env, k.args, func(ended <-chan struct{}) (kill bool) {
		if !mayKill {
			return false
		}
		var early <-chan time.Time
		if k.random.IntN(10) == 0 { // now and then while it starts and reads its journal
			early = time.After(time.Duration(k.random.IntN(30)) * time.Millisecond)
		}
		select {
		case <-reached:
			time.Sleep(time.Duration(k.random.IntN(3000)) * time.Microsecond)
		case <-early:
		case <-ended:
		}
		return true
	})
}

// life runs the program until it ends or moment says that it is to be killed.
func life(t *testing.T, env, args []string, moment func(ended <-chan struct{}) (kill bool)) (killed bool) {
	t.Helper()
	cmd := binary.Command(t.Context(), args...)
	cmd.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	var err error
	go func() {
		defer close(ended)
		err = cmd.Wait()
	}()
	if moment(ended) {
		_ = cmd.Process.Kill() // it may have ended by itself
	}
	<-ended
	if cmd.ProcessState.ExitCode() < 0 && stderr.Len() == 0 {
		return true
	}
	if err != nil {
		t.Fatalf("the program failed: %v\n%s", err, stderr.String())
	}
	return false
}

// TestJournalInEveryMode kills the program whose registry dies with it, at a
// random size of the journal.
func TestJournalInEveryMode(t *testing.T) {
	list, participants, people := synthetic(t, 77, journalRows/2)
	random := rand.New(rand.NewPCG(3, 4))
	for _, mode := range []string{modeRecord, modeTriple, modeDescribe} {
		t.Run(mode, func(t *testing.T) {
			dir := t.TempDir()
			base, kept, out := filepath.Join(dir, "unbroken"), filepath.Join(dir, "journal"), filepath.Join(dir, "out")
			args := []string{"-participants", participants, "-population", people, "-registry-mode", mode, "-as-of", "2026-11-22", "-workers", "2", "-out"}
			if r := program(t, nil, append(args, base)...); r.Status != cli.ExitDone {
				t.Fatalf("exit status %d\n%s", r.Status, r.Stderr)
			}
			args = append(args, out, "-journal", kept)
			kills := 0
			for life(t, nil, args, func(ended <-chan struct{}) bool {
				if kills == 3 {
					return false
				}
				grows(kept, int64(random.IntN(30_000)), ended)
				return true
			}) {
				kills++
			}
			if kills == 0 {
				t.Error("it was never killed")
			}
			sameFiles(t, base, out)
			holdsNobody(t, kept, list)
			r := program(t, nil, append(args, "-force")...)
			if r.Status != cli.ExitDone || strings.Contains(r.Stdout, "\n0 answers came from the journal") {
				t.Errorf("once more: exit status %d\n%s%s", r.Status, r.Stdout, r.Stderr)
			}
			sameFiles(t, base, out)
		})
	}
}

// grows waits until the journal has grown by so many bytes.
func grows(dir string, by int64, ended <-chan struct{}) {
	size := func() (n int64) {
		segments, _ := filepath.Glob(filepath.Join(dir, "*.seg"))
		for _, name := range segments {
			if info, err := os.Stat(name); err == nil {
				n += info.Size()
			}
		}
		return n
	}
	for target := size() + by; size() < target; {
		select {
		case <-ended:
			return
		case <-time.After(200 * time.Microsecond):
		}
	}
}
