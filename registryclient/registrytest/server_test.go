package registrytest_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

const people = `personal_id,cmnd,full_name,date_of_birth,gender
000085000001,000000001,Nguyễn Văn Mẫu,01/02/1985,Nam
000190000002,,Trần & Thử,1990,Nữ
`

func start(t *testing.T, options registrytest.Options) *registrytest.Server {
	t.Helper()
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	s, err := registrytest.NewServer(p, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// request is a request as a client other than ours might write it.
const request = `<?xml version="1.0"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:qldc="http://dancuquocgia.bca">
  <soap:Body>
    <qldc:TraCuuThongTinCongDan>
      <qldc:MaYeuCau>r-1</qldc:MaYeuCau><qldc:MaDVC>TEST</qldc:MaDVC><qldc:MaTichHop>037</qldc:MaTichHop><qldc:MaCanBo>o</qldc:MaCanBo>
      <qldc:SoDinhDanh>000085000001</qldc:SoDinhDanh><qldc:HoVaTen>NGUYENVANMAU</qldc:HoVaTen>
      <qldc:NgayThangNamSinh><qldc:NgayThangNam>19850201</qldc:NgayThangNam></qldc:NgayThangNamSinh>
    </qldc:TraCuuThongTinCongDan>
  </soap:Body>
</soap:Envelope>`

// post sends a body with the right credentials.
func post(t *testing.T, s *registrytest.Server, body string, spoil func(*http.Request)) (int, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, s.URL(), strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "text/xml")
	if err := s.Credentials().Authenticate(context.Background(), &registryclient.Outgoing{URL: s.URL(), Header: r.Header, Time: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if spoil != nil {
		spoil(r)
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	reply, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(reply)
}

// TestBytes shows what the fake writes, in every shape.
func TestBytes(t *testing.T) {
	live := `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header/><soapenv:Body>` +
		`<ns1:CongdanCollection xmlns:ns1="http://www.mic.gov.vn/dancu/1.0" SoCongDan="1"><ns1:CongDan>` +
		`<ns1:SoDinhDanh>000085000001</ns1:SoDinhDanh><ns1:SoCMND>000000001</ns1:SoCMND>` +
		`<ns1:HoVaTen><ns1:Ho></ns1:Ho><ns1:ChuDem></ns1:ChuDem><ns1:Ten>Nguyễn Văn Mẫu</ns1:Ten></ns1:HoVaTen><ns1:GioiTinh>1</ns1:GioiTinh>` +
		`<ns1:NgayThangNamSinh><ns1:Nam>1985</ns1:Nam><ns1:NgayThangNam>19850201</ns1:NgayThangNam></ns1:NgayThangNamSinh><ns1:QuocTich>VN</ns1:QuocTich>` +
		`</ns1:CongDan></ns1:CongdanCollection></soapenv:Body></soapenv:Envelope>`
	standard := strings.NewReplacer("ns1:", "dc:", "xmlns:ns1", "xmlns:dc", "19850201", "1985-02-01",
		"<ns1:Ho></ns1:Ho><ns1:ChuDem></ns1:ChuDem><ns1:Ten>Nguyễn Văn Mẫu", "<dc:Ho>Nguyễn</dc:Ho><dc:ChuDem>Văn</dc:ChuDem><dc:Ten>Mẫu").Replace(live)
	bare := strings.NewReplacer("ns1:", "", "xmlns:ns1", "xmlns").Replace(live)
	yearOnly := strings.NewReplacer("000085000001", "000190000002", "NGUYENVANMAU", "TRAN&amp;THU",
		"<qldc:NgayThangNam>19850201</qldc:NgayThangNam>", "<qldc:Nam>1990</qldc:Nam>").Replace(request)
	for _, c := range []struct {
		name, request string
		shape         registrytest.Shape
		want          string
	}{
		{"live shape", request, registrytest.Shape{}, live},
		{"standard shape", request, registrytest.Shape{Prefix: "dc", SplitNames: true, ISODates: true}, standard},
		{"no prefix", request, registrytest.Shape{Prefix: "-"}, bare},
		{"year only", yearOnly, registrytest.Shape{}, `<ns1:Ten>Trần &amp; Thử</ns1:Ten></ns1:HoVaTen><ns1:GioiTinh>2</ns1:GioiTinh><ns1:NgayThangNamSinh><ns1:Nam>1990</ns1:Nam></ns1:NgayThangNamSinh>`},
		{"nobody", strings.Replace(request, "19850201", "19850202", 1), registrytest.Shape{}, `<ns1:CongdanCollection xmlns:ns1="http://www.mic.gov.vn/dancu/1.0" SoCongDan="0"></ns1:CongdanCollection>`},
		{"confirmation", strings.ReplaceAll(request, "TraCuu", "XacThuc"), registrytest.Shape{}, `<dan:KetQuaXacThuc><dan:TonTai>true</dan:TonTai></dan:KetQuaXacThuc>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, got := post(t, start(t, registrytest.Options{Shape: c.shape}), c.request, nil)
			if status != 200 || !strings.Contains(got, c.want) {
				t.Errorf("status %d, reply (-want +got):\n%s", status, cmp.Diff(c.want, got))
			}
		})
	}
}

// TestRefusedRequests: the fake insists on what the schemas insist on.
func TestRefusedRequests(t *testing.T) {
	s := start(t, registrytest.Options{})
	replace := func(old, with string) string { return strings.Replace(request, old, with, 1) }
	for name, body := range map[string]string{
		"not XML":               "{}",
		"out of order":          replace("<qldc:MaDVC>TEST</qldc:MaDVC><qldc:MaTichHop>037</qldc:MaTichHop>", "<qldc:MaTichHop>037</qldc:MaTichHop><qldc:MaDVC>TEST</qldc:MaDVC>"),
		"an element twice":      replace("<qldc:MaDVC>", "<qldc:MaDVC>X</qldc:MaDVC><qldc:MaDVC>"),
		"an unknown element":    replace("<qldc:MaDVC>", "<qldc:X>X</qldc:X><qldc:MaDVC>"),
		"another namespace":     replace("http://dancuquocgia.bca", "urn:other"),
		"SOAP 1.2":              replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"),
		"another operation":     strings.ReplaceAll(request, "TraCuuThongTinCongDan", "TraCuu"),
		"no request id":         replace("<qldc:MaYeuCau>r-1</qldc:MaYeuCau>", ""),
		"a long request id":     replace("r-1", strings.Repeat("r", 41)),
		"no procedure":          replace("<qldc:MaDVC>TEST</qldc:MaDVC>", ""),
		"no officer":            replace("<qldc:MaCanBo>o</qldc:MaCanBo>", ""),
		"no name":               replace("NGUYENVANMAU", " "),
		"no number":             replace("<qldc:SoDinhDanh>000085000001</qldc:SoDinhDanh>", ""),
		"both numbers":          replace("</qldc:SoDinhDanh>", "</qldc:SoDinhDanh><qldc:SoCMND>000000001</qldc:SoCMND>"),
		"half a number":         replace("000085000001", "00008500000"),
		"a CMND as personal ID": replace("000085000001", "000000001"),
		"hyphens in a number":   replace("000085000001", "000-000-001-"),
		"a date that is none":   replace("19850201", "19850230"),
		"a date with slashes":   replace("19850201", "01/02/1985"),
		"a date of text":        replace("<qldc:NgayThangNam>19850201</qldc:NgayThangNam>", "19850201"),
		"two dates":             replace("</qldc:NgayThangNam>", "</qldc:NgayThangNam><qldc:Nam>1985</qldc:Nam>"),
		"no date":               replace("<qldc:NgayThangNam>19850201</qldc:NgayThangNam>", ""),
		"a doctype":             replace("<soap:Envelope ", "<!DOCTYPE x><soap:Envelope "),
		"something follows":     request + "<x/>",
		"cut off":               request[:len(request)-20],
	} {
		status, reply := post(t, s, body, nil)
		if status != 500 || !strings.Contains(reply, "<faultcode>soap:Client</faultcode>") {
			t.Errorf("%s: status %d, want a fault of the client", name, status)
		}
		if strings.Contains(reply, "000085") {
			t.Errorf("%s: the fault repeats the request", name)
		}
	}
	if n := s.Ledger().Count(func(e registrytest.Entry) bool { return e.Class == registrytest.ClassRefused }); n != s.Ledger().Len() {
		t.Errorf("%d of %d entries are refusals", n, s.Ledger().Len())
	}
}

func TestDoor(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	s := start(t, registrytest.Options{Now: func() time.Time { return now }, ClockWindow: time.Minute})
	at := func(when time.Time) func(*http.Request) {
		return func(r *http.Request) {
			_ = s.Credentials().Authenticate(context.Background(), &registryclient.Outgoing{URL: s.URL(), Header: r.Header, Time: when})
		}
	}
	for _, c := range []struct {
		name   string
		spoil  func(*http.Request)
		status int
	}{
		{"in time", at(now.Add(time.Minute)), 200},
		{"too early", at(now.Add(61 * time.Second)), 401},
		{"too late", at(now.Add(-61 * time.Second)), 401},
		{"no timestamp", func(r *http.Request) { at(now)(r); r.Header.Del("Timestamp") }, 401},
		{"no authorization", func(r *http.Request) { at(now)(r); r.Header.Del("Authorization") }, 401},
		{"bearer", func(r *http.Request) { at(now)(r); r.Header.Set("Authorization", "Bearer x") }, 401},
		{"signature of another time", func(r *http.Request) { at(now)(r); r.Header.Set("Timestamp", "1795348800001") }, 401},
		{"another path", func(r *http.Request) { at(now)(r); r.URL.Path = "/" }, 404},
		{"another method", func(r *http.Request) { at(now)(r); r.Method = http.MethodPut }, 405},
		{"another content type", func(r *http.Request) { at(now)(r); r.Header.Set("Content-Type", "application/json") }, 500},
	} {
		if status, _ := post(t, s, request, c.spoil); status != c.status {
			t.Errorf("%s: status %d, want %d", c.name, status, c.status)
		}
	}
	if status, _ := post(t, s, request+strings.Repeat(" ", 70<<10), at(now)); status != 413 {
		t.Errorf("a request of 70 KiB: status %d, want 413", status)
	}
}

func TestNewServerRefuses(t *testing.T) {
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		population *registrytest.Population
		options    registrytest.Options
	}{
		"no population":  {nil, registrytest.Options{}},
		"no such power":  {p, registrytest.Options{Power: 9}},
		"no comparison":  {p, registrytest.Options{Power: registrytest.Describe}},
		"odd credential": {p, registrytest.Options{Credentials: registryclient.SignedBasic{User: "a:b"}}},
	} {
		if s, err := registrytest.NewServer(c.population, c.options); err == nil {
			s.Close()
			t.Errorf("%s: a server started", name)
		}
	}
}

func TestLedger(t *testing.T) {
	s := start(t, registrytest.Options{Fault: func(r registrytest.Request) registrytest.Fault {
		if r.RequestID == "r-2" && r.Repeat == 0 {
			return registrytest.Fault{Kind: registrytest.FaultStatus, Status: 503}
		}
		return registrytest.Fault{}
	}})
	transport, err := registryclient.NewTransport(registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.Close)
	client, err := qldc.NewClient(s.URL(), s.Credentials(), qldc.WithTransport(transport),
		qldc.WithPurpose(registryclient.Purpose{Procedure: "TEST", Officer: "test"}))
	if err != nil {
		t.Fatal(err)
	}
	personal, err := identity.ParseNumber("000085000001")
	if err != nil {
		t.Fatal(err)
	}
	cmnd, err := identity.ParseNumber("000000001")
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []registryclient.Query{
		{RequestID: "r-1", Number: personal, FullName: "Nguyễn Văn Mẫu", DateOfBirth: identity.MustDate(1985, 2, 1)},
		{RequestID: "r-2", Number: cmnd, FullName: "Nguyễn Văn Khác", DateOfBirth: identity.MustDate(1985, 2, 1)},
	} {
		if _, err := client.Verify(context.Background(), q); err != nil {
			t.Fatal(err)
		}
	}
	want := []registrytest.Entry{
		{Wire: 1, Operation: "TraCuuThongTinCongDan", RequestID: "r-1", NumberKind: identity.NumberPersonalID, Class: registrytest.ClassFound},
		{Wire: 2, Operation: "TraCuuThongTinCongDan", RequestID: "r-2", NumberKind: identity.NumberCMND, Class: registrytest.ClassFault, Fault: registrytest.FaultStatus},
		{Wire: 3, Operation: "TraCuuThongTinCongDan", RequestID: "r-2", Repeat: 1, NumberKind: identity.NumberCMND, Class: registrytest.ClassNone},
	}
	got := s.Ledger().Entries()
	if d := cmp.Diff(want, got, cmpopts.IgnoreFields(registrytest.Entry{}, "Time")); d != "" {
		t.Errorf("ledger (-want +got):\n%s", d)
	}
	got[0].RequestID = "changed"
	if s.Ledger().Entries()[0].RequestID != "r-1" || s.Ledger().Len() != 3 || s.Ledger().WireRequests() != 3 {
		t.Error("the ledger handed out its insides, or miscounts")
	}
	s.Ledger().Reset()
	if s.Ledger().Len() != 0 || s.Ledger().WireRequests() != 0 {
		t.Error("the ledger remembers after Reset")
	}
}

// TestCloseCutsOff: a test that ends must not wait for a server that hangs.
func TestCloseCutsOff(t *testing.T) {
	s := start(t, registrytest.Options{Fault: func(registrytest.Request) registrytest.Fault {
		return registrytest.Fault{Delay: time.Hour}
	}})
	done := make(chan error)
	go func() {
		r, _ := http.NewRequest(http.MethodPost, s.URL(), bytes.NewReader([]byte(request)))
		r.Header.Set("Content-Type", "text/xml")
		_ = s.Credentials().Authenticate(context.Background(), &registryclient.Outgoing{URL: s.URL(), Header: r.Header, Time: time.Now()})
		client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		resp, err := client.Do(r)
		if err == nil {
			err = errors.New("a reply")
			_ = resp.Body.Close()
		}
		done <- err
	}()
	for s.Ledger().WireRequests() == 0 {
		time.Sleep(time.Millisecond)
	}
	s.Close()
	s.Close()
	<-done
}
