package qldc_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
)

// FuzzDecodeCitizens checks that what is read is a record in its form, that
// reading twice gives the same, and that a refusal is ours, of a class that a
// reply may have, and repeats nothing.
func FuzzDecodeCitizens(f *testing.F) {
	day := `<ns1:NgayThangNamSinh><ns1:Nam>1985</ns1:Nam><ns1:NgayThangNam>19850201</ns1:NgayThangNam></ns1:NgayThangNamSinh>`
	for _, seed := range []string{
		record(whole + day), record(""), collection(""), collection("<ns1:CongDan/>"), nobody,
		record(whole + `<ns1:GioiTinh>2</ns1:GioiTinh><ns1:SoCMND>000000001</ns1:SoCMND><ns1:ThuongTru><ns1:MaPhuongXa>00001</ns1:MaPhuongXa></ns1:ThuongTru>`),
		strings.ReplaceAll(record(whole+day), "ns1:", ""),
		envelope("<S:Fault><faultcode>S:Server</faultcode></S:Fault>"),
		"<!DOCTYPE html><html></html>", "", record(whole)[:300], record(`<ns1:ChuHo><ns1:SoDinhDanh>x</ns1:SoDinhDanh></ns1:ChuHo>`),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		citizens, err := qldc.DecodeCitizens(body)
		if err != nil {
			checkRefusal(t, err)
			if citizens != nil {
				t.Fatal("records beside an error")
			}
			return
		}
		again, err := qldc.DecodeCitizens(body)
		if err != nil || len(again) != len(citizens) {
			t.Fatalf("read again: %d records, error %v", len(again), err)
		}
		for i, c := range citizens {
			if c != again[i] {
				t.Fatal("read again it is another record")
			}
			if c.FullName != "" && strings.TrimSpace(string(c.FullName)) != string(c.FullName) {
				t.Fatal("a name with blanks around it")
			}
			if id := c.PersonalID.Reveal(); id != "" && len(id) != 12 {
				t.Fatal("a personal ID of another length")
			}
		}
		if strings.Contains(string(body), "<!DOCTYPE") && !strings.Contains(string(body), "<![CDATA[") && !strings.Contains(string(body), "<!--") && !strings.Contains(string(body), "<?") {
			t.Fatal("a document type was accepted")
		}
	})
}

// FuzzDecodeConfirmation is the same for the boolean.
func FuzzDecodeConfirmation(f *testing.F) {
	for _, text := range []string{"true", "false", "1", " 0 ", "", "yes"} {
		f.Add([]byte(envelope(`<d:KetQuaXacThuc xmlns:d="http://dancuquocgia.bca"><d:TonTai>` + text + `</d:TonTai></d:KetQuaXacThuc>`)))
	}
	f.Add([]byte(nobody))
	f.Fuzz(func(t *testing.T, body []byte) {
		exists, err := qldc.DecodeConfirmation(body, qldc.NamespaceRequest)
		if err != nil {
			checkRefusal(t, err)
		}
		if exists && (err != nil || !strings.Contains(string(body), "TonTai")) {
			t.Fatal("a confirmation from nowhere")
		}
		if e := qldc.FaultIn(body); e != nil {
			checkRefusal(t, e)
		}
	})
}

func checkRefusal(t *testing.T, err error) {
	t.Helper()
	var e *registryclient.Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v is not ours", err)
	}
	switch e.Code {
	case registryclient.CodeBadResponse, registryclient.CodeUnavailable, registryclient.CodeRejected:
	default:
		t.Fatalf("a reply became %q", string(e.Code))
	}
	switch e.ServiceCode {
	case "", "Server", "Client", "VersionMismatch", "MustUnderstand":
	default:
		t.Fatal("the error repeats a code of the reply")
	}
	if len(err.Error()) > 150 {
		t.Fatal("the error is too talkative")
	}
}
