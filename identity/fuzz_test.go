package identity_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/identity"
)

// digitsIn gives the decimal digits of a text after compatibility
// normalisation: a second way to read a number, without any rule.
func digitsIn(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, norm.NFKC.String(s))
}

// checkError holds an error against what every error of the package promises:
// its text follows from code, field and offset, so that it cannot hold the
// input, and it shows no four digits in a row of those that the input has.
func checkError(t *testing.T, input string, err error) {
	t.Helper()
	var own *identity.Error
	if !errors.As(err, &own) {
		t.Fatalf("error of type %T", err)
	}
	text := "identity: " + own.Field.String() + ": " + own.Code.Error()
	if own.Offset >= 0 {
		text += " at offset " + strconv.Itoa(own.Offset)
	}
	if err.Error() != text {
		t.Errorf("error text %q, want %q", err, text)
	}
	if own.Offset < -1 || own.Offset > len(input) {
		t.Errorf("offset %d of %d bytes", own.Offset, len(input))
	}
	if strings.HasPrefix(own.Code.Error(), "identity.") || !strings.HasPrefix(string(own.Code), "identity.") {
		t.Errorf("code %q has no text", string(own.Code))
	}
	digits := digitsIn(input)
	for i := range max(0, len(digits)-3) {
		if strings.Contains(err.Error(), digits[i:i+4]) {
			t.Error("the error shows digits of the input")
		}
	}
}

// checkMask holds a masked number against the digits that it may show.
func checkMask(t *testing.T, masked, revealed string) {
	t.Helper()
	digits := digitsIn(masked)
	if len(digits) > 3 || !strings.HasSuffix(revealed, digits) {
		t.Errorf("%q shows more than the last three digits", masked)
	}
}

// checkNumber holds an accepted number against a reading without rules and
// against its own text form.
func checkNumber(t *testing.T, input, revealed, masked, again string, err error) {
	t.Helper()
	if revealed != digitsIn(input) {
		t.Error("the number has other digits than the text")
	}
	if err != nil || again != revealed {
		t.Errorf("the text form does not read back: %v", err)
	}
	checkMask(t, masked, revealed)
}

func addAll(f *testing.F, seeds ...string) {
	f.Helper()
	for _, s := range seeds {
		f.Add(s)
	}
}

func FuzzParsePersonalID(f *testing.F) {
	addAll(f, "001080012345", "001 080 012 345", "001.080.012.345", "00108001234.5", "1080012345", "'００１０８００１２３４５", "\u202d001080012345\u202c", "")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := identity.ParsePersonalID(s)
		if err != nil {
			checkError(t, s, err)
			return
		}
		again, err := identity.ParsePersonalID(id.Reveal())
		checkNumber(t, s, id.Reveal(), id.Masked(), again.Reveal(), err)
		if again != id || len(id.Reveal()) != 12 {
			t.Error("another number reads back")
		}
		if n, err := identity.ParseNumber(s); err != nil || n != id.Number() {
			t.Errorf("ParseNumber reads another number: %v", err)
		}
		if year := id.BirthYear(); year < 1900 || year > 2399 || !id.Gender().IsValid() || id.RegionCode() > 999 {
			t.Errorf("the number states the year %d and gender %s", year, id.Gender())
		}
	})
}

func FuzzParseCMND(f *testing.F) {
	addAll(f, "012345678", "012 345 678", "012.345.678", "12345678", "12345678.0", "271450001", "0123456789", "O12345678")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := identity.ParseCMND(s)
		if err != nil {
			checkError(t, s, err)
			return
		}
		again, err := identity.ParseCMND(c.Reveal())
		checkNumber(t, s, c.Reveal(), c.Masked(), again.Reveal(), err)
		if again != c || len(c.Reveal()) != 9 {
			t.Error("another number reads back")
		}
		if hint, ok := c.IssuerHint(); ok && (hint.Names == "" || hint.Source == "") {
			t.Error("a hint without a province or source")
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	addAll(f, "001080012345", "012345678", "12345678.0", "12345678.00", "１２３４５６７８．０", "1080012345", "0010.8001.23.00", "1.0801E+11", " - ")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := identity.ParseNumber(s)
		suggested, ok := identity.SuggestNumber(s)
		if ok != suggested.IsValid() || ok && err == nil {
			t.Error("a proposal for a number that can be read")
		}
		if ok && !strings.Contains(digitsIn(s), strings.TrimLeft(suggested.Reveal(), "0")) {
			t.Error("the proposal has other digits than the text")
		}
		if err != nil {
			checkError(t, s, err)
			return
		}
		again, err := identity.ParseNumber(n.Reveal())
		checkNumber(t, s, n.Reveal(), n.Masked(), again.Reveal(), err)
		if again != n || n.Kind() == identity.NumberUnknown {
			t.Error("another number reads back")
		}
	})
}

func FuzzParseSocialInsuranceNumber(f *testing.F) {
	addAll(f, "0123456789", "01 234 56789", "123456789", "0123456789.0", "001080012345", "79175004321", "mã số")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := identity.ParseSocialInsuranceNumber(s)
		if _, ok := identity.SuggestSocialInsuranceNumber(s); ok && err == nil {
			t.Error("a proposal for a number that can be read")
		}
		if err != nil {
			checkError(t, s, err)
			return
		}
		again, err := identity.ParseSocialInsuranceNumber(n.Reveal())
		checkNumber(t, s, n.Reveal(), n.Masked(), again.Reveal(), err)
		if again != n {
			t.Error("another number reads back")
		}
	})
}

func FuzzParseHealthCard(f *testing.F) {
	addAll(f, "GD4010123456789", "gd 4 01 01 234 56789", "ＧＤ４０１０１２３４５６７８９", "GD0010123456789", "0123456789", "001080012345", "ĐG4010123456789", "G")
	asOf := identity.MustDate(2026, 11, 1)
	f.Fuzz(func(t *testing.T, s string) {
		c, err := identity.ParseHealthCard(s)
		if err != nil {
			checkError(t, s, err)
			return
		}
		again, err := identity.ParseHealthCard(c.Reveal())
		if err != nil || again != c {
			t.Errorf("another card reads back: %v", err)
		}
		if digitsIn(s) != digitsIn(c.Reveal()) {
			t.Error("the card has other digits than the text")
		}
		checkMask(t, c.Masked(), c.Reveal())
		if face := c.ObjectLetters() + digitsIn(strconv.Itoa(int(c.BenefitLevel()))) + c.IssuerCode(); !c.IsShort() &&
			c.Reveal() != face+c.SocialInsuranceNumber().Reveal() {
			t.Error("the parts do not make the card")
		}
		if c.IsShort() && c.Check(asOf) != (identity.Report{}) {
			t.Error("the number alone has findings")
		}
	})
}

func FuzzParseDate(f *testing.F) {
	addAll(f, "15/03/1980", "5.3.1980", "1980-03-15T00:00:00.000+07:00", "15/03/1980 12:00:00 SA", "19800315", "0/0/1960", "03/1980", "1980-03",
		"30/02/1980", "15/03/80", "１５／０３／１９８０", "29295", "1.1.0001")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := identity.ParseDate(s)
		if err != nil {
			checkError(t, s, err)
			return
		}
		for _, text := range []string{d.Reveal(), d.ISO(), " " + d.Reveal() + "\r\n"} {
			if again, err := identity.ParseDate(text); err != nil || again != d {
				t.Errorf("another date reads back: %v", err)
			}
		}
		if again, err := identity.NewDate(d.Year(), d.Month(), d.Day()); err != nil || again != d {
			t.Errorf("the parts make another date: %v", err)
		}
		if !strings.Contains(digitsIn(s), padded(d.Year(), 4)) {
			t.Error("the year does not stand in the text")
		}
		if d.Precision() == identity.PrecisionDay {
			// 01/01/0001 is the zero time, which DateOf takes for no day.
			if day, err := time.Parse(time.DateOnly, d.ISO()); err != nil || identity.DateOf(day) != d && !day.IsZero() {
				t.Errorf("the standard library knows no such day: %v", err)
			}
		}
		if digitsIn(d.Masked()) != "" {
			t.Error("the masked date shows digits")
		}
	})
}

func FuzzParseGender(f *testing.F) {
	addAll(f, "Nam", "NỮ", "nu", "Nu\u031b\u0303", "m", " F ", "1", "Khác", "")
	f.Fuzz(func(t *testing.T, s string) {
		g, err := identity.ParseGender(s)
		if err != nil {
			if g != identity.GenderUnknown {
				t.Error("a gender beside an error")
			}
			checkError(t, s, err)
			return
		}
		if again, err := identity.ParseGender(g.Vietnamese()); err != nil || again != g {
			t.Errorf("another gender reads back: %v", err)
		}
	})
}

func FuzzParseVssID(f *testing.F) {
	addAll(f, "approved", " Registered ", "NONE", "", "yes")
	f.Fuzz(func(t *testing.T, s string) {
		v, err := identity.ParseVssID(s)
		if err != nil {
			checkError(t, s, err)
			return
		}
		if !strings.EqualFold(strings.TrimSpace(s), v.String()) {
			t.Error("another state than the text says")
		}
		if again, err := identity.ParseVssID(v.String()); err != nil || again != v {
			t.Errorf("another state reads back: %v", err)
		}
	})
}

func FuzzParseQR(f *testing.F) {
	addAll(f, sampleQR, sampleQR+"||Lò Văn Mẫu|", strings.Replace(sampleQR, "012345678", "", 1), strings.Replace(sampleQR, "15031980", "00001980", 1),
		"001180012345|1234|x|15031980|||", "||||||", "")
	f.Fuzz(func(t *testing.T, s string) {
		q, err := identity.ParseQR(s)
		if err != nil {
			checkError(t, s, err)
			return
		}
		again, err := identity.ParseQR(q.Reveal())
		if err != nil || again != q {
			t.Errorf("another card reads back: %v", err)
		}
		if p := q.Person(); string(p.IDNumber) != q.ID.Reveal() || p.FullName != q.FullName || !q.ID.IsValid() || !q.DateOfBirth.IsValid() {
			t.Error("the person is not the card's")
		}
	})
}

func FuzzHistoryJSON(f *testing.F) {
	addAll(f, `[]`, `null`, `[{"number":"012345678"}]`, `[{"number":123456789012}]`,
		`[{"number":"012345678","valid_to":"03/10/2022","replaced_by":"001180012345","basis":"b","end_basis":"e"},{"number":"001180012345","valid_from":"2015"}]`,
		`[{"number":"012345678","valid_to":"2011","replaced_by":"112345678"},{"number":"112345678","valid_to":"2011","replaced_by":"012345678"}]`)
	f.Fuzz(func(t *testing.T, s string) {
		var h identity.History
		if err := h.UnmarshalJSON([]byte(s)); err != nil {
			if h.Len() != 0 {
				t.Error("entries beside an error")
			}
			checkError(t, string([]rune(s)), err) // encoding/json makes U+FFFD of every byte that is not UTF-8
			return
		}
		text, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		var again identity.History
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatalf("what was written does not read back: %v", err)
		}
		if second, err := json.Marshal(again); err != nil || string(second) != string(text) {
			t.Errorf("another history reads back: %v", err)
		}
		for n := range h.Former() {
			if latest, ok := h.Latest(n); ok && latest == n {
				t.Error("a former number is the latest")
			}
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add("Lò Thị Mẫu", "15/03/1980", "Nữ", "001180012345", "0123456789", "GD4010123456789")
	f.Add("NguyÔn V¨n MÉu", "30/02/1980", "1", "12345678", "123456789", "ZZ5990123456789")
	f.Add("?? \ufffd", "", "", "", "", "")
	asOf := identity.MustDate(2026, 11, 1)
	f.Fuzz(func(t *testing.T, name, dob, gender, id, number, card string) {
		p := identity.Participant{
			Person:                identity.Person{FullName: identity.Name(name), DateOfBirth: identity.Text(dob), Gender: identity.Text(gender), IDNumber: identity.Text(id)},
			SocialInsuranceNumber: identity.Text(number), HealthCard: identity.Text(card),
		}
		r := p.Check(asOf)
		if r != p.Check(asOf) {
			t.Error("the same record has two reports")
		}
		if r.DateOfBirth.IsValid() != !(r.Has(identity.FindingDateMissing) || r.Has(identity.FindingDateUnreadable) || r.Has(identity.FindingDateImpossible)) {
			t.Error("a date that cannot be read has no finding, or one that can has")
		}
		if r.Number.IsValid() == (r.Has(identity.FindingIDMissing) || r.Has(identity.FindingIDInvalid)) {
			t.Error("a number that cannot be read has no finding, or one that can has")
		}
		_, change := p.Person.FullName.Normalize()
		if legacy := change&(identity.NameChangeTCVN3|identity.NameChangeVNI) != 0; r.Has(identity.FindingNameLegacyEncoding) != legacy && !r.Has(identity.FindingNameMissing) {
			t.Error("a legacy encoding is reported exactly where the name decodes")
		}
		for finding := range r.Findings() {
			if !r.Has(finding.Code) || finding.Severity > r.Worst() {
				t.Errorf("finding %q is not in its report", finding.Code)
			}
		}
	})
}

// TestFuzzSeeds: every fuzz target has a committed corpus.
func TestFuzzSeeds(t *testing.T) {
	source, err := os.ReadFile("fuzz_test.go")
	if err != nil {
		t.Fatal(err)
	}
	targets := 0
	for line := range strings.Lines(string(source)) {
		name, ok := strings.CutPrefix(line, "func Fuzz")
		if !ok {
			continue
		}
		targets++
		name = "Fuzz" + name[:strings.IndexByte(name, '(')]
		if seeds, err := filepath.Glob(filepath.Join("testdata", "fuzz", name, "*")); err != nil || len(seeds) == 0 {
			t.Errorf("%s has no committed seeds", name)
		}
	}
	if targets == 0 {
		t.Error("no fuzz targets were found")
	}
}
