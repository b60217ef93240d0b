package otel_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	bhxhotel "github.com/bhxh-go/bhxh/registryclient/otel"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// One question to a registry that fails at first, and what is reported of it. A
// program gives the providers of its own SDK in the place of the exporter in
// memory.
func ExampleNewObserver() {
	spans := tracetest.NewInMemoryExporter()
	observer, err := bhxhotel.NewObserver(bhxhotel.Options{TracerProvider: trace.NewTracerProvider(trace.WithSyncer(spans))})
	if err != nil {
		log.Fatal(err)
	}
	population, err := registrytest.LoadPopulation(strings.NewReader( // synthetic
		"personal_id,full_name,date_of_birth,gender\n000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam\n"), "population.csv")
	if err != nil {
		log.Fatal(err)
	}
	server, err := registrytest.NewServer(population, registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
		if r.Wire == 1 {
			return registrytest.Fault{Kind: registrytest.FaultStatus, Status: 503}
		}
		return registrytest.Fault{}
	}})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	transport, err := registryclient.NewTransport(registryclient.WithObserver(observer), registryclient.WithEndpointName(server.URL(), "csdldc"))
	if err != nil {
		log.Fatal(err)
	}
	defer transport.Close()
	client, err := qldc.NewClient(server.URL(), server.Credentials(), qldc.WithTransport(transport))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := client.Verify(context.Background(), registryclient.Query{
		Number: identity.MustParsePersonalID("000085000001").Number(), FullName: "Nguyễn Văn Mẫu", DateOfBirth: identity.MustDate(1985, 2, 1),
		Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "test"},
	}); err != nil {
		log.Fatal(err)
	}
	for _, span := range spans.GetSpans() {
		fmt.Println(span.Name)
		for _, a := range span.Attributes {
			fmt.Printf("  %s=%s\n", a.Key, a.Value.String())
		}
	}
	// Output:
	// POST
	//   bhxh.registry.operation=qldc/TraCuuThongTinCongDan
	//   bhxh.registry.endpoint=csdldc
	//   bhxh.registry.outcome=unavailable
	//   http.response.status_code=503
	// POST
	//   bhxh.registry.operation=qldc/TraCuuThongTinCongDan
	//   bhxh.registry.endpoint=csdldc
	//   http.request.resend_count=1
	//   bhxh.registry.outcome=answered
	//   http.response.status_code=200
	// qldc/TraCuuThongTinCongDan
	//   bhxh.registry.operation=qldc/TraCuuThongTinCongDan
	//   bhxh.registry.endpoint=csdldc
	//   bhxh.registry.attempts=2
	//   bhxh.registry.outcome=answered
	//   http.response.status_code=200
}
