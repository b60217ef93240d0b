package campaign

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"
)

// RetentionPolicy says how long the data of a participant is kept after they
// came to stand where they stand: data is stored only as long as its purpose
// needs (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). A state that is not named is
// kept for ever, and so is everybody by the zero policy: which times are right
// is for the caller's rules on archives to say.
//
// A double that was merged has a state of its own: a policy that names the
// confirmed ones names Merged as well.
type RetentionPolicy struct {
	After map[State]time.Duration // above 0; not of Asked, who is under way, and not of Erased
	Actor string                  // named in the events
	Basis string                  // the rule, named in the events; required, no personal data
}

// Expired is a participant whose time has come.
type Expired struct {
	ID    ID        `json:"id"`
	Place Place     `json:"place"`
	State State     `json:"state"`
	Since time.Time `json:"since"`
	Due   time.Time `json:"due"`
}

// Expired gives who is due under a policy at a time, by unit code and then by
// ID, and changes nothing: the rehearsal of [Campaign.Retain]. Errors are
// *[Error]: CodeInput for a policy that cannot be followed, CodeFuture for a time
// that the clock of the campaign has not reached, and those of the store.
func (c *Campaign) Expired(ctx context.Context, policy RetentionPolicy, now time.Time) iter.Seq2[Expired, error] {
	return func(yield func(Expired, error) bool) {
		for s, err := range c.expired(ctx, policy, now) {
			e := Expired{ID: s.row.ID, Place: s.path.last.Place, State: s.path.last.To, Since: s.path.since}
			e.Due = e.Since.Add(policy.After[e.State])
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

func (c *Campaign) expired(ctx context.Context, policy RetentionPolicy, now time.Time) iter.Seq2[standing, error] {
	return func(yield func(standing, error) bool) {
		states, err := policy.states()
		if err == nil && now.After(c.opts.Clock()) {
			err = &Error{Code: CodeFuture, Op: "retention"}
		}
		if err != nil {
			yield(standing{}, err)
			return
		}
		if len(states) == 0 {
			return
		}
		for s, err := range c.standings(ctx, Filter{States: states}) {
			if err == nil {
				kept, named := policy.After[s.path.last.To]
				if !named || s.path.since.Add(kept).After(now) {
					continue
				}
			}
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}

// states gives the states that the policy names.
func (p RetentionPolicy) states() ([]State, error) {
	var states []State
	for s, after := range p.After {
		if s == 0 || s > lastState || s == Asked || s == Erased || after <= 0 {
			return nil, &Error{Code: CodeInput, Op: "retention: policy"}
		}
		states = append(states, s)
	}
	if len(states) > 0 && p.Basis == "" {
		return nil, &Error{Code: CodeInput, Op: "retention: basis"}
	}
	slices.Sort(states)
	return states, nil
}

// Retain erases everybody who is due under a policy at a time, as
// [Campaign.Erase] does, and gives how many that were. Whoever moves on
// meanwhile, or is taken up by a round, stays; whoever was erased before an error stays erased. Errors are
// those of [Campaign.Expired].
func (c *Campaign) Retain(ctx context.Context, policy RetentionPolicy, now time.Time) (int, error) {
	erased := 0
	for s, err := range c.expired(ctx, policy, now) {
		if err != nil {
			return erased, err
		}
		e := c.change(Participant{Row: s.row}, Erased, CauseErased).Event
		e.Seq, e.From, e.Facts = s.path.last.Seq+1, s.path.last.To, 0
		e.Actor, e.Ref = c.actor(policy.Actor), policy.Basis
		err = c.withdrawNumbers(ctx, s.row)
		if err == nil {
			err = c.store.Erase(ctx, c.opts.Clock(), e)
		}
		switch {
		case err == nil:
			erased++
		case !errors.Is(err, CodeConflict) && !errors.Is(err, CodeStep) && !errors.Is(err, CodeClaimed):
			return erased, err
		}
	}
	return erased, nil
}
