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

func TestReadMau02Answers(t *testing.T) {
	const (
		name, birth, gender, id, confirm = 10, 11, 12, 13, 14
		one                              = "1|0123456780|"
		three                            = "3|0123456782|"
	)
	for _, c := range []struct {
		name     string
		edit     func(*form)
		want     []string
		findings []string
		reason   string
	}{
		{"untouched", func(*form) {}, nil, nil, "nobody answered"},
		{"our data is right", func(f *form) { f.set(1, confirm, "x") }, []string{one + "||||true"}, nil, "a confirmation without a change"},
		{"everything", func(f *form) {
			f.set(3, name, "Lê Văn Ví Dự").set(3, birth, "16/06/1972").set(3, gender, "Nữ").set(3, id, "001172000003").set(3, confirm, "X")
		}, []string{three + "Lê Văn Ví Dự|16/06/1972|Nữ|001172000003|true"}, nil, "all four columns"},
		{"repeats what we have", func(f *form) {
			f.set(1, name, "Nguyễn Văn Thử").set(1, birth, "3/1/1990").set(1, gender, "nam").set(1, id, "001090 000001").set(1, confirm, "x")
		}, []string{one + "||||true"}, nil, "no change is no correction"},
		{"not confirmed", func(f *form) { f.set(1, name, "Nguyễn Văn Thứ") }, nil, []string{"confirm.missing 1 (14) !"}, "a correction needs column (14)"},
		{"refused", func(f *form) { f.set(1, confirm, "Không đúng") }, nil, []string{"confirm.refused 1 (14) !"}, "a no is no confirmation"},
		{"a dash", func(f *form) { f.set(1, confirm, "-") }, nil, []string{"confirm.refused 1 (14) !"}, "a dash says nothing"},
		{"signed by name", func(f *form) { f.set(1, confirm, "Nguyễn Văn Thử") }, []string{one + "||||true"}, []string{"confirm.text 1 (14)"}, "people sign with their name"},
		{"confirmed in words", func(f *form) { f.set(1, confirm, "Đã xác nhận") }, []string{one + "||||true"}, nil, "usual words"},
		{"true", func(f *form) { f.set(1, confirm, true) }, []string{one + "||||true"}, nil, "a box that was ticked"},
		{"false", func(f *form) { f.set(1, confirm, false) }, nil, []string{"confirm.refused 1 (14) !"}, "a box that was not"},

		{"date, notations", func(f *form) { f.set(1, birth, "4-1-1990").set(1, confirm, "x") }, []string{one + "|04/01/1990|||true"}, nil, "any notation"},
		{"date, year", func(f *form) {
			f.set(2, birth, "0/0/1985").set(2, confirm, "x").set(3, birth, 1971).set(3, confirm, "x")
		}, []string{"2|0123456781|||||true", three + "|1971|||true"}, []string{"dob.incomplete 3 (11)"}, "a year as text or number"},
		{"date, serial", func(f *form) { f.date(1, birth, 32877).set(1, confirm, "x") }, []string{one + "|04/01/1990|||true"}, []string{"dob.serial 1 (11)"}, "32877 is 04/01/1990"},
		{"date, bare number", func(f *form) { f.set(1, birth, 32877).set(1, confirm, "x") }, nil, []string{"dob.number 1 (11) ! → 04/01/1990"}, "a number without a date format is a question"},
		{"date without signs", func(f *form) { f.set(1, birth, "04011990").set(1, confirm, "x") }, nil, []string{"dob.impossible 1 (11) ! → 04/01/1990"}, "ddMMyyyy is a suggestion"},
		{"date as a number without signs", func(f *form) { f.set(1, birth, 4011990).set(1, confirm, "x") }, nil, []string{"dob.number 1 (11) ! → 04/01/1990"}, "the zero is lost too"},
		{"date that does not exist", func(f *form) { f.set(1, birth, "30/02/1990").set(1, confirm, "x") }, nil, []string{"dob.impossible 1 (11) !"}, "no such day"},
		{"date of two digits", func(f *form) { f.set(1, birth, "04/01/90").set(1, confirm, "x") }, nil, []string{"dob.unreadable 1 (11) !"}, "which century"},
		{"date in the future", func(f *form) { f.set(3, birth, "01/02/2030").set(3, confirm, "x") }, nil, []string{"dob.future 3 (11) !"}, "nobody was born then"},

		{"number, lost zeros", func(f *form) { f.set(3, id, 1071000003).set(3, confirm, "x") }, nil, []string{"id.zeros_lost 3 (13) ! → 001071000003"}, "suggested, not applied"},
		{"number as a number", func(f *form) { f.set(3, id, 211071000003).set(3, confirm, "x") }, []string{three + "|||211071000003|true"}, []string{"id.numeric 3 (13)"}, "12 digits have lost nothing"},
		{"number, CMND", func(f *form) { f.set(3, id, "012345678").set(3, confirm, "x") }, nil, []string{"id.old_number 3 (13) !"}, "a CMND is no số ĐDCN"},
		{"number, letters", func(f *form) { f.set(3, id, "00107100000A").set(3, confirm, "x") }, nil, []string{"id.not_personal_id 3 (13) !"}, "not 12 digits"},
		{"number with dots", func(f *form) { f.set(3, id, "001.071.000.003").set(3, confirm, "x") }, []string{three + "|||001071000003|true"}, nil, "dots are notation"},

		{"contradiction, birth year", func(f *form) { f.set(3, id, "001072000003").set(3, confirm, "x") }, nil, []string{"id.birth_year 3 (13) !"}, "the number says 1972, the record 1971"},
		{"contradiction, gender", func(f *form) { f.set(1, gender, "Nữ").set(1, confirm, "x") }, nil, []string{"id.gender 1 (13) !"}, "the number says a man"},
		{"no contradiction", func(f *form) { f.set(1, gender, "Nữ").set(1, id, "001190000001").set(1, confirm, "x") }, []string{one + "||Nữ|001190000001|true"}, nil, "number and gender agree"},

		{"gender", func(f *form) { f.set(1, gender, "1").set(1, confirm, "x") }, nil, []string{"gender.invalid 1 (12) !"}, "a code of some format"},
		{"formula", func(f *form) { f.formula(1, name, `"a"&"b"`).set(1, confirm, "x") }, nil, []string{"cell.formula 1 (10) !"}, "never evaluated"},
		{"formula as confirmation", func(f *form) { f.formula(1, confirm, `1+1`) }, nil, []string{"cell.formula 1 (14) !"}, "no confirmation"},
		{"name as number", func(f *form) { f.set(1, name, 12).set(1, confirm, "x") }, nil, []string{"cell.error 1 (10) !"}, "no name"},
		{"bidirectional control", func(f *form) { f.set(1, name, "Nguyễn\u202e Văn").set(1, confirm, "x") }, nil, []string{"cell.text 1 (10) !"}, "reads otherwise than it is"},
		{"too long", func(f *form) { f.set(1, name, strings.Repeat("a", 600)).set(1, confirm, "x") }, nil, []string{"cell.text 1 (10) !"}, "nobody writes that"},
		{"decomposed", func(f *form) { f.set(1, name, "Nguye\u0302\u0303n Va\u0306n Thu\u031b\u0301").set(1, confirm, "x") }, []string{one + "Nguyễn Văn Thứ||||true"}, []string{"name.normalized 1 (10)"}, "put into NFC, with a note"},
		{"legacy encoding", func(f *form) { f.set(1, name, "NguyÔn V¨n Thø").set(1, confirm, "x") }, []string{one + "Nguyễn Văn Thứ||||true"}, []string{"name.decoded 1 (10)"}, "TCVN3, decoded with a note"},
		{"name with digits", func(f *form) { f.set(1, name, "Nguyễn Văn 3").set(1, confirm, "x") }, []string{one + "Nguyễn Văn 3||||true"}, []string{"name.characters 1 (10)"}, "a warning does not refuse"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := fill(t, mau02(t, issued()...))
			c.edit(f)
			got := mustRead(t, f.bytes(), forms.ReadOptions{Issued: issued(), ListID: head().ListID})
			if diff := cmp.Diff(c.want, corrected(got.Corrections)); diff != "" {
				t.Errorf("corrections: %s (-want +got):\n%s", c.reason, diff)
			}
			if diff := cmp.Diff(c.findings, words(got.Findings)); diff != "" {
				t.Errorf("findings: %s (-want +got):\n%s", c.reason, diff)
			}
			if got.Proof != forms.ProofIssued || got.Rows != 3 || got.ListID != head().ListID || got.UnitCode != "YN0001A" || got.AsOf != head().AsOf {
				t.Errorf("proof %s, %d rows, of another list", got.Proof, got.Rows)
			}
			for _, f := range got.Findings {
				if f.Line == 0 || f.Vietnamese() == "" || f.Code.English() == "" {
					t.Errorf("%s: line %d, no sentence", f.Code, f.Line)
				}
			}
		})
	}
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
