package bulkfile

import (
	"slices"

	"github.com/bhxh-go/bhxh/registryclient"
)

// Our texts for what the exchange answers.
const (
	textMatch        = "Thông tin khớp với cơ sở dữ liệu quốc gia về dân cư"
	textDiffers      = "Có trường thông tin không chính xác"
	textNoSuchNumber = "Không tồn tại số định danh hoặc số CMND này"
	textSeveral      = "Nhiều công dân cùng một số, không xác định được người cần xác thực"
)

// translate gives the neutral reply for the answer of one row.
func translate(q *registryclient.Query, a *Answer) registryclient.Reply {
	out := registryclient.Answer{RequestID: q.RequestID, Source: source}
	out.Message.Code = string(a.Result)
	switch a.Result {
	case ResultMatch:
		out.Outcome, out.Message.Text = registryclient.OutcomeMatched, textMatch
		out.Fields, out.SharedID = verdicts(a), a.PersonalID
	case ResultDiffers:
		out.Outcome, out.Message.Text = registryclient.OutcomeNotMatched, textDiffers
		out.Reason, out.Fields = registryclient.ReasonFieldsDiffer, verdicts(a)
	case ResultNoSuchNumber:
		out.Outcome, out.Message.Text = registryclient.OutcomeNotMatched, textNoSuchNumber
		out.Reason = registryclient.ReasonNoSuchNumber
		out.Fields.ID = said(registryclient.VerdictMismatch)
	case ResultSeveral:
		out.Outcome, out.Message.Text = registryclient.OutcomeNotComparable, textSeveral
		out.Reason = registryclient.ReasonSeveralRecords
	default:
		return registryclient.Reply{Err: &registryclient.Error{
			Code: registryclient.CodeUnavailable, Operation: source, RequestID: q.RequestID,
			Detail: "the service did not look at this row", ServiceCode: string(ResultUnavailable),
		}}
	}
	return registryclient.Reply{Answer: out}
}

// verdicts gives the verdict of each field of a row that was compared.
func verdicts(a *Answer) registryclient.FieldVerdicts {
	of := func(f Field) registryclient.FieldVerdict {
		switch {
		case slices.Contains(a.Wrong, f):
			return said(registryclient.VerdictMismatch)
		case slices.Contains(a.NotCompared, f):
			return said(registryclient.VerdictNotCompared)
		}
		return said(registryclient.VerdictMatch)
	}
	return registryclient.FieldVerdicts{
		Name: of(FieldName), DateOfBirth: of(FieldDateOfBirth), Gender: of(FieldGender), ID: of(FieldID),
	}
}

func said(v registryclient.Verdict) registryclient.FieldVerdict {
	return registryclient.FieldVerdict{Verdict: v, Origin: registryclient.OriginBulk}
}
