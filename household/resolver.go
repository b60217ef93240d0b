package household

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

const (
	defaultWorkers = 4
	maxWorkers     = 256
)

// Resolver finds out who belongs to a household. It is safe for concurrent use
// where its sources are.
type Resolver struct {
	sources Sources
	options Options
}

// NewResolver makes a resolver. It fails with CodeSource where there is no
// source to ask, or with unusable options.
func NewResolver(s Sources, o Options) (*Resolver, error) {
	if s.Lister == nil && s.Checker == nil && s.Own == nil || o.Workers < 0 || o.Workers > maxWorkers {
		return nil, whole(CodeSource, "")
	}
	if o.Workers == 0 {
		o.Workers = defaultWorkers
	}
	return &Resolver{sources: s, options: o}, nil
}

// Resolve finds out, on the day on, who of a request belongs to the household
// and whether everybody was declared.
//
//  1. The list: where a registry lists members, the head's details go out. Who
//     is on the list belongs; who is listed and not declared is reported.
//  2. The checks: everybody else who is declared is asked about. Belongs who has
//     the same head, or the permanent or the current residence of the head
//     (“thường trú hoặc tạm trú”: either may agree).
//  3. BHXH's own record, for whoever is still not known to belong: the same
//     household code decides where no registry said anything, and is evidence
//     beside it where one did. A code that may be a namesake's refuses nobody.
//  4. An officer's confirmation outweighs all of this for its subject.
//
// What a registry refuses, what it could not be asked and what cannot be put as
// a question stay apart: the first refuses the household, the other two leave it
// provisional. A registry that fails is no error of Resolve: it is in the
// result. Resolve fails with [Errors] for a request that cannot be worked on,
// with CodePayDate where on is no day, and with the error of a context that
// ended before anybody was asked.
func (r *Resolver) Resolve(ctx context.Context, req Request, on identity.Date) (Result, error) {
	if on.Precision() != identity.PrecisionDay {
		return Result{}, whole(CodePayDate, "on")
	}
	if err := req.Validate(); err != nil {
		return Result{}, err
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	c := r.open(req, on)
	c.list(ctx)
	c.check(ctx)
	c.judge()
	c.ownRecords(ctx)
	c.completeness(ctx)
	c.conclude()
	return c.result, nil
}

// inquiry is what is known of one declared member while the work goes on.
type inquiry struct {
	*MemberResult
	query    registryclient.Query
	former   identity.Number // a former number that the declaration names
	askable  bool
	listed   bool
	sighting *Sighting
	person   FindingCode // what the registry said of the person; "" before it did
}

func (q *inquiry) add(code FindingCode, source, requestID string) {
	if !q.Has(code) {
		q.Evidence = append(q.Evidence, Evidence{Finding: code, Source: source, RequestID: requestID})
	}
}

// resolution is the work on one request.
type resolution struct {
	*Resolver
	asOf      identity.Date
	result    Result
	inquiries []inquiry
	listing   *Listing    // nil without a list
	noList    FindingCode // why there is none
}

// open reads every declared member and decides about whom to ask.
func (r *Resolver) open(req Request, on identity.Date) *resolution {
	c := &resolution{
		Resolver: r, asOf: on, noList: FindingNoListService,
		result:    Result{Request: req, Head: req.head(), Members: make([]MemberResult, len(req.Members))},
		inquiries: make([]inquiry, len(req.Members)),
	}
	parts := req.parts()
	for i := range req.Members {
		q := &c.inquiries[i]
		q.MemberResult = &c.result.Members[i]
		switch code := parts[i].code; {
		case i == c.result.Head:
		case code == FindingAbsent || code == FindingDuplicate,
			code != "" && parts[i].role == roleOut && r.options.PayersOnly:
			q.Standing = StandingSkipped
			q.add(code, "", "")
			continue
		}
		c.read(q, &req.Members[i])
	}
	return c
}

// read makes the question about a member.
func (c *resolution) read(q *inquiry, m *Member) {
	report := identity.Check(m.Person, c.asOf)
	name, _ := m.Person.FullName.Normalize()
	q.query = registryclient.Query{
		Number: report.Number, FullName: name, DateOfBirth: report.DateOfBirth, Gender: report.Gender,
		Purpose: c.options.Purpose,
	}
	q.former, _ = identity.ParseNumber(string(m.Person.FormerID))
	q.askable = report.Number.IsValid() && !name.IsEmpty() && report.DateOfBirth.IsValid() &&
		!report.Has(identity.FindingDateFuture) && !report.Has(identity.FindingDateTooOld)
	if q.askable && report.Number.Kind() == identity.NumberCMND {
		q.add(FindingOldNumber, "", "")
	}
}

// list goes the first way.
func (c *resolution) list(ctx context.Context) {
	head := &c.inquiries[c.result.Head]
	if c.sources.Lister == nil {
		return
	}
	if !head.askable {
		c.noList = FindingListUnreachable
		return
	}
	c.result.Ways = append(c.result.Ways, WayList)
	listing, err := c.sources.Lister.ListMembers(ctx, head.query)
	switch {
	case err != nil:
		c.noList = listFailure(err)
		if c.sources.Checker == nil {
			head.Err = err
		}
		return
	case listing.Outcome == registryclient.OutcomeMatched:
		head.listed, c.listing = true, &listing
		head.say(FindingConfirmed, listing.Source, listing.RequestID)
	case listing.Outcome == registryclient.OutcomeNotMatched:
		c.noList = FindingListRefusedHead
		head.say(refusalOf(listing.Reason), listing.Source, listing.RequestID)
		return
	default:
		c.noList = FindingListRefusedHead
		head.say(FindingNotComparable, listing.Source, listing.RequestID)
		return
	}
	for i := range c.inquiries {
		if id, ok := c.inquiries[i].query.Number.PersonalID(); ok {
			c.findOnList(&c.inquiries[i], id)
		}
	}
}

// findOnList marks a member whose personal ID is on the list.
func (c *resolution) findOnList(q *inquiry, id identity.PersonalID) {
	if c.listing == nil || q.Standing == StandingSkipped || !slices.Contains(c.listing.Members, id) {
		return
	}
	q.listed = true
	q.add(FindingListed, c.listing.Source, c.listing.RequestID)
}

// listFailure says why there is no list.
func listFailure(err error) FindingCode {
	if errors.Is(err, registryclient.CodeForbidden) {
		return FindingListNotOffered
	}
	return FindingListUnreachable
}

// check goes the second way for everybody whom the first has not placed.
func (c *resolution) check(ctx context.Context) {
	var open []int
	for i := range c.inquiries {
		q := &c.inquiries[i]
		if q.Standing != StandingSkipped && !q.listed {
			open = append(open, i)
		}
	}
	if len(open) == 0 || c.sources.Checker == nil {
		return
	}
	if head := c.result.Head; c.inquiries[head].listed {
		open = append(open, head) // the residence to compare with
	}
	c.result.Ways = append(c.result.Ways, WayChecks)
	inParallel(len(open), c.options.Workers, func(k int) { c.checkOne(ctx, &c.inquiries[open[k]]) })
	for _, i := range open {
		c.hear(&c.inquiries[i], &c.result.Request.Members[i])
	}
}

// checkOne asks about one person.
func (c *resolution) checkOne(ctx context.Context, q *inquiry) {
	if !q.askable {
		return
	}
	s, err := c.sources.Checker.Check(ctx, q.query)
	if err != nil {
		q.Err = err
		return
	}
	q.sighting = &s
}

// inParallel calls f for 0 … n-1, at most workers at a time, and returns when
// all are done.
func inParallel(n, workers int, f func(int)) {
	var wg sync.WaitGroup
	places := make(chan struct{}, workers)
	for i := range n {
		places <- struct{}{}
		wg.Go(func() {
			defer func() { <-places }()
			f(i)
		})
	}
	wg.Wait()
}

// String names the kind of value and shows none of its settings: an officer may
// stand among them.
func (r *Resolver) String() string { return "household.Resolver" }

// Format implements fmt.Formatter with the same for every verb.
func (r *Resolver) Format(f fmt.State, _ rune) { mask.Format(f, r.String()) }

// LogValue implements slog.LogValuer with the same.
func (r *Resolver) LogValue() slog.Value { return slog.StringValue(r.String()) }
