package reconcile_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// memory is a registryclient.Checkpointer in memory. left counts the
// checkpoints that it still takes; negative takes all.
type memory struct {
	mu       sync.Mutex
	manifest registryclient.Manifest
	points   map[int]registryclient.Checkpoint
	left     int
}

var errFull = errors.New("the store is full")

func newMemory() *memory { return &memory{points: make(map[int]registryclient.Checkpoint), left: -1} }

func (m *memory) Begin(_ context.Context, proposed registryclient.Manifest) (registryclient.Manifest, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.manifest.Version == 0 {
		m.manifest = proposed
	}
	return m.manifest, nil
}

func (m *memory) Load(_ context.Context, chunk int) (registryclient.Checkpoint, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.points[chunk], nil
}

func (m *memory) Append(_ context.Context, c registryclient.Checkpoint) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.left == 0 {
		return errFull
	}
	m.left--
	m.points[c.Chunk] = c
	return nil
}

var resumeKey = registryclient.NewSecret("a key for tests, of 32 bytes or more")

func (m *memory) resume() reconcile.Resume {
	return reconcile.Resume{Checkpoints: m, Key: resumeKey, Input: "a list"}
}

// until collects outcomes up to an error.
func until(seq iter.Seq2[reconcile.Outcome, error]) (out []reconcile.Outcome, err error) {
	for o, err := range seq {
		if err != nil {
			return out, err
		}
		out = append(out, o)
	}
	return out, nil
}

// same compares outcomes without what may differ between one run and several:
// the request ids, which are random, and who gave the answer. It gives the first
// difference.
func same(want, got []reconcile.Outcome) string {
	if len(want) != len(got) {
		return fmt.Sprintf("%d outcomes, want %d", len(got), len(want))
	}
	text := func(o reconcile.Outcome) string {
		return fmt.Sprintf("%d %q %q %s %v %v %q %q %q %v %v", o.Index, string(o.Participant.SocialInsuranceNumber), reveal(o.Normalized), o.Kind,
			o.Codes, o.Notes, o.PersonalID.Reveal(), o.FormerID.Reveal(), o.Message, o.Score, o.Err)
	}
	for i := range want {
		if diff := cmp.Diff(text(want[i]), text(got[i])); diff != "" {
			return diff
		}
	}
	return ""
}

func reveal(p identity.Person) string {
	return string(p.FullName) + "|" + string(p.DateOfBirth) + "|" + string(p.Gender) + "|" + string(p.IDNumber)
}

// powers starts a fake registry of every power that holds the population of a
// list, and gives the clients.
func powers(tb testing.TB, l synth.List) map[string]registryclient.Verifier {
	tb.Helper()
	people := population(tb, l)
	start := func(p registrytest.Power) *registrytest.Server {
		server, err := registrytest.NewServer(people, registrytest.Options{Power: p, Compare: differences})
		if err != nil {
			tb.Fatal(err)
		}
		tb.Cleanup(server.Close)
		return server
	}
	out := make(map[string]registryclient.Verifier)
	for name, rule := range map[string]qldc.MatchRule{"record": qldc.MatchNumber, "triple": qldc.MatchOrNothing} {
		power := registrytest.Triple
		if name == "record" {
			power = registrytest.Record
		}
		server := start(power)
		client, err := qldc.NewClient(server.URL(), server.Credentials(), qldc.WithMatchRule(rule))
		if err != nil {
			tb.Fatal(err)
		}
		tb.Cleanup(client.Close)
		out[name] = client
	}
	server := start(registrytest.Describe)
	channel, err := bulkfile.NewChannel(server.URL(), bulkfile.WithAuthentication(server.Credentials()))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(channel.Close)
	out["describe"] = channel
	return out
}

func differences(subject, reference identity.Person) registrytest.FieldsDiffer {
	result := matching.Compare(subject, reference, today)
	wrong := func(f matching.Field) bool {
		a := result.Agreement(f)
		return a == matching.Different || a == matching.Missing
	}
	return registrytest.FieldsDiffer{
		Name: wrong(matching.FieldName), DateOfBirth: wrong(matching.FieldDateOfBirth),
		Gender: wrong(matching.FieldGender), ID: wrong(matching.FieldID),
	}
}
