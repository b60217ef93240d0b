package campaign

import (
	"context"
	"iter"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
)

// storeTime is how long answers may take to be stored, whether or not the
// caller's context ends: they must not be lost, nor hold the program up.
const storeTime = 30 * time.Second

// gone is after how many chunks in a row without any answer the registry is
// taken to be gone.
const gone = 3

// chunk asks about those who were claimed and stores what came out. Whoever was
// not asked keeps the claim, which ends with the worker.
func (r *round) chunk(ctx context.Context, worker Worker, rows []Row) error {
	c := r.campaign
	people := make([]Participant, len(rows))
	for i, row := range rows {
		var err error
		if people[i], err = c.participant(row); err != nil {
			return err
		}
	}
	standing, err := c.standing(ctx, people)
	if err != nil {
		return unlessEnded(ctx, err)
	}
	seen := chunkSeen{outcomes: make(map[State]int)}
	changes := make([]Change, 0, len(rows))
	for o, err := range reconcile.Run(ctx, participantsOf(people), r.verifier, r.verify) {
		if err != nil {
			return err
		}
		if seen.leave(ctx, o) {
			continue
		}
		p := people[o.Index]
		change, err := c.outcome(p, o, r.verify.AsOf, standing[p.Row.ID])
		if err != nil {
			return err
		}
		change.Event.Actor = r.request.Actor
		seen.outcomes[change.Event.To]++
		changes = append(changes, change)
	}
	store, cancel := context.WithTimeout(context.WithoutCancel(ctx), storeTime)
	defer cancel()
	if err := worker.Append(store, c.opts.Clock(), changes); err != nil {
		return err
	}
	r.count(len(rows), &seen)
	return nil
}

func participantsOf(people []Participant) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for i := range people {
			if !yield(people[i].Record.Participant, nil) {
				return
			}
		}
	}
}

// chunkSeen is what a chunk says of the registry.
type chunkSeen struct {
	outcomes         map[State]int
	stopped          reconcile.Code
	answered, failed bool
	left             int
}

// leave reports a participant who was not asked, and stays claimed.
func (s *chunkSeen) leave(ctx context.Context, o reconcile.Outcome) bool {
	if o.Kind != reconcile.Pending {
		s.answered = s.answered || o.RequestID != ""
		return false
	}
	code := reconcile.Code(o.Message.Code)
	switch {
	case ctx.Err() != nil || code == reconcile.CodeInterrupted:
	case code == reconcile.CodeGaveUp || code == reconcile.CodeRefused:
		s.stopped = code
	default:
		s.failed = true
		return false
	}
	s.left++
	return true
}

func (r *round) count(claimed int, seen *chunkSeen) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Claimed += claimed
	r.report.GivenBack += seen.left
	for state, n := range seen.outcomes {
		r.report.Outcomes[state] += n
	}
	switch {
	case seen.answered:
		r.unanswered = 0
	case seen.failed:
		r.unanswered++
	}
	if seen.stopped == "" && r.unanswered >= gone && r.verify.GiveUpAfter >= 0 {
		seen.stopped = reconcile.CodeGaveUp
	}
	if seen.stopped != "" {
		r.report.Stopped = seen.stopped
		r.stop.Store(true)
	}
}
