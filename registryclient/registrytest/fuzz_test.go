package registrytest_test

import (
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// FuzzParseQuestion checks that what is read as a request has every part that
// a request must have, in its form.
func FuzzParseQuestion(f *testing.F) {
	f.Add(request)
	f.Add(strings.ReplaceAll(request, "qldc:", "dan:"))
	f.Add(strings.Replace(request, "<qldc:NgayThangNam>19850201</qldc:NgayThangNam>", "<qldc:Nam>1985</qldc:Nam>", 1))
	f.Add(strings.NewReplacer("SoDinhDanh", "SoCMND", "000085000001", "000000001", "TraCuu", "XacThuc").Replace(request))
	f.Add(strings.Replace(request, "TEST", "<![CDATA[TEST]]>", 1))
	f.Add(strings.Replace(request, "<soap:Body>", "<soap:Header><x/></soap:Header><soap:Body>", 1))
	f.Add("<!DOCTYPE x>" + request)
	f.Add("")
	f.Fuzz(func(t *testing.T, body string) {
		operation, id, number, name, born, err := registrytest.ParseQuestion([]byte(body))
		if err != nil {
			if err != registrytest.ErrRequest {
				t.Fatal("an error that is not the one fixed text")
			}
			return
		}
		if operation != "TraCuuThongTinCongDan" && operation != "XacThucThongTinCongDan" {
			t.Fatalf("operation %q", operation)
		}
		if id == "" || name == "" || len(number) != 12 && len(number) != 9 || len(born) != 10 && len(born) != 4 {
			t.Fatal("a request without one of its parts was accepted")
		}
		if !strings.Contains(body, operation) {
			t.Fatal("an operation from nowhere")
		}
	})
}
