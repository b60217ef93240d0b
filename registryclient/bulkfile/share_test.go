package bulkfile_test

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

var (
	shareKey = registryclient.NewSecret("the key of the share ledger, 32 bytes or more")
	day      = identity.MustDate(2026, 3, 1)
)

// owed is the synthetic share record of a person with every field filled in.
func owed(i int) bulkfile.Share {
	return bulkfile.Share{
		PersonalID: identity.MustParsePersonalID(fmt.Sprintf("000085%06d", i)),
		Card: &bulkfile.ShareCard{
			Code: "DN4000000000001", IssuedOn: day, IssuedAt: "BHXH Mẫu", FirstHospital: "00-001",
			ValidFrom: day, ValidTo: identity.MustDate(2026, 12, 31), FiveYearsFrom: identity.MustDate(2031, 1, 1),
		},
		Book:          &bulkfile.ShareBook{Number: "0000000001", Workplace: "Đơn vị Mẫu", PaymentMethod: "monthly", ManagingOffice: "000", Amount: 5_000_000},
		Participation: &bulkfile.ShareParticipation{ObjectType: "DN", Number: "0000000001", Other: "không"},
		History: &bulkfile.ShareHistory{
			Employers: []string{"TA0001"},
			Payments:  []bulkfile.SharePayment{{From: day, To: day, Employer: "TA0001", Amount: 1}},
			Benefits:  []bulkfile.ShareBenefit{{Kind: "ốm đau", From: day, To: day, Amount: 2}},
		},
	}
}

func shares(all ...bulkfile.Share) iter.Seq2[bulkfile.Share, error] {
	return func(yield func(bulkfile.Share, error) bool) {
		for _, s := range all {
			if !yield(s, nil) {
				return
			}
		}
	}
}

func TestShareFile(t *testing.T) {
	want := owed(1)
	want.Row = "r-1"
	for _, part := range []any{want, *want.Card, *want.Book, *want.Participation, *want.History, want.History.Payments[0], want.History.Benefits[0]} {
		for i, v := 0, reflect.ValueOf(part); i < v.NumField(); i++ {
			if v.Field(i).IsZero() {
				t.Errorf("the test leaves %s.%s empty", v.Type().Name(), v.Type().Field(i).Name)
			}
		}
	}
	var file bytes.Buffer
	if err := bulkfile.WriteShares(&file, header, func(yield func(bulkfile.Share) bool) { yield(want) }); err != nil {
		t.Fatal(err)
	}
	h, got, err := collect(bulkfile.ReadShares(bytes.NewReader(file.Bytes())))
	if err != nil || h != header || len(got) != 1 {
		t.Fatalf("%d records, header %v, error %v", len(got), h, err)
	}
	if d := cmp.Diff(want, got[0], byValue, cmp.Comparer(func(a, b identity.Date) bool { return a == b })); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
	for _, bad := range []string{`{"row":"r-1"}`, `{"personal_id":"000085000001"}`, `{"row":"r 1","personal_id":"000085000001"}`, `{"row":"r-1","personal_id":"1"}`} {
		text := strings.Replace(file.String(), strings.Split(file.String(), "\n")[1], bad, 1)
		if _, _, err := collect(bulkfile.ReadShares(strings.NewReader(text))); !errors.Is(err, bulkfile.CodeValue) && !errors.Is(err, bulkfile.CodeSyntax) {
			t.Errorf("%s: error %v", bad, err)
		}
	}
}

func TestNewShare(t *testing.T) {
	id := identity.MustParsePersonalID("000085000001")
	cmnd, err := identity.ParseCMND("000000001")
	if err != nil {
		t.Fatal(err)
	}
	matched := registryclient.Answer{Outcome: registryclient.OutcomeMatched}
	shared := matched
	shared.SharedID = id
	for name, c := range map[string]struct {
		number identity.Number
		answer registryclient.Answer
		want   error
	}{
		"asked by personal ID": {id.Number(), matched, nil},
		"shared for a CMND":    {cmnd.Number(), shared, nil},
		"a CMND and no ID":     {cmnd.Number(), matched, bulkfile.CodeNotVerified},
		"not matched":          {id.Number(), registryclient.Answer{Outcome: registryclient.OutcomeNotMatched, SharedID: id}, bulkfile.CodeNotVerified},
		"not comparable":       {id.Number(), registryclient.Answer{Outcome: registryclient.OutcomeNotComparable}, bulkfile.CodeNotVerified},
		"no answer":            {id.Number(), registryclient.Answer{}, bulkfile.CodeNotVerified},
	} {
		s, err := bulkfile.NewShare(registryclient.Query{Number: c.number}, c.answer)
		if !errors.Is(err, c.want) || (err == nil) != (s.PersonalID == id) {
			t.Errorf("%s: %v, error %v; want %v", name, s, err, c.want)
		}
	}
}

// TestShareLedger shares, shares the same again, shares a change, and reads
// what was shared.
func TestShareLedger(t *testing.T) {
	dir := t.TempDir()
	opts := bulkfile.ExportOptions{Signer: hmacOf(t, ourKey), RowsPerFile: 2}
	changed := owed(2)
	changed.Book.Amount++
	for step, c := range []struct {
		input []bulkfile.Share
		want  int
	}{
		{[]bulkfile.Share{owed(1), owed(2), owed(3), owed(3)}, 3},
		{[]bulkfile.Share{owed(1), owed(2), owed(3)}, 0},
		{[]bulkfile.Share{owed(1), changed, owed(4)}, 2},
		{[]bulkfile.Share{owed(1), changed, owed(3), owed(4)}, 0},
		{[]bulkfile.Share{owed(2)}, 1}, // back as it was: a change again
	} {
		ledger, err := bulkfile.OpenShareLedger(dir, shareKey)
		if err != nil {
			t.Fatal(err)
		}
		h := bulkfile.Header{Exchange: fmt.Sprintf("s-%d", step), Purpose: header.Purpose}
		list, err := bulkfile.ExportShares(t.Context(), t.TempDir(), h, day, shares(c.input...), ledger, opts)
		if err != nil || list.Rows != c.want {
			t.Errorf("step %d: %d records, error %v; want %d", step, list.Rows, err, c.want)
		}
		if ledger.Due(c.input[0]) {
			t.Errorf("step %d: still due", step)
		}
		if err := ledger.Close(); err != nil {
			t.Fatal(err)
		}
	}
	person, err := bulkfile.SharePerson(shareKey, owed(2).PersonalID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for e, err := range bulkfile.Shared(dir, shareKey) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Person == person {
			got = append(got, e.Exchange)
			if e.On != day || !cmp.Equal(e.Parts, []string{"card", "book", "participation", "history"}) {
				t.Errorf("%+v", e)
			}
		}
	}
	if d := cmp.Diff([]string{"s-0", "s-2", "s-4"}, got); d != "" {
		t.Errorf("exchanges with this person (-want +got):\n%s", d)
	}
}

// TestShareThatWasNotSigned: what an export entered and never signed was never
// handed over, and is due.
func TestShareThatWasNotSigned(t *testing.T) {
	dir := t.TempDir()
	ledger, err := bulkfile.OpenShareLedger(dir, shareKey)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("the input broke off")
	failing := func(yield func(bulkfile.Share, error) bool) {
		_ = yield(owed(1), nil) && yield(owed(2), nil) && yield(bulkfile.Share{}, broken)
	}
	opts := bulkfile.ExportOptions{Signer: hmacOf(t, ourKey), RowsPerFile: 1}
	if _, err := bulkfile.ExportShares(t.Context(), t.TempDir(), header, day, failing, ledger, opts); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	two := owed(5)
	two.Card = nil
	for name, c := range map[string]struct {
		input iter.Seq2[bulkfile.Share, error]
		want  error
	}{
		"nobody":             {shares(bulkfile.Share{}), bulkfile.CodeNotVerified},
		"two records of one": {shares(owed(5), two), bulkfile.CodeDuplicateRow},
	} {
		if _, err := bulkfile.ExportShares(t.Context(), t.TempDir(), bulkfile.Header{}, day, c.input, ledger, opts); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
	_ = ledger.Close()
	if ledger, err = bulkfile.OpenShareLedger(dir, shareKey); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ledger.Close() }()
	for i := range 6 {
		if !ledger.Due(owed(i)) {
			t.Errorf("record %d is not due", i)
		}
	}
	for range bulkfile.Shared(dir, shareKey) {
		t.Error("something counts as shared")
	}
	if _, err := bulkfile.OpenShareLedger(dir, shareKey); !errors.Is(err, bulkfile.CodeLedger) {
		t.Errorf("a second writer: %v", err)
	}
	if _, err := bulkfile.OpenShareLedger(t.TempDir(), registryclient.NewSecret("short")); !errors.Is(err, bulkfile.CodeConfig) {
		t.Errorf("a short key: %v", err)
	}
}

// TestLedgersHoldNobody searches the ledgers of an import and of sharing, and
// everything that prints, for canaries. Digests and times are left out: any four
// digits are in them by chance.
func TestLedgersHoldNobody(t *testing.T) {
	questions, answers := exchanged(t, 100)
	rows, err := imports(t, questions, answers)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	ledger, err := bulkfile.OpenShareLedger(dir, shareKey)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bulkfile.ExportShares(t.Context(), t.TempDir(), header, day, shares(owed(1), owed(2)), ledger, bulkfile.ExportOptions{Signer: hmacOf(t, ourKey)}); err != nil {
		t.Fatal(err)
	}
	if err := ledger.Close(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	for _, row := range rows {
		fmt.Fprintf(&out, "%v %+v %#v %s\n", row, row, row, row)
		logger.Info("row", "row", row)
		if row.Proposal != nil {
			fmt.Fprintf(&out, "%v %+v %#v\n", row.Proposal, *row.Proposal, *row.Proposal)
		}
	}
	fmt.Fprintf(&out, "%v %+v %#v\n", owed(1), owed(1), owed(1))
	logger.Info("share", "share", owed(1))
	for _, place := range []string{dir, filepath.Join(questions, "imported")} {
		files, err := os.ReadDir(place)
		if err != nil || len(files) < 2 {
			t.Fatalf("%d files, error %v", len(files), err)
		}
		for _, f := range files {
			data, err := os.ReadFile(filepath.Join(place, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			out.Write(append(data, f.Name()...))
		}
	}
	text := regexp.MustCompile(`[0-9A-Fa-f]{32,}`).ReplaceAll(out.Bytes(), nil)
	for _, canary := range []string{"000085", "Canaria", "1985", "DN4000000000001", "Đơn vị Mẫu", ourKey, shareKey.Reveal()} {
		if bytes.Contains(text, []byte(canary)) {
			t.Errorf("%q came out", canary)
		}
	}
}
