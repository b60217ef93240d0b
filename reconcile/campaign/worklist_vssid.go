package campaign

import (
	"context"
	"iter"
	"time"
)

// VssIDWork is what a participant is asked to do about VssID.
type VssIDWork string

// The tasks of Kế hoạch 2207/KH-BHXH, B.I bước 5 and B.II bước 4.
const (
	VssIDRegister VssIDWork = "register"  // no account: register one after Phụ lục I
	VssIDAddEmail VssIDWork = "add_email" // an account without an e-mail: add it after Phụ lục II
)

// Annex gives the annex of the plan that explains the task.
func (w VssIDWork) Annex() string {
	switch w {
	case VssIDRegister:
		return "Phụ lục I"
	case VssIDAddEmail:
		return "Phụ lục II"
	}
	return ""
}

// vssIDWork gives the task that facts call for, "" for none. Where nobody knows
// whether there is an account there is no task.
func vssIDWork(f Facts) VssIDWork {
	switch {
	case f.Has(FactAccount) && !f.Has(FactEmail):
		return VssIDAddEmail
	case f.Has(FactAccountKnown) && !f.Has(FactAccount):
		return VssIDRegister
	}
	return ""
}

// VssIDTask is one line of the work list of a unit. It holds no personal data.
type VssIDTask struct {
	ID       ID        `json:"id"`
	Place    Place     `json:"place"`
	Work     VssIDWork `json:"work"`
	Since    time.Time `json:"since"`             // since when the records of BHXH have said so
	Notified time.Time `json:"notified,omitzero"` // when the newest Mẫu số 01 or 02 went out that told them, the zero time where none did
	List     string    `json:"list,omitempty"`    // that list
}

// VssIDTasks gives who has no account in VssID (Phụ lục I), or an account
// without an e-mail (Phụ lục II), by unit code and then by ID, in a stream.
func (c *Campaign) VssIDTasks(ctx context.Context, q WorkQuery) iter.Seq2[VssIDTask, error] {
	return func(yield func(VssIDTask, error) bool) {
		for s, err := range c.standings(ctx, Filter{Units: q.Units}) {
			if err != nil {
				yield(VssIDTask{}, err)
				return
			}
			p := &s.path
			if p.work == "" || !p.isLive() {
				continue
			}
			task := VssIDTask{ID: s.row.ID, Place: p.last.Place, Work: p.work, Since: p.workSince}
			if !p.notice.At.Before(p.workSince) {
				task.Notified, task.List = p.notice.At, p.notice.Ref
			}
			if !yield(task, nil) {
				return
			}
		}
	}
}
