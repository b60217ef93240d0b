package campaign

import (
	"slices"

	"github.com/bhxh-go/bhxh/identity"
)

// Target is what a figure is to reach by the end of a day: a share of the
// participants, or a number.
type Target struct {
	By      Grouping      // ByNothing: the total
	Key     string        // of the group, "" for the total
	Measure Measure       // a figure of the stock
	Date    identity.Date // a whole day, in Vietnam
	Percent float64       // of the participants, above 0 and up to 100; 0 where Count says it
	Count   int           // above 0; 0 where Percent says it
	Source  string        // the document that sets it, "" for the caller's own
}

// Want gives the number to reach among so many participants: of a share the
// next whole number.
func (t Target) Want(participants int) int {
	if t.Percent == 0 {
		return t.Count
	}
	// Hundredths of a percent are whole numbers; a product of floats may lie just
	// above one.
	const scale = 100
	shares := max(int(t.Percent*scale+0.5), 1)
	return (participants*shares + 100*scale - 1) / (100 * scale)
}

// Targets are dated targets. The order does not matter.
type Targets []Target

// PlanTargets gives the targets that documents set for everybody:
//
//   - 90 %, at best 100 %, of the participants with số ĐDCN/CCCD by the end of
//     2022 (Kế hoạch 2207/KH-BHXH of 12/08/2022, part A);
//   - 100 % with it and verified by December 2023 (Quyết định 1177/QĐ-BHXH of
//     11/08/2023, II.1 and item 6.1 of its annex).
//
// The plan's 35 million users of VssID are those of the whole country and are
// not among them; its targets per province (Phụ lục 03) were never published.
func PlanTargets() Targets {
	const plan, programme = "Kế hoạch 2207/KH-BHXH, phần A", "Quyết định 1177/QĐ-BHXH ngày 11/08/2023, mục 6.1"
	end2022, end2023 := identity.MustDate(2022, 12, 31), identity.MustDate(2023, 12, 31)
	return Targets{
		{Measure: MeasureWithID, Date: end2022, Percent: 90, Source: plan},
		{Measure: MeasureWithID, Date: end2022, Percent: 100, Source: plan},
		{Measure: MeasureWithID, Date: end2023, Percent: 100, Source: programme},
		{Measure: MeasureVerified, Date: end2023, Percent: 100, Source: programme},
	}
}

// At gives the target of a group and measure that stands on a day: the next one
// to come, or the last where all have passed. Of several on one date it is the
// first in the list.
func (t Targets) At(by Grouping, key string, m Measure, on identity.Date) (Target, bool) {
	var best Target
	found := false
	for _, c := range t {
		if c.By != by || c.Key != key || c.Measure != m {
			continue
		}
		coming, bestComing := !c.Date.Before(on), !best.Date.Before(on)
		switch {
		case !found,
			coming && !bestComing,
			coming && bestComing && c.Date.Before(best.Date),
			!coming && !bestComing && best.Date.Before(c.Date):
			best, found = c, true
		}
	}
	return best, found
}

// Distance is how far a figure is from its target.
type Distance struct {
	Target       Target
	Have         int // the figure as of the time of the report
	Want         int // what the target demands of it
	Participants int // of the group
	Missing      int // what is left to do, 0 once it is reached
	Days         int // from the day of the report to that of the target, negative where that has passed
	PerDay       int // Missing over the days that are left, the present one included, rounded up; 0 where it has passed
}

// IsReached reports that the figure is what the target demands.
func (d Distance) IsReached() bool { return d.Missing == 0 }

// IsMissed reports that the day has passed and the target was not reached.
func (d Distance) IsMissed() bool { return d.Missing > 0 && d.Days < 0 }

// Distances gives the distance of each target that speaks of the total or of
// the report's own grouping, in the order of their dates. A group that the
// report does not hold has nobody.
func (p *Progress) Distances(targets Targets) []Distance {
	today := dayOf(p.AsOf)
	var out []Distance
	for _, t := range targets {
		figures := p.Total
		if t.By != ByNothing {
			if t.By != p.By {
				continue
			}
			figures, _ = p.Group(t.Key)
		}
		have, ok := figures.Of(t.Measure)
		if !ok {
			continue
		}
		d := Distance{Target: t, Have: have, Want: t.Want(figures.Participants), Participants: figures.Participants}
		d.Missing = max(0, d.Want-d.Have)
		d.Days = daysBetween(today, t.Date)
		if d.Days >= 0 {
			d.PerDay = (d.Missing + d.Days) / (d.Days + 1)
		}
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b Distance) int { return a.Target.Date.Compare(b.Target.Date) })
	return out
}
