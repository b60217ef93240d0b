package campaign

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/registryclient"
)

// AskOptions are the settings of one round of questions.
type AskOptions struct {
	// Round is the number of the round, from 1. Required. Nobody is asked twice
	// in one round, except for questions that were under way when a process died;
	// calling Ask again with the same number goes on with the round.
	Round int

	// From are the states whose participants are due. Defaults to New, Pending,
	// Updated and Answered.
	From []State

	// Reverify asks those whom the registry has confirmed, too: a number may have
	// been cancelled and set anew, or a name corrected, since.
	Reverify bool

	// Before asks only who has stood where they stand since before this time, as
	// "confirmed more than a year ago". The zero time asks all.
	Before time.Time

	// Units are the unit codes to ask about, nil for all.
	Units []string

	// Shard is the part of the campaign to ask about, the zero Shard for all. One
	// that is none, such as 3 of 3, is refused with CodeInput.
	Shard Shard

	// Workers is how many claims are worked on at once, each by a worker of the
	// store. Defaults to 4. The questions under way at once are Workers times
	// Verify.Workers.
	Workers int

	// Batch is how many participants a worker claims at a time: the most whose
	// questions are repeated when it is killed. Defaults to 200, which fits one
	// exchange of a registryclient.BatchVerifier as well.
	Batch int

	// Actor is named in the events, in place of the campaign's.
	Actor string

	// Verify is how the questions are put and judged. Its AsOf defaults to the
	// day of the campaign's clock.
	Verify reconcile.Options
}

// dueByDefault are the states from which a round asks.
func dueByDefault() []State { return []State{New, Pending, Updated, Answered} }

// confirmed are the states of those whom the registry has confirmed.
func confirmed() []State { return []State{Verified, IDShared, NotifiedMau01, SharedBack, Settled} }

// RoundReport is what one call of Ask did.
type RoundReport struct {
	Claimed   int // taken into the round, or taken over from a worker that died
	Outcomes  map[State]int
	GivenBack int // claimed and not asked: due again when the round goes on

	// Stopped is why the round ended before everybody was asked:
	// reconcile.CodeGaveUp or reconcile.CodeRefused; "" where it did not.
	Stopped reconcile.Code
}

// Ask runs a round: it claims those who are due, runs [reconcile.Run] over them
// and stores what came out, each chunk in one transaction. It ends when nobody
// is due whom no other worker has claimed.
//
// A participant who could not be asked becomes Pending, and is due in the next
// round. When the registry is seen to be gone the round stops instead, so that
// an outage makes hundreds of participants Pending and not all: whoever was
// claimed and not asked is given back, and calling Ask with the same round goes
// on with them.
//
// When ctx ends, answers that are there are stored, questions under way are
// given back, and the error is an *[Error] with CodeInterrupted.
func (c *Campaign) Ask(ctx context.Context, verifier registryclient.Verifier, opts AskOptions) (RoundReport, error) {
	r, err := c.newRound(verifier, opts)
	if err != nil {
		return RoundReport{}, err
	}
	if err := c.beginRound(ctx, opts.Round); err != nil {
		return RoundReport{}, firstOf(interrupted(ctx), err)
	}
	working, cancel := context.WithCancel(ctx)
	defer cancel()
	failed := make(chan error, r.workers)
	var owned sync.WaitGroup
	for range r.workers {
		owned.Go(func() {
			if err := r.work(working); err != nil {
				failed <- err
				cancel()
			}
		})
	}
	owned.Wait()
	select {
	case err := <-failed:
		return r.report, err
	default:
	}
	return r.report, interrupted(ctx)
}

// interrupted gives the error of a round whose context has ended.
func interrupted(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return &Error{Code: CodeInterrupted, Op: "ask", Cause: context.Cause(ctx)}
}

// round is one call of Ask.
type round struct {
	campaign *Campaign
	verifier registryclient.Verifier
	verify   reconcile.Options
	request  ClaimRequest
	workers  int
	stop     atomic.Bool

	mu         sync.Mutex
	report     RoundReport
	unanswered int // chunks in a row in which questions were put and none was answered
}

func (c *Campaign) newRound(verifier registryclient.Verifier, opts AskOptions) (*round, error) {
	if verifier == nil || opts.Round < 1 || !opts.Shard.isValid() {
		return nil, &Error{Code: CodeInput, Op: "ask"}
	}
	r := &round{
		campaign: c, verifier: verifier, verify: opts.Verify, workers: opts.Workers,
		report: RoundReport{Outcomes: make(map[State]int)},
	}
	r.request = ClaimRequest{
		From: opts.From, Round: opts.Round, Units: opts.Units, Shard: opts.Shard,
		Limit: opts.Batch, Cause: CauseRound, Actor: c.actor(opts.Actor), Stated: opts.Before,
	}
	if r.request.From == nil {
		r.request.From = dueByDefault()
	}
	if opts.Reverify {
		r.request.From = append(confirmed(), r.request.From...)
		r.request.Cause = CauseReverify
	}
	if r.request.Limit < 1 {
		r.request.Limit = 200
	}
	if r.workers < 1 {
		r.workers = 4
	}
	if !r.verify.AsOf.IsValid() {
		r.verify.AsOf = c.today()
	}
	return r, nil
}

// work is one worker of the round.
func (r *round) work(ctx context.Context) error {
	worker, err := r.campaign.store.Worker(ctx)
	if err != nil {
		return unlessEnded(ctx, err)
	}
	err = r.chunks(ctx, worker)
	return firstOf(err, worker.Close())
}

func (r *round) chunks(ctx context.Context, worker Worker) error {
	for ctx.Err() == nil && !r.stop.Load() {
		rows, err := worker.Claim(ctx, r.campaign.opts.Clock(), r.request)
		if err != nil {
			return unlessEnded(ctx, err)
		}
		if len(rows) == 0 {
			return nil
		}
		if err := r.chunk(ctx, worker, rows); err != nil {
			return err
		}
	}
	return nil
}

// unlessEnded gives an error that is not only the end of the context.
func unlessEnded(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
