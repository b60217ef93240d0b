package campaign

import "iter"

// Figures are what a report counts of one group of participants. Every figure
// is derived from the history alone. A participant is whoever was loaded and is
// neither Merged nor Erased.
//
// The first five of the stock are an exact partition:
// Participants = Verified + Mismatched + WithoutNumber + NotComparable + Open.
// They follow the registry's last answer, so that a round under way, a list
// that was sent and a night without a registry change none of them. The column
// numbers are those of Mẫu số 03.
type Figures struct {
	// Stock: participants as of the time of the report.
	Participants  int `json:"participants"`   // (3) everybody
	Verified      int `json:"verified"`       // (6) the last answer confirmed the record, and it was not Updated since (B.I, bước 2)
	Mismatched    int `json:"mismatched"`     // (9) the last answer was Mismatched (B.II, bước 2), corrected since or not
	WithoutNumber int `json:"without_number"` // (10) the last answer was NoID, and no number was entered since
	NotComparable int `json:"not_comparable"` // the last answer did not concern the person
	Open          int `json:"open"`           // no answer yet, or none to the record as it is: see Verified and WithoutNumber
	WithID        int `json:"with_id"`        // (4) FactPersonalID
	Pending       int `json:"pending"`        // state Pending: could not be asked the last time
	SentMau01     int `json:"sent_mau01"`     // (11) were on a Mẫu số 01 that was sent (B.I, bước 5)
	SentMau02     int `json:"sent_mau02"`     // (12) were ever NotifiedMau02 (B.II, bước 3)
	Confirmed     int `json:"confirmed"`      // were ever Confirmed: answered a Mẫu số 02
	Received      int `json:"received"`       // (13) were ever Filed: D02-LT or D03-TS with TK1-TS came in (B.II, bước 4)
	Updated       int `json:"updated"`        // (14) were ever Updated (B.II, bước 5)
	Reverified    int `json:"reverified"`     // (15) Verified now, after an answer that was Mismatched or NoID (B.II, bước 6.1)
	Escalated     int `json:"escalated"`      // (16) were ever Escalated (B.II, bước 6.2)
	Shared        int `json:"shared"`         // were ever handed over to the population database (B.I, bước 4)
	Accounts      int `json:"accounts"`       // FactAccount: registered in VssID
	Approved      int `json:"approved"`       // (20) FactApproved
	NoEmail       int `json:"no_email"`       // (22) FactAccount without FactEmail
	NotRegistered int `json:"not_registered"` // (23) FactAccountKnown without FactAccount

	// Gone: not among the participants any more.
	Merged int `json:"merged"` // state Merged
	Erased int `json:"erased"` // state Erased

	// Flow: events in the period, at the place where the participant was then.
	Entered           int `json:"entered"`            // loaded, or a merge was withdrawn
	Left              int `json:"left"`               // merged, or erased as a participant
	Answered          int `json:"answered"`           // outcomes but Pending
	Confirmations     int `json:"confirmations"`      // outcomes that confirmed the record
	Failed            int `json:"failed"`             // outcomes Pending
	Replaced          int `json:"replaced"`           // (8) outcomes IDShared: a CMND gave way to the personal ID (B.I, bước 3)
	NoticesMau01      int `json:"notices_mau01"`      // rows of the Mẫu số 01 that were sent
	NoticesMau02      int `json:"notices_mau02"`      // rows of the Mẫu số 02 that were sent
	Replies           int `json:"replies"`            // steps to Confirmed
	Filings           int `json:"filings"`            // steps to Filed
	Updates           int `json:"updates"`            // steps to Updated
	Escalations       int `json:"escalations"`        // steps to Escalated
	Registered        int `json:"registered"`         // (18) FactAccount came to hold, for who was a participant before
	ApprovedInPeriod  int `json:"approved_in_period"` // (19) FactApproved came to hold, likewise
	AccountsWithdrawn int `json:"accounts_withdrawn"` // FactAccount ceased to hold
}

// Measure is the stable name of a figure: its name in JSON and CSV and in a file
// of targets.
type Measure string

// The measures for which targets are set most often. Every name of a figure in
// JSON is a measure: see [Measures].
const (
	MeasureParticipants Measure = "participants"
	MeasureWithID       Measure = "with_id"
	MeasureVerified     Measure = "verified"
	MeasureShared       Measure = "shared"
	MeasureAccounts     Measure = "accounts"
	MeasureApproved     Measure = "approved"
)

// measures gives every figure with its name, in the order of CSV columns.
func (f *Figures) measures() iter.Seq2[Measure, *int] {
	return func(yield func(Measure, *int) bool) {
		for _, m := range [...]struct {
			name Measure
			n    *int
		}{
			{"participants", &f.Participants},
			{"verified", &f.Verified},
			{"mismatched", &f.Mismatched},
			{"without_number", &f.WithoutNumber},
			{"not_comparable", &f.NotComparable},
			{"open", &f.Open},
			{"with_id", &f.WithID},
			{"pending", &f.Pending},
			{"sent_mau01", &f.SentMau01},
			{"sent_mau02", &f.SentMau02},
			{"confirmed", &f.Confirmed},
			{"received", &f.Received},
			{"updated", &f.Updated},
			{"reverified", &f.Reverified},
			{"escalated", &f.Escalated},
			{"shared", &f.Shared},
			{"accounts", &f.Accounts},
			{"approved", &f.Approved},
			{"no_email", &f.NoEmail},
			{"not_registered", &f.NotRegistered},
			{"merged", &f.Merged},
			{"erased", &f.Erased},
			{"entered", &f.Entered},
			{"left", &f.Left},
			{"answered", &f.Answered},
			{"confirmations", &f.Confirmations},
			{"failed", &f.Failed},
			{"replaced", &f.Replaced},
			{"notices_mau01", &f.NoticesMau01},
			{"notices_mau02", &f.NoticesMau02},
			{"replies", &f.Replies},
			{"filings", &f.Filings},
			{"updates", &f.Updates},
			{"escalations", &f.Escalations},
			{"registered", &f.Registered},
			{"approved_in_period", &f.ApprovedInPeriod},
			{"accounts_withdrawn", &f.AccountsWithdrawn},
		} {
			if !yield(m.name, m.n) {
				return
			}
		}
	}
}

// Measures gives the names of all figures, in the order of the CSV columns.
func Measures() iter.Seq[Measure] {
	return func(yield func(Measure) bool) {
		var f Figures
		for name := range f.measures() {
			if !yield(name) {
				return
			}
		}
	}
}

// Of gives a figure by its name; false for a name that is none.
func (f Figures) Of(m Measure) (int, bool) {
	for name, n := range f.measures() {
		if name == m {
			return *n, true
		}
	}
	return 0, false
}

// add adds the figures of another group.
func (f *Figures) add(other Figures) {
	next, stop := iter.Pull2(other.measures())
	defer stop()
	for _, n := range f.measures() {
		_, m, _ := next()
		*n += *m
	}
}
