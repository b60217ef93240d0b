package main

import (
	"bytes"
	_ "embed"
	"errors"
	"io"
	"path/filepath"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/datafile"
)

// The embedded sample: three families of synthetic people. No region has the
// code 000, and no province issued a CMND that begins with it.
var (
	//go:embed sample/households.csv
	sampleRequests []byte
	//go:embed sample/population.csv
	samplePopulation []byte
)

// open gives a file, or the sample where no path is given, and its name for
// errors: the base name, never the path.
func open(path, sampleName string, sample []byte) (io.ReadCloser, string, error) {
	if path == "" {
		return io.NopCloser(bytes.NewReader(sample)), sampleName, nil
	}
	f, err := cli.Open(path)
	return f, filepath.Base(path), err
}

// readRequests reads every request before anybody is asked about, so that a
// file that breaks its format or the rules of a payment is refused as a whole.
func readRequests(cfg config) ([]household.Request, error) {
	f, name, err := open(cfg.requests, "households.csv", sampleRequests)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := datafile.Households(f, name)
	if err != nil {
		return nil, cli.Usagef("%v", err)
	}
	requests := make([]household.Request, len(rows))
	for i := range rows {
		if requests[i], err = request(&rows[i], cfg.asOf); err != nil {
			return nil, cli.Usagef("%v", err)
		}
	}
	return requests, nil
}

// request makes a request of its rows. What it cannot hold is an error that
// names file, line and column.
func request(rows *datafile.Household, asOf identity.Date) (household.Request, error) {
	r := household.Request{ID: rows.Request, PayDate: asOf, Members: make([]household.Member, len(rows.Members))}
	for i := range rows.Members {
		row := &rows.Members[i]
		support, err := household.ParseSupportGroup(row.SupportGroup)
		if err != nil {
			return r, row.Fail("support_group", household.CodeSupport)
		}
		r.Members[i] = household.Member{
			Person: row.Person, Head: row.Head, Joins: row.Joins, Months: row.Months,
			OtherGroup: row.OtherGroup, PaidBefore: row.PaidBefore, LastCardEnd: row.LastCardEnd,
			Support: support, PayDate: row.PayDate,
		}
	}
	if _, err := household.Compute(r, household.Accepted); err != nil { // before anybody is asked about
		return r, located(rows, err)
	}
	return r, nil
}

// located puts the first fault of a request to its file, line and column.
func located(rows *datafile.Household, err error) error {
	var fault *household.Error
	if !errors.As(err, &fault) {
		return err
	}
	if fault.Member < 0 {
		return rows.Members[0].Fail("request", fault.Code)
	}
	return rows.Members[fault.Member].Fail(fault.Field, fault.Code)
}
