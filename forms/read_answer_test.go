package forms_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
)

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
		{"date, spelled out", func(f *form) {
			f.set(1, birth, "Ngày 4 tháng 01 năm 1990").set(1, confirm, "x").set(3, birth, "16-Jun-1971").set(3, confirm, "x")
		}, []string{one + "|04/01/1990|||true", three + "|16/06/1971|||true"}, nil, "words for day, month and year"},
		{"date, other signs", func(f *form) {
			f.set(1, birth, "4,1,1990").set(1, confirm, "x").set(3, birth, `16\6 \1971`).set(3, confirm, "x")
		}, []string{one + "|04/01/1990|||true", three + "|16/06/1971|||true"}, nil, "day, month, year in that order"},
		{"date, spelled out and impossible", func(f *form) { f.set(1, birth, "30 tháng 2 năm 1990").set(1, confirm, "x") }, nil, []string{"dob.impossible 1 (11) !"}, "no such day in words either"},
		{"date, month first", func(f *form) { f.set(1, birth, "January 4, 1990").set(1, confirm, "x") }, nil, []string{"dob.unreadable 1 (11) !"}, "not the order of the country"},
		{"date with a time", func(f *form) { f.set(1, birth, "04/01/1990 7:30").set(1, confirm, "x") }, nil, []string{"dob.unreadable 1 (11) !"}, "no date of birth"},
		{"date, serial", func(f *form) { f.date(1, birth, 32877).set(1, confirm, "x") }, []string{one + "|04/01/1990|||true"}, []string{"dob.serial 1 (11)"}, "32877 is 04/01/1990"},
		{"date, bare number", func(f *form) { f.set(1, birth, 32877).set(1, confirm, "x") }, nil, []string{"dob.number 1 (11) ! → 04/01/1990"}, "a number without a date format is a question"},
		{"date without signs", func(f *form) { f.set(1, birth, "04011990").set(1, confirm, "x") }, nil, []string{"dob.impossible 1 (11) ! → 04/01/1990"}, "ddMMyyyy is a suggestion"},
		{"date as a number without signs", func(f *form) { f.set(1, birth, 4011990).set(1, confirm, "x") }, nil, []string{"dob.number 1 (11) ! → 04/01/1990"}, "the zero is lost too"},
		{"date that does not exist", func(f *form) { f.set(1, birth, "30/02/1990").set(1, confirm, "x") }, nil, []string{"dob.impossible 1 (11) !"}, "no such day"},
		{"date of two digits", func(f *form) { f.set(1, birth, "04/01/90").set(1, confirm, "x") }, nil, []string{"dob.unreadable 1 (11) !"}, "which century"},
		{"date in the future", func(f *form) { f.set(3, birth, "01/02/2030").set(3, confirm, "x") }, nil, []string{"dob.future 3 (11) !"}, "nobody was born then"},

		{"number, lost zeros", func(f *form) { f.set(3, id, 1071000003).set(3, confirm, "x") }, nil, []string{"id.zeros_lost 3 (13) ! → 001071000003"}, "suggested, not applied"},
		{"number as a number", func(f *form) { f.set(3, id, 211071000003).set(3, confirm, "x") }, []string{three + "|||211071000003|true"}, []string{"id.numeric 3 (13)"}, "12 digits have lost nothing"},
		{"number, rounded", func(f *form) { f.set(3, id, 2.11071e11).set(3, confirm, "x") }, nil, []string{"id.rounded 3 (13) !"}, "it came through a display of six digits"},
		{"number that ends in zeros", func(f *form) { f.set(3, id, "211071000000").set(3, confirm, "x") }, []string{three + "|||211071000000|true"}, nil, "text was not rounded"},
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
		{"name in capitals", func(f *form) {
			f.set(1, name, "NGUYỄN VĂN THỬ").set(1, confirm, "x").set(2, name, "trần thị mẫu").set(2, confirm, "x")
		}, []string{one + "||||true", "2|0123456781|||||true"}, nil, "letter case is no change"},
		{"no name", func(f *form) {
			f.set(1, name, "Không thay đổi").set(1, confirm, "x").set(2, name, "Đúng").set(2, confirm, "x").set(3, name, "-").set(3, confirm, "x")
		}, nil, []string{"cell.error 1 (10) !", "cell.error 2 (10) !", "name.missing 3 (10) !"}, "words that say that nothing changes"},
		{"letters lost", func(f *form) { f.set(1, name, "Nguy?n V?n Th?").set(1, confirm, "x") }, nil, []string{"name.lost_letters 1 (10) !"}, "they would be lost in the record"},
		{"another legacy encoding", func(f *form) { f.set(1, name, "Lê Vćn Th»").set(1, confirm, "x") }, []string{one + "Lê Vćn Th»||||true"}, []string{"name.legacy_suspected 1 (10)"}, "nobody knows how to decode it"},
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
