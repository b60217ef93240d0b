//go:build unix

package pgstore_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is the PostgreSQL that the tests run against: the one that
// BHXH_POSTGRES_DSN names, or one that they start themselves in a temporary
// directory, on a Unix socket only, and stop at the end.
type server struct {
	dsn     string
	dir     string    // of a server of ours
	process *exec.Cmd // nil where the server is given
	binary  string
}

// errNoServer says that there is no PostgreSQL to start.
var errNoServer = errors.New("did not run: no PostgreSQL server (put initdb and postgres into PATH or set BHXH_POSTGRES_DSN)")

// findServer starts a server or finds the one that is given.
func findServer() (*server, error) {
	if dsn := os.Getenv("BHXH_POSTGRES_DSN"); dsn != "" {
		return &server{dsn: dsn}, nil
	}
	binary, err := findBinaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "pg") // short: a socket's path has at most 107 bytes
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir, binary: binary, dsn: "host=" + dir + " user=bhxh dbname=postgres"}
	if err := s.init(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.start(); err != nil {
		return nil, errors.Join(err, s.stop(syscall.SIGQUIT), os.RemoveAll(dir))
	}
	return s, nil
}

// findBinaries gives the directory of initdb and postgres: the PATH's or
// Debian's newest.
func findBinaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.Join(errNoServer, err)
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(newest), nil
}

// version gives the number in /usr/lib/postgresql/15/bin/initdb.
func version(path string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return n
}

// init makes the database files, owned by a user as whom postgres will run: it
// refuses to run as root.
func (s *server) init() error {
	if err := s.disown(); err != nil {
		return err
	}
	cmd := s.command("initdb", "-D", filepath.Join(s.dir, "data"), "-U", "bhxh", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

// unprivileged gives the user to become, nil where this process is not root.
func unprivileged() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		if u, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

func (s *server) disown() error {
	become, err := unprivileged()
	if err != nil || become == nil {
		return err
	}
	return os.Chown(s.dir, int(become.Uid), int(become.Gid))
}

// command prepares a program of PostgreSQL.
func (s *server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.binary, name), args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C", "TZ=UTC")
	if become, err := unprivileged(); err == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: become}
	}
	return cmd
}

// start starts the server with its durable settings and waits for it.
func (s *server) start() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	s.process = s.command("postgres", "-D", filepath.Join(s.dir, "data"), "-k", s.dir,
		"-c", "listen_addresses=", "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "max_connections=50")
	s.process.Stdout, s.process.Stderr = log, log
	if err := s.process.Start(); err != nil {
		return err
	}
	return s.await(30 * time.Second)
}

// await waits until the server answers.
func (s *server) await(most time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), most)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.dsn)
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the server does not answer: %w\n%s", err, s.log())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// log gives the end of the server's log.
func (s *server) log() string {
	text, err := os.ReadFile(filepath.Join(s.dir, "log"))
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(string(text), "\n")
	return strings.Join(lines[max(0, len(lines)-20):], "\n")
}

// stop ends a server of ours: SIGINT in order, SIGQUIT as if the machine had
// crashed.
func (s *server) stop(signal syscall.Signal) error {
	if s.process == nil {
		return nil
	}
	if err := s.process.Process.Signal(signal); err != nil {
		return err
	}
	err := s.process.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && signal == syscall.SIGQUIT {
		err = nil
	}
	s.process = nil
	return err
}

// remove stops the server and removes its files.
func (s *server) remove() error {
	if s.dir == "" {
		return nil
	}
	return errors.Join(s.stop(syscall.SIGINT), os.RemoveAll(s.dir))
}

// shared is the server of all tests, errShared why there is none.
var (
	shared    *server
	errShared error
)

func TestMain(m *testing.M) {
	if dsn := os.Getenv(workerDSN); dsn != "" {
		os.Exit(runWorker(dsn))
	}
	shared, errShared = findServer()
	code := m.Run()
	if shared != nil {
		if err := shared.remove(); err != nil {
			fmt.Fprintln(os.Stderr, "stopping PostgreSQL:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// needServer gives the server's DSN, or ends the test where there is none.
func needServer(t testing.TB) string {
	t.Helper()
	if errors.Is(errShared, errNoServer) && os.Getenv("BHXH_REQUIRE_POSTGRES") == "" {
		t.Skip(errNoServer)
	}
	if errShared != nil {
		t.Fatal(errShared)
	}
	return shared.dsn
}
