package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/registryclient"
)

func now() time.Time { return time.Date(2026, 9, 1, 1, 0, 0, 0, time.UTC) }

// logBuffer is a log that several goroutines write.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// start serves over a real connection, with the sample registry unless a
// checker is given.
func start(t *testing.T, checker household.Checker) (*service, string, *logBuffer) {
	t.Helper()
	var resolver *household.Resolver
	if checker == nil {
		registry, err := startRegistry("")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(registry.close)
		resolver = registry.resolver
	} else {
		var err error
		if resolver, err = household.NewResolver(household.Sources{Checker: checker}, household.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	log := &logBuffer{}
	s := newService(resolver, slog.New(slog.NewJSONHandler(log, masktest.Untimed())), now)
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server.URL + quotesPath, log
}

// answered is a reply as a client reads it.
type answered struct {
	status int
	header http.Header
	text   string
	fields map[string]any
}

func (a answered) field(name string) string {
	s, _ := a.fields[name].(string)
	return s
}

func send(t *testing.T, method, address, body string, change func(*http.Request)) answered {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	if change != nil {
		change(r)
	}
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answered{status: reply.StatusCode, header: reply.Header, text: string(text)}
	if err := json.Unmarshal(text, &a.fields); err != nil {
		t.Fatalf("not JSON: %v", err)
	}
	return a
}

func sample(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("sample/request.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestQuote(t *testing.T) {
	_, address, _ := start(t, nil)
	a := send(t, http.MethodPost, address, sample(t), nil)
	if a.status != 200 || a.field("verdict") != "accepted" || a.fields["total"] != 2_322_540.0 || a.field("completeness") != "unknown" {
		t.Errorf("status %d, %v", a.status, a.fields)
	}
	if a.header.Get("Content-Type") != "application/json" || a.header.Get("Cache-Control") != "no-store" || a.header.Get("X-Request-Id") == "" {
		t.Errorf("header %v", a.header)
	}
}

// TestToday: a request without a day of payment is paid today, in Vietnam.
func TestToday(t *testing.T) {
	s, address, _ := start(t, nil)
	s.now = func() time.Time { return time.Date(2026, 6, 30, 18, 0, 0, 0, time.UTC) } // 01/07 there: another base salary
	a := send(t, http.MethodPost, address, strings.Replace(sample(t), `"pay_date": "2026-09-01",`, "", 1), nil)
	if a.status != 200 || a.fields["total"] != 2_322_540.0 {
		t.Errorf("status %d, %v", a.status, a.fields)
	}
}

// TestRefusal: problem details with the official text, the evidence and the
// plain renewal.
func TestRefusal(t *testing.T) {
	_, address, _ := start(t, nil)
	moved := strings.NewReplacer("000184000012", "000095000013", "Hoàng Thị Thử", "Phạm Văn Xa", "21/12/1984", "05/01/1995")
	for _, tt := range []struct {
		name, body string
		code       household.FindingCode
		member     float64
		finding    household.FindingCode
	}{
		{"residence", moved.Replace(sample(t)), household.FindingResidenceDiffers, 1, household.FindingElsewhere},
		{"head", strings.Replace(sample(t), "20/11/1982", "11/11/1982", 1), household.FindingHeadNotFound, 0, household.FindingNothingFits},
		{"member", strings.Replace(sample(t), "21/12/1984", "12/12/1984", 1), household.FindingMemberUnconfirmed, 1, household.FindingNothingFits},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := send(t, http.MethodPost, address, tt.body, nil)
			if a.status != 422 || a.header.Get("Content-Type") != "application/problem+json" || a.fields["status"] != 422.0 {
				t.Fatalf("status %d, %v", a.status, a.header)
			}
			if a.field("type") != typeOf(string(tt.code)) || a.field("title") != tt.code.Vietnamese() {
				t.Errorf("type %q, title %q", a.field("type"), a.field("title"))
			}
			if a.field("instance") != "urn:uuid:"+a.header.Get("X-Request-Id") {
				t.Errorf("instance %q", a.field("instance"))
			}
			first := a.fields["causes"].([]any)[0].(map[string]any)
			if first["member"] != tt.member || first["code"] != string(tt.code) || !strings.Contains(a.text, `{"code":"`+string(tt.finding)+`"`) {
				t.Errorf("causes %v", a.fields["causes"])
			}
			fallback := a.fields["fallback"].(map[string]any)
			if fallback["total"] != 2_732_400.0 || fallback["verdict"] != "refused" {
				t.Errorf("fallback %v", fallback)
			}
			if strings.Contains(a.text, "ngõ Thử") || strings.Contains(a.text, "phố Khác") {
				t.Error("the problem holds the registry's data")
			}
		})
	}
}

// TestConfirmation: an officer's confirmation lets a refused family through.
func TestConfirmation(t *testing.T) {
	_, address, _ := start(t, nil)
	body := strings.Replace(sample(t), "21/12/1984", "12/12/1984", 1)
	body = strings.Replace(body, `"members"`, `"confirmations": [
    {"subject": "member", "member": 1, "officer": "cb-01", "on": "2026-09-01", "document": "CV 12/CAX"}], "members"`, 1)
	a := send(t, http.MethodPost, address, body, nil)
	if a.status != 200 || a.field("verdict") != "accepted" || !strings.Contains(a.text, string(household.FindingByOfficer)) {
		t.Errorf("status %d: %s", a.status, a.text)
	}
}

func TestUnusable(t *testing.T) {
	_, address, _ := start(t, nil)
	big := `{"request":"` + strings.Repeat("x", maxBody) + `"}`
	tests := []struct {
		name, method, path, body string
		change                   func(*http.Request)
		status                   int
		says                     string
	}{
		{name: "another path", path: "/", status: 404, says: "about:blank"},
		{name: "GET", method: http.MethodGet, status: 405, says: "about:blank"},
		{name: "a form", change: func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, status: 415, says: "about:blank"},
		{name: "compressed", change: func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") }, status: 415, says: "about:blank"},
		{name: "too large", body: big, status: 413, says: "about:blank"},
		{name: "too large, unannounced", body: big, change: func(r *http.Request) { r.ContentLength = -1 }, status: 413, says: "about:blank"},
		{name: "not JSON", body: "CANARY", status: 400, says: `"code":"household.json"`},
		{name: "unknown field", body: `{"CANARY":1}`, status: 400, says: `"code":"household.json"`},
		{name: "nobody", body: `{"request":"CANARY"}`, status: 422, says: `"code":"household.no_members","member":-1,"field":"members"`},
		{name: "13 months", body: strings.Replace(sample(t), `"months": 12`, `"months": 13`, 2), status: 422, says: `"code":"household.months","member":1,"field":"months"`},
		{name: "before the rules", body: strings.Replace(sample(t), "2026-09-01", "2014-09-01", 1), status: 422, says: `"code":"household.no_rule"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			method, to, body := tt.method, address, tt.body
			if method == "" {
				method = http.MethodPost
			}
			if tt.path != "" {
				to = strings.TrimSuffix(address, quotesPath) + tt.path
			}
			if body == "" && method == http.MethodPost {
				body = sample(t)
			}
			a := send(t, method, to, body, tt.change)
			if a.status != tt.status || !strings.Contains(a.text, tt.says) || a.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("status %d, want %d: %s", a.status, tt.status, a.text)
			}
			if strings.Contains(a.text, "CANARY") {
				t.Error("the problem repeats the request")
			}
			if (a.header.Get("Allow") == http.MethodPost) != (tt.status == 405) {
				t.Errorf("Allow: %q", a.header.Get("Allow"))
			}
		})
	}
}

// TestSlowRegistry: after the time limit the quote is provisional, for the whole
// declared family.
func TestSlowRegistry(t *testing.T) {
	s, address, _ := start(t, household.CheckerFunc(func(ctx context.Context, _ registryclient.Query) (household.Sighting, error) {
		<-ctx.Done()
		return household.Sighting{}, &registryclient.Error{Code: registryclient.CodeDeadline, Err: ctx.Err()}
	}))
	s.timeout = 20 * time.Millisecond
	a := send(t, http.MethodPost, address, sample(t), nil)
	if a.status != 200 || a.field("verdict") != "provisional" || a.fields["total"] != 2_322_540.0 || !strings.Contains(a.text, string(household.FindingUnchecked)) {
		t.Errorf("status %d: %s", a.status, a.text)
	}
}

// TestPanic: a failure of our own is a problem as well, and its value is nobody's
// business.
func TestPanic(t *testing.T) {
	s, address, log := start(t, household.CheckerFunc(nil))
	s.resolver = nil
	a := send(t, http.MethodPost, address, sample(t), nil)
	if a.status != 500 || !strings.Contains(a.text, "about:blank") || !strings.Contains(log.String(), `"panic":true`) {
		t.Errorf("status %d: %s", a.status, a.text)
	}
}

// TestLogs: whatever is sent, nothing of it is in the log.
func TestLogs(t *testing.T) {
	_, address, log := start(t, nil)
	body := strings.Replace(sample(t), "GD-2026-002", "CANARY-KEY", 1)
	bodies := []string{
		body,
		strings.Replace(body, "20/11/1982", "21/11/1982", 1),
		strings.Replace(body, `"months": 12`, `"months": 99`, 1),
		strings.Replace(body, `"relation": "vợ"`, `"relation": "CANARY"`, 1),
		"CANARY",
	}
	for _, body := range bodies {
		send(t, http.MethodPost, address, body, func(r *http.Request) {
			r.URL.RawQuery = "id=000082000011"
			r.Header.Set("X-Request-Id", "CANARY-HEADER")
			r.Header.Set("User-Agent", "CANARY-AGENT")
		})
	}
	send(t, http.MethodPost, strings.TrimSuffix(address, quotesPath)+"/CANARY-PATH/000082000011", body, nil)
	send(t, "CANARYMETHOD", address, body, nil)
	text := log.String()
	if n := strings.Count(text, "\n"); n != len(bodies)+2 {
		t.Errorf("%d lines, want %d", n, len(bodies)+2)
	}
	for _, value := range []string{"CANARY", "000082000011", "000184000012", "82000011", "Phạm", "Mẫu", "1982", "20/11", "127.0.0.1", "vợ"} {
		if strings.Contains(text, value) {
			t.Errorf("the log holds %q:\n%s", value, text)
		}
	}
	for _, kept := range []string{`"verdict":"accepted"`, `"verdict":"refused"`, `"members":2`, `"status":400`, `"took":`} {
		if !strings.Contains(text, kept) {
			t.Errorf("the log lacks %s", kept)
		}
	}
}

// TestClientGone: the log says that nobody waited for the answer.
func TestClientGone(t *testing.T) {
	asked := make(chan struct{}, 8)
	_, address, log := start(t, household.CheckerFunc(func(ctx context.Context, _ registryclient.Query) (household.Sighting, error) {
		asked <- struct{}{}
		<-ctx.Done()
		return household.Sighting{}, &registryclient.Error{Code: registryclient.CodeCancelled, Err: ctx.Err()}
	}))
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	done := make(chan error, 1)
	go func() {
		reply, err := http.DefaultClient.Do(r)
		if err == nil {
			reply.Body.Close()
		}
		done <- err
	}()
	<-asked
	cancel()
	if err := <-done; err == nil {
		t.Error("an answer in spite of all")
	}
	for range 200 { // the server notices on its own time
		if strings.Contains(log.String(), `"client_gone":true`) {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("the log does not say that the client was gone: %s", log.String())
}

func TestNewID(t *testing.T) {
	a, b := newID(), newID()
	if a == b || len(a) != 36 || a[14] != '4' || !strings.ContainsRune("89ab", rune(a[19])) {
		t.Errorf("%q and %q are not two random UUIDs", a, b)
	}
	if identity.DateOf(now().In(vietnam)) != identity.MustDate(2026, 9, 1) {
		t.Error("the clock of the tests is off")
	}
}
