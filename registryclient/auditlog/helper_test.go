package auditlog_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/auditlog"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

var key = registryclient.NewSecret("a key for these tests, of 32 bytes or more")

// hasty is the machine's file system without fsync, which may be full.
type hasty struct {
	framelog.OS
	full *bool
}

type hastyFile struct {
	framelog.File
	full *bool
}

func (h hasty) Create(name string) (framelog.File, error) {
	f, err := h.OS.Create(name)
	return hastyFile{f, h.full}, err
}

func (h hasty) Open(name string) (framelog.File, error) {
	f, err := h.OS.Open(name)
	return hastyFile{f, h.full}, err
}

func (hasty) SyncDir(string) error { return nil }
func (hastyFile) Sync() error      { return nil }

func (f hastyFile) Write(p []byte) (int, error) {
	if f.full != nil && *f.full {
		return 0, errNoSpace
	}
	return f.File.Write(p)
}

var errNoSpace = fmt.Errorf("no space left on device")

var start = time.Date(2026, 3, 1, 8, 0, 0, 0, time.FixedZone("ICT", 7*3600))

// subject is a synthetic person: nobody has such a number.
func subject(i int) identity.Text { return identity.Text(fmt.Sprintf("personal_id:000085%06d", i)) }

func attempt(i int) registryclient.WireAttempt {
	return registryclient.WireAttempt{
		Serial: uint64(i), Time: start.Add(time.Duration(i) * time.Second), Operation: "qldc/TraCuuThongTinCongDan",
		RequestID: fmt.Sprintf("r-%d", i), Attempt: 1 + i%3,
		Purpose:  registryclient.Purpose{Procedure: "VPCP", Officer: "000185777777", Unit: "G12.34"},
		Subjects: []identity.Text{subject(i)},
	}
}

func outcome(i int) registryclient.WireOutcome {
	o := registryclient.WireOutcome{
		Serial: uint64(i), Time: start.Add(time.Duration(i)*time.Second + time.Millisecond),
		Operation: "qldc/TraCuuThongTinCongDan", RequestID: fmt.Sprintf("r-%d", i), Attempt: 1 + i%3, Status: 200,
	}
	if i%5 == 0 {
		o.Code, o.Status = registryclient.CodeUnavailable, 503
	}
	return o
}

func open(t testing.TB, dir string, opts auditlog.Options) *auditlog.Log {
	t.Helper()
	if opts.Key.IsZero() {
		opts.Key = key
	}
	l, err := auditlog.Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// fill writes attempts and outcomes from up to, not including, to.
func fill(t testing.TB, l *auditlog.Log, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		if err := l.Attempt(t.Context(), attempt(i)); err != nil {
			t.Fatal(err)
		}
		if err := l.Outcome(t.Context(), outcome(i)); err != nil {
			t.Fatal(err)
		}
	}
}

func shut(t testing.TB, l *auditlog.Log) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}
