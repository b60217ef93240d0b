package campaign

import "iter"

// Mau03Line are the figures of one line of Mẫu số 03, the report on progress
// (Kế hoạch 2207/KH-BHXH, C.1 and C.8). The plan names the form and its columns
// were never published: these are the 24 that package forms derives from the
// sentences of the plan, so that a line becomes a forms.Mau03Row field by
// field. The percentages, columns (5), (7) and (21), are ratios that the form
// itself prints. Column (24) Khó khăn, vướng mắc, đề xuất is left to people.
type Mau03Line struct {
	Key                string `json:"key"`                  // (2) code or name of the group, "" for the total
	Participants       int    `json:"participants"`         // (3)
	WithID             int    `json:"with_id"`              // (4)
	Verified           int    `json:"verified"`             // (6)
	Replaced           int    `json:"replaced"`             // (8) in the period
	Mismatched         int    `json:"mismatched"`           // (9)
	WithoutNumber      int    `json:"without_number"`       // (10)
	SentMau01          int    `json:"sent_mau01"`           // (11)
	SentMau02          int    `json:"sent_mau02"`           // (12)
	Received           int    `json:"received"`             // (13)
	Updated            int    `json:"updated"`              // (14)
	Reverified         int    `json:"reverified"`           // (15)
	Escalated          int    `json:"escalated"`            // (16)
	VssIDTarget        int    `json:"vssid_target"`         // (17) Chỉ tiêu giao
	HasVssIDTarget     bool   `json:"has_vssid_target"`     // false leaves columns (17) and (21) blank
	VssIDRegistered    int    `json:"vssid_registered"`     // (18) in the period
	VssIDApproved      int    `json:"vssid_approved"`       // (19) in the period
	VssIDApprovedTotal int    `json:"vssid_approved_total"` // (20)
	NoEmail            int    `json:"no_email"`             // (22)
	NotRegistered      int    `json:"not_registered"`       // (23)

	// Of those in column (3) and in none of (6), (9) and (10): what the report
	// should say in words, since no column holds it.
	Open          int `json:"open"`
	NotComparable int `json:"not_comparable"`
	Pending       int `json:"pending"` // could not be asked the last time
}

// Mau03 gives the lines of the groups, in their order, and not the total, which
// the form adds up by itself. Column (17) comes from the targets of
// [MeasureApproved] (Phụ lục 03 of the plan): see [Targets.At].
func (p *Progress) Mau03(targets Targets) iter.Seq[Mau03Line] {
	return func(yield func(Mau03Line) bool) {
		for i := range p.Groups {
			g := &p.Groups[i]
			line := mau03Line(g.Key, &g.Figures)
			if t, ok := targets.At(p.By, g.Key, MeasureApproved, dayOf(p.AsOf)); ok {
				line.VssIDTarget, line.HasVssIDTarget = t.Want(g.Participants), true
			}
			if !yield(line) {
				return
			}
		}
	}
}

// Mau03Total gives the total as a line, for a report of a single line.
func (p *Progress) Mau03Total(targets Targets) Mau03Line {
	line := mau03Line("", &p.Total)
	if t, ok := targets.At(ByNothing, "", MeasureApproved, dayOf(p.AsOf)); ok {
		line.VssIDTarget, line.HasVssIDTarget = t.Want(p.Total.Participants), true
	}
	return line
}

func mau03Line(key string, f *Figures) Mau03Line {
	return Mau03Line{
		Key: key, Participants: f.Participants, WithID: f.WithID, Verified: f.Verified, Replaced: f.Replaced,
		Mismatched: f.Mismatched, WithoutNumber: f.WithoutNumber, SentMau01: f.SentMau01, SentMau02: f.SentMau02,
		Received: f.Received, Updated: f.Updated, Reverified: f.Reverified, Escalated: f.Escalated,
		VssIDRegistered: f.Registered, VssIDApproved: f.ApprovedInPeriod, VssIDApprovedTotal: f.Approved,
		NoEmail: f.NoEmail, NotRegistered: f.NotRegistered,
		Open: f.Open, NotComparable: f.NotComparable, Pending: f.Pending,
	}
}
