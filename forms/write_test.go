package forms_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/matching"
)

func TestMau01Values(t *testing.T) {
	row := forms.Mau01Row{
		SocialInsuranceNumber: "0123456789", FullName: "Nguyễn Văn Thử", DateOfBirth: "1960", Gender: "Nam", PersonalID: "001060 000001",
		VssID: identity.VssIDApproved, Email: "thu@example.vn",
	}
	bare := forms.Mau01Row{SocialInsuranceNumber: "0000000001", FullName: "Trần Thị Mẫu"}
	want := []map[string]string{
		{"(1)": "1", "(2)": "0123456789", "(3)": "Nguyễn Văn Thử", "(4)": "1960", "(5)": "Nam", "(6)": "001060000001", "(7)": "thu@example.vn"},
		{"(1)": "2", "(2)": "0000000001", "(3)": "Trần Thị Mẫu"},
	}
	if diff := cmp.Diff(want, table(t, mau01(t, row, bare))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestColumnsOfVssID(t *testing.T) {
	for _, c := range []struct {
		name   string
		state  identity.VssID
		email  string
		email7 string
		cross8 string
		reason string
	}{
		{"approved with e-mail", identity.VssIDApproved, "thu@example.vn", "thu@example.vn", "", "column (7) is the e-mail"},
		{"registered with e-mail", identity.VssIDRegistered, "thu@example.vn", "thu@example.vn", "", "an account not yet approved is an account"},
		{"approved without", identity.VssIDApproved, "", "đề nghị kê khai bổ sung email", "", "the plan's phrase"},
		{"registered, blanks", identity.VssIDRegistered, " \t", "đề nghị kê khai bổ sung email", "", "blanks are no e-mail"},
		{"none", identity.VssIDNone, "", "", "X", "column (8) is the cross"},
		{"none with e-mail", identity.VssIDNone, "thu@example.vn", "", "X", "an e-mail without an account is none of the account"},
		{"unknown", identity.VssIDUnknown, "", "", "", "nothing known, nothing printed"},
		{"unknown with e-mail", identity.VssIDUnknown, "thu@example.vn", "", "", "nothing known of the account"},
	} {
		t.Run(c.name, func(t *testing.T) {
			one := table(t, mau01(t, forms.Mau01Row{FullName: "A", VssID: c.state, Email: c.email}))[0]
			two := table(t, mau02(t, forms.Mau02Row{FullName: "A", VssID: c.state, Email: c.email}))[0]
			for form, row := range map[string]map[string]string{"01": one, "02": two} {
				if row["(7)"] != c.email7 || row["(8)"] != c.cross8 {
					t.Errorf("Mẫu số %s: (7) %q, (8) %q; want %q, %q: %s", form, row["(7)"], row["(8)"], c.email7, c.cross8, c.reason)
				}
			}
		})
	}
}

func TestColumn6OfMau02(t *testing.T) {
	const phrase = "đề nghị kê khai bổ sung số ĐDCN tại cột 13"
	for number, want := range map[string]string{
		"001090000001":    "001090000001",
		"001.090.000.001": "001090000001",
		"":                phrase,
		"012345678":       phrase,
		"1090000001":      phrase,
		"00109000000A":    phrase,
		"0010900000012":   phrase,
	} {
		got := table(t, mau02(t, forms.Mau02Row{FullName: "A", IDNumber: number}))[0]["(6)"]
		if got != want {
			t.Errorf("a number of %d characters prints %q, want %q", len(number), got, want)
		}
	}
}

func TestColumn9OfMau02(t *testing.T) {
	for _, c := range []struct {
		name   string
		codes  []matching.Code
		say    func(matching.Code) string
		want   string
		reason string
	}{
		{"none", nil, describe, "", "no code, no sentence"},
		{"one", []matching.Code{matching.NameGiven}, describe, describe(matching.NameGiven), "one sentence"},
		{"two", []matching.Code{matching.NameGiven, matching.DateDay}, describe, describe(matching.NameGiven) + "\n" + describe(matching.DateDay), "a line each"},
		{"same words", []matching.Code{matching.NameGiven, matching.DateDay}, func(matching.Code) string { return "Giống nhau." }, "Giống nhau.", "nothing is said twice"},
		{"default", []matching.Code{matching.IDMissing}, nil, matching.IDMissing.Vietnamese(), "the wording of package matching"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			row := forms.Mau02Row{FullName: "A", Codes: c.codes}
			if err := forms.WriteMau02(t.Context(), &b, head(), forms.Rows(row), forms.Options{Describe: c.say}); err != nil {
				t.Fatal(err)
			}
			if got := table(t, b.Bytes())[0]["(9)"]; got != c.want {
				t.Errorf("got %q, want %q: %s", got, c.want, c.reason)
			}
		})
	}
	var b bytes.Buffer
	rows := forms.Rows(forms.Mau02Row{}, forms.Mau02Row{Codes: []matching.Code{"no.such_code"}})
	err := forms.WriteMau02(t.Context(), &b, head(), rows, forms.Options{Describe: func(matching.Code) string { return "" }})
	place(t, err, forms.CodeDescription, 2, "(9)", b.Len())
}

// place checks that an error names its row and column and that nothing was
// written.
func place(t *testing.T, err error, code forms.Code, row int, column string, written int) {
	t.Helper()
	var own *forms.Error
	if !errors.As(err, &own) || !errors.Is(err, code) || own.Row != row || own.Column != column {
		t.Errorf("got %v, want %s in row %d, column %s", err, code, row, column)
	}
	if written != 0 {
		t.Errorf("%d bytes were written", written)
	}
}

func TestMau01NeedsWholeIDs(t *testing.T) {
	for _, number := range []string{"012345678", "1090000001", "x"} {
		rows := mau01Rows(2)
		rows[1].PersonalID = number
		var b bytes.Buffer
		err := forms.WriteMau01(t.Context(), &b, head(), forms.Rows(rows...), options())
		place(t, err, forms.CodePersonalID, 2, "(6)", b.Len())
	}
}

func TestUnusableHead(t *testing.T) {
	for field, change := range map[forms.Field]func(*forms.Head){
		forms.FieldParentAgency: func(h *forms.Head) { h.ParentAgency = "\x01" },
		forms.FieldAgency:       func(h *forms.Head) { h.Agency = "\x01" },
		forms.FieldUnitName:     func(h *forms.Head) { h.Unit.Name = "\x01" },
		forms.FieldUnitCode:     func(h *forms.Head) { h.Unit.Code = "\x01" },
		forms.FieldUnitAddress:  func(h *forms.Head) { h.Unit.Address = "\x01" },
		forms.FieldListID:       func(h *forms.Head) { h.ListID = strings.Repeat("a", 256) },
	} {
		h := head()
		change(&h)
		var b bytes.Buffer
		err := forms.WriteMau02(t.Context(), &b, h, forms.Rows(mau02Rows(1)...), options())
		var own *forms.Error
		if !errors.As(err, &own) || own.Field != field || own.Row != 0 || b.Len() > 0 {
			t.Errorf("%s: got %v, %d bytes", field, err, b.Len())
		}
	}
}

func TestHeadAndSignature(t *testing.T) {
	h := head()
	h.Unit.Name = "Công ty\nVí Dụ"
	opts := options()
	opts.Signature = &forms.Signature{
		Place: "Thử Nghiệm", Date: identity.MustDate(2026, 2, 5), Titles: []string{"KT. Giám đốc", "Phó Giám đốc"}, Name: "Nguyễn Văn Mẫu",
		Recipients: []string{"- Như trên;", "- Lưu: VT."},
	}
	var b bytes.Buffer
	if err := forms.WriteMau01(t.Context(), &b, h, forms.Rows(mau01Rows(1)...), opts); err != nil {
		t.Fatal(err)
	}
	got := texts(t, b.Bytes())
	for _, want := range []string{
		"BẢO HIỂM XÃ HỘI TỈNH THỬ NGHIỆM", "BẢO HIỂM XÃ HỘI HUYỆN VÍ DỤ", "Tên đơn vị: Công ty Ví Dụ", "Mã đơn vị: YN0001A",
		"Thử Nghiệm, ngày 05 tháng 02 năm 2026", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu", "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
	} {
		if !contains(got, want) {
			t.Errorf("%q is not printed", want)
		}
	}
	opts.Signature = &forms.Signature{Name: "Nguyễn Văn Mẫu\x00"}
	if err := forms.WriteMau01(t.Context(), io.Discard, h, forms.Rows(mau01Rows(1)...), opts); !errors.Is(err, forms.CodeControl) {
		t.Errorf("a control character in the signature: %v", err)
	}
	for _, text := range texts(t, mau01(t, mau01Rows(1)...)) {
		if strings.Contains(text, "ngày 22") || strings.Contains(text, "Nơi nhận") {
			t.Errorf("%q is printed without being asked for", text)
		}
	}
}

func TestProperties(t *testing.T) {
	rows := mau02Rows(5)
	want := map[string]string{
		"bhxh.form": "Mẫu số 02", "bhxh.layout": "2207-02.1", "bhxh.list": "2026-11/YN0001A", "bhxh.unit": "YN0001A",
		"bhxh.as_of": "2026-11-22", "bhxh.rows": "5",
	}
	b := book(t, mau02(t, rows...))
	for name, value := range want {
		if got, _ := b.Property(name); got != value {
			t.Errorf("%s = %q, want %q", name, got, value)
		}
	}
	digest, _ := b.Property("bhxh.digest")
	if len(digest) != 64 {
		t.Errorf("digest %q", digest)
	}
	for _, p := range b.Properties() {
		for _, r := range rows {
			if strings.Contains(p.Value, r.SocialInsuranceNumber) || strings.Contains(p.Value, r.FullName) {
				t.Errorf("property %s holds a personal value", p.Name)
			}
		}
	}
	changed := slices.Clone(rows)
	changed[4].DateOfBirth = "04/01/1990"
	if other, _ := book(t, mau02(t, changed...)).Property("bhxh.digest"); other == digest {
		t.Error("a changed date of birth leaves the digest as it was")
	}
	moved := slices.Clone(rows)
	moved[0].FullName, moved[0].DateOfBirth = moved[0].FullName+"0", moved[0].DateOfBirth[1:]
	if other, _ := book(t, mau02(t, moved...)).Property("bhxh.digest"); other == digest {
		t.Error("a character that moved from cell to cell leaves the digest as it was")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	for name, write := range map[string]func() []byte{
		"01": func() []byte { return mau01(t, mau01Rows(50)...) },
		"02": func() []byte { return mau02(t, mau02Rows(50)...) },
		"03": func() []byte { return mau03(t, mau03Rows()...) },
	} {
		if !bytes.Equal(write(), write()) {
			t.Errorf("Mẫu số %s: two documents of the same rows differ", name)
		}
	}
}

func TestTooManyRows(t *testing.T) {
	var b bytes.Buffer
	endless := func(yield func(forms.Mau01Row, error) bool) {
		for yield(forms.Mau01Row{FullName: "A"}, nil) {
		}
	}
	err := forms.WriteMau01(t.Context(), &b, head(), endless, options())
	var own *forms.Error
	if !errors.As(err, &own) || own.Code != forms.CodeTooManyRows || own.Limit != forms.MaxRows || own.Row != forms.MaxRows+1 {
		t.Errorf("got %v", err)
	}
	if b.Len() > 0 {
		t.Errorf("%d bytes were written", b.Len())
	}
}

func TestRowsThatEndWithAnError(t *testing.T) {
	cause := errors.New("Nguyễn Văn Thử is a personal value")
	rows := func(yield func(forms.Mau02Row, error) bool) {
		if yield(mau02Rows(1)[0], nil) {
			yield(forms.Mau02Row{}, cause)
		}
	}
	var b bytes.Buffer
	err := forms.WriteMau02(t.Context(), &b, head(), rows, options())
	place(t, err, forms.CodeSource, 2, "", b.Len())
	if !errors.Is(err, cause) || strings.Contains(err.Error(), "Nguyễn") {
		t.Errorf("got %v, want the cause wrapped and not repeated", err)
	}
}

func TestContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	rows := func(yield func(forms.Mau01Row, error) bool) {
		for i, r := range mau01Rows(10) {
			if i == 5 {
				cancel()
			}
			if !yield(r, nil) {
				return
			}
		}
	}
	var b bytes.Buffer
	err := forms.WriteMau01(ctx, &b, head(), iter.Seq2[forms.Mau01Row, error](rows), options())
	if !errors.Is(err, forms.CodeCancelled) || !errors.Is(err, context.Canceled) || b.Len() > 0 {
		t.Errorf("cancelled among the rows: %v, %d bytes", err, b.Len())
	}
	if err := forms.WriteMau01(ctx, &b, head(), forms.Rows[forms.Mau01Row](), options()); !errors.Is(err, forms.CodeCancelled) {
		t.Errorf("cancelled before the start: %v", err)
	}
}

func TestWriterThatFails(t *testing.T) {
	for _, limit := range []int{0, 1, 1000} {
		err := forms.WriteMau01(t.Context(), &failing{left: limit}, head(), forms.Rows(mau01Rows(3)...), options())
		if !errors.Is(err, forms.CodeWrite) || !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("after %d bytes: %v", limit, err)
		}
	}
}

type failing struct{ left int }

func (f *failing) Write(p []byte) (int, error) {
	n := min(len(p), f.left)
	if f.left -= n; n < len(p) {
		return n, io.ErrClosedPipe
	}
	return n, nil
}

func TestUnknownFormat(t *testing.T) {
	opts := options()
	opts.Format = 99
	if err := forms.WriteMau01(t.Context(), io.Discard, head(), forms.Rows[forms.Mau01Row](), opts); !errors.Is(err, forms.CodeFormat) {
		t.Errorf("got %v", err)
	}
}

func TestVolumes(t *testing.T) {
	h := head()
	h.FirstOrdinal = 101
	type volume struct{ Volume, Volumes, First, Rows int }
	for n, want := range map[int][]volume{
		0: {{0, 0, 101, 0}},
		3: {{0, 0, 101, 3}},
		4: {{1, 2, 101, 3}, {2, 2, 104, 1}},
		9: {{1, 3, 101, 3}, {2, 3, 104, 3}, {3, 3, 107, 3}},
	} {
		var got []volume
		for part, rows := range forms.VolumesOf(h, mau01Rows(n), 3) {
			v := volume{part.Volume, part.Volumes, part.FirstOrdinal, 0}
			for range rows {
				v.Rows++
			}
			got = append(got, v)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d rows (-want +got):\n%s", n, diff)
		}
	}
	h.Volume, h.Volumes = 2, 4
	var b bytes.Buffer
	if err := forms.WriteMau01(t.Context(), &b, h, forms.Rows(mau01Rows(2)...), options()); err != nil {
		t.Fatal(err)
	}
	if !contains(texts(t, b.Bytes()), "Tập 2/4") {
		t.Error("the volume is not printed")
	}
	if rows := table(t, b.Bytes()); rows[0]["(1)"] != "101" || rows[1]["(1)"] != "102" {
		t.Errorf("Stt %s, %s; want 101, 102", rows[0]["(1)"], rows[1]["(1)"])
	}
	if v, _ := book(t, b.Bytes()).Property("bhxh.volume"); v != "2/4" {
		t.Errorf("bhxh.volume = %q", v)
	}
	n := 0
	for part := range forms.Volumes(head(), make([]forms.Mau01Row, forms.MaxRows+1)) {
		n++
		if part.Volume != n || part.Volumes != 2 {
			t.Errorf("volume %d of %d", part.Volume, part.Volumes)
		}
	}
	if n != 2 {
		t.Errorf("%d volumes, want 2", n)
	}
}

// TestRowsAreMasked sends rows through everything that prints.
func TestRowsAreMasked(t *testing.T) {
	const name, number, email = "Nguyễn Văn Thử", "001090000001", "thu@example.vn"
	one := forms.Mau01Row{FullName: name, PersonalID: number, DateOfBirth: "03/01/1990", SocialInsuranceNumber: "0123456789", Email: email}
	two := forms.Mau02Row{FullName: name, IDNumber: number, DateOfBirth: "03/01/1990", SocialInsuranceNumber: "0123456789", Email: email}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		fmt.Fprintf(&out, verb+verb+verb+verb, one, two, []forms.Mau01Row{one}, &two)
	}
	slog.New(slog.NewTextHandler(&out, masktest.Untimed())).Info("rows", "one", one, "two", two)
	slog.New(slog.NewJSONHandler(&out, masktest.Untimed())).Info("rows", "one", one, "two", two)
	out.WriteString(one.String() + two.String())
	for _, secret := range []string{"Nguyễn", "Thử", number, "1990", "0123456789", email, fmt.Sprintf("%x", name)} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q comes out", secret)
		}
	}
}
