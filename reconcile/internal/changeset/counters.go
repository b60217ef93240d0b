package changeset

import (
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// Counters are what a store gives out: one row of its database, changed only by
// the transaction that stores events.
type Counters struct {
	Position int64       // of the newest event
	ID       campaign.ID // of the newest participant
	At       int64       // of the newest event, in microseconds since 1970
	Fence    int64       // no later event has this time or an earlier one
}

// next gives the time of the events of one call: now, or the next microsecond
// where that lies not after the newest event and fence.
func (c *Counters) next(now time.Time) time.Time {
	c.At = max(now.UnixMicro(), c.At+1, c.Fence+1)
	return time.UnixMicro(c.At).UTC()
}

// Raise gives a time not before now, the newest event and the fences before,
// and keeps later events after it.
func (c *Counters) Raise(now time.Time) time.Time {
	fence := now.UnixMicro()
	if time.UnixMicro(fence).Before(now) {
		fence++
	}
	c.Fence = max(fence, c.At, c.Fence)
	return time.UnixMicro(c.Fence).UTC()
}

// LastAt gives the last position whose event happened until then, 0 for none.
// at reads the time of the event at a position; newest is the last one.
func LastAt(newest int64, until time.Time, at func(position int64) (int64, error)) (int64, error) {
	bound := until.UnixMicro()
	first, end := int64(1), newest+1 // the first later one lies in [first, end]
	for first < end {
		middle := first + (end-first)/2
		micros, err := at(middle)
		if err != nil {
			return 0, err
		}
		if micros > bound {
			end = middle
		} else {
			first = middle + 1
		}
	}
	return first - 1, nil
}
