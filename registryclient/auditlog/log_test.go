package auditlog_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/auditlog"
)

func TestEntries(t *testing.T) {
	const n = 50
	dir := t.TempDir()
	for part := range 2 { // in two sessions
		l := open(t, dir, auditlog.Options{SegmentSize: 4 << 10}.On(hasty{}))
		fill(t, l, part*n/2, (part+1)*n/2)
		shut(t, l)
	}
	i := 0
	for e, err := range auditlog.Entries(t.Context(), dir, auditlog.VerifyOptions{Key: key}) {
		if err != nil {
			t.Fatal(err)
		}
		hash, err := auditlog.SubjectHash(key, subject(i/2))
		if err != nil {
			t.Fatal(err)
		}
		officer, err := auditlog.SubjectHash(key, "personal_id:000185777777")
		if err != nil {
			t.Fatal(err)
		}
		a, o := attempt(i/2), outcome(i/2)
		want := auditlog.Entry{
			Kind: auditlog.KindAttempt, Time: a.Time.UTC(), Serial: a.Serial, Operation: a.Operation, RequestID: a.RequestID,
			Attempt: a.Attempt, Procedure: "VPCP", Officer: officer, Unit: "G12.34", Subjects: []string{hash},
		}
		if i%2 == 1 {
			want = auditlog.Entry{
				Kind: auditlog.KindOutcome, Time: o.Time.UTC(), Serial: o.Serial, Operation: o.Operation, RequestID: o.RequestID,
				Attempt: o.Attempt, Code: o.Code, Status: o.Status,
			}
		}
		if d := cmp.Diff(want, e); d != "" {
			t.Fatalf("entry %d (-want +got):\n%s", i, d)
		}
		i++
	}
	if i != 2*n {
		t.Errorf("%d entries, want %d", i, 2*n)
	}
	s, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key})
	if err != nil || s.Attempts != n || s.Outcomes != n || !s.Sealed || s.Torn || s.Seals < 4 {
		t.Errorf("%+v, error %v", s, err)
	}
	for range auditlog.Entries(t.Context(), dir, auditlog.VerifyOptions{Key: key}) {
		break // leaving early ends the reading
	}
}

// TestNothingPersonal searches every byte for 5,000 canary people, the officer
// and the key.
func TestNothingPersonal(t *testing.T) {
	const n = 5000
	dir := t.TempDir()
	l := open(t, dir, auditlog.Options{}.On(hasty{}))
	fill(t, l, 0, n)
	shut(t, l)
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("%v, error %v", files, err)
	}
	var all []byte
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, data...), filepath.Base(name)...)
	}
	for _, canary := range []string{"000085", "000185777777", "personal_id", key.Reveal()} {
		if bytes.Contains(all, []byte(canary)) {
			t.Errorf("%q is in the log", canary)
		}
	}
	if got := bytes.Count(all, []byte(`"kind":"attempt"`)); got != n {
		t.Errorf("%d attempts in the files, want %d", got, n)
	}
}

func TestTogether(t *testing.T) {
	const callers, each = 32, 20
	dir := t.TempDir()
	l := open(t, dir, auditlog.Options{SegmentSize: 8 << 10})
	var wg sync.WaitGroup
	for c := range callers {
		wg.Go(func() {
			for i := range each {
				if err := l.Attempt(t.Context(), attempt(c*each+i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	shut(t, l)
	seen := make(map[uint64]bool)
	for e, err := range auditlog.Entries(t.Context(), dir, auditlog.VerifyOptions{Key: key}) {
		if err != nil || seen[e.Serial] {
			t.Fatalf("entry %d twice, or error %v", e.Serial, err)
		}
		seen[e.Serial] = true
	}
	if len(seen) != callers*each {
		t.Errorf("%d entries, want %d", len(seen), callers*each)
	}
}

// counting is a network that counts what reaches it.
type counting struct{ requests int }

func (c *counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.requests++
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Header: http.Header{}, Request: r}, nil
}

// TestFailClosed: a request whose entry cannot be written does not leave, and
// neither does any later one.
func TestFailClosed(t *testing.T) {
	full := false
	l := open(t, t.TempDir(), auditlog.Options{}.On(hasty{full: &full}))
	network := &counting{}
	transport, err := registryclient.NewTransport(registryclient.WithRoundTripper(network), registryclient.WithAuditor(l))
	if err != nil {
		t.Fatal(err)
	}
	defer transport.Close()
	call := func() error {
		return transport.Do(t.Context(), registryclient.Call{
			Operation: "test/op", URL: "https://registry.invalid/", Body: []byte("x"),
			Repeat: registryclient.RepeatSafe, RequestID: "r-1", Decode: func([]byte) error { return nil },
		})
	}
	if err := call(); err != nil || network.requests != 1 {
		t.Fatalf("%d requests, error %v", network.requests, err)
	}
	full = true
	for range 3 {
		if err := call(); !errors.Is(err, registryclient.CodeAudit) || network.requests != 1 {
			t.Errorf("%d requests, error %v; want none more and CodeAudit", network.requests, err)
		}
		full = false // space again: too late for this log
	}
	if err := l.Attempt(t.Context(), attempt(1)); !errors.Is(err, auditlog.CodePoisoned) {
		t.Errorf("error %v, want CodePoisoned", err)
	}
}

func TestSignedSeals(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	stranger, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signed, plain := t.TempDir(), t.TempDir()
	l := open(t, signed, auditlog.Options{Signer: private, SegmentSize: 2 << 10}.On(hasty{}))
	fill(t, l, 0, 30)
	shut(t, l)
	l = open(t, plain, auditlog.Options{}.On(hasty{}))
	fill(t, l, 0, 3)
	shut(t, l)
	for name, c := range map[string]struct {
		dir  string
		opts auditlog.VerifyOptions
		want error
	}{
		"both keys":               {signed, auditlog.VerifyOptions{Key: key, PublicKey: public}, nil},
		"the public key alone":    {signed, auditlog.VerifyOptions{PublicKey: public}, nil},
		"another public key":      {signed, auditlog.VerifyOptions{PublicKey: stranger}, auditlog.CodeSeal},
		"seals without signature": {plain, auditlog.VerifyOptions{Key: key, PublicKey: public}, auditlog.CodeSeal},
		"another key":             {plain, auditlog.VerifyOptions{Key: registryclient.NewSecret("another key for tests, of 32 bytes")}, auditlog.CodeCorrupt},
		"no key":                  {plain, auditlog.VerifyOptions{}, auditlog.CodeConfig},
		"a short key":             {plain, auditlog.VerifyOptions{Key: registryclient.NewSecret("short")}, auditlog.CodeConfig},
		"half a public key":       {signed, auditlog.VerifyOptions{PublicKey: public[:16]}, auditlog.CodeConfig},
		"half of it beside a key": {signed, auditlog.VerifyOptions{Key: key, PublicKey: public[:16]}, auditlog.CodeSeal},
		"nothing there":           {t.TempDir(), auditlog.VerifyOptions{Key: key}, auditlog.CodeFormat},
		"not there":               {filepath.Join(plain, "missing"), auditlog.VerifyOptions{Key: key}, auditlog.CodeIO},
	} {
		if _, err := auditlog.Verify(t.Context(), c.dir, c.opts); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	wrong, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	taken := t.TempDir()
	open(t, taken, auditlog.Options{})
	foreign := t.TempDir()
	shut(t, open(t, foreign, auditlog.Options{Key: registryclient.NewSecret("another key for tests, of 32 bytes")}))
	for name, c := range map[string]struct {
		dir  string
		opts auditlog.Options
		want auditlog.Code
	}{
		"no key":           {t.TempDir(), auditlog.Options{}, auditlog.CodeConfig},
		"a short key":      {t.TempDir(), auditlog.Options{Key: registryclient.NewSecret("short")}, auditlog.CodeConfig},
		"not Ed25519":      {t.TempDir(), auditlog.Options{Key: key, Signer: wrong}, auditlog.CodeConfig},
		"in use":           {taken, auditlog.Options{Key: key}, auditlog.CodeLocked},
		"under other keys": {foreign, auditlog.Options{Key: key}, auditlog.CodeCorrupt},
	} {
		if _, err := auditlog.Open(c.dir, c.opts); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
	if _, err := auditlog.SubjectHash(registryclient.Secret{}, "x"); !errors.Is(err, auditlog.CodeConfig) {
		t.Errorf("a hash without a key: %v", err)
	}
}

// TestAfterAKill: a log whose process was killed has no seal; the next process
// goes on in it and seals it.
func TestAfterAKill(t *testing.T) {
	dir, copied := t.TempDir(), t.TempDir()
	l := open(t, dir, auditlog.Options{}.On(hasty{}))
	fill(t, l, 0, 10)
	before := l.Head()
	data, err := os.ReadFile(filepath.Join(dir, "00000001.seg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range [...]int{0, 5} { // what the last leaves is opened below
		torn := cut > 0
		name := filepath.Join(copied, "00000001.seg")
		if err := os.WriteFile(name, data[:len(data)-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := auditlog.Verify(t.Context(), copied, auditlog.VerifyOptions{Key: key}); !errors.Is(err, auditlog.CodeUnsealed) {
			t.Errorf("error %v, want CodeUnsealed", err)
		}
		s, err := auditlog.Verify(t.Context(), copied, auditlog.VerifyOptions{Key: key, Unsealed: true})
		if err != nil || s.Sealed || s.Torn != torn {
			t.Errorf("%+v, error %v", s, err)
		}
	}
	again := open(t, copied, auditlog.Options{}.On(hasty{}))
	if again.Cut() == 0 {
		t.Error("nothing was cut")
	}
	if err := again.Outcome(t.Context(), outcome(7)); err != nil {
		t.Error(err)
	}
	after := again.Head()
	shut(t, again)
	s, err := auditlog.Verify(t.Context(), copied, auditlog.VerifyOptions{Key: key, Head: after})
	if err != nil || s.Attempts != 10 || s.Outcomes != 10 {
		t.Errorf("%+v, error %v", s, err)
	}
	shut(t, l)
	for head, want := range map[auditlog.Head]error{before: nil, after: auditlog.CodeHead} {
		if _, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key, Head: head}); !errors.Is(err, want) {
			t.Errorf("error %v, want %v", err, want)
		}
	}
}

// TestHeadOfANewSegment: a head that was taken right after opening is found
// for ever.
func TestHeadOfANewSegment(t *testing.T) {
	dir := t.TempDir()
	shut(t, open(t, dir, auditlog.Options{}))
	l := open(t, dir, auditlog.Options{})
	head := l.Head()
	if _, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key, Head: head, Unsealed: true}); err != nil {
		t.Error(err)
	}
	fill(t, l, 0, 2)
	shut(t, l)
	if _, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key, Head: head}); err != nil {
		t.Error(err)
	}
}

func TestVerifyStops(t *testing.T) {
	dir := t.TempDir()
	l := open(t, dir, auditlog.Options{}.On(hasty{}))
	fill(t, l, 0, 2)
	shut(t, l)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := auditlog.Verify(ctx, dir, auditlog.VerifyOptions{Key: key}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if text := fmt.Sprintf("%v %+v %#v", auditlog.Options{Key: key}, auditlog.Options{Key: key}, auditlog.VerifyOptions{Key: key}); strings.Contains(text, key.Reveal()) {
		t.Errorf("the key came out: %s", text)
	}
}
