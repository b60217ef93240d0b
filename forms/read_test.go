package forms_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/matching"
)

// issued are the rows of the list in these tests: a man and a woman whose
// numbers fit them, and one with a CMND.
func issued() []forms.Mau02Row {
	return []forms.Mau02Row{
		{SocialInsuranceNumber: "0123456780", FullName: "Nguyễn Văn Thử", DateOfBirth: "03/01/1990", Gender: "Nam", IDNumber: "001090000001", Codes: []matching.Code{matching.NameGiven, matching.DateDay}},
		{SocialInsuranceNumber: "0123456781", FullName: "Trần Thị Mẫu", DateOfBirth: "1985", Gender: "Nữ", IDNumber: "001185000002", VssID: identity.VssIDApproved},
		{SocialInsuranceNumber: "0123456782", FullName: "Lê Văn Ví Dụ", DateOfBirth: "15/06/1971", Gender: "Nam", IDNumber: "012345678", Codes: []matching.Code{matching.IDMissing}},
	}
}

// form is a document that is being filled in.
type form struct {
	t     testing.TB
	f     *excelize.File
	sheet string
	first int // row of the sheet
}

func fill(t testing.TB, data []byte) *form {
	t.Helper()
	f := reopen(t, data)
	return &form{t: t, f: f, sheet: "Mẫu số 02", first: firstDataRow(t, data)}
}

func firstDataRow(t testing.TB, data []byte) int {
	t.Helper()
	for row, err := range book(t, data).Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Cell(1).Text == "(1)" {
			return row.Number + 1
		}
	}
	t.Fatal("no row (1), (2), …")
	return 0
}

// set writes into a column of the n-th row of the table, both from 1.
func (f *form) set(n, column int, value any) *form {
	f.t.Helper()
	if err := f.f.SetCellValue(f.sheet, f.ref(n, column), value); err != nil {
		f.t.Fatal(err)
	}
	return f
}

func (f *form) ref(n, column int) string {
	f.t.Helper()
	ref, err := excelize.CoordinatesToCellName(column, f.first+n-1)
	if err != nil {
		f.t.Fatal(err)
	}
	return ref
}

// date writes the serial number of a day under a date format.
func (f *form) date(n, column int, serial float64) *form {
	f.t.Helper()
	style, err := f.f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		f.t.Fatal(err)
	}
	if err := f.f.SetCellStyle(f.sheet, f.ref(n, column), f.ref(n, column), style); err != nil {
		f.t.Fatal(err)
	}
	return f.set(n, column, serial)
}

func (f *form) formula(n, column int, formula string) *form {
	f.t.Helper()
	if err := f.f.SetCellFormula(f.sheet, f.ref(n, column), formula); err != nil {
		f.t.Fatal(err)
	}
	return f
}

// do runs an operation of the library.
func (f *form) do(err error) *form {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
	return f
}

func (f *form) bytes() []byte {
	f.t.Helper()
	var b bytes.Buffer
	if err := f.f.Write(&b); err != nil {
		f.t.Fatal(err)
	}
	return b.Bytes()
}

func read(t testing.TB, data []byte, opts forms.ReadOptions) (*forms.Returned, error) {
	t.Helper()
	if opts.Describe == nil {
		opts.Describe = describe
	}
	return forms.ReadMau02(t.Context(), bytes.NewReader(data), int64(len(data)), opts)
}

func mustRead(t testing.TB, data []byte, opts forms.ReadOptions) *forms.Returned {
	t.Helper()
	got, err := read(t, data, opts)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// words puts findings into words: "code row column", with "!" where they refuse
// the row and "→" before a suggestion.
func words(list []forms.Finding) []string {
	var all []string
	for _, f := range list {
		w := string(f.Code)
		if f.Row > 0 {
			w += fmt.Sprint(" ", f.Row)
		}
		if f.Column != "" {
			w += " " + f.Column
		}
		if f.Refused {
			w += " !"
		}
		if f.Suggestion != "" {
			w += " → " + string(f.Suggestion)
		}
		all = append(all, w)
	}
	return all
}

// corrected gives what a correction changes, in words.
func corrected(list []identity.Correction) []string {
	var all []string
	for _, c := range list {
		all = append(all, fmt.Sprintf("%d|%s|%s|%s|%s|%s|%t", c.Row, string(c.SocialInsuranceNumber), string(c.FullName), string(c.DateOfBirth), string(c.Gender), string(c.IDNumber), c.Confirmed))
	}
	return all
}

func TestReadMau02Office(t *testing.T) {
	const confirm = 14
	for _, c := range []struct {
		name     string
		edit     func(*form)
		want     []int // Stt of the corrections
		findings []string
		reason   string
	}{
		{"name changed", func(f *form) { f.set(1, 3, "Nguyễn Văn Khác").set(1, confirm, "x").set(2, confirm, "x") }, []int{2}, []string{"list.changed", "locked.changed 1 (3) !"}, "a confirmation of something else"},
		{"number changed", func(f *form) { f.set(1, 6, "001090000009").set(1, confirm, "x") }, nil, []string{"list.changed", "locked.changed 1 (6) !"}, "column (6) is the office's"},
		{"mã số BHXH changed", func(f *form) { f.set(1, 2, "9999999999").set(1, confirm, "x") }, nil, []string{"list.changed", "locked.changed 1 (2) !"}, "the Stt and the name still say who it is"},
		{"e-mail written into (7)", func(f *form) { f.set(2, 7, "mau@example.vn").set(2, confirm, "x") }, []int{2}, []string{"list.changed", "locked.contact 2 (7)"}, "no identity is touched"},
		{"zeros lost", func(f *form) { f.set(1, 2, 123456780).set(1, 6, 1090000001).set(1, confirm, "x") }, []int{1}, []string{"list.changed", "locked.reformed 1 (2)", "locked.reformed 1 (6)"}, "a spreadsheet did it"},
		{"date turned into a date", func(f *form) { f.date(1, 4, 32876).set(1, confirm, "x") }, []int{1}, []string{"list.changed", "locked.reformed 1 (4)"}, "the same day"},
		{"another date", func(f *form) { f.date(1, 4, 32877).set(1, confirm, "x") }, nil, []string{"list.changed", "locked.changed 1 (4) !"}, "another day"},
		{"formula over a value", func(f *form) { f.formula(1, 3, `"Nguyễn Văn Thử"`).set(1, confirm, "x") }, nil, []string{"list.changed", "locked.changed 1 (3) !"}, "its value may be anything"},
		{"row removed", func(f *form) { f.set(3, confirm, "x").do(f.f.RemoveRow(f.sheet, f.first+1)) }, []int{3}, []string{"list.changed", "row.missing 2"}, "the others still count"},
		{"row added", func(f *form) {
			f.do(f.f.DuplicateRow(f.sheet, f.first+2)).set(4, 1, 4).set(4, 2, "0123456789").set(4, 3, "Phạm Văn Thêm").set(4, confirm, "x").set(3, confirm, "x")
		}, []int{3}, []string{"list.changed", "row.added 4 !"}, "not on the list"},
		{"row twice, the same", func(f *form) { f.set(2, confirm, "x").do(f.f.DuplicateRow(f.sheet, f.first+1)) }, []int{2}, []string{"list.changed", "row.repeated 2"}, "once is enough"},
		{"row twice, different", func(f *form) {
			f.set(2, confirm, "x").do(f.f.DuplicateRow(f.sheet, f.first+1)).set(3, 10, "Trần Thị Mận")
		}, nil, []string{"list.changed", "row.duplicate 2 !", "row.duplicate 2 !"}, "nobody knows which"},
		{"re-ordered", func(f *form) {
			for column := 1; column <= 14; column++ {
				a, _ := f.f.GetCellValue(f.sheet, f.ref(1, column))
				b, _ := f.f.GetCellValue(f.sheet, f.ref(3, column))
				f.set(1, column, b).set(3, column, a)
			}
			f.set(1, 1, 3).set(3, 1, 1).set(1, confirm, "x").set(3, confirm, "x")
		}, []int{3, 1}, []string{"list.reordered", "list.changed"}, "sorted otherwise, and whole"},
		{"Stt renumbered", func(f *form) { f.set(1, 1, 2).set(2, 1, 1).set(1, confirm, "x") }, []int{1}, []string{"list.changed", "locked.ordinal 1 (1)", "locked.ordinal 2 (1)"}, "found by the mã số BHXH"},
		{"blank row in between", func(f *form) { f.set(3, confirm, "x").do(f.f.InsertRows(f.sheet, f.first+1, 2)) }, []int{3}, nil, "found by content, not by row number"},
		{"another sheet before it", func(f *form) {
			_, err := f.f.NewSheet("Hướng dẫn")
			f.do(err).do(f.f.SetCellValue("Hướng dẫn", "A1", "(1)")).do(f.f.MoveSheet("Hướng dẫn", f.sheet)).set(3, confirm, "x")
		}, []int{3}, nil, "found in whatever sheet it is"},
		{"numbers of the columns taken for losses", func(f *form) {
			for column := 1; column <= 14; column++ {
				f.set(0, column, -column)
			}
			f.set(3, confirm, "x")
		}, []int{3}, nil, "LibreOffice reads (1) from CSV as -1"},
		{"rows above removed", func(f *form) { f.set(3, confirm, "x").do(f.f.RemoveRow(f.sheet, 2)) }, []int{3}, nil, "the header moved up"},
		{"notes removed", func(f *form) {
			for row := f.first + 3; row < f.first+12; row++ {
				f.do(f.f.SetCellValue(f.sheet, fmt.Sprintf("A%d", row), nil))
			}
			f.set(1, confirm, "x")
		}, []int{1}, nil, "the table ends where it ends"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := fill(t, mau02(t, issued()...))
			c.edit(f)
			got := mustRead(t, f.bytes(), forms.ReadOptions{Issued: issued()})
			var rows []int
			for _, c := range got.Corrections {
				rows = append(rows, c.Row)
			}
			if diff := cmp.Diff(c.want, rows); diff != "" {
				t.Errorf("corrections: %s (-want +got):\n%s", c.reason, diff)
			}
			if diff := cmp.Diff(c.findings, words(got.Findings)); diff != "" {
				t.Errorf("findings: %s (-want +got):\n%s", c.reason, diff)
			}
		})
	}
}

func TestReadMau02List(t *testing.T) {
	confirmed := func(f *form) *form { return f.set(1, 14, "x") }
	older := forms.Mau02Layout()
	older.Version = "2207-02.0"
	for _, c := range []struct {
		name     string
		data     []byte
		opts     forms.ReadOptions
		want     int
		proof    forms.Proof
		findings []string
	}{
		{"taken at its word", confirmed(fill(t, mau02(t, issued()...))).bytes(), forms.ReadOptions{}, 1, forms.ProofDigest, nil},
		{"changed, no copy", confirmed(fill(t, mau02(t, issued()...)).set(2, 3, "A B")).bytes(), forms.ReadOptions{}, 1, forms.ProofNone, []string{"list.changed"}},
		{"another list", confirmed(fill(t, mau02(t, issued()...))).bytes(), forms.ReadOptions{ListID: "2026-12/YN0001A"}, 0, forms.ProofDigest, []string{"list.other !"}},
		{"another version", confirmed(fill(t, mau02(t, issued()...))).bytes(), forms.ReadOptions{Layout: &older}, 0, forms.ProofDigest, []string{"list.version !"}},
		{"no properties, one expected", confirmed(fill(t, mau02(t, issued()...)).strip()).bytes(), forms.ReadOptions{ListID: head().ListID}, 0, forms.ProofNone, []string{"list.unidentified !"}},
		{"no properties", confirmed(fill(t, mau02(t, issued()...)).strip()).bytes(), forms.ReadOptions{Issued: issued()}, 1, forms.ProofIssued, []string{"list.unidentified"}},
		{
			"zeros lost, no copy", fill(t, mau02(t, issued()...)).set(1, 2, 123456780).set(1, 14, "x").bytes(),
			forms.ReadOptions{},
			0, forms.ProofNone,
			[]string{"list.changed", "locked.insurance 1 (2) ! → 0123456780"},
		},
		{"row removed, no copy", func() []byte {
			f := fill(t, mau02(t, issued()...))
			return f.set(3, 14, "x").do(f.f.RemoveRow(f.sheet, f.first)).bytes()
		}(), forms.ReadOptions{}, 1, forms.ProofNone, []string{"list.changed", "row.missing 1"}},
		{"row added, no copy", fill(t, mau02(t, issued()...)).set(3, 1, 7).bytes(), forms.ReadOptions{}, 0, forms.ProofNone, []string{"list.changed", "row.added 7 !", "row.missing 3"}},
		{"second volume", func() []byte {
			h := head()
			h.Volume, h.Volumes, h.FirstOrdinal = 2, 2, 25_001
			return document(t, func(b *bytes.Buffer) error {
				return forms.WriteMau02(t.Context(), b, h, forms.Rows(issued()...), options())
			})
		}(), forms.ReadOptions{Issued: issued()}, 0, forms.ProofIssued, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := mustRead(t, c.data, c.opts)
			if len(got.Corrections) != c.want || got.Proof != c.proof {
				t.Errorf("%d corrections, proof %s; want %d, %s", len(got.Corrections), got.Proof, c.want, c.proof)
			}
			if diff := cmp.Diff(c.findings, words(got.Findings)); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

// TestReturnedMasksItself logs what was read.
func TestReturnedMasksItself(t *testing.T) {
	f := fill(t, mau02(t, issued()...)).set(1, 10, "Nguyễn Văn Thứ").set(1, 14, "x").set(3, 13, 1071000003).set(3, 14, "x")
	got := mustRead(t, f.bytes(), forms.ReadOptions{Issued: issued()})
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, masktest.Untimed())).Info("read", "returned", got, "finding", got.Findings[0])
	for _, s := range []string{log.String(), fmt.Sprint(got), fmt.Sprintf("%+v", *got), fmt.Sprint(got.Findings)} {
		for _, secret := range []string{"Nguyễn", "0123456780", "071000003"} {
			if strings.Contains(s, secret) {
				t.Error("a value leaks")
			}
		}
	}
}

// strip takes the custom properties off, as some programs do.
func (f *form) strip() *form {
	f.t.Helper()
	list, err := f.f.GetCustomProps()
	if err != nil {
		f.t.Fatal(err)
	}
	for _, p := range list {
		f.do(f.f.SetCustomProps(excelize.CustomProperty{Name: p.Name}))
	}
	return f
}
