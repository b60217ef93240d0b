package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/datafile"
	"github.com/bhxh-go/bhxh/matching"
)

// The jobs that this program plays itself.
const (
	taskCheck = "check"
	taskMau02 = "mau02"
)

// play does one job with a file of participants.
func play(ctx context.Context, task, path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	list := bufio.NewReaderSize(f, 1<<16)
	switch task {
	case taskCheck:
		return check(list)
	case taskMau02:
		return mau02(ctx, list)
	}
	return fmt.Errorf("-task: want %s or %s", taskCheck, taskMau02)
}

// check reads a list and checks every record by itself.
func check(list io.Reader) error {
	today := identity.MustDate(2026, 11, 22)
	rows, found := 0, 0
	for p, err := range datafile.Participants(list, "participants.csv", nil) {
		if err != nil {
			return err
		}
		rows++
		for range identity.Check(p.Person, today).Findings() {
			found++
		}
	}
	fmt.Fprintln(os.Stdout, rows, "rows,", found, "findings")
	return nil
}

// mau02 writes a list as volumes of Mẫu số 02 with two sentences a row. A
// volume is all that is held in memory.
func mau02(ctx context.Context, list io.Reader) error {
	volume := make([]forms.Mau02Row, 0, forms.MaxRows)
	written := 0
	flush := func() error {
		head := forms.Head{Unit: identity.Unit{Code: "YN0001A"}, ListID: "2026-11/YN0001A", AsOf: identity.MustDate(2026, 11, 22)}
		err := forms.WriteMau02(ctx, io.Discard, head, forms.Rows(volume...), forms.Options{BadText: forms.ReplaceBadText})
		written += len(volume)
		volume = volume[:0]
		return err
	}
	for p, err := range datafile.Participants(list, "participants.csv", nil) {
		if err != nil {
			return err
		}
		if len(volume) == forms.MaxRows {
			if err := flush(); err != nil {
				return err
			}
		}
		volume = append(volume, forms.Mau02Row{
			SocialInsuranceNumber: string(p.SocialInsuranceNumber),
			FullName:              string(p.Person.FullName), DateOfBirth: string(p.Person.DateOfBirth),
			Gender: string(p.Person.Gender), IDNumber: string(p.Person.IDNumber), VssID: p.VssID,
			Codes: []matching.Code{matching.NameDiacritics, matching.DateIncomplete},
		})
	}
	if err := flush(); err != nil {
		return err
	}
	fmt.Fprintln(os.Stdout, written, "rows")
	return nil
}
