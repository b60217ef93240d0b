package forms_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// sandbox is all that a child may write to by mistake: its temporary directory,
// its working directory, and the directory around its target.
type sandbox struct{ dir, temp, work, target string }

func newSandbox(t *testing.T) sandbox {
	t.Helper()
	dir := t.TempDir()
	s := sandbox{dir, filepath.Join(dir, "temp"), filepath.Join(dir, "work"), filepath.Join(dir, "target")}
	for _, d := range []string{s.temp, s.work, s.target} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// run does a job and kills it after a while; 0 lets it finish. It gives how long
// it ran.
func (s sandbox) run(t *testing.T, job, path string, rows int, after time.Duration) time.Duration {
	t.Helper()
	c := child(t, job, path, rows)
	c.Dir = s.work
	for _, name := range []string{"TMPDIR", "TMP", "TEMP", "HOME"} {
		c.Env = append(c.Env, name+"="+s.temp)
	}
	start := time.Now()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if after > 0 {
		time.Sleep(after)
		_ = c.Process.Kill() // SIGKILL; it may have finished
	}
	if err := c.Wait(); err != nil && after == 0 {
		t.Fatal(err)
	}
	return time.Since(start)
}

// contents gives the digest of every file of the sandbox.
func (s sandbox) contents(t *testing.T) map[string]string {
	t.Helper()
	sums := make(map[string]string)
	err := filepath.WalkDir(s.dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		name, err = filepath.Rel(s.dir, name)
		sums[filepath.ToSlash(name)] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// killings gives how many rows a killed job handles and how often it is killed:
// few by default, and many with
//
//	go test ./forms -run TestKill -rows 100000 -timeout 30m
func killings() (rows, times int) {
	if *rowsFlag >= 100_000 {
		return *rowsFlag, 20
	}
	return 1500, 3
}

const indexFile = "target/out/index.csv"

// TestKillWhileWriting kills a dispatch at any point. What is there then is whole
// and under its name, there is nothing anywhere else, and the next run ends
// what was begun.
func TestKillWhileWriting(t *testing.T) {
	t.Parallel()
	rows, times := killings()
	reference := newSandbox(t)
	whole := reference.run(t, "dispatch", reference.target, rows, 0)
	want := reference.contents(t)
	if len(want) < 4 {
		t.Fatalf("%d files", len(want))
	}
	for range times {
		s := newSandbox(t)
		for range 2 { // the second run begins where the first was killed
			s.run(t, "dispatch", s.target, rows, 1+rand.N(whole))
			for name, sum := range s.contents(t) {
				isUnnamed := runtime.GOOS == "linux" && (runtime.GOARCH == "amd64" || runtime.GOARCH == "arm64")
				isHalf := strings.HasSuffix(name, ".part") && strings.HasPrefix(name, "target/out/")
				if sum != want[name] && name != indexFile && (isUnnamed || !isHalf) {
					t.Errorf("%s is left behind, or not whole", name)
				}
			}
		}
		s.run(t, "dispatch", s.target, rows, 0)
		if diff := cmp.Diff(want, s.contents(t)); diff != "" {
			t.Errorf("after the run that was not killed (-want +got):\n%s", diff)
		}
	}
}

// TestKillWhileReading kills the reader of a returned list: it writes nothing.
func TestKillWhileReading(t *testing.T) {
	t.Parallel()
	rows, times := killings()
	s := newSandbox(t)
	file := filepath.Join(s.target, "returned.xlsx")
	if err := os.WriteFile(file, bigReturned(t, rows), 0o600); err != nil {
		t.Fatal(err)
	}
	want := s.contents(t)
	whole := s.run(t, "read", file, rows, 0)
	for range times {
		s.run(t, "read-again", file, rows, 1+rand.N(3*whole))
		if diff := cmp.Diff(want, s.contents(t)); diff != "" {
			t.Fatalf("files (-want +got):\n%s", diff)
		}
	}
}
