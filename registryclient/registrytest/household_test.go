package registrytest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// families is synthetic.
const families = `personal_id,full_name,date_of_birth,gender,household,relation
000085000001,Nguyễn Văn Mẫu,01/02/1985,Nam,H1,Chủ hộ
000190000002,Trần Thị Thử,1990,Nữ,H1,Vợ
`

// headQuestion is a question as a client other than ours might write it.
const headQuestion = `{"format":"bhxh-go/household","version":1,"request":"r-1","procedure":"TEST","officer":"o",
 "head":{"number":"000085000001","full_name":"nguyễn văn mẫu","date_of_birth":"01/02/1985","gender":"Nam"}}`

func TestHouseholdServer(t *testing.T) {
	people, err := registrytest.LoadPopulation(strings.NewReader(families), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, method, path, body string
		offer                    bool
		spoil                    func(http.Header)
		late                     time.Duration
		status                   int
		says                     string
	}{
		{name: "listed", offer: true, status: 200, says: `"result":"members","members":["000085000001","000190000002"]`},
		{name: "says that it is not official", offer: true, status: 200, says: `"note":"not an official format"`},
		{name: "not offered", status: 403},
		{name: "no credentials", offer: true, spoil: func(h http.Header) { h.Del("Authorization") }, status: 401},
		{name: "a clock that is off", offer: true, late: 6 * time.Minute, status: 401},
		{name: "another subsystem", offer: true, spoil: func(h http.Header) { h.Set("X-Road-Client", "other") }, status: 403},
		{name: "another path", offer: true, path: "/other", status: 404},
		{name: "another method", offer: true, method: http.MethodGet, status: 405},
		{name: "not JSON", offer: true, body: "<xml/>", status: 400},
		{name: "an unknown field", offer: true, body: strings.Replace(headQuestion, `"version"`, `"x":1,"version"`, 1), status: 400},
		{name: "no officer", offer: true, body: strings.Replace(headQuestion, `"o"`, `""`, 1), status: 400},
		{name: "no date", offer: true, body: strings.Replace(headQuestion, "01/02/1985", "", 1), status: 400},
		{name: "too large", offer: true, body: strings.Repeat(" ", 65<<10) + headQuestion, status: 413},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			server, err := registrytest.NewHouseholdServer(people, registrytest.HouseholdOptions{
				Offer: tt.offer, Now: func() time.Time { return time.Now().Add(tt.late) },
			})
			if err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			method, body, address := tt.method, tt.body, server.URL()
			if method == "" {
				method = http.MethodPost
			}
			if body == "" {
				body = headQuestion
			}
			if tt.path != "" {
				address = strings.Replace(address, "/csdldc/ho-gia-dinh", tt.path, 1)
			}
			status, text := ask(t, server, method, address, body, tt.spoil)
			if status != tt.status || !strings.Contains(text, tt.says) {
				t.Errorf("status %d, want %d: %s", status, tt.status, text)
			}
			if tt.status != 200 && strings.Contains(text, "000190000002") {
				t.Error("a refusal names a member")
			}
			if server.Asked() != 1 {
				t.Errorf("asked %d times", server.Asked())
			}
		})
	}
	if _, err := registrytest.NewHouseholdServer(nil, registrytest.HouseholdOptions{}); err == nil {
		t.Error("a server without a population")
	}
	if _, err := registrytest.NewHouseholdServer(people, registrytest.HouseholdOptions{Credentials: registryclient.SignedBasic{User: "a:b"}}); err == nil {
		t.Error("a server with unusable credentials")
	}
}

// ask puts one question with the right credentials, spoilt where the case says
// so.
func ask(t *testing.T, server *registrytest.HouseholdServer, method, address, body string, spoil func(http.Header)) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	out := registryclient.Outgoing{URL: server.URL(), Header: r.Header, Body: []byte(body), Time: time.Now()}
	if err := server.Credentials().Authenticate(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if spoil != nil {
		spoil(r.Header)
	}
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	reply, err := transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	var text strings.Builder
	if _, err := io.Copy(&text, reply.Body); err != nil {
		t.Fatal(err)
	}
	return reply.StatusCode, text.String()
}
