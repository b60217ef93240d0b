package otel

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/bhxh-go/bhxh/registryclient"
)

// scope names this package as the source of spans and metrics.
const scope = "github.com/bhxh-go/bhxh/registryclient/otel"

// Options are the settings of an [Observer]. One of the providers is needed.
type Options struct {
	TracerProvider trace.TracerProvider // nil makes no spans
	MeterProvider  metric.MeterProvider // nil makes no metrics

	// Propagate sends the trace on to the services, in the headers of W3C Trace
	// Context. Defaults to not sending it: they belong to others, and tracestate
	// may hold what a caller's tracing vendor puts there. It needs a
	// TracerProvider.
	Propagate bool
}

// Observer reports to OpenTelemetry. It is safe for concurrent use and may
// serve several transports.
type Observer struct {
	tracer    trace.Tracer // nil: no spans
	meters    *meters      // nil: no metrics
	propagate bool
}

var (
	_ registryclient.Observer        = (*Observer)(nil)
	_ registryclient.CircuitObserver = (*Observer)(nil)
)

// NewObserver makes an observer. It fails with a *registryclient.Error with
// CodeConfig where the options leave nothing to report to, and with the error
// of the MeterProvider.
func NewObserver(o Options) (*Observer, error) {
	if o.TracerProvider == nil && (o.MeterProvider == nil || o.Propagate) {
		return nil, &registryclient.Error{Code: registryclient.CodeConfig, Detail: "an observer needs a provider, and to propagate one of traces"}
	}
	observer := &Observer{propagate: o.Propagate}
	if o.TracerProvider != nil {
		observer.tracer = o.TracerProvider.Tracer(scope)
	}
	if o.MeterProvider != nil {
		var err error
		if observer.meters, err = newMeters(o.MeterProvider.Meter(scope)); err != nil {
			return nil, err
		}
	}
	return observer, nil
}

// StartCall implements [registryclient.Observer].
func (o *Observer) StartCall(ctx context.Context, c registryclient.CallStart) (context.Context, registryclient.CallObserver) {
	call := &call{observer: o, target: target{c.Operation, c.Endpoint}, start: c}
	if o.tracer != nil {
		ctx, call.span = o.tracer.Start(ctx, name(c.Operation), trace.WithTimestamp(c.Time),
			trace.WithSpanKind(trace.SpanKindInternal), trace.WithAttributes(call.target.attributes()...))
	}
	call.ctx = context.WithoutCancel(ctx)
	return ctx, call
}

// CircuitChanged implements [registryclient.CircuitObserver].
func (o *Observer) CircuitChanged(c registryclient.CircuitChange) {
	if o.meters != nil {
		o.meters.circuit(c)
	}
}

// call is one call under way.
type call struct {
	observer *Observer
	target   target
	start    registryclient.CallStart
	ctx      context.Context // for the metrics, with the span
	span     trace.Span      // nil without a tracer
}

// StartAttempt implements [registryclient.CallObserver].
func (c *call) StartAttempt(ctx context.Context, a registryclient.AttemptStart) (context.Context, registryclient.AttemptObserver) {
	attempt := &attempt{call: c, start: a}
	if c.observer.tracer != nil {
		attributes := c.target.attributes()
		if a.Attempt > 1 {
			attributes = append(attributes, keyResend.Int(a.Attempt-1))
		}
		ctx, attempt.span = c.observer.tracer.Start(ctx, "POST", trace.WithTimestamp(a.Time),
			trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(attributes...))
	}
	attempt.ctx = context.WithoutCancel(ctx)
	if c.observer.meters != nil {
		c.observer.meters.waited(attempt.ctx, c.target, a.Waited)
	}
	return ctx, attempt
}

// EndCall implements [registryclient.CallObserver].
func (c *call) EndCall(e registryclient.CallEnd) {
	if c.span != nil {
		c.span.SetAttributes(ended([]attribute.KeyValue{keyAttempts.Int(e.Attempts)}, e.Code, e.Status)...)
		end(c.span, e.Code, trace.WithTimestamp(e.Time))
	}
	if c.observer.meters != nil {
		c.observer.meters.call(c.ctx, c.target, e.Code, e.Time.Sub(c.start.Time))
	}
}

// attempt is one attempt under way.
type attempt struct {
	call  *call
	start registryclient.AttemptStart
	ctx   context.Context
	span  trace.Span
}

var _ registryclient.TraceCarrier = (*attempt)(nil)

// EndAttempt implements [registryclient.AttemptObserver].
func (a *attempt) EndAttempt(e registryclient.AttemptEnd) {
	if a.span != nil {
		a.span.SetAttributes(ended(nil, e.Code, e.Status)...)
		end(a.span, e.Code, trace.WithTimestamp(e.Time))
	}
	if m := a.call.observer.meters; m != nil {
		m.attempt(a.ctx, a.call.target, e, e.Time.Sub(a.start.Time))
	}
}

// TraceContext implements [registryclient.TraceCarrier].
func (a *attempt) TraceContext() (traceparent, tracestate string) {
	if !a.call.observer.propagate {
		return "", ""
	}
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(a.ctx, carrier)
	return carrier["traceparent"], carrier["tracestate"]
}

// end ends a span with the outcome as its status.
func end(span trace.Span, code registryclient.Code, at trace.SpanEndOption) {
	if code != "" {
		span.SetStatus(codes.Error, outcome(code))
	}
	span.End(at)
}
