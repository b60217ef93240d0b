package datafile

import (
	"io"
	"iter"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
)

// The columns of participants.csv.
var (
	participantRequired = []string{
		"social_insurance_number", "full_name", "date_of_birth", "gender", "id_number",
		"unit_code", "unit_name", "unit_address",
	}
	participantOptional = []string{
		"vssid", "email", "nationality", "health_card", "group", "district", "province",
	}
)

// Headings maps the name of a column to the heading that a file uses for it.
// The nil Headings use the names themselves.
type Headings map[string]string

func (h Headings) of(name string) string {
	if heading, ok := h[name]; ok {
		return heading
	}
	return name
}

func (h Headings) all(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = h.of(name)
	}
	return out
}

// Unknown gives a name in h that is no column of participants.csv.
func (h Headings) Unknown() (string, bool) {
	known := make(map[string]bool)
	for _, names := range [...][]string{participantRequired, participantOptional} {
		for _, name := range names {
			known[name] = true
		}
	}
	for name := range h {
		if !known[name] {
			return name, true
		}
	}
	return "", false
}

// table is what a CSV reader and an XLSX reader have in common.
type table interface {
	// next gives the value of each column by its heading, and how to fail for a
	// column of this row; io.EOF after the last row.
	next() (get func(heading string) string, fail func(heading string, cause error) error, err error)
}

// Participants reads a participants.csv. Values are taken as they are:
// validation is the procedure's work. An error names file, line and column and
// is the last thing given.
func Participants(r io.Reader, file string, headings Headings) iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		t, err := csvtable.Open(r, file, headings.all(participantRequired), headings.all(participantOptional))
		if err != nil {
			yield(identity.Participant{}, err)
			return
		}
		participants(csvRows{t}, headings, yield)
	}
}

type csvRows struct{ *csvtable.Reader }

func (t csvRows) next() (func(string) string, func(string, error) error, error) {
	row, err := t.Next()
	return row.Get, row.Fail, err
}

func participants(t table, headings Headings, yield func(identity.Participant, error) bool) {
	for {
		get, fail, err := t.next()
		if err == io.EOF {
			return
		}
		var p identity.Participant
		if err == nil {
			p, err = participant(func(name string) string { return get(headings.of(name)) },
				func(name string, cause error) error { return fail(headings.of(name), cause) })
		}
		if !yield(p, err) || err != nil {
			return
		}
	}
}

func participant(get func(string) string, fail func(string, error) error) (identity.Participant, error) {
	vssid, err := identity.ParseVssID(get("vssid"))
	if err != nil {
		return identity.Participant{}, fail("vssid", err)
	}
	return identity.Participant{
		Person: identity.Person{
			FullName:    identity.Name(get("full_name")),
			DateOfBirth: identity.Text(get("date_of_birth")),
			Gender:      identity.Text(get("gender")),
			IDNumber:    identity.Text(get("id_number")),
		},
		SocialInsuranceNumber: identity.Text(get("social_insurance_number")),
		Unit: identity.Unit{
			Code:    get("unit_code"),
			Name:    get("unit_name"),
			Address: get("unit_address"),
		},
		VssID:       vssid,
		Email:       identity.Text(get("email")),
		Nationality: get("nationality"),
		HealthCard:  identity.Text(get("health_card")),
		Group:       get("group"),
		District:    get("district"),
		Province:    get("province"),
	}, nil
}
