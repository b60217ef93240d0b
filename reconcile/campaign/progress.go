package campaign

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"
)

// Grouping is what a report is broken down by.
type Grouping string

// The groupings.
const (
	ByNothing  Grouping = ""         // the total alone
	ByUnit     Grouping = "unit"     // mã đơn vị
	ByDistrict Grouping = "district" // BHXH huyện
	ByProvince Grouping = "province" // BHXH tỉnh
	ByGroup    Grouping = "group"    // participant group (nhóm đối tượng)
)

// key gives the group of a place.
func (g Grouping) key(p Place) string {
	switch g {
	case ByUnit:
		return p.Unit
	case ByDistrict:
		return p.District
	case ByProvince:
		return p.Province
	case ByGroup:
		return p.Group
	}
	return ""
}

// IsKnown reports one of the groupings above.
func (g Grouping) IsKnown() bool {
	switch g {
	case ByNothing, ByUnit, ByDistrict, ByProvince, ByGroup:
		return true
	}
	return false
}

// ProgressQuery asks for a report. The zero ProgressQuery asks for everything
// until now, in total. See [EndOfDay] for times that are days in Vietnam.
type ProgressQuery struct {
	// AsOf is the time of the stock. The zero time is now: the report says which
	// time that was, and asked again with it gives the same figures for ever.
	AsOf time.Time

	// From and Until are the period of the flow: events after From and not after
	// Until, so that the Until of one report is the From of the next. The zero
	// From is the beginning, the zero Until is AsOf; it must not lie later.
	From, Until time.Time

	By Grouping
}

// Progress is the state of the procedure as of a time (Mẫu số 03; Kế hoạch
// 2207/KH-BHXH, C.1 and C.8), counted from the history. It holds no personal
// data.
type Progress struct {
	AsOf   time.Time       `json:"as_of"`
	From   time.Time       `json:"from,omitzero"`
	Until  time.Time       `json:"until"`
	By     Grouping        `json:"by,omitempty"`
	Total  Figures         `json:"total"`            // the sum of the groups
	Groups []GroupProgress `json:"groups,omitempty"` // ordered by key; nil for ByNothing
}

// GroupProgress are the figures of one group.
type GroupProgress struct {
	Key string `json:"key"` // code or name, "" for participants of whom it is not known
	Figures
}

// Group gives the figures of one group; false where it has no participant and
// never had one.
func (p *Progress) Group(key string) (Figures, bool) {
	at, ok := slices.BinarySearchFunc(p.Groups, key, func(g GroupProgress, key string) int { return cmp.Compare(g.Key, key) })
	if !ok {
		return Figures{}, false
	}
	return p.Groups[at].Figures, true
}

// Progress counts how far the campaign is. It reads the history in a stream and
// keeps one participant and the figures of the groups in memory, about 300
// bytes a group.
//
// A participant stands in the stock of the place where they are as of the time
// of the report, and an event in the flow of the place where it happened.
//
// Errors are *[Error]: CodeFuture for a time that has not come, CodeInput for a
// query that contradicts itself, and those of the store.
func (c *Campaign) Progress(ctx context.Context, q ProgressQuery) (*Progress, error) {
	q, err := c.settle(ctx, q)
	if err != nil {
		return nil, err
	}
	return countProgress(c.store.Events(ctx, EventFilter{Until: q.AsOf, ByParticipant: true}), q)
}

// settle gives the query with its times filled in and checked. A report is as
// of a fence or before it, so that nothing can happen any more that it should
// have counted.
func (c *Campaign) settle(ctx context.Context, q ProgressQuery) (ProgressQuery, error) {
	fence, err := c.store.Fence(ctx, c.opts.Clock())
	if err != nil {
		return q, err
	}
	if q.AsOf.IsZero() {
		q.AsOf = fence
	}
	if q.Until.IsZero() {
		q.Until = q.AsOf
	}
	q.AsOf, q.From, q.Until = moment(q.AsOf), moment(q.From), moment(q.Until)
	switch {
	case q.AsOf.After(fence):
		return q, &Error{Code: CodeFuture, Op: "progress"}
	case q.Until.After(q.AsOf), q.From.After(q.Until):
		return q, &Error{Code: CodeInput, Op: "progress: period"}
	case !q.By.IsKnown():
		return q, &Error{Code: CodeInput, Op: "progress: grouping"}
	}
	return q, nil
}

// moment gives the time as stores keep it.
func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// countProgress counts events that come participant by participant.
func countProgress(events iter.Seq2[Event, error], q ProgressQuery) (*Progress, error) {
	groups := make(map[string]*Figures)
	of := func(p Place) *Figures {
		key := q.By.key(p)
		f := groups[key]
		if f == nil {
			f = new(Figures)
			groups[key] = f
		}
		return f
	}
	flowing := period{q.From, q.Until}
	observe := func(p *path, e Event) {
		if flowing.has(e.At) {
			flow(of(e.Place), e, p.last.Facts)
		}
	}
	for p, err := range paths(events, observe) {
		if err != nil {
			return nil, err
		}
		p.stock(of(p.last.Place))
	}
	out := &Progress{AsOf: q.AsOf, From: q.From, Until: q.Until, By: q.By}
	for key, f := range groups {
		out.Total.add(*f)
		if q.By != ByNothing {
			out.Groups = append(out.Groups, GroupProgress{key, *f})
		}
	}
	slices.SortFunc(out.Groups, func(a, b GroupProgress) int { return cmp.Compare(a.Key, b.Key) })
	return out, nil
}
