package main

import (
	"bytes"
	_ "embed"
	"io"
	"path/filepath"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/household/viaqldc"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// samplePopulation is synthetic: no region has the code 000.
//
//go:embed sample/population.csv
var samplePopulation []byte

// registry is a fake national registry with a resolver that asks it.
type registry struct {
	resolver *household.Resolver
	close    func()
}

// startRegistry starts the fake on loopback, with the power of the live service
// 037: number, name and date of birth must fit together.
func startRegistry(path string) (*registry, error) {
	name, file := "population.csv", io.NopCloser(bytes.NewReader(samplePopulation))
	if path != "" {
		f, err := cli.Open(path)
		if err != nil {
			return nil, err
		}
		name, file = filepath.Base(path), f
	}
	defer file.Close()
	population, err := registrytest.LoadPopulation(file, name)
	if err != nil {
		return nil, cli.Usagef("%v", err)
	}
	server, err := registrytest.NewServer(population, registrytest.Options{})
	if err != nil {
		return nil, err
	}
	resolver, client, err := newResolver(server.URL(), server.Credentials())
	if err != nil {
		server.Close()
		return nil, err
	}
	return &registry{resolver: resolver, close: func() { client.Close(); server.Close() }}, nil
}

// newResolver connects to the citizen services at an address.
func newResolver(address string, auth registryclient.Authenticator) (*household.Resolver, *qldc.Client, error) {
	client, err := qldc.NewClient(address, auth)
	if err != nil {
		return nil, nil, err
	}
	checker, err := viaqldc.NewChecker(client)
	if err != nil {
		client.Close()
		return nil, nil, err
	}
	resolver, err := household.NewResolver(household.Sources{Checker: checker}, household.Options{
		Purpose: registryclient.Purpose{Procedure: "VPCP", Officer: "httpservice", Unit: "BHXH"},
	})
	if err != nil {
		client.Close()
		return nil, nil, err
	}
	return resolver, client, nil
}
