package forms_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"runtime/metrics"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
)

// FuzzReadMau02 fills one row in with anything. What is accepted is confirmed,
// is what the forms print, and does not contradict itself.
func FuzzReadMau02(f *testing.F) {
	f.Add("Nguyễn Văn Thứ", "4/1/1990", "Nam", "001090000001", "x")
	f.Add("NguyÔn V¨n An", "30/02/1980", "nu", "1090000001", "không")
	f.Add("", "32877", "", "012345678", "")
	f.Add("\u202e", "04011990", "1", "٠٠١", "-")
	f.Fuzz(func(t *testing.T, name, birth, gender, id, confirm string) {
		for _, s := range []string{name, birth, gender, id, confirm} {
			if strings.ContainsAny(s, "\",\r\n") || len(s) > 600 {
				return // a matter of the CSV around it, which has a target of its own
			}
		}
		sent := issued()[0]
		text := "(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14)\n" +
			strings.Join([]string{"1", sent.SocialInsuranceNumber, sent.FullName, sent.DateOfBirth, sent.Gender, sent.IDNumber, "", "", "", name, birth, gender, id, confirm}, ",")
		got, err := forms.ReadMau02CSV(t.Context(), strings.NewReader(text), forms.ReadOptions{Issued: []forms.Mau02Row{sent}, AsOf: head().AsOf})
		if err != nil {
			if !errors.Is(err, forms.CodeFileEncoding) && !errors.Is(err, forms.CodeFileOtherForm) {
				t.Fatal(err)
			}
			return
		}
		for _, c := range got.Corrections {
			checkAccepted(t, c, sent)
		}
		if len(got.Corrections)+len(got.Unanswered) == 0 && len(got.Findings) < 2 {
			t.Fatal("a row is gone without a finding")
		}
	})
}

func checkAccepted(t *testing.T, c identity.Correction, sent forms.Mau02Row) {
	t.Helper()
	if !c.Confirmed {
		t.Fatal("accepted without confirmation")
	}
	if d := string(c.DateOfBirth); d != "" {
		day, err := identity.ParseDate(d)
		if err != nil || day.Reveal() != d {
			t.Fatal("a date that is not as the forms print it")
		}
	}
	if id := string(c.IDNumber); id != "" {
		parsed, err := identity.ParsePersonalID(id)
		if err != nil || parsed.Reveal() != id {
			t.Fatal("a number that is not 12 digits")
		}
	}
	if g := string(c.Gender); g != "" && g != "Nam" && g != "Nữ" {
		t.Fatal("a gender that is not as the forms print it")
	}
	person := identity.Person{FullName: identity.Name(sent.FullName), DateOfBirth: identity.Text(sent.DateOfBirth), Gender: identity.Text(sent.Gender), IDNumber: identity.Text(sent.IDNumber)}
	if !c.IsEmpty() && c.Check(person, head().AsOf).Inconsistent() {
		t.Fatal("a correction that contradicts itself")
	}
}

// FuzzReadFile reads anything as a workbook and as CSV: an error is one of
// ours, memory stays in bounds, and nothing is accepted of a file that was not
// issued.
func FuzzReadFile(f *testing.F) {
	f.Add(mau02(f, issued()...))
	f.Add([]byte("ordinal;social_insurance_number\n"))
	f.Add([]byte("(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14)\n1,,\"a\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		opts := forms.ReadOptions{ListID: "another list", Issued: issued()}
		readAnything(t, data, opts)
		inBounds(t, func() {
			got, err := forms.ReadMau02CSV(t.Context(), bytes.NewReader(data), opts)
			checkRead(t, got, err)
		})
	})
}

// FuzzMutatedFile changes a part of a real returned file, under a checksum that
// fits again: any bytes go in the place of any others.
func FuzzMutatedFile(f *testing.F) {
	sent := fill(f, mau02(f, issued()...)).set(1, 10, "Nguyễn Văn Thứ").set(1, 14, "x").bytes()
	names := []string{sheetPart, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "docProps/custom.xml", "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"}
	contents := make(map[string]string)
	for _, file := range zipFiles(f, sent) {
		contents[file.Name] = part(f, sent, file.Name)
	}
	f.Add(uint8(0), uint32(900), uint16(3), []byte(`<c r="XFD1"><v>1</v></c>`))
	f.Add(uint8(0), uint32(2000), uint16(0), []byte(`<f>1+1</f>`))
	f.Add(uint8(1), uint32(200), uint16(40), []byte(`date1904="1"`))
	f.Add(uint8(3), uint32(60), uint16(9), []byte("<si><t>\xFF</t></si>"))
	f.Add(uint8(4), uint32(300), uint16(5), []byte("999999999999"))
	f.Add(uint8(7), uint32(150), uint16(4), []byte(`TargetMode="External"`))
	f.Fuzz(func(t *testing.T, which uint8, at uint32, cut uint16, put []byte) {
		mutated := names[int(which)%len(names)]
		s := contents[mutated]
		from := int(at) % (len(s) + 1)
		s = s[:from] + string(put) + s[min(from+int(cut), len(s)):]
		var b bytes.Buffer
		out := zip.NewWriter(&b)
		for name, content := range contents {
			if name == mutated {
				content = s
			}
			w, err := out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store}) // packing would take most of the time
			if err == nil {
				_, err = io.WriteString(w, content)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
		readAnything(t, b.Bytes(), forms.ReadOptions{Issued: issued(), AsOf: head().AsOf})
	})
}

func zipFiles(t testing.TB, data []byte) []*zip.File {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return in.File
}

// readAnything reads a file that may be anything, with what was sent.
func readAnything(t *testing.T, data []byte, opts forms.ReadOptions) {
	t.Helper()
	inBounds(t, func() {
		got, err := forms.ReadMau02(t.Context(), bytes.NewReader(data), int64(len(data)), opts)
		checkRead(t, got, err)
	})
}

func checkRead(t *testing.T, got *forms.Returned, err error) {
	t.Helper()
	var own *forms.Error
	switch {
	case err == nil:
		for _, c := range got.Corrections {
			checkAccepted(t, c, issued()[max(0, min(c.Row, len(issued()))-1)])
		}
	case !errors.As(err, &own) || own.Code.Error() == string(own.Code):
		t.Fatalf("%T without a known code", err)
	}
}

// inBounds checks what is allocated meanwhile, most of which is free again by
// the end.
func inBounds(t *testing.T, do func()) {
	t.Helper()
	const most = 64 << 20
	before := allocated()
	do()
	if used := allocated() - before; used > most {
		t.Fatalf("%d MB allocated", used>>20)
	}
}

// allocated gives the bytes that were allocated so far.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
