package qldc_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// people is a synthetic population: no region has the code 000, no province
// issued a CMND that begins with 000.
const people = `personal_id,cmnd,full_name,date_of_birth,gender,household,relation,permanent_address,permanent_ward,permanent_province,status
000085000001,000000001,Nguyễn Văn Mẫu,01/02/1985,Nam,H1,Chủ hộ,"Số 1, đường Thử",00001,01,
000190000002,,Trần Thị Thử,1990,Nữ,H1,Vợ,,,,
000085000003,000000003,Lê Mẫu,05/06/1985,Nam,,,,,,
000086000004,000000003,Phạm Mẫu,07/08/1986,,,,,,,
000087000005,000000005,Đỗ Mẫu,09/10/1987,Nam,,,,,,number_cancelled
000088000006,,Võ Mẫu,11/12/1988,Nam,,,,,,dead
`

func population(t testing.TB) *registrytest.Population {
	t.Helper()
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func fake(t testing.TB, options registrytest.Options) *registrytest.Server {
	t.Helper()
	s, err := registrytest.NewServer(population(t), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

var purpose = registryclient.Purpose{Procedure: "TEST", Officer: "officer", Unit: "unit"}

func client(t testing.TB, endpoint string, auth registryclient.Authenticator, opts ...qldc.Option) *qldc.Client {
	t.Helper()
	transport, err := registryclient.NewTransport(
		registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(transport.Close)
	opts = append([]qldc.Option{qldc.WithTransport(transport), qldc.WithPurpose(purpose)}, opts...)
	c, err := qldc.NewClient(endpoint, auth, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// answering is a service that answers every question with the same bytes.
func answering(t testing.TB, status int, body string, seen *string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, _ := io.ReadAll(r.Body)
		if seen != nil {
			*seen = string(request)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

var auth = registryclient.SignedBasic{User: "tester", Secret: registryclient.NewSecret("s3cret")}

func query(t testing.TB, number, name, date string) registryclient.Query {
	t.Helper()
	n, err := identity.ParseNumber(number)
	if err != nil {
		t.Fatal(err)
	}
	d, err := identity.ParseDate(date)
	if err != nil {
		t.Fatal(err)
	}
	return registryclient.Query{RequestID: "r-1", Number: n, FullName: identity.Name(name), DateOfBirth: d}
}
