package registrytest

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

const xmlType = "application/xml; charset=utf-8"

// serveQuestion answers one SOAP request.
func (s *Server) serveQuestion(w http.ResponseWriter, r *http.Request, entry Entry, body []byte) {
	q, err := parseQuestion(body)
	contentType, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if err != nil || contentType != "application/xml" && contentType != "text/xml" {
		entry.Class = ClassRefused
		s.ledger.add(entry)
		writeSOAPFault(w, "Client")
		return
	}
	entry.Operation, entry.RequestID, entry.NumberKind = q.operation, q.requestID, q.number.Kind()
	entry.Repeat = s.ledger.repeats(q.requestID)
	fault := s.decide(r.Context(), Request{entry.Wire, entry.Operation, entry.RequestID, entry.Repeat})
	entry.Fault = fault.Kind
	if !fault.Kind.executes() {
		entry.Class = ClassFault
		s.ledger.add(entry)
		s.play(w, fault)
		return
	}
	found := s.find(&q)
	entry.Class = classOf(found)
	if fault.Kind == FaultOtherPerson {
		found = s.somebodyElse(&q)
	}
	s.ledger.add(entry)
	var out replyWriter
	if q.operation == operationConfirm {
		out.confirmation(len(found) > 0)
	} else {
		out.shape = s.options.Shape
		out.collection(s.population, found)
	}
	s.send(w, xmlType, out.Bytes(), fault.Kind)
}

// find looks a question up with the power of the server. XacThuc always
// compares, since its answer is nothing else.
func (s *Server) find(q *question) []*citizen {
	holders := s.population.holders(q.number)
	confirm := q.operation == operationConfirm
	if !confirm && (s.options.Power == Record || len(holders) > 1) {
		return holders
	}
	var found []*citizen
	for _, c := range holders {
		if c.fits(q.name, q.born) {
			found = append(found, c)
		}
	}
	return found
}

// somebodyElse gives a person who was not asked for.
func (s *Server) somebodyElse(q *question) []*citizen {
	for i := range s.population.people {
		c := &s.population.people[i]
		if c.id.Number() != q.number && c.cmnd.Number() != q.number {
			return []*citizen{c}
		}
	}
	return nil
}

func classOf(found []*citizen) Class {
	switch len(found) {
	case 0:
		return ClassNone
	case 1:
		return ClassFound
	}
	return ClassSeveral
}

// writeSOAPFault answers with a SOAP 1.1 fault, whose text never repeats the
// request.
func writeSOAPFault(w http.ResponseWriter, code string) {
	w.Header().Set("Content-Type", xmlType)
	w.WriteHeader(http.StatusInternalServerError)
	_, _ = w.Write([]byte(`<soap:Envelope xmlns:soap="` + soapNamespace + `"><soap:Body><soap:Fault><faultcode>soap:` + code +
		`</faultcode><faultstring>Yêu cầu không được xử lý</faultstring></soap:Fault></soap:Body></soap:Envelope>`))
}

// replyWriter writes replies in the shape of the live services.
type replyWriter struct {
	bytes.Buffer
	shape  Shape
	prefix string // with its colon, or ""
}

func (w *replyWriter) confirmation(exists bool) {
	w.WriteString(`<soapenv:Envelope xmlns:soapenv="` + soapNamespace + `" xmlns:dan="` + requestNamespace +
		`"><soapenv:Body><dan:KetQuaXacThuc><dan:TonTai>` + strconv.FormatBool(exists) +
		`</dan:TonTai></dan:KetQuaXacThuc></soapenv:Body></soapenv:Envelope>`)
}

func (w *replyWriter) collection(p *Population, found []*citizen) {
	w.Grow(512 + 1024*len(found))
	declaration := "xmlns:ns1"
	w.prefix = "ns1:"
	switch w.shape.Prefix {
	case "":
	case "-":
		w.prefix, declaration = "", "xmlns"
	default:
		w.prefix, declaration = w.shape.Prefix+":", "xmlns:"+w.shape.Prefix
	}
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="` + soapNamespace + `"><soapenv:Header/><soapenv:Body><` +
		w.prefix + `CongdanCollection ` + declaration + `="` + dataNamespace + `" SoCongDan="` + strconv.Itoa(len(found)) + `">`)
	for _, c := range found {
		w.open("CongDan")
		w.citizen(p, c)
		w.close("CongDan")
	}
	w.close("CongdanCollection")
	w.WriteString(`</soapenv:Body></soapenv:Envelope>`)
}

func (w *replyWriter) citizen(p *Population, c *citizen) {
	w.element("SoDinhDanh", c.id.Reveal())
	w.element("SoCMND", c.cmnd.Reveal())
	w.open("HoVaTen")
	ho, chuDem, ten := w.nameParts(string(c.name))
	w.element("Ho", ho)
	w.element("ChuDem", chuDem)
	w.element("Ten", ten)
	w.close("HoVaTen")
	w.element("GioiTinh", genderCode(c.gender))
	w.open("NgayThangNamSinh")
	if c.born.IsValid() {
		w.element("Nam", c.born.Truncate(identity.PrecisionYear).ISO())
	}
	if c.born.Precision() == identity.PrecisionDay {
		day := c.born.ISO()
		if !w.shape.ISODates {
			day = strings.ReplaceAll(day, "-", "")
		}
		w.element("NgayThangNam", day)
	}
	w.close("NgayThangNamSinh")
	w.element("QuocTich", "VN")
	w.residence("ThuongTru", c.permanent)
	w.residence("NoiOHienTai", c.temporary)
	if head := p.head(c); head != nil {
		w.open("ChuHo")
		if head == c {
			w.element("QuanHe", "CH01") // the one code of that table that is known
		}
		w.element("SoDinhDanh", head.id.Reveal())
		w.element("SoCMND", head.cmnd.Reveal())
		w.element("HoVaTen", string(head.name))
		w.close("ChuHo")
	}
}

// nameParts gives the whole name as Ten, or split as the standard shows it.
func (w *replyWriter) nameParts(name string) (ho, chuDem, ten string) {
	words := strings.Fields(name)
	if !w.shape.SplitNames || len(words) < 2 {
		return "", "", name
	}
	return words[0], strings.Join(words[1:len(words)-1], " "), words[len(words)-1]
}

// genderCode is the table of QCVN 109:2017/BTTTT: 0 chưa có thông tin, 1 nam,
// 2 nữ.
func genderCode(g identity.Gender) string {
	switch g {
	case identity.GenderMale:
		return "1"
	case identity.GenderFemale:
		return "2"
	}
	return "0"
}

func (w *replyWriter) residence(name string, r residence) {
	if r == (residence{}) {
		return
	}
	w.open(name)
	w.element("MaTinhThanh", r.province)
	w.element("MaPhuongXa", r.ward)
	w.element("ChiTiet", r.detail)
	w.element("QuocGia", "VN")
	w.close(name)
}

func (w *replyWriter) open(name string)  { w.tag("<", name) }
func (w *replyWriter) close(name string) { w.tag("</", name) }

func (w *replyWriter) tag(begin, name string) {
	w.WriteString(begin)
	w.WriteString(w.prefix)
	w.WriteString(name)
	w.WriteByte('>')
}

func (w *replyWriter) element(name, text string) {
	w.open(name)
	_ = xml.EscapeText(w, []byte(text)) // a buffer does not fail
	w.close(name)
}
