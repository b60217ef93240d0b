package otel

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/metric"

	"github.com/bhxh-go/bhxh/registryclient"
)

// meters are the instruments; see the package comment.
type meters struct {
	calls, attempts                metric.Int64Counter
	callTime, attemptTime, waiting metric.Float64Histogram
	open                           metric.Int64UpDownCounter
}

func newMeters(m metric.Meter) (*meters, error) {
	var out meters
	var failures [6]error
	seconds := metric.WithUnit("s")
	out.calls, failures[0] = m.Int64Counter("bhxh.registry.calls",
		metric.WithUnit("{call}"), metric.WithDescription("Calls of the registry client."))
	out.attempts, failures[1] = m.Int64Counter("bhxh.registry.attempts",
		metric.WithUnit("{attempt}"), metric.WithDescription("Requests of the registry client on the wire."))
	out.callTime, failures[2] = m.Float64Histogram("bhxh.registry.call.duration",
		seconds, metric.WithDescription("Time of a call, with its waits and repeats."))
	out.attemptTime, failures[3] = m.Float64Histogram("bhxh.registry.attempt.duration",
		seconds, metric.WithDescription("Time of a request on the wire, with the reading of its reply."))
	out.waiting, failures[4] = m.Float64Histogram("bhxh.registry.limiter.wait",
		seconds, metric.WithDescription("Wait of a request for its place under the limits."))
	out.open, failures[5] = m.Int64UpDownCounter("bhxh.registry.breaker.open",
		metric.WithUnit("{circuit}"), metric.WithDescription("Services that are left alone after repeated failures."))
	return &out, errors.Join(failures[:]...)
}

func (m *meters) call(ctx context.Context, t target, code registryclient.Code, took time.Duration) {
	m.calls.Add(ctx, 1, metric.WithAttributes(ended(t.attributes(), code, 0)...))
	m.callTime.Record(ctx, took.Seconds(), metric.WithAttributes(t.attributes()...))
}

func (m *meters) attempt(ctx context.Context, t target, e registryclient.AttemptEnd, took time.Duration) {
	m.attempts.Add(ctx, 1, metric.WithAttributes(ended(t.attributes(), e.Code, e.Status)...))
	m.attemptTime.Record(ctx, took.Seconds(), metric.WithAttributes(t.attributes()...))
}

func (m *meters) waited(ctx context.Context, t target, wait time.Duration) {
	m.waiting.Record(ctx, wait.Seconds(), metric.WithAttributes(t.attributes()...))
}

func (m *meters) circuit(c registryclient.CircuitChange) {
	change := int64(-1)
	if c.Open {
		change = 1
	}
	m.open.Add(context.Background(), change, metric.WithAttributes(keyEndpoint.String(name(c.Endpoint))))
}
