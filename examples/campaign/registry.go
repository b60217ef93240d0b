package main

import (
	"bytes"
	"sync/atomic"

	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// registry is a fake national registry on loopback that can be down.
type registry struct {
	client    *qldc.Client
	transport *registryclient.Transport
	server    *registrytest.Server
	left      atomic.Int64 // questions that it still answers; negative: as many as are put
}

// startRegistry starts a registry that holds the people of a town.
func startRegistry(t *town) (*registry, error) {
	var file bytes.Buffer
	if err := synth.WritePopulation(&file, 2207, t.registry); err != nil {
		return nil, err
	}
	population, err := registrytest.LoadPopulation(&file, "population.csv")
	if err != nil {
		return nil, err
	}
	r := &registry{}
	r.left.Store(-1)
	r.server, err = registrytest.NewServer(population, registrytest.Options{Power: registrytest.Record, Fault: r.fault})
	if err != nil {
		return nil, err
	}
	r.transport, err = registryclient.NewTransport(
		registryclient.WithRetry(registryclient.Retry{MaxAttempts: 1}), registryclient.WithoutBreaker())
	if err != nil {
		r.server.Close()
		return nil, err
	}
	r.client, err = qldc.NewClient(r.server.URL(), r.server.Credentials(),
		qldc.WithTransport(r.transport), qldc.WithMatchRule(qldc.MatchNumber))
	if err != nil {
		r.transport.Close()
		r.server.Close()
		return nil, err
	}
	return r, nil
}

// fault answers with 503 once the registry has gone down.
func (r *registry) fault(registrytest.Request) registrytest.Fault {
	for left := r.left.Load(); left >= 0; left = r.left.Load() {
		if left == 0 {
			return registrytest.Fault{Kind: registrytest.FaultStatus, Status: 503}
		}
		if r.left.CompareAndSwap(left, left-1) {
			break
		}
	}
	return registrytest.Fault{}
}

// downAfter has the registry go down after so many more questions; up has it
// come back.
func (r *registry) downAfter(questions int64) { r.left.Store(questions) }
func (r *registry) up()                       { r.left.Store(-1) }

func (r *registry) close() {
	r.client.Close()
	r.transport.Close()
	r.server.Close()
}
