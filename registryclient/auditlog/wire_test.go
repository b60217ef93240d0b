package auditlog_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/auditlog"
)

// TestEveryRequest counts what a service that often fails was sent: the log has
// one attempt for each request, repeats included, and one outcome for each.
func TestEveryRequest(t *testing.T) {
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(3, 4))
	var arrived atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		arrived.Add(1)
		mu.Lock()
		fault := random.IntN(10)
		mu.Unlock()
		switch fault {
		case 0:
			w.WriteHeader(http.StatusServiceUnavailable)
		case 1, 2: // the connection closes, also one that was used before
			panic(http.ErrAbortHandler)
		case 3:
			w.Header().Set("Content-Length", "100")
			_, _ = io.WriteString(w, "half")
			panic(http.ErrAbortHandler)
		default:
			_, _ = io.WriteString(w, "answer")
		}
	}))
	defer server.Close()
	dir := t.TempDir()
	l := open(t, dir, auditlog.Options{SegmentSize: 32 << 10}.On(hasty{}))
	transport, err := registryclient.NewTransport(registryclient.WithAuditor(l), registryclient.WithoutBreaker(),
		registryclient.WithRetry(registryclient.Retry{BaseWait: time.Millisecond, MaxWait: time.Millisecond}))
	if err != nil {
		t.Fatal(err)
	}
	const calls, callers = 400, 8
	var wg sync.WaitGroup
	for c := range callers {
		wg.Go(func() {
			for i := range calls / callers {
				_ = transport.Do(t.Context(), registryclient.Call{
					Operation: "test/op", URL: server.URL, Body: []byte("question"),
					Repeat: registryclient.RepeatSafe, RequestID: "r-" + strconv.Itoa(c*calls+i), Decode: wantAnswer,
				})
			}
		})
	}
	wg.Wait()
	transport.Close()
	shut(t, l)
	s, err := auditlog.Verify(t.Context(), dir, auditlog.VerifyOptions{Key: key})
	if err != nil || s.Attempts != int(arrived.Load()) || s.Outcomes != s.Attempts || s.Attempts <= calls {
		t.Errorf("%d requests arrived; %+v, error %v", arrived.Load(), s, err)
	}
}

func wantAnswer(body []byte) error {
	if string(body) != "answer" {
		return errors.New("not the answer")
	}
	return nil
}
