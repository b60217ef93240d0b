package roundtest

import (
	"fmt"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// Found is what an auditor has read from a database about one participant.
type Found struct {
	State     int // the number of the state
	Events    int
	Loaded    int // events that loaded them
	Outcomes  int // events that ended a question
	TakenOver int // events that took them over from a worker that died
}

// Rows are those of a query that gives for each participant ID, state, and the
// numbers of Found in its order.
type Rows interface {
	Next() bool
	Scan(into ...any) error
	Err() error
}

// Read reads all rows, by ID.
func Read(rows Rows) (map[int64]Found, error) {
	found := make(map[int64]Found)
	for rows.Next() {
		var id int64
		var f Found
		if err := rows.Scan(&id, &f.State, &f.Events, &f.Loaded, &f.Outcomes, &f.TakenOver); err != nil {
			return nil, err
		}
		found[id] = f
	}
	return found, rows.Err()
}

// Audit compares what a database holds with what must be there, by the ID of
// the participants, and with what was asked. It gives how many questions were
// put a second time.
func Audit(found map[int64]Found, asked []int) (again int, faults []error) {
	fault := func(format string, args ...any) {
		if len(faults) < 20 {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	if len(found) != len(asked) {
		fault("%d participants, want %d", len(found), len(asked))
	}
	for i, times := range asked {
		id := int64(i + 1) // the list was loaded in its order
		f := found[id]
		state, must := Want(i)
		switch {
		case f.State != int(state):
			fault("participant %d stands at %v, want %v", id, campaign.State(f.State), state)
		case f.Loaded != 1 || f.Outcomes != 1:
			fault("participant %d was loaded %d times and has %d outcomes", id, f.Loaded, f.Outcomes)
		case f.Events != 3+f.TakenOver:
			fault("participant %d has %d events, %d times taken over", id, f.Events, f.TakenOver)
		case must && times < 1 || !must && times > 0:
			fault("participant %d was asked about %d times", id, times)
		case times > 1+f.TakenOver:
			fault("participant %d was asked about %d times and taken over %d times", id, times, f.TakenOver)
		}
		again += max(0, times-1)
	}
	return again, faults
}
