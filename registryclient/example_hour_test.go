package registryclient_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// jsonRegistry is a registry with a protocol of its own: a question and an answer
// as JSON. The transport brings limits, repeats, breaker and audit; what an
// adapter adds is how a question is written and how a reply is read.
type jsonRegistry struct {
	transport *registryclient.Transport
	url       string
	token     registryclient.Authenticator
}

// Verify implements registryclient.Verifier.
func (r *jsonRegistry) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	if err := q.Validate(); err != nil {
		return registryclient.Answer{}, err
	}
	body, err := json.Marshal(map[string]string{
		"so": q.Number.Reveal(), "ho_ten": string(q.FullName), "ngay_sinh": q.DateOfBirth.ISO(),
	})
	if err != nil {
		return registryclient.Answer{}, &registryclient.Error{Code: registryclient.CodeInvalidQuery}
	}
	answer := registryclient.Answer{Source: "json/xac-thuc", RequestID: q.RequestID}
	err = r.transport.Do(ctx, registryclient.Call{
		Operation: answer.Source, URL: r.url, ContentType: "application/json", Body: body, Auth: r.token,
		RequestID: q.RequestID, Purpose: q.Purpose, Repeat: registryclient.RepeatSafe, // it only asks
		Decode: func(reply []byte) error { // once an attempt: what it refuses is asked again
			var said struct{ Khop *bool }
			if err := json.Unmarshal(reply, &said); err != nil || said.Khop == nil {
				return &registryclient.Error{Code: registryclient.CodeBadResponse}
			}
			answer.Outcome, answer.Reason = registryclient.OutcomeMatched, registryclient.ReasonNone
			if !*said.Khop {
				answer.Outcome, answer.Reason = registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits
			}
			return nil
		},
	})
	if err != nil {
		return registryclient.Answer{}, err
	}
	return answer, nil
}

// A wire dialect of one's own is a Verifier, and everything that asks takes it:
// VerifyAll, reconcile.Run, a campaign. A gateway that speaks the citizen
// services with other elements needs less: a qldc.Profile.
func ExampleVerifier() {
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"khop": true}`))
	}))
	defer service.Close()
	transport, err := registryclient.NewTransport()
	if err != nil {
		log.Fatal(err)
	}
	defer transport.Close()

	token := registryclient.Bearer{Source: registryclient.FixedToken(registryclient.NewSecret("from a vault"))}
	var registry registryclient.Verifier = &jsonRegistry{transport: transport, url: service.URL, token: token}
	answer, err := registry.Verify(context.Background(), registryclient.Query{
		RequestID:   "example-1",
		Number:      identity.MustParsePersonalID("000085000001").Number(), // synthetic: no region has the code 000
		FullName:    "Nguyễn Văn Mẫu",
		DateOfBirth: identity.MustDate(1985, 2, 1),
		Purpose:     registryclient.Purpose{Procedure: "TEST", Officer: "test"},
	})
	fmt.Println(answer.Outcome, err)
	// Output: matched <nil>
}
