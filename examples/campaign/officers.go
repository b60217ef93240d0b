package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching/linkage"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// escalate has an officer compare the cards and papers of those who were
// corrected and are still not confirmed, and puts them on the list to the
// information technology centre (B.II, bước 6.2).
func (m *month) escalate(ctx context.Context) error {
	still, err := m.withState(ctx, m.unit(0), campaign.Mismatched)
	if err != nil {
		return err
	}
	m.note("Cards compared: %d still not confirmed in unit %s", len(still), m.unit(0))
	for _, p := range still {
		person := p.Record.Participant.Person
		ref := fmt.Sprintf("HS-%d", p.Row.ID)
		result, err := m.campaign.CompareCard(ctx, p.Row.ID, cardOf(person), campaign.Evidence{Ref: ref, By: "CB-02", On: identity.DateOf(m.now)})
		if err != nil {
			return err
		}
		if !result.Matches() {
			m.more("participant %d: the card says otherwise", p.Row.ID)
			continue
		}
		if err := m.campaign.Review(ctx, p.Row.ID); err != nil {
			return err
		}
	}
	return m.out.write("escalation.csv", func(w io.Writer) error {
		report, err := m.campaign.Escalate(ctx, w, "TTCNTT-"+m.day())
		m.more("%d agree with card and papers: escalation.csv to the centre", report.Done)
		return err
	})
}

// cardOf gives the text in the QR code of a person's card.
func cardOf(p identity.Person) string {
	born, _ := identity.ParseDate(string(p.DateOfBirth))
	day := fmt.Sprintf("%02d%02d%04d", born.Day(), born.Month(), born.Year())
	return strings.Join([]string{string(p.IDNumber), "", string(p.FullName), day, string(p.Gender), "Số 1 đường Giả Định", "01072022"}, "|")
}

// merge looks for people who are there twice. A person decides.
func (m *month) merge(ctx context.Context) error {
	report, err := m.campaign.Duplicates(ctx, linkage.Options{Workers: 1})
	if err != nil {
		return err
	}
	m.note("Duplicates among %d participants: %d proposed, %d doubtful", report.Participants, len(report.Proposals), len(report.Doubtful))
	for _, p := range report.Proposals {
		e := p.Evidence[0]
		m.more("%d and %d: zone %s, agree on %v, differ in %v; keep %d (%s)", e.A, e.B, e.Zone, e.Agree, e.Codes, p.Keep, p.Reason)
		for _, give := range p.IDs {
			if give == p.Keep {
				continue
			}
			if err := m.campaign.Merge(ctx, campaign.MergeDecision{Keep: p.Keep, Give: give, Actor: "CB-03", Basis: "BB-" + m.day()}); err != nil {
				return err
			}
			m.more("officer CB-03 decides: %d is merged into %d", give, p.Keep)
		}
	}
	return nil
}

// remind looks who has not answered.
func (m *month) remind(ctx context.Context) error {
	q := campaign.UnansweredQuery{Days: []int{5, 10, 15}}
	units, err := m.campaign.UnansweredByUnit(ctx, q)
	if err != nil {
		return err
	}
	m.note("Not answered on a Mẫu số 02 (for 5, 10, 15 days)")
	for _, u := range units {
		m.more("unit %s: %d, the first since %s, at the levels %v", u.Unit, u.Count, u.Oldest.In(clockZone).Format("02/01"), u.AtLevel)
	}
	return m.writeWork(ctx, q)
}

// answered takes the answer of the centre.
func (m *month) answered(ctx context.Context) error {
	escalated, err := m.withState(ctx, "", campaign.Escalated)
	if err != nil {
		return err
	}
	report, err := m.campaign.Answered(ctx, "TTCNTT-TL-"+m.day(), idsOf(escalated))
	m.note("The centre answers about %d: to be asked again in the next round", report.Done)
	return err
}

// lookUp finds participants by numbers that they have no more (phần C.2).
func (m *month) lookUp(ctx context.Context) error {
	for p, err := range m.campaign.Participants(ctx, campaign.Filter{Units: []string{m.unit(0)}}) {
		if err != nil {
			return err
		}
		former, err := identity.ParseNumber(string(p.Record.Participant.Person.FormerID))
		if err != nil {
			continue
		}
		found, err := m.campaign.Find(ctx, former)
		if err != nil {
			return err
		}
		m.note("Look-up of a former CMND (%s): %d found, participant %d, %s", former.Masked(), len(found), found[0].Row.ID, found[0].Row.State)
		return nil
	}
	return fmt.Errorf("nobody has a former number")
}

// tellOthers has another system read the outbox.
func (m *month) tellOthers(ctx context.Context) error {
	const consumer = "kham-chua-benh"
	kinds := make(map[string]int)
	last := int64(0)
	for message, err := range m.campaign.Messages(ctx, consumer) {
		if err != nil {
			return err
		}
		kinds[string(message.Kind)]++
		last = message.Position
	}
	var words []string
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		words = append(words, fmt.Sprintf("%d %s", kinds[kind], kind))
	}
	m.note("Outbox read by %s: %s", consumer, strings.Join(words, ", "))
	return m.campaign.Ack(ctx, consumer, last)
}
