//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package journal_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/auditlog"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/journal"
)

// What the child of TestFullDisk is told.
const (
	spaceEnv   = childEnv + "_SPACE"   // "file 20000", "disk 65536" or "enough"
	journalEnv = childEnv + "_JOURNAL" // size of a segment
	auditEnv   = childEnv + "_AUDIT"   // size of a segment

	fullRows = 600
)

// TestFullDisk has a batch with journal and audit log run out of space for
// real, in a process of its own: by the limit of its files (the system's EFBIG),
// or on a small file system (its ENOSPC). The batch stops with a typed error; what
// it reported is on the disk; nothing left that the audit log does not have; and
// with space again it goes on to the end and asks nobody again who has an answer.
func TestFullDisk(t *testing.T) { // not beside tests that open journals: see TestKill
	const small, large = "1024", "1048576"
	for _, c := range []struct {
		name, space    string
		journal, audit string // sizes of segments: the larger meets the limit
		want           []string
	}{
		{"no file at all", "file 0", large, small, []string{"auditlog.io"}},
		{"not even the name of the batch", "file 100", large, large, []string{"batch.store journal.poisoned EFBIG"}},
		{"the journal", "file 20011", large, small, []string{"batch.store journal.poisoned EFBIG"}},
		{"the audit log", "file 20011", small, large, []string{"batch.gave_up registryclient.audit"}},
		{"a small disk", "disk 131072", small, large, []string{"batch.store journal.poisoned ENOSPC", "batch.gave_up registryclient.audit"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel() // the journals are opened by the children alone
			s := newService(5)
			server := httptest.NewUnstartedServer(s)
			server.Config.ConnState = s.connection
			server.Start()
			defer server.Close()
			f := fullDisk{killer: killer{t: t}, service: s, url: server.URL, dir: t.TempDir()}
			f.segments = []string{journalEnv + "=" + c.journal, auditEnv + "=" + c.audit}
			given, end := f.life(c.space)
			if !slices.Contains(c.want, end) {
				t.Fatalf("the batch ended with %q, want one of %q", end, c.want)
			}
			f.onDisk(given)
			before := f.before(f.journal(), s)
			if given, end = f.life("enough"); end != "" || len(given) != fullRows {
				t.Fatalf("with space again: %d rows and %q, want %d", len(given), end, fullRows)
			}
			f.resumed(before)
			exact(t, f.journal(), fullRows, func(row int, id string) bool { return s.ids[row][id] })
			f.audited(auditlog.VerifyOptions{Key: key})
		})
	}
}

// fullDisk is a batch whose process runs out of space.
type fullDisk struct {
	killer
	service  *service
	url      string
	dir      string
	segments []string
}

func (f *fullDisk) journal() string { return filepath.Join(f.dir, "journal") }
func (f *fullDisk) audit() string   { return filepath.Join(f.dir, "audit") }

// life runs the process once and gives the rows that it reported and how the
// batch ended.
func (f *fullDisk) life(space string) (given []int, end string) {
	t := f.t
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), childEnv+"="+f.dir, childEnv+"_URL="+f.url, spaceEnv+"="+space)
	command.Env = append(command.Env, f.segments...)
	isolate(command, space)
	out, err := command.Output()
	var failed *exec.ExitError
	switch {
	case errors.As(err, &failed) && failed.ExitCode() == exitNoDisk:
		t.Skip("this system gives the test no file system of its own")
	case errors.As(err, &failed):
		t.Fatalf("the process failed: %v\n%s", err, failed.Stderr)
	case err != nil && strings.HasPrefix(space, "disk"):
		t.Skip("this system gives the test no file system of its own: ", err)
	case err != nil:
		t.Fatal(err)
	}
	f.settle(f.service)
	for lines := bufio.NewScanner(strings.NewReader(string(out))); lines.Scan(); {
		kind, rest, _ := strings.Cut(lines.Text(), " ")
		if kind == "end" {
			end = rest
			continue
		}
		row, err := strconv.Atoi(rest)
		if err != nil {
			t.Fatalf("%q", lines.Text())
		}
		given = append(given, row)
	}
	return given, end
}

// onDisk checks what a stopped batch left.
func (f *fullDisk) onDisk(given []int) {
	t := f.t
	t.Helper()
	a := &audited{classes: map[int]byte{}}
	if _, err := os.Stat(f.journal()); err == nil {
		if a, err = auditJournal(f.journal()); err != nil {
			t.Fatalf("the journal is unsound: %v", err)
		}
	}
	for _, row := range given {
		if _, want := oracle(row); a.classes[row] != want {
			t.Fatalf("row %d was reported and is kept as %d, want %d", row, a.classes[row], want)
		}
	}
	f.audited(auditlog.VerifyOptions{Key: key, Unsealed: true})
}

// resumed checks that nobody was asked again who had an answer, and of the others
// no more than were under way. An answer that the audit log did not take is a
// failure, so its row comes under a new request id.
func (f *fullDisk) resumed(before standing) {
	t := f.t
	t.Helper()
	again := 0
	for row, times := range f.service.times() {
		if _, answered := before.answered[row]; answered && times != before.asked[row] {
			t.Fatalf("row %d was answered and asked again", row)
		}
		if before.asked[row] > 0 && times > before.asked[row] {
			again++
		}
	}
	if again > killChunk*killWorkers {
		t.Fatalf("%d rows were asked again, want at most %d", again, killChunk*killWorkers)
	}
}

// audited checks that the audit log has every request that the service saw: at
// most one a worker more, which the end of the batch cut off.
func (f *fullDisk) audited(opts auditlog.VerifyOptions) {
	t := f.t
	t.Helper()
	f.service.mu.Lock()
	requests := f.service.requests
	f.service.mu.Unlock()
	sum, err := auditlog.Verify(context.Background(), f.audit(), opts)
	if errors.Is(err, auditlog.CodeFormat) && requests == 0 { // not even its first frame
		return
	}
	if err != nil || sum.Attempts < requests || sum.Attempts > requests+killWorkers {
		t.Fatalf("%d attempts in the log, %d requests, error %v", sum.Attempts, requests, err)
	}
}

// exitNoDisk says that the child could not be given a small file system.
const exitNoDisk = 3

// cramped is the child: it runs the batch in the space it is given, prints the
// rows it was given and how the batch ended.
func cramped(dir, url, space string) int {
	var bytes int64
	work := dir
	if kind, size, ok := strings.Cut(space, " "); ok {
		var err error
		if bytes, err = strconv.ParseInt(size, 10, 64); err != nil {
			return 1
		}
		switch kind {
		case "file":
			err = limitFiles(bytes)
		case "disk":
			work = filepath.Join(dir, "disk")
			if makeDisk(work, bytes) != nil {
				return exitNoDisk
			}
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	if end := crampedBatch(work, url, os.Stdout); end != nil {
		fmt.Println("end", describe(end))
	}
	if work != dir { // it is gone with this process
		for _, name := range []string{"journal", "audit"} {
			if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(work, name))); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
		}
	}
	return 0
}

// limitFiles has the system refuse every file that would grow longer.
func limitFiles(bytes int64) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	set(&limit.Cur, bytes)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit)
}

func set[T int64 | uint64](to *T, value int64) { *to = T(value) }

func crampedBatch(dir, url string, out io.Writer) (err error) {
	segment := func(name string) int64 {
		size, _ := strconv.ParseInt(os.Getenv(name), 10, 64)
		return size
	}
	log, err := auditlog.Open(filepath.Join(dir, "audit"), auditlog.Options{Key: key, SegmentSize: segment(auditEnv)})
	if err != nil {
		return err
	}
	j, err := journal.Open(filepath.Join(dir, "journal"), journal.Options{SegmentSize: segment(journalEnv)})
	if err != nil {
		return err
	}
	transport, err := registryclient.NewTransport(registryclient.WithAuditor(log),
		registryclient.WithConcurrency(killWorkers), registryclient.WithTimeouts(5*time.Second, 20*time.Second))
	if err != nil {
		return err
	}
	defer transport.Close()
	c, err := bulkfile.NewChannel(url, bulkfile.WithTransport(transport))
	if err != nil {
		return err
	}
	opts := registryclient.BatchOptions{Key: key, ChunkSize: killChunk, Workers: killWorkers}
	for r, err := range registryclient.VerifyAll(context.Background(), c, rows(fullRows), j, opts) {
		switch {
		case err != nil:
			_, _ = j.Close(), log.Close() // which may fail on this disk
			return err
		case r.Reply.Err != nil: // the answer is not kept, the row is asked again
		default:
			_, _ = fmt.Fprintln(out, "row", r.Row)
		}
	}
	return errors.Join(j.Close(), log.Close())
}

// describe gives the codes of an error.
func describe(err error) string {
	var parts []string
	var batch *registryclient.BatchError
	if errors.As(err, &batch) {
		parts = append(parts, string(batch.Code))
	}
	var registry *registryclient.Error
	if errors.As(err, &registry) {
		parts = append(parts, string(registry.Code))
	}
	var kept *journal.Error
	if errors.As(err, &kept) {
		parts = append(parts, string(kept.Code))
	}
	var log *auditlog.Error
	if errors.As(err, &log) {
		return string(log.Code)
	}
	for name, errno := range map[string]syscall.Errno{"EFBIG": syscall.EFBIG, "ENOSPC": syscall.ENOSPC} {
		if errors.Is(err, errno) {
			parts = append(parts, name)
		}
	}
	if len(parts) == 0 {
		return err.Error()
	}
	return strings.Join(parts, " ")
}
