package forms_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
)

// How many rows TestRoundTrip takes through LibreOffice. The whole comparison
// is
//
//	go test ./forms -run TestRoundTrip -rows 100000 -timeout 30m
var rowsFlag = flag.Int("rows", 1000, "rows of TestRoundTrip, and of TestKill from 100000 on")

// roundTripKey seals the rows of TestRoundTrip.
var roundTripKey = bytes.Repeat([]byte("k"), 32)

// TestRoundTrip takes a list through a spreadsheet program: written, opened and
// saved by LibreOffice, filled in, read back. Every identity and every value
// must come back whole, and every locked cell as it was.
func TestRoundTrip(t *testing.T) {
	t.Parallel() // it waits for another program
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("BHXH_REQUIRE_SOFFICE") == "1" {
			t.Fatal("LibreOffice is required and not installed (no soffice in PATH)")
		}
		t.Log("NOT RUN: LibreOffice is not installed (no soffice in PATH); the list was filled in as it was written")
	}
	rows := mau02Rows(*rowsFlag)
	for i := range rows {
		rows[i].SocialInsuranceNumber = fmt.Sprintf("00%08d", i)
		rows[i].DateOfBirth = fmt.Sprintf("%02d/%02d/19%02d", 1+i%28, 1+i%12, 50+i%50)
	}
	in, out := t.TempDir(), t.TempDir()
	at := 0
	for h, part := range forms.Volumes(head(), rows) {
		name := filepath.Join(in, fmt.Sprintf("%d.xlsx", h.Volume))
		opts := options()
		opts.RowKey = roundTripKey
		written := document(t, func(b *bytes.Buffer) error { return forms.WriteMau02(t.Context(), b, h, part, opts) })
		if err := os.WriteFile(name, written, 0o600); err != nil {
			t.Fatal(err)
		}
		saved := written
		if program != "" {
			resave(t, program, out, []string{name})
			if saved, err = os.ReadFile(filepath.Join(out, filepath.Base(name))); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(cells(t, written), cells(t, saved)); diff != "" {
				t.Fatalf("volume %d after a re-save (-written +read):\n%.2000s", h.Volume, diff)
			}
		}
		volume := rows[at:min(at+forms.MaxRows, len(rows))]
		at += len(volume)
		checkReturned(t, saved, volume)
	}
}

// checkReturned fills a volume in and reads it back.
func checkReturned(t *testing.T, saved []byte, rows []forms.Mau02Row) {
	t.Helper()
	f := fill(t, saved)
	var want []identity.Correction
	for i, row := range rows {
		c := identity.Correction{ListID: head().ListID, SocialInsuranceNumber: identity.Text(row.SocialInsuranceNumber), Confirmed: true}
		switch i % 4 {
		case 1:
			c.FullName = identity.Name(fmt.Sprintf("Đặng Thị Ngọc Ẩn %c", 'A'+i%26))
			f.set(i+1, 10, string(c.FullName))
		case 2:
			c.DateOfBirth = identity.Text(fmt.Sprintf("%02d/07/1991", 1+i%28))
			woman := i / 4 % 2
			c.IDNumber = identity.Text(fmt.Sprintf("001%d91%06d", woman, 500_000+i))
			c.Gender = identity.Text(genders[woman])
			f.set(i+1, 11, string(c.DateOfBirth)).set(i+1, 12, string(c.Gender)).set(i+1, 13, string(c.IDNumber))
			if row.Gender == string(c.Gender) {
				c.Gender = ""
			}
		case 3:
			continue
		}
		f.set(i+1, 14, "x")
		want = append(want, c)
	}
	filled := f.bytes()
	sealed := mustRead(t, filled, forms.ReadOptions{RowKey: roundTripKey})
	if sealed.Proof != forms.ProofSeal || len(sealed.Corrections) != len(want) || len(sealed.Findings) > 0 {
		t.Errorf("by their seals %d rows are accepted, want %d; findings %v", len(sealed.Corrections), len(want), words(sealed.Findings[:min(5, len(sealed.Findings))]))
	}
	got := mustRead(t, filled, forms.ReadOptions{Issued: rows, ListID: head().ListID})
	for i := range got.Corrections {
		got.Corrections[i].Row = 0 // counted on through the volumes
	}
	if diff := cmp.Diff(want, got.Corrections, cmp.Transformer("plain", func(s identity.Text) string { return string(s) })); diff != "" {
		t.Fatalf("corrections (-want +got):\n%.3000s", diff)
	}
	if len(got.Findings) > 0 || got.Rows != len(rows) || len(got.Unanswered) != len(rows)/4 {
		t.Errorf("%d rows, %d unanswered, findings %v", got.Rows, len(got.Unanswered), words(got.Findings[:min(5, len(got.Findings))]))
	}
}
