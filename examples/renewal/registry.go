package main

import (
	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/household/vialist"
	"github.com/bhxh-go/bhxh/household/viaqldc"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// registry is a fake national registry with a resolver that asks it.
type registry struct {
	resolver *household.Resolver
	closers  []func()
}

func (r *registry) close() {
	for i := len(r.closers) - 1; i >= 0; i-- {
		r.closers[i]()
	}
}

// startRegistry starts the fake on loopback. A program that has a licence puts
// its own address and credentials in the place of those of the servers.
func startRegistry(cfg config) (*registry, error) {
	f, name, err := open(cfg.population, "population.csv", samplePopulation)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	population, err := registrytest.LoadPopulation(f, name)
	if err != nil {
		return nil, cli.Usagef("%v", err)
	}
	transport, err := registryclient.NewTransport()
	if err != nil {
		return nil, err
	}
	r := &registry{closers: []func(){transport.Close}}
	sources := household.Sources{}
	if sources.Checker, err = r.checker(cfg, population, transport); err == nil && cfg.list {
		sources.Lister, err = r.lister(population, transport)
	}
	if err == nil {
		r.resolver, err = household.NewResolver(sources, household.Options{
			Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "renewal", Unit: "BHXH"},
		})
	}
	if err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// checker starts the citizen services and gives the way to them.
func (r *registry) checker(cfg config, population *registrytest.Population, transport *registryclient.Transport) (household.Checker, error) {
	power, rule := registrytest.Record, qldc.MatchNumber
	if cfg.mode == modeTriple {
		power, rule = registrytest.Triple, qldc.MatchOrNothing
	}
	server, err := registrytest.NewServer(population, registrytest.Options{Power: power})
	if err != nil {
		return nil, err
	}
	r.closers = append(r.closers, server.Close)
	client, err := qldc.NewClient(server.URL(), server.Credentials(), qldc.WithTransport(transport), qldc.WithMatchRule(rule))
	if err != nil {
		return nil, err
	}
	return viaqldc.NewChecker(client)
}

// lister starts the service that lists a household and gives the way to it.
func (r *registry) lister(population *registrytest.Population, transport *registryclient.Transport) (household.Lister, error) {
	server, err := registrytest.NewHouseholdServer(population, registrytest.HouseholdOptions{Offer: true})
	if err != nil {
		return nil, err
	}
	r.closers = append(r.closers, server.Close)
	return vialist.NewClient(server.URL(), vialist.WithTransport(transport), vialist.WithAuthentication(server.Credentials()))
}
