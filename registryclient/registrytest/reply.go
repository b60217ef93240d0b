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
	contentType, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if contentType != "application/xml" && contentType != "text/xml" {
		body = nil
	}
	s.answerSOAP(w, r, entry, body, framing{contentType: xmlType, wrap: func(soap []byte) []byte { return soap }})
}

// framing is how a gateway wraps the reply of the citizen services.
type framing struct {
	service
	contentType string
	wrap        func(soap []byte) []byte
}

// answerSOAP answers the envelope of one question, in the framing of a gateway.
func (s *Server) answerSOAP(w http.ResponseWriter, r *http.Request, entry Entry, envelope []byte, f framing) {
	q, err := parseQuestion(envelope)
	if err != nil {
		entry.Class = ClassRefused
		s.ledger.add(entry)
		writeSOAPFault(w, http.StatusInternalServerError, "Client")
		return
	}
	entry.Operation, entry.RequestID, entry.NumberKind = q.operation, q.requestID, q.number.Kind()
	fault, executes := s.begin(w, r, &entry, envelope, f.service)
	if !executes {
		return
	}
	found := s.find(&q)
	entry.Class = classOf(found)
	if fault.Kind == FaultOtherPerson || fault.Kind == FaultOtherRequest {
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
	s.send(w, f.contentType, f.wrap(out.Bytes()), fault.Kind)
}

// begin decides how a question that was understood is dealt with, and plays
// what stands in the place of a reply.
func (s *Server) begin(w http.ResponseWriter, r *http.Request, entry *Entry, body []byte, of service) (f Fault, executes bool) {
	entry.Repeat = s.ledger.repeats(entry.RequestID)
	f = s.decide(r.Context(), Request{entry.Wire, entry.Operation, entry.RequestID, entry.Repeat})
	entry.Fault = f.Kind
	if f.Kind.executes() {
		return f, true
	}
	entry.Class = ClassFault
	s.ledger.add(*entry)
	s.play(w, r, f, body, of)
	return f, false
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
func writeSOAPFault(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", xmlType)
	w.WriteHeader(status)
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
