package otel_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/redaction"
	bhxhotel "github.com/bhxh-go/bhxh/registryclient/otel"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// TestNothingComesOut has synthetic people asked about through every adapter
// under all 28 classes of faults, and then looks at everything reported: keys
// must be on the list, and no value may be a person's or a secret.
func TestNothingComesOut(t *testing.T) {
	var search *redaction.Search
	m := newMemory(t, true)
	t.Run("paths", func(t *testing.T) {
		r := redaction.NewRun(t, 60, registryclient.WithObserver(m))
		search = r.Search
		r.Adapters()
		r.Exchange()
		for _, kind := range []registrytest.FaultKind{registrytest.FaultExpired, registrytest.FaultClientRejected} {
			s := r.Server(registrytest.ServiceLookUp, 0, registrytest.Options{TLS: true, Handshake: func(int) registrytest.FaultKind { return kind }})
			r.Played(kind)
			v := r.LookUp(s, r.Transport(registryclient.WithRootCAs(s.RootCAs()), registryclient.WithTimeouts(10*time.Second, 20*time.Second)))
			if _, err := v.Verify(t.Context(), r.Query(0)); err == nil {
				t.Error("an answer over a refused handshake")
			}
		}
		if missing := r.Unplayed(); len(missing) > 0 {
			t.Errorf("classes of faults that were not met: %v", missing)
		}
	})
	reported := 0
	check := func(place string, attributes []attribute.KeyValue) {
		for _, a := range attributes {
			reported++
			if !slices.Contains(bhxhotel.Attributes(), string(a.Key)) {
				t.Errorf("%s: the attribute %q is not on the list", place, a.Key)
			}
			search.Text(place, string(a.Key)+" "+a.Value.String())
		}
	}
	spans := m.spans.GetSpans()
	for _, s := range spans {
		check("span", s.Attributes)
		search.Text("span", s.Name+" "+s.Status.Description+" "+s.SpanContext.TraceState().String())
		if len(s.Events) > 0 || len(s.Links) > 0 || s.InstrumentationScope.Attributes.Len() > 0 {
			t.Error("a span has events, links or attributes of its scope")
		}
	}
	for _, scope := range m.metrics(t) {
		for _, measured := range scope.Metrics {
			search.Text("metric", measured.Name+" "+measured.Description+" "+measured.Unit)
			for _, set := range sets(measured) {
				check("metric "+measured.Name, set.ToSlice())
			}
		}
	}
	hits, searched := search.Hits()
	for what, times := range hits {
		t.Errorf("%d times: %s", times, what)
	}
	if len(spans) < 1000 || reported < 5000 || searched == 0 {
		t.Errorf("%d spans, %d attributes: something did not run", len(spans), reported)
	}
}

// sets gives the attributes of every point of a metric, and those its exemplars
// kept beside.
func sets(m metricdata.Metrics) []attribute.Set {
	var out []attribute.Set
	switch data := m.Data.(type) {
	case metricdata.Sum[int64]:
		for _, p := range data.DataPoints {
			out = append(out, p.Attributes)
			for _, e := range p.Exemplars {
				out = append(out, attribute.NewSet(e.FilteredAttributes...))
			}
		}
	case metricdata.Histogram[float64]:
		for _, p := range data.DataPoints {
			out = append(out, p.Attributes)
			for _, e := range p.Exemplars {
				out = append(out, attribute.NewSet(e.FilteredAttributes...))
			}
		}
	default:
		panic(fmt.Sprintf("a metric of an unexpected kind: %T", data))
	}
	return out
}
