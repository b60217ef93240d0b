package otel_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"github.com/bhxh-go/bhxh/registryclient"
	bhxhotel "github.com/bhxh-go/bhxh/registryclient/otel"
)

func TestOptions(t *testing.T) {
	for name, o := range map[string]bhxhotel.Options{
		"nothing to report to":     {},
		"to propagate, no tracing": {MeterProvider: newMemory(t, false).meter(), Propagate: true},
	} {
		if _, err := bhxhotel.NewObserver(o); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: error %v, want CodeConfig", name, err)
		}
	}
}

// describe writes a span as its kind, name, status and attributes.
func describe(s tracetest.SpanStub) string {
	return fmt.Sprintf("%v %s %v/%s %v", s.SpanKind, s.Name, s.Status.Code, s.Status.Description, attributesOf(s.Attributes))
}

func attributesOf(attributes []attribute.KeyValue) []string {
	var out []string
	for _, a := range attributes {
		out = append(out, string(a.Key)+"="+a.Value.String())
	}
	slices.Sort(out)
	return out
}

func TestSpans(t *testing.T) {
	m := newMemory(t, false)
	ctx, above := m.tracer.Tracer("caller").Start(t.Context(), "above")
	if err := ask(ctx, t, &script{statuses: []int{500, 200}}, registryclient.WithObserver(m), registryclient.WithEndpointName(address, "c06")); err != nil {
		t.Fatal(err)
	}
	if err := ask(ctx, t, &script{statuses: []int{403}}, registryclient.WithObserver(m)); !errors.Is(err, registryclient.CodeForbidden) {
		t.Fatal(err)
	}
	above.End()
	spans := m.spans.GetSpans()
	var got []string
	for _, s := range spans {
		got = append(got, describe(s))
	}
	const endpoint = "bhxh.registry.endpoint="
	want := []string{
		"client POST Error/unavailable [" + endpoint + "c06 " + operationOutcome("unavailable") + " http.response.status_code=500]",
		"client POST Unset/ [" + endpoint + "c06 " + operationOutcome("answered") + " http.request.resend_count=1 http.response.status_code=200]",
		"internal qldc/TraCuuThongTinCongDan Unset/ [bhxh.registry.attempts=2 " + endpoint + "c06 " + operationOutcome("answered") + " http.response.status_code=200]",
		"client POST Error/forbidden [" + endpoint + "qldc " + operationOutcome("forbidden") + " http.response.status_code=403]",
		"internal qldc/TraCuuThongTinCongDan Error/forbidden [bhxh.registry.attempts=1 " + endpoint + "qldc " + operationOutcome("forbidden") + " http.response.status_code=403]",
		"internal above Unset/ []",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("spans (-want +got)\n%s", diff)
	}
	if spans[0].Parent.SpanID() != spans[2].SpanContext.SpanID() || spans[2].Parent.SpanID() != spans[5].SpanContext.SpanID() {
		t.Error("an attempt is not below its call, or a call not below its caller")
	}
	for _, s := range spans[:2] {
		if s.StartTime.Before(spans[2].StartTime) || s.EndTime.After(spans[2].EndTime) || s.EndTime.Before(s.StartTime) {
			t.Error("an attempt lies outside its call")
		}
	}
}

func operationOutcome(outcome string) string {
	return "bhxh.registry.operation=qldc/TraCuuThongTinCongDan bhxh.registry.outcome=" + outcome
}

func TestMetrics(t *testing.T) {
	m := newMemory(t, false)
	_ = ask(t.Context(), t, &script{statuses: []int{500, 200}}, registryclient.WithObserver(m))
	_ = ask(t.Context(), t, &script{statuses: []int{403}}, registryclient.WithObserver(m))
	m.CircuitChanged(registryclient.CircuitChange{Endpoint: "qldc", Open: true})
	m.CircuitChanged(registryclient.CircuitChange{Endpoint: "egw", Open: true})
	m.CircuitChanged(registryclient.CircuitChange{Endpoint: "egw"})
	var got []string
	for _, scope := range m.metrics(t) {
		for _, measured := range scope.Metrics {
			got = append(got, points(measured)...)
		}
	}
	slices.Sort(got)
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "bhxh.registry.operation=qldc/TraCuuThongTinCongDan", "op")
	}
	want := []string{
		"bhxh.registry.attempt.duration s 3 [bhxh.registry.endpoint=qldc op]",
		"bhxh.registry.attempts {attempt} 1 [bhxh.registry.endpoint=qldc op bhxh.registry.outcome=answered http.response.status_code=200]",
		"bhxh.registry.attempts {attempt} 1 [bhxh.registry.endpoint=qldc op bhxh.registry.outcome=forbidden http.response.status_code=403]",
		"bhxh.registry.attempts {attempt} 1 [bhxh.registry.endpoint=qldc op bhxh.registry.outcome=unavailable http.response.status_code=500]",
		"bhxh.registry.breaker.open {circuit} 0 [bhxh.registry.endpoint=egw]",
		"bhxh.registry.breaker.open {circuit} 1 [bhxh.registry.endpoint=qldc]",
		"bhxh.registry.call.duration s 2 [bhxh.registry.endpoint=qldc op]",
		"bhxh.registry.calls {call} 1 [bhxh.registry.endpoint=qldc op bhxh.registry.outcome=answered]",
		"bhxh.registry.calls {call} 1 [bhxh.registry.endpoint=qldc op bhxh.registry.outcome=forbidden]",
		"bhxh.registry.limiter.wait s 3 [bhxh.registry.endpoint=qldc op]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// points writes the points of a metric: a sum's value, or how often something
// was measured.
func points(m metricdata.Metrics) []string {
	var out []string
	add := func(n any, set attribute.Set) {
		out = append(out, fmt.Sprintf("%s %s %v %v", m.Name, m.Unit, n, attributesOf(set.ToSlice())))
	}
	switch data := m.Data.(type) {
	case metricdata.Sum[int64]:
		for _, p := range data.DataPoints {
			add(p.Value, p.Attributes)
		}
	case metricdata.Histogram[float64]:
		for _, p := range data.DataPoints {
			add(p.Count, p.Attributes)
		}
	default:
		out = append(out, "unexpected "+m.Name)
	}
	return out
}

// TestPropagation: nothing of a trace leaves unless it is asked for.
func TestPropagation(t *testing.T) {
	for _, propagate := range []bool{false, true} {
		m := newMemory(t, propagate)
		s := &script{statuses: []int{500, 200}}
		if err := ask(t.Context(), t, s, registryclient.WithObserver(m)); err != nil {
			t.Fatal(err)
		}
		spans := m.spans.GetSpans()
		for i, h := range s.headers {
			want := ""
			if propagate {
				want = "00-" + spans[i].SpanContext.TraceID().String() + "-" + spans[i].SpanContext.SpanID().String() + "-01"
			}
			if got := h.Get("Traceparent"); got != want || h.Get("Tracestate") != "" || h.Get("Baggage") != "" {
				t.Errorf("propagate %v, attempt %d: sent %q, want %q", propagate, i+1, got, want)
			}
		}
	}
}

// TestOneProvider has one half without the other.
func TestOneProvider(t *testing.T) {
	m := newMemory(t, false)
	spans, err := bhxhotel.NewObserver(bhxhotel.Options{TracerProvider: m.tracer})
	if err != nil {
		t.Fatal(err)
	}
	meters, err := bhxhotel.NewObserver(bhxhotel.Options{MeterProvider: m.meter()})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []*bhxhotel.Observer{spans, meters} {
		if err := ask(t.Context(), t, &script{statuses: []int{200}}, registryclient.WithObserver(o)); err != nil {
			t.Error(err)
		}
		o.CircuitChanged(registryclient.CircuitChange{Endpoint: "qldc"})
	}
	if n := len(m.spans.GetSpans()); n != 2 {
		t.Errorf("%d spans, want those of one call with one attempt", n)
	}
}

// TestNames: an operation that could hold anything is "other".
func TestNames(t *testing.T) {
	m := newMemory(t, false)
	for _, operation := range []string{"", "qldc/TraCuu 000085000001", "qldc/000085000001", "Nguyễn", "a/Lskcb2025", strings.Repeat("a", 81)} {
		_, c := m.StartCall(context.Background(), registryclient.CallStart{Operation: operation, Endpoint: operation})
		c.EndCall(registryclient.CallEnd{Code: "a value"})
	}
	for i, s := range m.spans.GetSpans() {
		want := "other"
		if i == 4 {
			want = "a/Lskcb2025"
		}
		if s.Name != want || s.SpanKind != trace.SpanKindInternal || s.Status.Description != "other" {
			t.Errorf("span %d is %q with %q, want %q", i, s.Name, s.Status.Description, want)
		}
	}
}
