// Command peerbench puts the work of a campaign to the engines that could carry
// the embedded store, on a simplified layout that is the same for all: load in
// chunks, claim and answer in chunks, each chunk durable, then read everything
// by unit and look numbers up. The choice made by it is in the documentation of
// package sqlitestore.
//
//	go run . -engine modernc -n 100000
//
// The engines are modernc, ncruces (both SQLite), bbolt and journal (an
// append-only file with all indexes in memory). Run one engine a process: the
// memory is the process's highest.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	name := flag.String("engine", "modernc", "modernc, ncruces, bbolt or journal")
	n := flag.Int("n", 100_000, "how many participants")
	dir := flag.String("dir", "", "where to put the file; a temporary directory by default")
	flag.Parse()
	if err := bench(*name, *dir, *n); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func bench(name, dir string, n int) error {
	temp, err := os.MkdirTemp(dir, "peerbench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	file := filepath.Join(temp, "store")
	var p phase
	p.begin()
	e, err := open(name, file)
	if err != nil {
		return err
	}
	p.end(name+" open", 1)
	if err := run(e, n, &p); err != nil {
		return err
	}
	if err := e.close(); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	fmt.Printf("%-22s %8d MiB\n", name+" file", info.Size()>>20)
	fmt.Printf("%-22s %8s\n", name+" most memory", peakRSS())
	return nil
}

func open(name, file string) (engine, error) {
	switch name {
	case "modernc":
		return openSQL("sqlite", file)
	case "ncruces":
		return openSQL("sqlite3", file)
	case "bbolt":
		return openBolt(file)
	case "journal":
		return openJournal(file)
	}
	return nil, fmt.Errorf("no engine %q", name)
}

// phase measures one part of the work.
type phase struct {
	wall time.Time
	cpu  time.Duration
}

func (p *phase) begin() { p.wall, p.cpu = time.Now(), cpu() }

func (p *phase) end(name string, n int) {
	used := cpu() - p.cpu
	fmt.Printf("%-22s %8d  CPU %7.2f s, %7.1f µs each, wall %7.2f s\n",
		name, n, used.Seconds(), float64(used.Microseconds())/float64(n), time.Since(p.wall).Seconds())
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakRSS gives VmHWM, "" where the system has no such file.
func peakRSS() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}
