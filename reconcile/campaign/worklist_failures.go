package campaign

import (
	"cmp"
	"context"
	"encoding/csv"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/bhxh-go/bhxh/matching"
)

// FailureQuery asks why participants are not verified, as of a time; the zero
// time is now.
type FailureQuery struct {
	AsOf time.Time
	By   Grouping
}

// Failures says why participants are not verified, as of a time, counted from
// the history: the same for ever. It holds no personal data.
type Failures struct {
	AsOf   time.Time       `json:"as_of"`
	By     Grouping        `json:"by,omitempty"`
	Total  FailureFigures  `json:"total"`
	Groups []GroupFailures `json:"groups,omitempty"` // ordered by key; nil for ByNothing
}

// GroupFailures are the failures of one group.
type GroupFailures struct {
	Key string `json:"key"`
	FailureFigures
}

// FailureFigures count participants, each once under every code, cause and
// remedy that they have, so that a column may add up to more than Participants.
type FailureFigures struct {
	// Participants is whoever Figures counts as Mismatched, WithoutNumber or
	// NotComparable, and of the Open ones whoever is Pending.
	Participants int                   `json:"participants"`
	ByCode       map[matching.Code]int `json:"by_code,omitempty"`
	ByCause      map[string]int        `json:"by_cause,omitempty"`   // names of matching.Cause
	ByRemedy     map[string]int        `json:"by_remedy,omitempty"`  // names of matching.Remedy: the first to try of each code
	ByMessage    map[string]int        `json:"by_message,omitempty"` // of NotComparable and Pending: the code of the message
}

// Failures counts why participants are not verified, by code, by cause and by
// remedy (the tables of package matching). Its errors are those of
// [Campaign.Progress].
func (c *Campaign) Failures(ctx context.Context, q FailureQuery) (*Failures, error) {
	settled, err := c.settle(ctx, ProgressQuery{AsOf: q.AsOf, By: q.By})
	if err != nil {
		return nil, err
	}
	return countFailures(c.store.Events(ctx, EventFilter{Until: settled.AsOf, ByParticipant: true}), settled)
}

func countFailures(events iter.Seq2[Event, error], q ProgressQuery) (*Failures, error) {
	out := &Failures{AsOf: q.AsOf, By: q.By}
	groups := make(map[string]*FailureFigures)
	for p, err := range paths(events, func(*path, Event) {}) {
		if err != nil {
			return nil, err
		}
		why, failed := p.failure()
		if !failed {
			continue
		}
		out.Total.add(why)
		if q.By == ByNothing {
			continue
		}
		key := q.By.key(p.last.Place)
		if groups[key] == nil {
			groups[key] = new(FailureFigures)
		}
		groups[key].add(why)
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		out.Groups = append(out.Groups, GroupFailures{key, *groups[key]})
	}
	return out, nil
}

// failure gives the event that says why a participant is not verified: the last
// answer, or why no question could be put. false where there is nothing to say.
func (p *path) failure() (Event, bool) {
	switch r := p.result(); {
	case !p.isLive() || r == resultVerified:
		return Event{}, false
	case r == resultOpen:
		return p.pending, p.last.To == Pending
	}
	return p.answer, true
}

func (f *FailureFigures) add(why Event) {
	f.Participants++
	if why.To == Pending || why.To == NotComparable {
		count(&f.ByMessage, why.Message)
		return
	}
	var causes, remedies []string
	for _, code := range why.Codes {
		count(&f.ByCode, code)
		causes = append(causes, code.Cause().String())
		if r := code.Remedies(); len(r) > 0 {
			remedies = append(remedies, r[0].String())
		}
	}
	for _, name := range distinct(causes) {
		count(&f.ByCause, name)
	}
	for _, name := range distinct(remedies) {
		count(&f.ByRemedy, name)
	}
}

func distinct(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

func count[K comparable](in *map[K]int, key K) {
	if *in == nil {
		*in = make(map[K]int)
	}
	(*in)[key]++
}

// WriteCSV writes the figures as CSV, one a row: by, key, kind (code, cause,
// remedy or message), name, count, the most frequent first.
func (f *Failures) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"by", "key", "kind", "name", "count"}) // Flush keeps the error
	for i := range f.Groups {
		f.Groups[i].write(out, string(f.By), f.Groups[i].Key)
	}
	f.Total.write(out, "total", "")
	out.Flush()
	return out.Error()
}

func (f *FailureFigures) write(out *csv.Writer, by, key string) {
	writeCounts(out, by, key, "code", f.ByCode)
	writeCounts(out, by, key, "cause", f.ByCause)
	writeCounts(out, by, key, "remedy", f.ByRemedy)
	writeCounts(out, by, key, "message", f.ByMessage)
}

func writeCounts[K ~string](out *csv.Writer, by, key, kind string, counts map[K]int) {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b K) int {
		return cmp.Or(-cmp.Compare(counts[a], counts[b]), cmp.Compare(a, b))
	})
	for _, name := range names {
		_ = out.Write([]string{by, key, kind, string(name), strconv.Itoa(counts[name])})
	}
}
