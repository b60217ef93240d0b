package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

// progress shows rows, rate and time left when stderr is a terminal.
type progress struct {
	ctx            context.Context
	rows, total    int
	started, shown time.Time
	terminal       bool
}

func newProgress(ctx context.Context, total int) *progress {
	info, err := os.Stderr.Stat()
	now := time.Now()
	return &progress{
		ctx: ctx, total: total, started: now, shown: now,
		terminal: err == nil && info.Mode()&os.ModeCharDevice != 0,
	}
}

// add counts a row; it fails when the program is to end.
func (p *progress) add() error {
	p.rows++
	if p.rows%4096 != 0 {
		return nil
	}
	if now := time.Now(); p.terminal && now.Sub(p.shown) >= 200*time.Millisecond {
		p.shown = now
		rate := float64(p.rows) / max(now.Sub(p.started).Seconds(), 1e-3)
		left := time.Duration(float64(p.total-p.rows) / rate * float64(time.Second))
		fmt.Fprintf(os.Stderr, "\r%d of %d rows, %.0f/s, %s left \x1b[K", p.rows, p.total, rate, left.Round(time.Second))
	}
	return p.ctx.Err()
}

// done clears the line.
func (p *progress) done() {
	if p.terminal {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
