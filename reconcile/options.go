package reconcile

import (
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Options are the settings of a run. The zero Options run with the defaults.
type Options struct {
	// AsOf is the day of the run: it decides what lies in the future and how old
	// a person can be. The zero Date leaves both unchecked.
	AsOf identity.Date

	// Workers is how many questions are under way at once. Defaults to 8.
	Workers int

	// Batch is how many participants one exchange carries when the verifier is a
	// registryclient.BatchVerifier, at most what it accepts. Defaults to 500.
	Batch int

	// Purpose is sent with every question: procedure, officer and agency.
	Purpose registryclient.Purpose

	// Policy decides what counts as a mismatch. Defaults to the plan's table.
	Policy matching.Policy

	// NoReadings keeps a run from asking again, after a match-or-nothing "no",
	// with another reading of a name that may be legacy text: see
	// identity.Name.Readings. Each is a further look-up of the person, of at most
	// three, and of nearly nobody. By default they are asked.
	NoReadings bool

	// MaxPause is how long one question waits, in all, while the client leaves a
	// failing registry alone (registryclient.CodeCircuitOpen). Defaults to 10 s;
	// negative never waits.
	MaxPause time.Duration

	// GiveUpAfter is how many questions in a row may fail before the rest is
	// left Pending without being asked, so that a registry that is gone does not
	// hold the run for days. Defaults to 64; negative never gives up.
	GiveUpAfter int

	// Resume keeps what is answered, so that a later run goes on where this one
	// ended. The zero Resume keeps nothing.
	Resume Resume
}

func (o Options) withDefaults(capabilities registryclient.Capabilities) Options {
	if o.Workers <= 0 {
		o.Workers = 8
	}
	if o.Batch <= 0 {
		o.Batch = 500
	}
	if capabilities.MaxBatch > 0 {
		o.Batch = min(o.Batch, capabilities.MaxBatch)
	}
	o.Batch = min(o.Batch, registryclient.MaxChunk)
	if o.MaxPause == 0 {
		o.MaxPause = 10 * time.Second
	}
	if o.GiveUpAfter == 0 {
		o.GiveUpAfter = 64
	}
	return o
}
