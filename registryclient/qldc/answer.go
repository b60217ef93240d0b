package qldc

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Our texts for what the services answer without words.
const (
	textNothingFits   = "Không tồn tại dữ liệu với số định danh (hoặc CMND), họ tên và ngày sinh này"
	textNoSuchNumber  = "Không tồn tại số định danh hoặc số CMND này"
	textSeveral       = "Nhiều công dân cùng một số, không xác định được người cần xác thực"
	textConfirmed     = "Thông tin công dân tồn tại"
	textRecordPresent = "Tìm thấy thông tin công dân"
)

// answer translates a reply that was decoded and checked.
func (c *Client) answer(q *registryclient.Query, r *reply) registryclient.Answer {
	a := registryclient.Answer{RequestID: q.RequestID, Source: c.source}
	switch {
	case c.profile.Reply == ReplyConfirmation && r.exists:
		a.Outcome, a.Message.Text = registryclient.OutcomeMatched, textConfirmed
		a.Fields = c.confirmed(q)
	case c.profile.Reply == ReplyConfirmation || len(r.citizens) == 0:
		a.Outcome = registryclient.OutcomeNotMatched
		a.Reason, a.Message.Text = registryclient.ReasonNothingFits, textNothingFits
		if c.profile.Reply == ReplyCitizens && c.rule == MatchNumber {
			a.Reason, a.Message.Text = registryclient.ReasonNoSuchNumber, textNoSuchNumber
			a.Fields.ID = said(registryclient.VerdictMismatch)
		}
	case len(r.citizens) > 1:
		a.Outcome = registryclient.OutcomeNotComparable
		a.Reason, a.Message.Text = registryclient.ReasonSeveralRecords, textSeveral
	default:
		person := r.citizens[0].Person()
		a.Outcome, a.Message.Text = registryclient.OutcomeMatched, textRecordPresent
		a.Fields = c.confirmed(q)
		a.Record, a.SharedID = &person, r.citizens[0].PersonalID
	}
	return a
}

// confirmed gives what a positive answer says of each field.
func (c *Client) confirmed(q *registryclient.Query) registryclient.FieldVerdicts {
	v := registryclient.FieldVerdicts{ID: said(registryclient.VerdictMatch)}
	if c.profile.Reply == ReplyConfirmation {
		v.Gender = said(registryclient.VerdictNotCompared)
	} else if c.rule == MatchNumber {
		return v // the number alone was compared
	}
	v.Name, v.DateOfBirth = said(registryclient.VerdictMatch), said(registryclient.VerdictMatch)
	if c.nameForm == NameStripped {
		v.Name.Verdict = registryclient.VerdictPartial
	}
	if q.DateOfBirth.Precision() == identity.PrecisionMonth {
		v.DateOfBirth.Verdict = registryclient.VerdictPartial
	}
	return v
}

func said(v registryclient.Verdict) registryclient.FieldVerdict {
	return registryclient.FieldVerdict{Verdict: v, Origin: registryclient.OriginRegistry}
}
