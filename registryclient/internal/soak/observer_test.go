package soak_test

import (
	"context"
	"sync/atomic"

	"github.com/bhxh-go/bhxh/registryclient"
)

// counter is an observer that counts.
type counter struct {
	calls, callsEnded, attempts, attemptsEnded atomic.Int64
}

func (c *counter) StartCall(ctx context.Context, _ registryclient.CallStart) (context.Context, registryclient.CallObserver) {
	c.calls.Add(1)
	return ctx, c
}

func (c *counter) StartAttempt(ctx context.Context, _ registryclient.AttemptStart) (context.Context, registryclient.AttemptObserver) {
	c.attempts.Add(1)
	return ctx, c
}

func (c *counter) EndCall(registryclient.CallEnd) { c.callsEnded.Add(1) }

func (c *counter) EndAttempt(registryclient.AttemptEnd) { c.attemptsEnded.Add(1) }
