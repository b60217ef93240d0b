package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/bhxh-go/bhxh/household"
)

// waits reports a household that is provisional because the registry could not
// be asked about somebody: the same request may be decided later.
func waits(r household.Result) bool {
	if r.Verdict != household.Provisional {
		return false
	}
	for i := range r.Members {
		if r.Members[i].Standing == household.StandingOpen && r.Members[i].Has(household.FindingUnreachable) {
			return true
		}
	}
	return false
}

// print writes what came of one request: a line of JSON, or the tables for a
// person.
func (cfg config) print(w io.Writer, r household.Result) error {
	quote, err := r.Quote()
	if err != nil {
		return err
	}
	if cfg.json {
		return json.NewEncoder(w).Encode(quote)
	}
	var b strings.Builder
	title := "Hồ sơ " + r.Request.ID
	fmt.Fprintf(&b, "%s\n%s\n", title, strings.Repeat("=", utf8.RuneCountInString(title)))
	if err := quote.WriteText(&b); err != nil {
		return err
	}
	writeCheck(&b, r)
	b.WriteByte('\n')
	_, err = io.WriteString(w, b.String())
	return err
}

// writeCheck writes what the quote does not say: whether everybody was declared,
// and which members a refusal rests on. Members are named by their place.
func writeCheck(b *strings.Builder, r household.Result) {
	words := map[household.Completeness]string{
		household.Complete: "có", household.Incomplete: "không", household.CompletenessUnknown: "chưa kết luận",
	}
	fmt.Fprintf(b, "\nKê khai đủ thành viên: %s. %s\n", words[r.Completeness], r.Reason.Vietnamese())
	for _, e := range r.Explain() {
		for _, cause := range e.Causes {
			if cause.Member >= 0 {
				fmt.Fprintf(b, "%s: do thành viên số %d.\n", e.Code, cause.Member+1)
			}
		}
	}
}
