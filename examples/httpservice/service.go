package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"time"

	"github.com/bhxh-go/bhxh/household"
	"github.com/bhxh-go/bhxh/identity"
)

const (
	quotesPath     = "/v1/quotes"
	maxBody        = 256 << 10        // a family of hundreds
	defaultTimeout = 20 * time.Second // for the registry; then the quote is provisional
)

// vietnam is the time zone in which a day of payment begins and ends.
var vietnam = time.FixedZone("ICT", 7*60*60)

// service answers requests for quotes. It is safe for concurrent use.
type service struct {
	resolver *household.Resolver
	logger   *slog.Logger
	now      func() time.Time
	timeout  time.Duration
}

func newService(resolver *household.Resolver, logger *slog.Logger, now func() time.Time) *service {
	return &service{resolver: resolver, logger: logger, now: now, timeout: defaultTimeout}
}

// reply is what goes back: a status, its body, and what may be logged of it.
type reply struct {
	status  int
	body    any
	problem bool
	allow   string // for 405
	attrs   []slog.Attr
}

// ServeHTTP implements http.Handler.
//
// Logged are our own id of the request, the status, the verdict, codes, how many
// members and how long it took: nothing that the client sent, so no name, number,
// key, path, header or address.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start, id := s.now(), newID()
	out := s.answer(w, r, id)
	gone := r.Context().Err() != nil // the answer is written all the same: without one net/http says 200
	if err := out.write(w, id); err != nil || gone {
		out.attrs = append(out.attrs, slog.Bool("client_gone", true))
	}
	attrs := append([]slog.Attr{
		slog.String("id", id), slog.Int("status", out.status), slog.Duration("took", s.now().Sub(start)),
	}, out.attrs...)
	s.logger.LogAttrs(context.WithoutCancel(r.Context()), slog.LevelInfo, "quote", attrs...)
}

// answer works a request out. A panic is a failure of our own; its value may
// hold anything, so it is not logged.
func (s *service) answer(w http.ResponseWriter, r *http.Request, id string) (out reply) {
	defer func() {
		if recover() != nil {
			out = failure(http.StatusInternalServerError, id)
			out.attrs = []slog.Attr{slog.Bool("panic", true)}
		}
	}()
	switch {
	case r.URL.Path != quotesPath:
		return failure(http.StatusNotFound, id)
	case r.Method != http.MethodPost:
		out := failure(http.StatusMethodNotAllowed, id)
		out.allow = http.MethodPost
		return out
	}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != "application/json" || r.Header.Get("Content-Encoding") != "" {
		return failure(http.StatusUnsupportedMediaType, id)
	}
	request, err := household.DecodeRequest(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large), errors.Is(err, household.CodeTooLarge):
		return failure(http.StatusRequestEntityTooLarge, id)
	case err != nil:
		return unusable(http.StatusBadRequest, id, err)
	}
	return s.quote(r.Context(), request, id)
}

// quote asks the registry and works out the amounts.
func (s *service) quote(ctx context.Context, request household.Request, id string) reply {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	today := identity.DateOf(s.now().In(vietnam))
	if !request.PayDate.IsValid() {
		request.PayDate = today
	}
	if _, err := household.Compute(request, household.Accepted); err != nil { // before anybody is asked about
		return unusable(http.StatusUnprocessableEntity, id, err)
	}
	result, err := s.resolver.Resolve(ctx, request, today)
	if err != nil {
		return failure(http.StatusServiceUnavailable, id)
	}
	quote, err := result.Quote()
	if err != nil {
		return failure(http.StatusInternalServerError, id)
	}
	out := reply{status: http.StatusOK, body: quote}
	if result.Verdict == household.Refused {
		out = refusal(id, result, quote)
	}
	out.attrs = []slog.Attr{
		slog.String("verdict", result.Verdict.String()), slog.Any("codes", result.Codes), slog.Int("members", len(result.Members)),
	}
	return out
}

// write sends the reply. Nobody on the way may keep it.
func (out reply) write(w http.ResponseWriter, id string) error {
	text, err := json.Marshal(out.body)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	if out.problem {
		h.Set("Content-Type", "application/problem+json")
	}
	if out.allow != "" {
		h.Set("Allow", out.allow)
	}
	h.Set("Cache-Control", "no-store")
	h.Set("X-Request-Id", id)
	w.WriteHeader(out.status)
	_, err = w.Write(append(text, '\n'))
	return err
}

// newID gives a random UUID (RFC 9562, version 4).
func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
