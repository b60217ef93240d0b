package forms_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
)

func letterHead() forms.LetterHead {
	return forms.LetterHead{
		Head: head(), Number: "123/BHXH-TST", Place: "Thử Nghiệm", Rows: 24, Deadline: identity.MustDate(2026, 12, 15),
		Sign: forms.Signature{Titles: []string{"KT. Giám đốc", "Phó giám đốc"}, Name: "Nguyễn Văn Mẫu"},
	}
}

func letterAs(t testing.TB, l forms.Letter, f forms.Format) []byte {
	t.Helper()
	return document(t, func(b *bytes.Buffer) error { return forms.WriteLetter(t.Context(), b, l, forms.Options{Format: f}) })
}

func TestLetters(t *testing.T) {
	for name, c := range map[string]struct {
		letter forms.Letter
		want   []string
	}{
		"Mẫu số 01": {forms.Mau01Letter(letterHead()), []string{"(Mẫu số 01)", "thay thế thẻ bảo hiểm y tế", "24 người tham gia"}},
		"Mẫu số 02": {forms.Mau02Letter(letterHead()), []string{"(Mẫu số 02)", "Mẫu D02-LT/Mẫu D03-TS kèm theo Mẫu TK1-TS", "trước ngày 15/12/2026", "không cần kê khai"}},
	} {
		t.Run(name, func(t *testing.T) {
			common := []string{
				"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BẢO HIỂM XÃ HỘI HUYỆN VÍ DỤ", "Số: 123/BHXH-TST",
				"Thử Nghiệm, ngày 22 tháng 11 năm 2026", "Kính gửi: Công ty trách nhiệm hữu hạn Ví Dụ", "Phụ lục II", "PHÓ GIÁM ĐỐC", "Nơi nhận:", "2207/KH-BHXH",
			}
			page := string(letterAs(t, c.letter, forms.FormatHTML))
			wellFormed(t, page)
			for _, want := range append(common, c.want...) {
				if !strings.Contains(page, want) {
					t.Errorf("the page lacks %q", want)
				}
			}
			data := letterAs(t, c.letter, forms.FormatDefault)
			if !bytes.Equal(data, letterAs(t, c.letter, forms.FormatPDF)) {
				t.Error("the same letter gives other bytes")
			}
			pages, ok := pdfPages(t, data)
			if !ok {
				return
			}
			text := strings.Join(strings.Fields(strings.Join(pages, " ")), " ")
			for _, want := range []string{"Số: 123/BHXH-TST", "Kính gửi: Công ty trách nhiệm hữu hạn Ví Dụ", "Nguyễn Văn Mẫu", "khó khăn, vướng mắc"} {
				if !strings.Contains(text, want) {
					t.Errorf("the PDF lacks %q", want)
				}
			}
			if len(pages) != 1 && name == "Mẫu số 01" {
				t.Errorf("%d pages", len(pages))
			}
		})
	}
}

func TestLetterTexts(t *testing.T) {
	l := forms.Letter{Agency: "<b>", To: []string{"Một", "Hai"}, Body: []string{strings.Repeat("Một đoạn dài. ", 900)}}
	page := string(letterAs(t, l, forms.FormatHTML))
	if !strings.Contains(page, "&lt;B&gt;") || !strings.Contains(page, "ngày ..... tháng") || !strings.Contains(page, "<p>- Hai</p>") {
		t.Error("dots where nothing is given, a line for each addressee, markup as text")
	}
	if pages, ok := pdfPages(t, letterAs(t, l, forms.FormatPDF)); ok && (len(pages) < 3 || !strings.HasPrefix(strings.TrimSpace(pages[1]), "2") || strings.HasPrefix(strings.TrimSpace(pages[0]), "1")) {
		t.Errorf("%d pages; the number stands on top from the second on", len(pages))
	}
	for name, c := range map[string]struct {
		letter forms.Letter
		format forms.Format
		want   forms.Code
	}{
		"format": {l, forms.FormatXLSX, forms.CodeFormat}, "control": {forms.Letter{Subject: "\x00"}, forms.FormatHTML, forms.CodeControl},
		"glyph": {forms.Letter{Body: []string{"😀"}}, forms.FormatPDF, forms.CodeGlyph},
	} {
		var b bytes.Buffer
		err := forms.WriteLetter(t.Context(), &b, c.letter, forms.Options{Format: c.format})
		if !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%s: error %v, want %q", name, err, string(c.want))
		}
	}
}

// TestLetterSignatureIsNeverAlone grows a letter over the end of its page.
func TestLetterSignatureIsNeverAlone(t *testing.T) {
	for n := 14; n < 40; n += 4 {
		l := forms.Mau01Letter(letterHead())
		l.Body = append(strings.Split(strings.Repeat("Một đoạn ngắn.\n", n), "\n"), "Đoạn cuối cùng của công văn.")
		pages, ok := pdfPages(t, letterAs(t, l, forms.FormatPDF))
		if !ok {
			return
		}
		if last := pages[len(pages)-1]; !strings.Contains(last, "Nguyễn Văn Mẫu") || !strings.Contains(last, "Đoạn cuối cùng") {
			t.Errorf("%d paragraphs: the signature stands without the last one", n)
		}
	}
}
