package registrytest

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/bhxh-go/bhxh/registryclient"
)

// The addresses of a provincial platform (LGSP) in front of the citizen
// services, each in the framing of one public client.
const (
	pathLGSPToken = "/lgsp/token"
	pathLGSP      = "/lgsp/dancu"          // the SOAP itself
	pathHauGiang  = "/lgsp/haugiang/dancu" // SOAP inside JSON, answered with SOAP
	pathTD        = "/lgsp/td/dancu"       // flat JSON, answered with SOAP inside JSON
)

const jsonType = "application/json; charset=utf-8"

// Gateway is one way in which a provincial platform wraps the citizen services.
type Gateway uint8

// The gateways.
const (
	GatewayLGSP     Gateway = iota // the SOAP itself, with both headers of the platform
	GatewayHauGiang                // JSON that holds tokens and SOAP text; the reply is SOAP
	GatewayTD                      // flat JSON with a bearer token; the reply is JSON that holds SOAP text
)

// GatewayURL gives the address of a gateway.
func (s *Server) GatewayURL(g Gateway) string {
	return s.address + [...]string{GatewayLGSP: pathLGSP, GatewayHauGiang: pathHauGiang, GatewayTD: pathTD}[g]
}

// TokenURL gives the address where the platform gives tokens.
func (s *Server) TokenURL() string { return s.address + pathLGSPToken }

// account are the credentials for the services beside signed Basic, made up at
// the start.
type account struct {
	lgsp     registryclient.LGSPCredentials
	keyName  string
	keyPass  registryclient.Secret
	user     string
	password registryclient.Secret
}

func newAccount() account {
	return account{
		lgsp: registryclient.LGSPCredentials{
			AccessKey: "bhxh-test", SecretKey: registryclient.NewSecret(rand.Text()), AppName: "test", PartnerCode: "T01", PartnerCodeCus: "T02",
		},
		keyName: "bhxh-test", keyPass: registryclient.NewSecret(rand.Text()),
		user: "00000_TEST", password: registryclient.NewSecret(rand.Text()),
	}
}

// LGSPCredentials gives what the platform gives tokens for.
func (s *Server) LGSPCredentials() registryclient.LGSPCredentials { return s.account.lgsp }

// HauGiangKey gives the name and the secret that GatewayHauGiang wants beside
// the token.
func (s *Server) HauGiangKey() (name string, secret registryclient.Secret) {
	return s.account.keyName, s.account.keyPass
}

// Tokens gives every token that the server gave out and still accepts, for
// tests that search logs for them.
func (s *Server) Tokens() []registryclient.Secret {
	s.tokenMu.Lock()
	defer s.tokenMu.Unlock()
	var tokens []registryclient.Secret
	for token := range s.tokens {
		tokens = append(tokens, registryclient.NewSecret(token))
	}
	return tokens
}

// ForgetTokens has the server refuse every token that it gave out.
func (s *Server) ForgetTokens() {
	s.tokenMu.Lock()
	defer s.tokenMu.Unlock()
	clear(s.tokens)
}

func (s *Server) newToken() string {
	token := rand.Text()
	s.tokenMu.Lock()
	defer s.tokenMu.Unlock()
	s.tokens[token] = s.options.Now().Add(s.options.TokenLife)
	return token
}

func (s *Server) knowsToken(token string) bool {
	s.tokenMu.Lock()
	defer s.tokenMu.Unlock()
	ends, ok := s.tokens[token]
	return ok && s.options.Now().Before(ends)
}

// hasLGSPHeader reports the header that the platform wants.
func (s *Server) hasLGSPHeader(value string) bool {
	decoded, err := base64.StdEncoding.DecodeString(value)
	var got struct{ AccessKey, SecretKey, AppName, PartnerCode, PartnerCodeCus string }
	want := s.account.lgsp
	return err == nil && json.Unmarshal(decoded, &got) == nil && got.AccessKey == want.AccessKey &&
		same(got.SecretKey, want.SecretKey.Reveal()) && got.AppName == want.AppName &&
		got.PartnerCode == want.PartnerCode && got.PartnerCodeCus == want.PartnerCodeCus
}

func (s *Server) hasBearer(authorization string) bool {
	token, ok := strings.CutPrefix(authorization, "Bearer ")
	return ok && s.knowsToken(token)
}

// serveLGSPToken gives a token for the credentials of the header.
func (s *Server) serveLGSPToken(w http.ResponseWriter, r *http.Request, entry Entry) {
	body, ok := s.read(w, r, entry, maxQuestion)
	if !ok {
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("grant_type") != "client_credentials" {
		s.refuse(w, entry, http.StatusBadRequest)
		return
	}
	if !s.hasLGSPHeader(r.Header.Get("lgspaccesstoken")) {
		s.refuse(w, entry, http.StatusUnauthorized)
		return
	}
	entry.Operation = "lgsp/token"
	fault, executes := s.begin(w, r, &entry, body, service{business: []byte(`{"error":"temporarily_unavailable"}`)})
	if !executes {
		return
	}
	entry.Class = ClassFound
	s.ledger.add(entry)
	reply, _ := json.Marshal(map[string]any{ // of strings and a number
		"access_token": s.newToken(), "token_type": "Bearer", "expires_in": int(s.options.TokenLife.Seconds()),
	})
	s.send(w, jsonType, reply, fault.Kind)
}

// serveLGSP is the citizen services behind both headers of the platform.
func (s *Server) serveLGSP(w http.ResponseWriter, r *http.Request, entry Entry) {
	if !s.hasBearer(r.Header.Get("Authorization")) || !s.hasLGSPHeader(r.Header.Get("lgspaccesstoken")) {
		s.refuse(w, entry, http.StatusUnauthorized)
		return
	}
	if body, ok := s.read(w, r, entry, maxQuestion); ok {
		s.serveQuestion(w, r, entry, body)
	}
}

// serveHauGiang takes everything from one JSON object.
func (s *Server) serveHauGiang(w http.ResponseWriter, r *http.Request, entry Entry) {
	body, ok := s.read(w, r, entry, maxQuestion)
	if !ok {
		return
	}
	var in struct {
		AccessToken     string `json:"accessToken"`
		LGSPAccessToken string `json:"lgspAccessToken"`
		AuthHash        string
		Data            string `json:"data"`
	}
	if json.Unmarshal(body, &in) != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		s.refuse(w, entry, http.StatusBadRequest)
		return
	}
	key := base64.StdEncoding.EncodeToString([]byte(s.account.keyName + ":" + s.account.keyPass.Reveal()))
	if !s.hasBearer(in.AccessToken) || !s.hasLGSPHeader(in.LGSPAccessToken) || !same(in.AuthHash, key) {
		s.refuse(w, entry, http.StatusUnauthorized)
		return
	}
	s.answerSOAP(w, r, entry, []byte(in.Data), framing{contentType: xmlType, wrap: func(soap []byte) []byte { return soap }})
}

// flat is the request of GatewayTD.
type flat struct {
	HoVaTen, SoDinhDanh, SoCMND, NgayThangNam, Nam, MaTichHop, MaDVC, MaCanBo, MaYeuCau string
}

// serveTD answers with {error_code, message}, where message is the SOAP text.
func (s *Server) serveTD(w http.ResponseWriter, r *http.Request, entry Entry) {
	if !s.hasBearer(r.Header.Get("Authorization")) {
		s.refuse(w, entry, http.StatusUnauthorized)
		return
	}
	body, ok := s.read(w, r, entry, maxQuestion)
	if !ok {
		return
	}
	var in flat
	if json.Unmarshal(body, &in) != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		s.refuse(w, entry, http.StatusBadRequest)
		return
	}
	s.answerSOAP(w, r, entry, in.envelope(), framing{
		service:     service{business: []byte(`{"error_code":"99","message":"Dịch vụ tạm thời gián đoạn"}`)},
		contentType: jsonType,
		wrap: func(soap []byte) []byte {
			out, _ := json.Marshal(map[string]string{"error_code": "0", "message": string(soap)}) // of strings
			return out
		},
	})
}

// envelope writes the question as the services behind the gateway get it.
func (f flat) envelope() []byte {
	var w replyWriter
	w.prefix = "d:"
	w.WriteString(`<e:Envelope xmlns:e="` + soapNamespace + `" xmlns:d="` + requestNamespace + `"><e:Body>`)
	w.open(operationLookUp)
	for _, e := range []struct{ name, text string }{
		{"MaYeuCau", f.MaYeuCau},
		{"MaDVC", f.MaDVC},
		{"MaTichHop", f.MaTichHop},
		{"MaCanBo", f.MaCanBo},
		{"SoDinhDanh", f.SoDinhDanh},
		{"SoCMND", f.SoCMND},
		{"HoVaTen", f.HoVaTen},
	} {
		if e.text != "" {
			w.element(e.name, e.text)
		}
	}
	w.open("NgayThangNamSinh")
	if f.NgayThangNam != "" {
		w.element("NgayThangNam", f.NgayThangNam)
	} else {
		w.element("Nam", f.Nam)
	}
	w.close("NgayThangNamSinh")
	w.close(operationLookUp)
	w.WriteString(`</e:Body></e:Envelope>`)
	return w.Bytes()
}
