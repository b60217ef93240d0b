package qldc_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
)

const nobody = `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>`

// TestRequest shows the bytes of every profile and form.
func TestRequest(t *testing.T) {
	q := query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")
	cmnd := query(t, "000000001", "Nguyễn Văn Mẫu", "02/1985")
	hostile := query(t, "000085000001", `A </dan:HoVaTen> & "B"`, "1985")
	hostile.Purpose.Procedure = "<x>&"
	cases := []struct {
		name, reason string
		opts         []qldc.Option
		query        registryclient.Query
		namespace    string
		want         string // the body of the envelope, without prefixes
	}{
		{
			"look up", "the order of the PHP client", nil, q, qldc.NamespaceRequest,
			"<TraCuuThongTinCongDan><MaYeuCau>r-1</MaYeuCau><MaDVC>TEST</MaDVC><MaTichHop>037</MaTichHop><MaCanBo>officer</MaCanBo>" +
				"<SoDinhDanh>000085000001</SoDinhDanh><HoVaTen>NGUYENVANMAU</HoVaTen>" +
				"<NgayThangNamSinh><NgayThangNam>19850201</NgayThangNam></NgayThangNamSinh></TraCuuThongTinCongDan>",
		},
		{
			"by CMND, month", "SoCMND instead of SoDinhDanh; a month is its year", nil, cmnd, qldc.NamespaceRequest,
			"<TraCuuThongTinCongDan><MaYeuCau>r-1</MaYeuCau><MaDVC>TEST</MaDVC><MaTichHop>037</MaTichHop><MaCanBo>officer</MaCanBo>" +
				"<SoCMND>000000001</SoCMND><HoVaTen>NGUYENVANMAU</HoVaTen>" +
				"<NgayThangNamSinh><Nam>1985</Nam></NgayThangNamSinh></TraCuuThongTinCongDan>",
		},
		{
			"2025", "the order of the court client",
			[]qldc.Option{qldc.WithProfile(qldc.LookUp2025("account"))},
			q, qldc.NamespaceRequest,
			"<TraCuuThongTinCongDan><MaYeuCau>r-1</MaYeuCau><MaDVC>TEST</MaDVC><MaTichHop>037</MaTichHop><MaCanBo>officer</MaCanBo>" +
				"<MaDonVi>unit</MaDonVi><TaiKhoan>account</TaiKhoan><SoDienThoai>0</SoDienThoai><SoDinhDanh>000085000001</SoDinhDanh>" +
				"<HoVaTen>NGUYENVANMAU</HoVaTen><NgayThangNamSinh><NgayThangNam>19850201</NgayThangNam></NgayThangNamSinh></TraCuuThongTinCongDan>",
		},
		{
			"confirm", "",
			[]qldc.Option{qldc.WithProfile(qldc.Confirm())},
			q, qldc.NamespaceRequest,
			"<XacThucThongTinCongDan><MaYeuCau>r-1</MaYeuCau><MaDVC>TEST</MaDVC><MaTichHop>003</MaTichHop><MaCanBo>officer</MaCanBo>" +
				"<SoDinhDanh>000085000001</SoDinhDanh><HoVaTen>NGUYENVANMAU</HoVaTen>" +
				"<NgayThangNamSinh><NgayThangNam>19850201</NgayThangNam></NgayThangNamSinh></XacThucThongTinCongDan>",
		},
		{
			"relatives", "the older namespace, whose date is plain text",
			[]qldc.Option{qldc.WithProfile(qldc.Relatives("099"))},
			q, qldc.NamespaceOlder,
			"<XacMinhThongTinNhanThan><MaYeuCau>r-1</MaYeuCau><MaDVC>TEST</MaDVC><MaTichHop>099</MaTichHop><MaDonVi>unit</MaDonVi><MaCanBo>officer</MaCanBo>" +
				"<SoDinhDanh>000085000001</SoDinhDanh><HoVaTen>NGUYENVANMAU</HoVaTen><NgayThangNamSinh>19850201</NgayThangNamSinh></XacMinhThongTinNhanThan>",
		},
		{
			"other forms", "OpenCPS writes the day with hyphens",
			[]qldc.Option{qldc.WithNameForm(qldc.NameUpper), qldc.WithDateForm(qldc.DateISO)},
			q, qldc.NamespaceRequest,
			"<TraCuuThongTinCongDan><MaYeuCau>r-1</MaYeuCau><MaDVC>TEST</MaDVC><MaTichHop>037</MaTichHop><MaCanBo>officer</MaCanBo>" +
				"<SoDinhDanh>000085000001</SoDinhDanh><HoVaTen>NGUYỄN VĂN MẪU</HoVaTen>" +
				"<NgayThangNamSinh><NgayThangNam>1985-02-01</NgayThangNam></NgayThangNamSinh></TraCuuThongTinCongDan>",
		},
		{
			"hostile text", "every value is escaped",
			[]qldc.Option{qldc.WithNameForm(qldc.NameAsIs)},
			hostile, qldc.NamespaceRequest,
			"<TraCuuThongTinCongDan><MaYeuCau>r-1</MaYeuCau><MaDVC>&lt;x&gt;&amp;</MaDVC><MaTichHop>037</MaTichHop><MaCanBo>officer</MaCanBo>" +
				"<SoDinhDanh>000085000001</SoDinhDanh><HoVaTen>A &lt;/dan:HoVaTen&gt; &amp; &#34;B&#34;</HoVaTen>" +
				"<NgayThangNamSinh><Nam>1985</Nam></NgayThangNamSinh></TraCuuThongTinCongDan>",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var seen string
			_, err := client(t, answering(t, 200, nobody, &seen), auth, c.opts...).Verify(context.Background(), c.query)
			if err != nil && !errors.Is(err, registryclient.CodeBadResponse) { // an empty body is no confirmation
				t.Fatal(err)
			}
			begin := `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:dan="` + c.namespace + `"><soapenv:Header/><soapenv:Body>`
			body, ok := strings.CutPrefix(seen, begin)
			if !ok {
				t.Fatalf("the envelope does not begin as it should: %.200s", seen)
			}
			body = strings.TrimSuffix(body, "</soapenv:Body></soapenv:Envelope>")
			body = strings.NewReplacer("<dan:", "<", "</dan:", "</").Replace(body)
			if d := cmp.Diff(c.want, body); d != "" {
				t.Errorf("%s: body (-want +got):\n%s", c.reason, d)
			}
		})
	}
}

func TestNewClientRefuses(t *testing.T) {
	broken := qldc.LookUp()
	broken.Elements = append(broken.Elements, qldc.ElementName)
	injected := qldc.LookUp()
	injected.Operation = "x><y"
	noName := qldc.LookUp()
	noName.Elements = noName.Elements[:4]
	noLicence := qldc.LookUp()
	noLicence.Fixed = nil
	for name, c := range map[string]struct {
		endpoint string
		auth     registryclient.Authenticator
		opt      qldc.Option
	}{
		"plain http":             {"http://gateway.example/", auth, nil},
		"no authentication":      {"https://gateway.example/", nil, qldc.WithPurpose(purpose)},
		"unusable credentials":   {"https://gateway.example/", registryclient.SignedBasic{}, qldc.WithPurpose(purpose)},
		"nil option":             {"https://gateway.example/", auth, nil},
		"nil transport":          {"https://gateway.example/", auth, qldc.WithTransport(nil)},
		"unknown rule":           {"https://gateway.example/", auth, qldc.WithMatchRule(9)},
		"unknown name form":      {"https://gateway.example/", auth, qldc.WithNameForm(9)},
		"unknown date form":      {"https://gateway.example/", auth, qldc.WithDateForm(9)},
		"an element twice":       {"https://gateway.example/", auth, qldc.WithProfile(broken)},
		"markup as operation":    {"https://gateway.example/", auth, qldc.WithProfile(injected)},
		"no name in the profile": {"https://gateway.example/", auth, qldc.WithProfile(noName)},
		"no code of the licence": {"https://gateway.example/", auth, qldc.WithProfile(noLicence)},
	} {
		if _, err := qldc.NewClient(c.endpoint, c.auth, c.opt); !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%s: error %v, want CodeConfig", name, err)
		}
	}
}

func TestProfileIsCopied(t *testing.T) {
	p := qldc.LookUp()
	var seen string
	c := client(t, answering(t, 200, nobody, &seen), auth, qldc.WithProfile(p))
	p.Elements[0], p.Fixed[qldc.ElementIntegration] = "X", "changed"
	if _, err := c.Verify(context.Background(), query(t, "000085000001", "X Y", "1985")); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(seen, "changed") || !strings.Contains(seen, "MaYeuCau") {
		t.Error("a change of the caller's profile reached the client")
	}
}

func TestInvalidQuery(t *testing.T) {
	var seen string
	c := client(t, answering(t, 200, nobody, &seen), auth)
	for name, q := range map[string]registryclient.Query{
		"no name":             query(t, "000085000001", " ", "1985"),
		"a control character": query(t, "000085000001", "A\x00", "1985"),
		"no number":           {FullName: "A B", DateOfBirth: query(t, "000085000001", "A", "1985").DateOfBirth},
	} {
		_, err := c.Verify(context.Background(), q)
		var e *registryclient.Error
		if !errors.As(err, &e) || e.Code != registryclient.CodeInvalidQuery || e.Operation == "" || !e.NotProcessed() {
			t.Errorf("%s: error %v, want CodeInvalidQuery that names the operation", name, err)
		}
	}
	if seen != "" {
		t.Error("a question that cannot be put was sent")
	}
}

func TestRequestIDIsMade(t *testing.T) {
	var seen string
	c := client(t, answering(t, 200, nobody, &seen), auth)
	q := query(t, "000085000001", "X Y", "1985")
	q.RequestID = ""
	answer, err := c.Verify(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(answer.RequestID) != 36 || !strings.Contains(seen, "<dan:MaYeuCau>"+answer.RequestID+"</dan:MaYeuCau>") {
		t.Errorf("request id %q is not the one sent", answer.RequestID)
	}
}
