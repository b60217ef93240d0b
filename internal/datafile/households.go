package datafile

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
)

// The columns of households.csv.
var (
	householdRequired = []string{
		"request", "personal_id", "full_name", "date_of_birth", "gender",
		"is_head", "joins", "months", "other_group",
	}
	householdOptional = []string{"paid_before", "last_card_end", "support_group", "pay_date"}
)

// Household is one request of a households.csv: the rows that share a key.
type Household struct {
	Request string
	Members []HouseholdMember // in the order of the file
}

// HouseholdMember is one row of a households.csv. Codes are as they stand
// there, without blanks around them; the zero Date is an empty cell.
type HouseholdMember struct {
	Person       identity.Person
	Head         bool
	Joins        bool
	Months       int
	OtherGroup   string
	PaidBefore   int
	LastCardEnd  identity.Date
	SupportGroup string
	PayDate      identity.Date

	// Fail makes the error that names the file, the line of this row and a
	// column. cause must not hold a value; it may be nil.
	Fail func(column string, cause error) error
}

var (
	errNoKey   = errors.New("a row belongs to a request")
	errBoolean = errors.New("want 1 or 0")
	errCount   = errors.New("want a whole number")
	errDay     = errors.New("want a day as yyyy-MM-dd")
	errNoHead  = errors.New("no member of this request is the head")
	errTwoHead = errors.New("a second head in one request")
)

// Households reads a households.csv. Requests come in the order in which they
// first occur, whether or not their rows stand together, so the whole file is
// held in memory. An empty is_head or joins is 0, an empty number 0. Every
// request has exactly one head. What a value means for the payment is not
// looked at. An error is a *[csvtable.Error] that names file, line and column.
func Households(r io.Reader, file string) ([]Household, error) {
	table, err := csvtable.Open(r, file, householdRequired, householdOptional)
	if err != nil {
		return nil, err
	}
	var list []Household
	places := map[string]int{}
	for row, err := range table.Rows() {
		if err != nil {
			return nil, err
		}
		key := strings.TrimSpace(row.Get("request"))
		if key == "" {
			return nil, row.Fail("request", errNoKey)
		}
		m, err := householdMember(row)
		if err != nil {
			return nil, err
		}
		place, known := places[key]
		if !known {
			place = len(list)
			places[key] = place
			list = append(list, Household{Request: key})
		}
		list[place].Members = append(list[place].Members, m)
	}
	for i := range list {
		if err := list[i].checkHead(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (h *Household) checkHead() error {
	heads := 0
	for _, m := range h.Members {
		if !m.Head {
			continue
		}
		if heads++; heads > 1 {
			return m.Fail("is_head", errTwoHead)
		}
	}
	if heads == 0 {
		return h.Members[0].Fail("is_head", errNoHead)
	}
	return nil
}

func householdMember(row csvtable.Row) (HouseholdMember, error) {
	m := HouseholdMember{
		Person: identity.Person{
			FullName:    identity.Name(row.Get("full_name")),
			DateOfBirth: identity.Text(row.Get("date_of_birth")),
			Gender:      identity.Text(row.Get("gender")),
			IDNumber:    identity.Text(row.Get("personal_id")),
		},
		OtherGroup:   strings.TrimSpace(row.Get("other_group")),
		SupportGroup: strings.TrimSpace(row.Get("support_group")),
		Fail:         row.Fail,
	}
	var errs [6]error
	m.Head, errs[0] = boolean(row, "is_head")
	m.Joins, errs[1] = boolean(row, "joins")
	m.Months, errs[2] = count(row, "months")
	m.PaidBefore, errs[3] = count(row, "paid_before")
	m.LastCardEnd, errs[4] = day(row, "last_card_end")
	m.PayDate, errs[5] = day(row, "pay_date")
	for _, err := range errs {
		if err != nil {
			return HouseholdMember{}, err
		}
	}
	return m, nil
}

func boolean(row csvtable.Row, column string) (bool, error) {
	switch strings.TrimSpace(row.Get(column)) {
	case "1":
		return true, nil
	case "0", "":
		return false, nil
	}
	return false, row.Fail(column, errBoolean)
}

// count reads a number of up to nine digits: no column needs more, and more
// would not fit everywhere.
func count(row csvtable.Row, column string) (int, error) {
	text := strings.TrimSpace(row.Get(column))
	if text == "" {
		return 0, nil
	}
	if len(text) > 9 || strings.Trim(text, "0123456789") != "" {
		return 0, row.Fail(column, errCount)
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, row.Fail(column, errCount)
	}
	return n, nil
}

// day reads a day. yyyy-MM-dd is the notation of the format; the others of
// identity.ParseDate say the same thing.
func day(row csvtable.Row, column string) (identity.Date, error) {
	text := strings.TrimSpace(row.Get(column))
	if text == "" {
		return identity.Date{}, nil
	}
	d, err := identity.ParseDate(text)
	if err != nil || d.Precision() != identity.PrecisionDay {
		return identity.Date{}, row.Fail(column, errDay)
	}
	return d, nil
}
