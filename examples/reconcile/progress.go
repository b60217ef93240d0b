package main

import (
	"fmt"
	"io"
	"time"
)

// progress shows rows, rate and time left on a terminal.
type progress struct {
	w        io.Writer
	now      func() time.Time
	total    int
	rows     int
	restored int // of them, answered by the journal
	started  time.Time
	shown    time.Time
	on       bool
}

func newProgress(env environment, total int) *progress {
	p := &progress{w: env.stderr, now: env.now, total: total, on: env.terminal}
	p.started = p.now()
	p.shown = p.started
	return p
}

func (p *progress) add(restored bool) {
	p.rows++
	if restored {
		p.restored++
	}
	if !p.on || p.rows%64 != 0 {
		return
	}
	if now := p.now(); now.Sub(p.shown) >= 200*time.Millisecond {
		p.shown = now
		p.show(now)
	}
}

func (p *progress) show(now time.Time) {
	elapsed := now.Sub(p.started)
	worked := p.rows - p.restored // what the journal knows comes out at another speed
	if worked == 0 {
		worked = p.rows
	}
	rate := float64(worked) / max(elapsed.Seconds(), 1e-3)
	left := time.Duration(float64(p.total-p.rows) / max(rate, 1e-3) * float64(time.Second))
	journal := ""
	if p.restored > 0 {
		journal = fmt.Sprintf(" (%d from the journal)", p.restored)
	}
	fmt.Fprintf(p.w, "\r%d of %d participants%s, %.0f/s, %s left \x1b[K", p.rows, p.total, journal, rate, left.Round(time.Second))
}

// note shows what is done besides asking.
func (p *progress) note(text string) {
	if p.on {
		fmt.Fprintf(p.w, "\r%s\x1b[K", text)
	}
}

// done clears the line and gives the time that the rows took.
func (p *progress) done() time.Duration {
	if p.on {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	return p.now().Sub(p.started)
}
