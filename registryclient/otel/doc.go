// Package otel reports the calls of a registryclient.Transport to OpenTelemetry:
// a span for each call with one for each of its attempts on the wire, and
// metrics. It is a module of its own, so that the client links nothing of
// OpenTelemetry where nobody asks for it.
//
//	import bhxhotel "github.com/bhxh-go/bhxh/registryclient/otel"
//
//	observer, err := bhxhotel.NewObserver(bhxhotel.Options{
//		TracerProvider: otel.GetTracerProvider(),
//		MeterProvider:  otel.GetMeterProvider(),
//	})
//	…
//	transport, err := registryclient.NewTransport(registryclient.WithObserver(observer), …)
//
// # Spans
//
// A call is a span of the kind internal, named after its operation, such as
// "qldc/TraCuuThongTinCongDan", below the span in the caller's context. Each
// attempt is a span of the kind client below it, named "POST". Spans carry the
// times at which things happened, whenever they are reported. A call or attempt
// that failed has the status Error, described by its outcome.
//
// # Metrics
//
//	bhxh.registry.calls              counter of calls, by outcome
//	bhxh.registry.call.duration      histogram in s, waits and repeats included
//	bhxh.registry.attempts           counter of requests on the wire, by outcome and status
//	bhxh.registry.attempt.duration   histogram in s
//	bhxh.registry.limiter.wait       histogram in s of the wait for rate, concurrency and pauses
//	bhxh.registry.breaker.open       services left alone by their breaker at this moment
//
// # Attributes
//
// Spans and metrics have the attributes of [Attributes] and no others; there is
// no way to add one. None is made of an address, a query, a request id, a
// reply, an officer or a person. Operation and endpoint are names that the
// program gives; what does not look like a name is reported as "other". Nor are
// there events, links or error texts.
//
// # Propagation
//
// The services are another organisation's: nothing of a trace is sent to them
// unless [Options.Propagate] says so. Baggage is never sent.
package otel
