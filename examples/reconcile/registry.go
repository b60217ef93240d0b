package main

import (
	"bytes"
	"cmp"
	"os"
	"strings"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// registry is where the questions go.
type registry struct {
	verifier registryclient.Verifier
	purpose  registryclient.Purpose
	title    string
	identity string // what a journal must not take for another one
	closers  []func()
}

func (r *registry) close() {
	for i := len(r.closers) - 1; i >= 0; i-- {
		r.closers[i]()
	}
}

// openRegistry connects to the registry of -registry, or starts a fake one.
func openRegistry(cfg config, in *input, env environment) (*registry, error) {
	r := &registry{}
	transport, err := registryclient.NewTransport(registryclient.WithConcurrency(cfg.workers))
	if err != nil {
		return nil, err
	}
	r.closers = append(r.closers, transport.Close)
	if cfg.registry != "" {
		err = r.connect(cfg, env, transport)
	} else {
		err = r.startFake(cfg, in, transport)
	}
	if err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// connect reaches the live service 037, or whatever speaks like it.
func (r *registry) connect(cfg config, env environment, transport *registryclient.Transport) error {
	user, secretFile := env.lookup("BHXH_REGISTRY_USER"), env.lookup("BHXH_REGISTRY_SECRET_FILE")
	if user == "" || secretFile == "" {
		return cli.Usagef("-registry needs BHXH_REGISTRY_USER and BHXH_REGISTRY_SECRET_FILE in the environment")
	}
	secret, err := os.ReadFile(secretFile)
	if err != nil {
		return cli.Usagef("BHXH_REGISTRY_SECRET_FILE: %v", cli.Reason(err))
	}
	secret = bytes.TrimSpace(secret)
	if len(secret) == 0 {
		return cli.Usagef("BHXH_REGISTRY_SECRET_FILE: the file is empty")
	}
	profile := qldc.LookUp()
	if code := env.lookup("BHXH_REGISTRY_INTEGRATION"); code != "" {
		profile.Fixed[qldc.ElementIntegration] = code
	}
	r.purpose = registryclient.Purpose{
		Procedure: cmp.Or(env.lookup("BHXH_REGISTRY_PROCEDURE"), "VPCP"),
		Officer:   cmp.Or(env.lookup("BHXH_REGISTRY_OFFICER"), user),
		Unit:      env.lookup("BHXH_REGISTRY_UNIT"),
	}
	client, err := qldc.NewClient(cfg.registry,
		registryclient.SignedBasic{User: user, Secret: registryclient.NewSecret(string(secret))},
		qldc.WithTransport(transport), qldc.WithProfile(profile))
	if err != nil {
		return cli.Usagef("-registry: %v", err)
	}
	r.verifier, r.title = client, "service 037 at the URL of -registry"
	r.identity = strings.Join([]string{"service", profile.Fixed[qldc.ElementIntegration], cfg.registry}, "\n")
	r.closers = append(r.closers, client.Close)
	return nil
}

// startFake starts a fake national registry on loopback, with the power that
// -registry-mode names, and a client for it.
func (r *registry) startFake(cfg config, in *input, transport *registryclient.Transport) error {
	f, err := in.population.open()
	if err != nil {
		return err
	}
	defer f.Close()
	population, err := registrytest.LoadPopulation(f, in.population.name)
	if err != nil {
		return cli.Usagef("%v", err)
	}
	power, err := registrytest.ParsePower(cfg.mode)
	if err != nil {
		return cli.Usagef("%v", err)
	}
	server, err := registrytest.NewServer(population, registrytest.Options{
		Power:   power,
		Compare: differences(cfg.asOf),
	})
	if err != nil {
		return err
	}
	r.closers = append(r.closers, server.Close)
	r.title, r.identity = "fake, mode "+cfg.mode, "fake\n"+cfg.mode
	r.purpose = registryclient.Purpose{Procedure: "VPCP", Officer: "reconcile", Unit: "BHXH"}
	if power == registrytest.Describe {
		channel, err := bulkfile.NewChannel(server.URL(),
			bulkfile.WithTransport(transport), bulkfile.WithAuthentication(server.Credentials()))
		if err != nil {
			return err
		}
		r.verifier = channel
		return nil
	}
	rule := qldc.MatchOrNothing
	if power == registrytest.Record {
		rule = qldc.MatchNumber
	}
	client, err := qldc.NewClient(server.URL(), server.Credentials(), qldc.WithTransport(transport), qldc.WithMatchRule(rule))
	if err != nil {
		return err
	}
	r.verifier = client
	return nil
}

// differences is how the fake registry of the mode describe tells a wrong
// field: exactly when comparing it gives a mismatch code.
func differences(asOf identity.Date) func(subject, reference identity.Person) registrytest.FieldsDiffer {
	return func(subject, reference identity.Person) registrytest.FieldsDiffer {
		result := matching.Compare(subject, reference, asOf)
		wrong := func(f matching.Field) bool {
			a := result.Agreement(f)
			return a == matching.Different || a == matching.Missing
		}
		return registrytest.FieldsDiffer{
			Name:        wrong(matching.FieldName),
			DateOfBirth: wrong(matching.FieldDateOfBirth),
			Gender:      wrong(matching.FieldGender),
			ID:          wrong(matching.FieldID),
		}
	}
}
