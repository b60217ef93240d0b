package otel_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/bhxh-go/bhxh/registryclient"
	bhxhotel "github.com/bhxh-go/bhxh/registryclient/otel"
)

// memory is an observer with what it reported.
type memory struct {
	*bhxhotel.Observer
	spans  *tracetest.InMemoryExporter
	tracer *trace.TracerProvider
	reader *metric.ManualReader
}

func newMemory(t *testing.T, propagate bool) *memory {
	t.Helper()
	m := &memory{spans: tracetest.NewInMemoryExporter(), reader: metric.NewManualReader()}
	m.tracer = trace.NewTracerProvider(trace.WithSyncer(m.spans))
	var err error
	m.Observer, err = bhxhotel.NewObserver(bhxhotel.Options{
		TracerProvider: m.tracer, MeterProvider: metric.NewMeterProvider(metric.WithReader(m.reader)), Propagate: propagate,
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// metrics collects what was measured.
func (m *memory) metrics(t *testing.T) []metricdata.ScopeMetrics {
	t.Helper()
	var out metricdata.ResourceMetrics
	if err := m.reader.Collect(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.ScopeMetrics
}

// script answers one attempt after another with a status; its last repeats.
type script struct {
	mu       sync.Mutex
	statuses []int
	headers  []http.Header
}

// RoundTrip implements http.RoundTripper.
func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	_ = r.Body.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	status := s.statuses[min(len(s.headers), len(s.statuses)-1)]
	s.headers = append(s.headers, r.Header.Clone())
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("ok"))}, nil
}

const address = "https://registry.example/a-path"

// ask puts one call through an observed transport.
func ask(ctx context.Context, t *testing.T, s *script, options ...registryclient.Option) error {
	t.Helper()
	tr, err := registryclient.NewTransport(append(options, registryclient.WithRoundTripper(s),
		registryclient.WithRetry(registryclient.Retry{BaseWait: 1, MaxWait: 1}))...)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	return tr.Do(ctx, registryclient.Call{
		Operation: "qldc/TraCuuThongTinCongDan", URL: address, RequestID: "r-1", Repeat: registryclient.RepeatSafe,
		Decode: func([]byte) error { return nil },
	})
}

// meter gives a provider of metrics alone.
func (m *memory) meter() *metric.MeterProvider {
	return metric.NewMeterProvider(metric.WithReader(metric.NewManualReader()))
}
