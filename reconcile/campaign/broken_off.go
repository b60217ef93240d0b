package campaign

import (
	"context"
	"math"
)

// MessageBrokenOff is the message code of a participant whose question was given
// up, because the round that had asked it broke off and a decision about the
// person could not wait for it.
const MessageBrokenOff = "campaign.broken_off"

// unasked gives the row of a participant about whom nobody asks. Whoever was
// left Asked by a worker that lives no more is taken over, so that the worker's
// late answer is refused, and given up: Pending, due in the next round. While a
// worker lives it fails with CodeClaimed, and with CodeConflict where another
// was faster.
func (c *Campaign) unasked(ctx context.Context, id ID) (Row, error) {
	row, err := c.row(ctx, id)
	if err != nil || row.State != Asked {
		return row, err
	}
	worker, err := c.store.Worker(ctx)
	if err != nil {
		return Row{}, err
	}
	if err := firstOf(c.giveUp(ctx, worker, id), worker.Close()); err != nil {
		return Row{}, err
	}
	return c.row(ctx, id)
}

// giveUp takes one participant over and gives the question up.
func (c *Campaign) giveUp(ctx context.Context, worker Worker, id ID) error {
	rows, err := worker.Claim(ctx, c.opts.Clock(), ClaimRequest{Round: 1, Shard: only(id), Limit: 1, Actor: c.opts.Actor})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		row, err := c.row(ctx, id)
		if err == nil && row.State == Asked {
			err = &Error{Code: CodeClaimed, ID: id}
		}
		return err
	}
	change := c.change(Participant{Row: rows[0]}, Pending, CauseOutcome)
	change.Event.Message = MessageBrokenOff
	return worker.Append(ctx, c.opts.Clock(), []Change{change})
}

// only is the shard that one participant is alone in.
func only(id ID) Shard { return Shard{Index: int(id), Of: math.MaxInt} }
