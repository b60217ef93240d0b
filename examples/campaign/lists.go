package main

import (
	"context"
	"io"
	"iter"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

// send writes the lists that are due, one document a unit, and only then says
// that they were sent.
func (m *month) send(ctx context.Context) error {
	m.note("Lists sent to the units")
	for _, kind := range [...]struct {
		list reconcile.List
		name string
		due  func(context.Context, string) iter.Seq2[campaign.Due, error]
	}{
		{reconcile.ListMau01, "Mau01", m.campaign.Mau01},
		{reconcile.ListMau02, "Mau02", m.campaign.Mau02},
	} {
		units, err := collect(m.campaign.UnitsDue(ctx, kind.list))
		if err != nil {
			return err
		}
		for _, unit := range units {
			due, err := collect(kind.due(ctx, unit.Code))
			if err != nil {
				return err
			}
			ref := kind.name + "-" + unit.Code + "-" + m.day()
			if err := m.writeList(ctx, kind.list, ref, unit, due); err != nil {
				return err
			}
			ids := make([]campaign.ID, len(due))
			for i := range due {
				ids[i] = due[i].ID
			}
			report, err := m.campaign.Notified(ctx, kind.list, ref, ids)
			if err != nil {
				return err
			}
			m.more("%s of unit %s: %d participants", kind.name, unit.Code, report.Done)
		}
	}
	return nil
}

func (m *month) writeList(ctx context.Context, list reconcile.List, ref string, unit identity.Unit, due []campaign.Due) error {
	head := forms.Head{Unit: unit, ListID: ref, AsOf: identity.DateOf(m.now)}
	var rows01 []forms.Mau01Row
	var rows02 []forms.Mau02Row
	for _, d := range due {
		o := d.Outcome
		number, name, born, gender := string(o.Participant.SocialInsuranceNumber), string(o.Normalized.FullName),
			string(o.Normalized.DateOfBirth), string(o.Normalized.Gender)
		if list == reconcile.ListMau01 {
			rows01 = append(rows01, forms.Mau01Row{
				SocialInsuranceNumber: number, FullName: name, DateOfBirth: born, Gender: gender,
				PersonalID: o.PersonalID.Reveal(), VssID: o.Participant.VssID, Email: string(o.Participant.Email),
			})
			continue
		}
		rows02 = append(rows02, forms.Mau02Row{
			SocialInsuranceNumber: number, FullName: name, DateOfBirth: born, Gender: gender,
			IDNumber: string(o.Normalized.IDNumber), VssID: o.Participant.VssID, Email: string(o.Participant.Email), Codes: o.Codes,
		})
	}
	return m.out.write(ref+".xlsx", func(w io.Writer) error {
		if list == reconcile.ListMau01 {
			return forms.WriteMau01(ctx, w, head, forms.Rows(rows01...), forms.Options{})
		}
		m.issued[ref], m.lists[unit.Code] = rows02, ref
		return forms.WriteMau02(ctx, w, head, forms.Rows(rows02...), forms.Options{})
	})
}
