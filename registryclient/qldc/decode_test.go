package qldc_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
)

// The replies below are written by hand from the sources, synthetic, and share
// nothing with what the fake registry writes.

// envelope puts text into the body of an envelope.
func envelope(text string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>` + text + `</S:Body></S:Envelope>`
}

// collection puts text into a collection with the live prefix.
func collection(text string) string {
	return envelope(`<ns1:CongdanCollection xmlns:ns1="http://www.mic.gov.vn/dancu/1.0">` + text + `</ns1:CongdanCollection>`)
}

func record(parts string) string {
	return collection(`<ns1:CongDan><ns1:SoDinhDanh>000085000001</ns1:SoDinhDanh>` + parts + `</ns1:CongDan>`)
}

const whole = `<ns1:HoVaTen><ns1:Ho/><ns1:ChuDem/><ns1:Ten>Nguyễn Văn Mẫu</ns1:Ten></ns1:HoVaTen>`

func TestRecord(t *testing.T) {
	live := identity.Person{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "01/02/1985", Gender: "Nam", IDNumber: "000085000001", FormerID: "000000001"}
	without := func(spoil func(*identity.Person)) identity.Person {
		p := live
		spoil(&p)
		return p
	}
	rest := `<ns1:SoCMND>000000001</ns1:SoCMND><ns1:GioiTinh>1</ns1:GioiTinh>`
	day := `<ns1:NgayThangNamSinh><ns1:Nam>1985</ns1:Nam><ns1:NgayThangNam>19850201</ns1:NgayThangNam></ns1:NgayThangNamSinh>`
	cases := []struct {
		name, reason, reply string
		want                identity.Person
	}{
		{"live shape", "the whole name in Ten, both dates", record(rest + whole + day), live},
		{
			"standard shape", "QCVN 109: the name split, the day with hyphens",
			record(rest + `<ns1:HoVaTen><ns1:Ho>Nguyễn</ns1:Ho><ns1:ChuDem>Văn</ns1:ChuDem><ns1:Ten>Mẫu</ns1:Ten></ns1:HoVaTen>` +
				`<ns1:NgayThangNamSinh><ns1:NgayThangNam>1985-02-01</ns1:NgayThangNam></ns1:NgayThangNamSinh>`), live,
		},
		{"plain name", "as in the blocks of relatives", record(rest + `<ns1:HoVaTen>Nguyễn Văn Mẫu</ns1:HoVaTen>` + day), live},
		{"other prefix", "a prefix means nothing", strings.ReplaceAll(strings.ReplaceAll(record(rest+whole+day), "ns1:", "dc:"), "xmlns:ns1", "xmlns:dc"), live},
		{"no prefix", "a default namespace", strings.ReplaceAll(strings.ReplaceAll(record(rest+whole+day), "ns1:", ""), "xmlns:ns1", "xmlns"), live},
		{
			"blanks and comments", "pretty-printed by a gateway",
			"\ufeff" + strings.ReplaceAll(record(rest+whole+day), "><", ">\n  <!-- x --><"), live,
		},
		{
			"year only", "Nam alone", record(rest + whole + `<ns1:NgayThangNamSinh><ns1:Nam>1985</ns1:Nam><ns1:NgayThangNam/></ns1:NgayThangNamSinh>`),
			without(func(p *identity.Person) { p.DateOfBirth = "1985" }),
		},
		{"no date", "every block is optional", record(rest + whole), without(func(p *identity.Person) { p.DateOfBirth = "" })},
		{"gender unknown", "0 is chưa có thông tin", record(strings.Replace(rest, ">1<", ">0<", 1) + whole + day), without(func(p *identity.Person) { p.Gender = "" })},
		{"gender nữ", "", record(strings.Replace(rest, ">1<", ">2<", 1) + whole + day), without(func(p *identity.Person) { p.Gender = "Nữ" })},
		{"gender of no table", "not guessed", record(strings.Replace(rest, ">1<", ">3<", 1) + whole + day), without(func(p *identity.Person) { p.Gender = "" })},
		{"nothing but the number", "every block is optional", record(""), identity.Person{IDNumber: "000085000001"}},
		{"blocks we do not read", "", record(rest + whole + day + `<ns1:Cha><ns1:HoVaTen>X</ns1:HoVaTen></ns1:Cha><ns1:DanToc><ns1:MaDanToc>01</ns1:MaDanToc></ns1:DanToc>` +
			`<other:GioiTinh xmlns:other="urn:other">2</other:GioiTinh>`), live},
		{"an odd head of household", "what verification does not rest on may be unreadable", record(rest + whole + day + `<ns1:ChuHo><ns1:SoDinhDanh>12</ns1:SoDinhDanh></ns1:ChuHo>`), live},
		{"escaped and CDATA", "", record(rest + `<ns1:HoVaTen><ns1:Ten>Nguyễn <![CDATA[Văn]]> M&#x1EAB;u</ns1:Ten></ns1:HoVaTen>` + day), live},
		{"an empty record beside", "a CongDan without children is nobody", strings.Replace(record(rest+whole+day), "<ns1:CongDan>", "<ns1:CongDan/><ns1:CongDan>", 1), live},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			answer, err := client(t, answering(t, 200, c.reply, nil), auth).Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985"))
			if err != nil {
				t.Fatalf("%s: %v", c.reason, err)
			}
			if answer.Outcome != registryclient.OutcomeMatched || answer.Record == nil {
				t.Fatalf("%s: outcome %v, want a match with its record", c.reason, answer.Outcome)
			}
			if d := cmp.Diff(c.want, *answer.Record); d != "" {
				t.Errorf("%s: record (-want +got):\n%s", c.reason, d)
			}
		})
	}
}

func TestNobody(t *testing.T) {
	for name, reply := range map[string]string{
		"empty collection":           collection(""),
		"empty record":               collection("<ns1:CongDan/>"),
		"empty record with blanks":   collection("<ns1:CongDan>\n</ns1:CongDan>"),
		"no collection":              nobody,
		"collection with attributes": strings.Replace(collection(""), "<ns1:CongdanCollection ", `<ns1:CongdanCollection SoCongDan="0" `, 1),
	} {
		answer, err := client(t, answering(t, 200, reply, nil), auth).Verify(context.Background(), query(t, "000085000001", "X Y", "1985"))
		if err != nil || answer.Outcome != registryclient.OutcomeNotMatched || answer.Reason != registryclient.ReasonNothingFits ||
			answer.Fields != (registryclient.FieldVerdicts{}) {
			t.Errorf("%s: %v, %v; want nothing fits and every field unknown", name, answer, err)
		}
	}
}

// TestRefusedReply: nothing of this is an answer, and none of it may become
// one.
func TestRefusedReply(t *testing.T) {
	good := record(whole)
	cases := map[string]string{
		"empty":                    "",
		"blanks":                   " \n",
		"text":                     "Không tồn tại dữ liệu",
		"HTML":                     "<html><body>502 Bad Gateway</body></html>",
		"HTML with a doctype":      "<!DOCTYPE html><html></html>",
		"doctype":                  "<!DOCTYPE x [<!ENTITY n 'x'>]>" + strings.TrimPrefix(good, `<?xml version="1.0" encoding="UTF-8"?>`),
		"JSON":                     `{"code":200}`,
		"cut off":                  good[:len(good)/2],
		"cut off at the end":       good[:len(good)-3],
		"something follows":        good + "<x/>",
		"text follows":             good + "x",
		"SOAP 1.2":                 strings.ReplaceAll(good, "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
		"no namespace":             strings.ReplaceAll(good, `xmlns:ns1="http://www.mic.gov.vn/dancu/1.0"`, `xmlns:ns1="urn:other"`),
		"undeclared prefix":        strings.ReplaceAll(good, ` xmlns:ns1="http://www.mic.gov.vn/dancu/1.0"`, ""),
		"two bodies":               strings.Replace(good, "</S:Body>", "</S:Body><S:Body/>", 1),
		"two collections":          strings.Replace(good, "</S:Body>", `<n:CongdanCollection xmlns:n="http://www.mic.gov.vn/dancu/1.0"/></S:Body>`, 1),
		"no body":                  strings.ReplaceAll(good, "S:Body", "S:Header"),
		"another answer":           envelope("<KetQua/>"),
		"not UTF-8":                strings.Replace(good, "Văn", "V\xe3n", 1),
		"another encoding":         strings.Replace(good, "UTF-8", "windows-1258", 1),
		"somebody else":            strings.Replace(good, "000085000001", "000085000002", 1),
		"nobody's number":          strings.Replace(good, "<ns1:SoDinhDanh>000085000001</ns1:SoDinhDanh>", "", 1),
		"half a number":            strings.Replace(good, "000085000001", "00008500000", 1),
		"somebody else beside":     strings.Replace(good, "</ns1:CongDan>", "</ns1:CongDan><ns1:CongDan><ns1:SoDinhDanh>000085000002</ns1:SoDinhDanh></ns1:CongDan>", 1),
		"the number twice":         strings.Replace(good, "</ns1:CongDan>", "<ns1:SoDinhDanh>000085000001</ns1:SoDinhDanh></ns1:CongDan>", 1),
		"a date that is none":      record(whole + `<ns1:NgayThangNamSinh><ns1:NgayThangNam>19850230</ns1:NgayThangNam></ns1:NgayThangNamSinh>`),
		"a date with two years":    record(whole + `<ns1:NgayThangNamSinh><ns1:Nam>1986</ns1:Nam><ns1:NgayThangNam>19850201</ns1:NgayThangNam></ns1:NgayThangNamSinh>`),
		"elements for text":        record(whole + `<ns1:GioiTinh><x/></ns1:GioiTinh>`),
		"nested without end":       record(strings.Repeat("<ns1:x>", 100) + strings.Repeat("</ns1:x>", 100)),
		"more records than anyone": collection(strings.Repeat("<ns1:CongDan><ns1:SoDinhDanh>000085000001</ns1:SoDinhDanh></ns1:CongDan>", 101)),
	}
	for name, reply := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := client(t, answering(t, 200, reply, nil), auth).Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985"))
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Code != registryclient.CodeBadResponse || e.Attempts != 4 || e.Status != 200 {
				t.Errorf("error = %v, want CodeBadResponse after 4 attempts", err)
			}
		})
	}
}

func TestRecordOfAnotherCMND(t *testing.T) {
	reply := record(`<ns1:SoCMND>000000002</ns1:SoCMND>` + whole)
	_, err := client(t, answering(t, 200, reply, nil), auth).Verify(context.Background(), query(t, "000000001", "Nguyễn Văn Mẫu", "01/02/1985"))
	if !errors.Is(err, registryclient.CodeBadResponse) {
		t.Errorf("error = %v, want CodeBadResponse", err)
	}
}

func TestConfirmation(t *testing.T) {
	confirmation := func(root, text string) string {
		return envelope(`<d:` + root + ` xmlns:d="http://dancuquocgia.bca"><d:TonTai>` + text + `</d:TonTai></d:` + root + `>`)
	}
	cases := []struct {
		name, reply string
		want        registryclient.Outcome // OutcomeUnknown where it is no answer
	}{
		{"true", confirmation("KetQuaXacThuc", "true"), registryclient.OutcomeMatched},
		{"one", confirmation("KetQuaXacThuc", " 1 "), registryclient.OutcomeMatched},
		{"the other root", confirmation("KetQuaXacThucResponse", "true"), registryclient.OutcomeMatched},
		{"false", confirmation("KetQuaXacThuc", "false"), registryclient.OutcomeNotMatched},
		{"zero", confirmation("KetQuaXacThuc", "0"), registryclient.OutcomeNotMatched},
		{"neither", confirmation("KetQuaXacThuc", "yes"), registryclient.OutcomeUnknown},
		{"empty", confirmation("KetQuaXacThuc", ""), registryclient.OutcomeUnknown},
		{"missing", envelope(`<d:KetQuaXacThuc xmlns:d="http://dancuquocgia.bca"/>`), registryclient.OutcomeUnknown},
		{"twice", strings.Replace(confirmation("KetQuaXacThuc", "true"), "</d:TonTai>", "</d:TonTai><d:TonTai>false</d:TonTai>", 1), registryclient.OutcomeUnknown},
		{"another root", confirmation("KetQua", "true"), registryclient.OutcomeUnknown},
		{"another namespace", strings.Replace(confirmation("KetQuaXacThuc", "true"), "http://dancuquocgia.bca", "urn:other", 1), registryclient.OutcomeUnknown},
		{"no body", nobody, registryclient.OutcomeUnknown},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			answer, err := client(t, answering(t, 200, c.reply, nil), auth, qldc.WithProfile(qldc.Confirm())).
				Verify(context.Background(), query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985"))
			if c.want == registryclient.OutcomeUnknown {
				if !errors.Is(err, registryclient.CodeBadResponse) {
					t.Errorf("error = %v, want CodeBadResponse", err)
				}
				return
			}
			if err != nil || answer.Outcome != c.want {
				t.Errorf("outcome %v, error %v; want %v", answer.Outcome, err, c.want)
			}
		})
	}
}

func TestFault(t *testing.T) {
	fault := func(code string) string {
		return envelope(`<S:Fault><faultcode>` + code + `</faultcode><faultstring>canary 000085000001</faultstring></S:Fault>`)
	}
	cases := []struct {
		name, reply string
		status      int
		code        registryclient.Code
		service     string
		attempts    int
	}{
		{"of the server", fault("S:Server"), 500, registryclient.CodeUnavailable, "Server", 4},
		{"of the server inside 200", fault("S:Server"), 200, registryclient.CodeUnavailable, "Server", 4},
		{"of the client", fault("S:Client"), 500, registryclient.CodeRejected, "Client", 1},
		{"of the client inside 200", fault("S:Client.Authentication"), 200, registryclient.CodeRejected, "Client", 1},
		{"with a code of its own", fault("canary000085000001"), 500, registryclient.CodeUnavailable, "", 4},
		{"500 without a fault", "<html>canary</html>", 500, registryclient.CodeUnavailable, "", 4},
		{"500 with a record", record(whole), 500, registryclient.CodeUnavailable, "", 4},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := client(t, answering(t, c.status, c.reply, nil), auth).Verify(context.Background(), query(t, "000085000001", "X Y", "1985"))
			var e *registryclient.Error
			if !errors.As(err, &e) || e.Code != c.code || e.ServiceCode != c.service || e.Attempts != c.attempts || e.Status != c.status {
				t.Errorf("error = %v, want %q, service code %q, %d attempts", err, string(c.code), c.service, c.attempts)
			}
			if strings.Contains(err.Error(), "canary") || strings.Contains(err.Error(), "000085000001") {
				t.Errorf("the error repeats the reply: %v", err)
			}
		})
	}
}
