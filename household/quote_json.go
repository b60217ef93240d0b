package household

import (
	"encoding/json"

	"github.com/bhxh-go/bhxh/matching"
)

// quoteJSON and lineJSON are the form in which quotes are exchanged.
type quoteJSON struct {
	Request      string       `json:"request"`
	Verdict      Verdict      `json:"verdict"`
	Codes        []string     `json:"codes"`
	Completeness Completeness `json:"completeness"`
	Members      []lineJSON   `json:"members"`
	Total        Dong         `json:"total"`
}

type lineJSON struct {
	PersonalID string   `json:"personal_id"`
	Codes      []string `json:"codes"`
	Place      int      `json:"place"`
	Months     int      `json:"months"`
	BaseSalary Dong     `json:"base_salary"`
	Percent    int      `json:"percent"`
	Amount     Dong     `json:"amount"`
	CardFrom   string   `json:"card_from"`
}

// MarshalJSON gives the quote as services exchange it: one object with request,
// verdict, codes, completeness, members and total. Amounts are whole đồng,
// card_from is yyyy-MM-dd, "" for a member who pays nothing here. It carries
// the numbers of the members as they were declared.
func (q Quote) MarshalJSON() ([]byte, error) {
	out := quoteJSON{
		Request: q.Request, Verdict: q.Verdict, Completeness: q.Completeness, Total: q.Total,
		Codes:   codeStrings(q.Codes, q.Mismatches),
		Members: make([]lineJSON, len(q.Lines)),
	}
	for i := range q.Lines {
		l := &q.Lines[i]
		out.Members[i] = lineJSON{
			PersonalID: string(l.IDNumber), Codes: codeStrings(l.Codes, l.Mismatches),
			Place: l.Place, Months: l.Months, BaseSalary: l.BaseSalary, Percent: l.Percent,
			Amount: l.Amount, CardFrom: l.CardFrom.ISO(),
		}
	}
	return json.Marshal(out)
}

// codeStrings gives the codes as text, never nil, so that JSON shows a list.
func codeStrings(codes []FindingCode, mismatches []matching.Code) []string {
	list := make([]string, 0, len(codes)+len(mismatches))
	for _, c := range codes {
		list = append(list, string(c))
	}
	for _, c := range mismatches {
		list = append(list, string(c))
	}
	return list
}
