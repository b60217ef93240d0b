package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/clitest"
	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/registryclient"
)

var binary clitest.Program

func TestMain(m *testing.M) { os.Exit(binary.Main(m)) }

// TestProgram: the program starts, answers, and ends cleanly when it is told to.
func TestProgram(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("a process cannot be told to end here; TestShutdown checks the same")
		return
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := binary.Command(ctx, "-listen", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(strings.TrimPrefix(line, "POST "))
	if a := send(t, http.MethodPost, address, sample(t), nil); a.status != 200 || a.field("verdict") != "accepted" {
		t.Errorf("status %d: %s", a.status, a.text)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("exit status %d: %s", cmd.ProcessState.ExitCode(), stderr.String())
	}
	if strings.Contains(stderr.String(), "000082000011") {
		t.Error("the log holds a number")
	}
}

func TestArguments(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	broken := filepath.Join(t.TempDir(), "population.csv")
	if err := os.WriteFile(broken, []byte("personal_id\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"help", []string{"-h"}, 0, "-listen"},
		{"unknown flag", []string{"-nonsense"}, 2, "-nonsense"},
		{"stray argument", []string{"x"}, 2, "unexpected argument"},
		{"a variable that is not set", []string{"-population", ""}, 2, "-population: the value is empty"},
		{"no port", []string{"-listen", "127.0.0.1"}, 2, "-listen"},
		{"every address", []string{"-listen", ":8080"}, 2, "loopback only"},
		{"another machine", []string{"-listen", "192.0.2.1:8080"}, 2, "loopback only"},
		{"taken", []string{"-listen", taken.Addr().String()}, 2, "-listen"},
		{"a directory for a file", []string{"-population", "."}, 2, "want a file, not a directory"},
		{"no such file", []string{"-population", "none.csv"}, 2, "none.csv: no such file"},
		{"broken population", []string{"-population", broken}, 2, "population.csv: line 1, column full_name"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			cmd := binary.Command(ctx, tt.args...)
			var stdout, stderr bytes.Buffer
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			err := cmd.Run()
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			if status := cmd.ProcessState.ExitCode(); status != tt.status || !strings.Contains(stdout.String()+stderr.String(), tt.says) {
				t.Errorf("exit status %d, want %d\n%s%s", status, tt.status, stdout.String(), stderr.String())
			}
			if tt.status != 0 && strings.Count(stderr.String(), "\n") != 1 {
				t.Errorf("stderr is not one line:\n%s", stderr.String())
			}
		})
	}
}

// TestShutdown: a request under way is answered, a new one is not taken.
func TestShutdown(t *testing.T) {
	asked, release := make(chan struct{}), make(chan struct{})
	checker := household.CheckerFunc(func(context.Context, registryclient.Query) (household.Sighting, error) {
		asked <- struct{}{}
		<-release
		return household.Sighting{Answer: registryclient.Answer{Outcome: registryclient.OutcomeMatched}}, nil
	})
	resolver, err := household.NewResolver(household.Sources{Checker: checker}, household.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String() + quotesPath
	logger := slog.New(slog.NewJSONHandler(io.Discard, nil))
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- serve(ctx, listener, newServer(newService(resolver, logger, now), logger)) }()

	body := sample(t)
	answer := make(chan int, 1)
	go func() {
		reply, err := http.Post(address, "application/json", strings.NewReader(body))
		if err != nil {
			answer <- 0
			return
		}
		reply.Body.Close()
		answer <- reply.StatusCode
	}()
	<-asked
	stop()
	for { // until the listener is closed
		c, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			break
		}
		c.Close()
	}
	close(release)
	<-asked // the second member
	if status := <-answer; status != 200 {
		t.Errorf("the request under way got %d", status)
	}
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}

// TestLimits: a client that stops in the middle of its request does not hold the
// server up.
func TestLimits(t *testing.T) {
	resolver, err := household.NewResolver(household.Sources{Checker: household.CheckerFunc(nil)}, household.Options{})
	if err != nil {
		t.Fatal(err)
	}
	logger := slog.New(slog.NewJSONHandler(io.Discard, nil))
	server := newServer(newService(resolver, logger, now), logger)
	for name, limit := range map[string]time.Duration{
		"header": server.ReadHeaderTimeout, "read": server.ReadTimeout, "write": server.WriteTimeout - server.ReadTimeout - defaultTimeout, "idle": server.IdleTimeout,
	} {
		if limit <= 0 {
			t.Errorf("the %s time is not limited, or too short", name)
		}
	}
	server.ReadTimeout = 50 * time.Millisecond
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- serve(ctx, listener, server) }()
	c, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	request := "POST " + quotesPath + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	reply, err := io.ReadAll(c) // ends when the server has closed the connection
	if err != nil || !strings.HasPrefix(string(reply), "HTTP/1.1 400 ") {
		t.Errorf("%q, %v", reply, err)
	}
	stop()
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}
