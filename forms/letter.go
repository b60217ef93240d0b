package forms

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// Letter is an official letter (công văn) in the layout of Nghị định
// 30/2020/NĐ-CP, phụ lục I. [Mau01Letter] and [Mau02Letter] give the covering
// letters of the lists; every text may be replaced. It holds no personal data.
type Letter struct {
	ParentAgency string        // in capitals above the agency
	Agency       string        // in bold capitals
	Number       string        // after "Số:": "123/BHXH-TST"; "" prints dots
	Place        string        // "Hà Nội"
	Date         identity.Date // zero prints dots for the day
	Subject      string        // after "V/v"
	To           []string      // after "Kính gửi:"
	Body         []string      // paragraphs; one that begins with "- " is not indented further
	Signature    Signature     // Titles, Name and Recipients; Place and Date are not used
}

// LetterHead is what the covering letters say of their list.
type LetterHead struct {
	Head
	Number   string
	Place    string
	Rows     int           // people on the list
	Deadline identity.Date // by which an answer is asked for; zero = none
	Sign     Signature     // Titles, Name, Recipients
}

const letterBasis = "Thực hiện Kế hoạch số 2207/KH-BHXH ngày 12/8/2022 của Bảo hiểm xã hội Việt Nam triển khai cập nhật bổ sung số ĐDCN/CCCD " +
	"của người tham gia trong cơ sở dữ liệu Bảo hiểm xã hội Việt Nam quản lý và cài đặt, phê duyệt, sử dụng ứng dụng VssID, "

const (
	letterAppendixI = "- Người tham gia chưa có tài khoản ứng dụng VssID: hướng dẫn người tham gia đăng ký tài khoản theo Phụ lục I ban hành kèm theo Kế hoạch số 2207/KH-BHXH."
	letterAppendix2 = "- Người tham gia đã có tài khoản ứng dụng VssID nhưng chưa khai báo địa chỉ email: hướng dẫn người tham gia cập nhật, bổ sung địa chỉ email theo Phụ lục II."
	letterClosing   = "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị đơn vị liên hệ với cơ quan bảo hiểm xã hội để được hướng dẫn./."
)

// Mau01Letter gives the letter that travels with Mẫu số 01 (Kế hoạch
// 2207/KH-BHXH, part B.I.5).
func Mau01Letter(h LetterHead) Letter {
	l := newLetter(h, "thông báo danh sách người tham gia đã được đồng bộ với CSDL quốc gia về dân cư")
	l.Body = []string{
		letterBasis + issuerName(h) + " gửi kèm theo văn bản này danh sách " + people(h.Rows) +
			" đã được cơ quan bảo hiểm xã hội đồng bộ với cơ sở dữ liệu quốc gia về dân cư (Mẫu số 01).",
		"Đề nghị đơn vị thông báo để người tham gia biết thông tin cá nhân đã được đồng bộ giữa cơ quan bảo hiểm xã hội với cơ sở dữ liệu quốc gia về dân cư " +
			"và sử dụng thẻ căn cước công dân khi đi khám chữa bệnh thay thế thẻ bảo hiểm y tế.",
		letterAppendixI, letterAppendix2, letterClosing,
	}
	return l
}

// Mau02Letter gives the letter that travels with Mẫu số 02 (Kế hoạch
// 2207/KH-BHXH, parts B.II.3 and B.II.4).
func Mau02Letter(h LetterHead) Letter {
	l := newLetter(h, "đề nghị xác nhận, bổ sung thông tin người tham gia chưa khớp với CSDL quốc gia về dân cư")
	by := ""
	if h.Deadline.IsValid() {
		by = " trước ngày " + h.Deadline.Reveal()
	}
	l.Body = []string{
		letterBasis + issuerName(h) + " gửi kèm theo văn bản này danh sách " + people(h.Rows) +
			" chưa khớp với cơ sở dữ liệu quốc gia về dân cư hoặc chưa có số định danh cá nhân (Mẫu số 02).",
		"Đề nghị đơn vị phối hợp với người tham gia xác nhận thông tin, ghi thông tin sửa đổi, bổ sung tại các cột (10) đến (13) và xác nhận tại cột (14) của Mẫu số 02; " +
			"trường hợp thông tin cơ quan bảo hiểm xã hội đang quản lý là đúng, chỉ xác nhận tại cột (14).",
		"Đối với người tham gia có điều chỉnh thông tin, đề nghị đơn vị lập Mẫu D02-LT/Mẫu D03-TS kèm theo Mẫu TK1-TS (có bản photo ĐDCN/CCCD) gửi đến cơ quan bảo hiểm xã hội" +
			by + " thông qua hình thức giao dịch điện tử hoặc qua dịch vụ bưu chính công ích.",
		letterAppendixI, letterAppendix2,
		"Người tham gia và đơn vị không cần kê khai Mẫu TK1-TS và lập Mẫu D02-LT/Mẫu D03-TS để bổ sung số ĐDCN/CCCD đối với người tham gia thực hiện theo hướng dẫn tại Phụ lục I hoặc Phụ lục II.",
		letterClosing,
	}
	return l
}

func newLetter(h LetterHead, subject string) Letter {
	to := h.Unit.Name
	if to == "" {
		to = h.Unit.Code
	}
	l := Letter{
		ParentAgency: h.ParentAgency, Agency: h.Agency, Number: h.Number, Place: h.Place, Date: h.AsOf,
		Subject: subject, To: []string{to}, Signature: h.Sign,
	}
	if len(l.Signature.Recipients) == 0 {
		l.Signature.Recipients = []string{"- Như trên;", "- Lưu: VT."}
	}
	return l
}

// issuerName gives the agency inside a sentence.
func issuerName(h LetterHead) string {
	if strings.TrimSpace(h.Agency) == "" {
		return "cơ quan bảo hiểm xã hội"
	}
	return h.Agency
}

func people(n int) string {
	if n <= 0 {
		return "người tham gia"
	}
	return strconv.Itoa(n) + " người tham gia"
}

// WriteLetter writes a letter as FormatPDF or FormatHTML, on A4 upright; the
// default is FormatPDF, any other format fails with CodeFormat. Of the options
// only Format and BadText count. Errors are *[Error].
func WriteLetter(ctx context.Context, w io.Writer, l Letter, opts Options) error {
	s := &settings{layout: Layout{Form: "Công văn"}, bad: opts.BadText, format: opts.Format}
	if s.format == FormatDefault {
		s.format = FormatPDF
	}
	if s.format != FormatPDF && s.format != FormatHTML {
		return s.fail(CodeFormat, nil)
	}
	if ctx.Err() != nil {
		return s.fail(CodeCancelled, context.Cause(ctx))
	}
	p, err := s.newLetterPage(l)
	if err != nil {
		return err
	}
	var out renderer
	if s.format == FormatPDF {
		out = newLetterPDF(p)
	} else {
		out = letterHTML{p}
	}
	defer out.close()
	return s.deliver(ctx, w, out, nil)
}

// letterPage is a letter in words.
type letterPage struct {
	ParentAgency, Agency, Number, Subject, PlaceAndDate string
	To, Body                                            []string
	Left, Right                                         []styled
	created                                             identity.Date
}

// The heading of every official document.
const (
	letterNation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	letterMotto  = "Độc lập - Tự do - Hạnh phúc"
)

// newLetterPage puts a letter into words and checks them.
func (s *settings) newLetterPage(l Letter) (letterPage, error) {
	p := letterPage{ParentAgency: l.ParentAgency, Agency: l.Agency, Number: l.Number, Subject: l.Subject, created: l.Date}
	for _, text := range []*string{&p.ParentAgency, &p.Agency, &p.Number, &p.Subject} {
		var err error
		if *text, err = s.headText(FieldLetter, *text); err != nil {
			return letterPage{}, err
		}
	}
	p.ParentAgency, p.Agency = capitalsOrDots(p.ParentAgency), capitalsOrDots(p.Agency)
	if p.Number == "" {
		p.Number = "........./BHXH"
	}
	place := placeAndDate(l.Place, l.Date)
	if l.Date.Precision() != identity.PrecisionDay {
		place = strings.TrimPrefix(l.Place+", ngày ..... tháng ..... năm .........", ", ")
	}
	var err error
	if p.PlaceAndDate, err = s.headText(FieldLetter, place); err != nil {
		return letterPage{}, err
	}
	for _, list := range []struct {
		from []string
		to   *[]string
	}{{l.To, &p.To}, {l.Body, &p.Body}} {
		for _, text := range list.from {
			if text, err = s.headText(FieldLetter, text); err != nil {
				return letterPage{}, err
			}
			*list.to = append(*list.to, text)
		}
	}
	sign := l.Signature
	sign.Place, sign.Date = "", identity.Date{}
	block, err := s.newSignature(&sign)
	if err != nil {
		return letterPage{}, err
	}
	p.Left, p.Right = block.left, block.right
	if len(p.Left) > 0 {
		p.Left = p.Left[1:] // no line for place and date, which a letter has above
	}
	return p, nil
}
