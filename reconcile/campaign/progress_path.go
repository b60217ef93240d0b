package campaign

import (
	"iter"
	"time"
)

// path is what the history of one participant comes to, event by event. It is
// all that reports keep of a participant, and the only place that says what an
// event counts for.
type path struct {
	last      Event     // the newest event
	since     time.Time // since when the participant stands where they stand
	answer    Event     // the registry's last answer, or what the record decided by itself; the zero Event where none stands
	pending   Event     // the newest outcome Pending
	notice    Event     // the newest Mẫu số 01 or 02 that was sent
	mau01     bool      // was on a Mẫu số 01
	shared    bool      // was handed over to the population database
	wrong     bool      // an answer was Mismatched or NoID
	work      VssIDWork // what the facts call for
	workSince time.Time // since when they do
	reached   [lastState + 1]bool
}

// step takes the next event of the participant.
func (p *path) step(e Event) {
	if p.last = e; e.From != e.To {
		p.since = e.At
	}
	p.reached[e.To] = true
	if work := vssIDWork(e.Facts); work != p.work {
		p.work, p.workSince = work, e.At
	}
	switch {
	case e.To == New: // loaded, or a merge was withdrawn: nothing is known yet
		p.answer, p.wrong = Event{}, false
	case e.To == Updated && e.From != Updated && p.isVerified(): // what was confirmed stands no more
		p.answer = Event{}
	case isAnswer(e):
		p.answer = e
		p.wrong = p.wrong || e.To == Mismatched || e.To == NoID
	case isPending(e):
		p.pending = e
	case isNoticeMau01(e):
		p.mau01, p.notice = true, e
	case isNoticeMau02(e):
		p.notice = e
	case e.Cause == CauseShared:
		p.shared = true
	}
}

// paths gives what each history comes to, of events that come participant by
// participant. A path is good until the next one. observe sees every event with
// the path as it was before.
func paths(events iter.Seq2[Event, error], observe func(before *path, e Event)) iter.Seq2[*path, error] {
	return func(yield func(*path, error) bool) {
		var p path
		for e, err := range events {
			if err != nil {
				yield(nil, err)
				return
			}
			if e.ID != p.last.ID {
				if p.last.ID != 0 && !yield(&p, nil) {
					return
				}
				p = path{}
			}
			observe(&p, e)
			p.step(e)
		}
		if p.last.ID != 0 {
			yield(&p, nil)
		}
	}
}

// isLive reports a participant who is still one.
func (p *path) isLive() bool { return isLive(p.last.To) }

func isLive(s State) bool { return s != 0 && !s.IsFinal() }

// isAnswer reports an outcome that decides about the record, unlike Pending. One
// who is confirmed again goes back to where they stood.
func isAnswer(e Event) bool { return e.Cause == CauseOutcome && e.To != Pending }

func isPending(e Event) bool { return e.Cause == CauseOutcome && e.To == Pending }

// isNoticeMau01 reports a Mẫu số 01 that was sent: a list to whoever was shared
// before leaves nothing to do.
func isNoticeMau01(e Event) bool {
	return e.Cause == CauseNotified && (e.To == NotifiedMau01 || e.To == Settled)
}

func isNoticeMau02(e Event) bool { return e.Cause == CauseNotified && e.To == NotifiedMau02 }

// isVerified reports that the registry's last answer confirmed the record.
func (p *path) isVerified() bool { return p.answer.To.IsConfirmed() }

// result is where the last answer leaves a participant: the partition of
// [Figures].
type result uint8

const (
	resultOpen result = iota
	resultVerified
	resultMismatched
	resultWithoutNumber
	resultNotComparable
)

func (p *path) result() result {
	switch {
	case p.isVerified():
		return resultVerified
	case p.answer.To == Mismatched:
		return resultMismatched
	case p.answer.To == NotComparable:
		return resultNotComparable
	case p.answer.To == NoID && (p.answer.Facts.Has(FactNumber) || !p.last.Facts.Has(FactNumber)):
		return resultWithoutNumber
	}
	return resultOpen
}

// stock adds where the participant stands to the figures.
func (p *path) stock(f *Figures) {
	switch p.last.To {
	case Merged:
		f.Merged++
		return
	case Erased:
		f.Erased++
		return
	}
	f.Participants++
	*[...]*int{&f.Open, &f.Verified, &f.Mismatched, &f.WithoutNumber, &f.NotComparable}[p.result()]++
	facts := p.last.Facts
	f.WithID += one(facts.Has(FactPersonalID))
	f.Pending += one(p.last.To == Pending)
	f.SentMau01 += one(p.mau01)
	f.SentMau02 += one(p.reached[NotifiedMau02])
	f.Confirmed += one(p.reached[Confirmed])
	f.Received += one(p.reached[Filed])
	f.Updated += one(p.reached[Updated])
	f.Reverified += one(p.isVerified() && p.wrong)
	f.Escalated += one(p.reached[Escalated])
	f.Shared += one(p.shared)
	f.Accounts += one(facts.Has(FactAccount))
	f.Approved += one(facts.Has(FactApproved))
	f.NoEmail += one(facts.Has(FactAccount) && !facts.Has(FactEmail))
	f.NotRegistered += one(facts.Has(FactAccountKnown) && !facts.Has(FactAccount))
}

// flow adds one event to the figures; before are the facts that held until it.
func flow(f *Figures, e Event, before Facts) {
	was, is := isLive(e.From), isLive(e.To)
	f.Entered += one(!was && is)
	f.Left += one(was && !is)
	if isAnswer(e) {
		f.Answered++
		f.Confirmations += one(e.To.IsConfirmed())
		f.Replaced += one(e.To == IDShared)
	}
	f.Failed += one(isPending(e))
	f.NoticesMau01 += one(isNoticeMau01(e))
	f.NoticesMau02 += one(isNoticeMau02(e))
	if e.From != e.To {
		f.Replies += one(e.To == Confirmed)
		f.Filings += one(e.To == Filed)
		f.Updates += one(e.To == Updated)
		f.Escalations += one(e.To == Escalated)
	}
	if was && is {
		f.Registered += one(e.Facts.Has(FactAccount) && !before.Has(FactAccount))
		f.ApprovedInPeriod += one(e.Facts.Has(FactApproved) && !before.Has(FactApproved))
		f.AccountsWithdrawn += one(before.Has(FactAccount) && !e.Facts.Has(FactAccount))
	}
}

func one(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// period is from a time, not included, until another, included.
type period struct{ from, until time.Time }

func (p period) has(t time.Time) bool {
	return t.After(p.from) && !t.After(p.until)
}
