package campaign

import (
	"context"
	"iter"
	"time"
)

// Store keeps a campaign. Two are ready: reconcile/sqlitestore (one file) and
// reconcile/pgstore (PostgreSQL, for several workers on several machines), both
// modules of their own; [NewMemory] keeps everything in memory. Package
// reconcile/campaign/storetest is what every store must pass.
//
// A Store is safe for concurrent use. It keeps what it is given and judges
// nothing but this: every change passes [Event.Check], all changes of a call
// are stored or none, and what was returned as stored survives a crash.
// Errors are *[Error]. One whose campaign can change its key is a [Resealer] as
// well.
type Store interface {
	// Append stores changes of different participants in their order, all or
	// none. Positions and times are given here: an event gets now or, where that
	// lies not after the newest event or fence, the next microsecond. It fails
	// with CodeConflict where a participant has moved on since the change was
	// made or a new participant's key is taken, with CodeClaimed where a
	// participant is Asked and claimed by a worker, and with CodeStep.
	Append(ctx context.Context, now time.Time, changes []Change) error

	// Worker begins to work as one worker. Two workers, in one process or on two
	// machines, never hold a claim on the same participant.
	Worker(ctx context.Context) (Worker, error)

	// Rows gives the participants that pass the filter, ordered by unit code and
	// then by ID, without holding all of them in memory.
	Rows(ctx context.Context, f Filter) iter.Seq2[Row, error]

	// Find gives the participants to whom a number key leads, by ID.
	Find(ctx context.Context, number []byte) ([]Row, error)

	// Events gives the history, without holding it in memory.
	Events(ctx context.Context, f EventFilter) iter.Seq2[Event, error]

	// Fence gives a time, not before now, that no later event will have and that
	// no event under way can have: every report as of it comes out the same for
	// ever.
	Fence(ctx context.Context, now time.Time) (time.Time, error)

	// Messages gives the messages of the outbox after a position, in order.
	Messages(ctx context.Context, after int64) iter.Seq2[StoredMessage, error]

	// Setting gives a small named value, nil where it is not set. SetSetting sets
	// it where it still is old (nil: not set), and fails with CodeConflict else.
	Setting(ctx context.Context, name string) ([]byte, error)
	SetSetting(ctx context.Context, name string, old, value []byte) error

	// Erase stores the event and removes key, record, numbers and the bodies of
	// messages of its participant, for good: not even the store's files hold them
	// when it has returned, or the store's documentation says from when on.
	Erase(ctx context.Context, now time.Time, e Event) error

	// Close ends the use of the store.
	Close() error
}

// Worker claims participants and stores what became of them. It is for one
// goroutine. A worker whose process dies loses its claims by itself.
type Worker interface {
	// Claim takes up to req.Limit participants that are due, in the order of their
	// IDs, moves them to Asked and gives them as they are then. It gives none when
	// nobody is due who is not claimed by somebody else.
	Claim(ctx context.Context, now time.Time, req ClaimRequest) ([]Row, error)

	// Append is Store.Append for participants whom this worker has claimed, whose
	// claims it ends. It fails with CodeFenced where a claim was lost.
	Append(ctx context.Context, now time.Time, changes []Change) error

	// Close gives back the claims that are left: those participants stay Asked,
	// and the next worker takes them over.
	Close() error
}

// ClaimRequest says who is due: whoever stands in one of From and was last asked
// before Round, and whoever is Asked without a living worker. The latter are
// taken over, with CauseTakenOver and the round in which they were asked.
type ClaimRequest struct {
	From   []State
	Round  int
	Units  []string // nil for all
	Shard  Shard    // the zero Shard for all
	Limit  int
	Cause  Cause // of the events
	Actor  string
	Stated time.Time // claims only who has stood there since before, the zero time for all
}

// Shard is one of Of parts of a campaign, by the remainder of the ID.
type Shard struct{ Index, Of int }

// Has reports whether a participant belongs to the shard. The zero Shard has
// everybody.
func (s Shard) Has(id ID) bool { return s.Of <= 1 || int(int64(id)%int64(s.Of)) == s.Index }

// isValid reports the zero Shard or one of the parts that there are.
func (s Shard) isValid() bool { return s.Index >= 0 && (s.Index < s.Of || s == Shard{}) }

// Change is one event with what changes beside it.
type Change struct {
	Event   Event    // ID 0 for a new participant; Position and At are given by the store
	Key     []byte   // of a new participant
	Record  []byte   // the new record, nil to keep the old one
	Numbers [][]byte // number keys that lead to the participant from now on, beside the older ones
	Outbox  []byte   // a message to other systems, nil for none
}

// Filter selects participants. The zero Filter selects all.
type Filter struct {
	IDs    []ID
	Keys   [][]byte
	States []State
	Units  []string
	Shard  Shard
	// AfterUnit and AfterID go on after a row that was seen.
	AfterUnit string
	AfterID   ID
	Limit     int // 0 for no limit
}

// EventFilter selects events. The zero EventFilter selects all, ordered by
// position.
type EventFilter struct {
	IDs           []ID
	After         int64     // only events at later positions
	Until         time.Time // only events at this time or before, the zero time for all
	ByParticipant bool      // ordered by participant and, for each, by position
}

// StoredMessage is a message of the outbox. Body is nil once its participant
// was erased.
type StoredMessage struct {
	Position int64 // of the event
	ID       ID
	At       time.Time
	Body     []byte
}
