package people

import (
	"fmt"
	"io"
	"os"
	"time"
)

// Progress shows what is done and how fast while stderr is a terminal. It
// belongs to one goroutine at a time.
type Progress struct {
	w              io.Writer // nil: shows nothing
	what           string
	n              int
	started, shown time.Time
}

// NewProgress shows on stderr where that is a terminal.
func NewProgress(stderr *os.File) *Progress {
	info, err := stderr.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &Progress{}
	}
	return &Progress{w: stderr}
}

// Start begins a step.
func (p *Progress) Start(what string) {
	p.Done()
	p.what, p.n, p.started = what, 0, time.Now()
	p.shown = p.started
}

// Add counts one record of the step.
func (p *Progress) Add() {
	if p.n++; p.w == nil || p.n%4096 != 0 {
		return
	}
	if now := time.Now(); now.Sub(p.shown) >= 200*time.Millisecond {
		p.shown = now
		fmt.Fprintf(p.w, "\r%s: %d, %.0f/s\x1b[K", p.what, p.n, float64(p.n)/now.Sub(p.started).Seconds())
	}
}

// Done clears the line.
func (p *Progress) Done() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
