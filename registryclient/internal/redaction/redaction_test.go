package redaction_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/internal/redaction"
	"github.com/bhxh-go/bhxh/registryclient/journal"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestNothingComesOut sends synthetic people through everything that asks,
// logs, prints and keeps, under all classes of faults, and searches for them:
// 50, or as many as BHXH_CANARIES says.
func TestNothingComesOut(t *testing.T) {
	n := 50
	if text := os.Getenv("BHXH_CANARIES"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	var search *redaction.Search
	t.Run("paths", func(t *testing.T) { // whose end closes the audit logs, and searches them
		r := redaction.NewRun(t, n)
		search = r.Search
		r.Adapters()
		r.Exchange()
		batch(r)
		handshakes(r)
		exchange(r)
		values(r)
		if missing := r.Unplayed(); len(missing) > 0 {
			t.Errorf("classes of faults that were not met: %v", missing)
		}
	})
	hits, searched := search.Hits()
	for what, times := range hits {
		t.Errorf("%d times: %s", times, what)
	}
	if searched < int64(n)*10_000 {
		t.Errorf("%d bytes were searched: something did not run", searched)
	}
	t.Logf("%d people, %d MB searched, %d hits", n, searched>>20, len(hits))
}

// batch asks about everybody in files, with a journal, as far as it goes in two
// runs, and in a third by another key.
func batch(r *redaction.Run) {
	s := r.Server(registrytest.ServiceExchange, 0.6, registrytest.Options{})
	c := r.Channel(s, r.Transport())
	dir := filepath.Join(r.TempDir(), "journal")
	for run := range 3 {
		j, err := journal.Open(dir, journal.Options{})
		if err != nil {
			r.Fatal(err)
		}
		opts := registryclient.BatchOptions{Key: r.Key, ChunkSize: 4, Workers: 16, GiveUpAfter: -1, MaxPause: time.Millisecond}
		if run == 2 {
			opts.Key = registryclient.NewSecret("another key of these tests, 32 bytes or more")
		}
		questions := func(yield func(registryclient.Query, error) bool) {
			for i := range r.People {
				if !yield(r.Query(i), nil) {
					return
				}
			}
		}
		for row, err := range registryclient.VerifyAll(r.Context(), c, questions, j, opts) {
			r.Search.Error("batch, error", err)
			r.Search.Error("batch, row's error", row.Reply.Err)
			r.Search.Value("batch, row", row)
		}
		if err := j.Close(); err != nil {
			r.Error(err)
		}
	}
	r.Files("journal", dir)
}

// handshakes asks over connections that TLS refuses (classes 18 and 19).
func handshakes(r *redaction.Run) {
	for _, kind := range []registrytest.FaultKind{registrytest.FaultExpired, registrytest.FaultWrongName, registrytest.FaultClientRejected} {
		s := r.Server(registrytest.ServiceLookUp, 0, registrytest.Options{TLS: true, Handshake: func(int) registrytest.FaultKind {
			r.Played(kind)
			return kind
		}})
		v := r.LookUp(s, r.Transport(registryclient.WithRootCAs(s.RootCAs()), registryclient.WithTimeouts(10*time.Second, 20*time.Second)))
		for i := range min(10, len(r.People)) {
			_, err := v.Verify(r.Context(), r.Query(i))
			if err == nil {
				r.Error("an answer over a refused handshake")
			}
			r.Search.Error("handshake, error", err)
		}
	}
}

// exchange carries everybody as sealed files, and searches them and what an
// import and sharing print and keep.
func exchange(r *redaction.Run) {
	signer, err := bulkfile.NewHMAC(r.Key)
	if err != nil {
		r.Fatal(err)
	}
	key, err := bulkfile.NewSharedKey(registryclient.NewSecret("the key of sealed files, 32 bytes or more"))
	if err != nil {
		r.Fatal(err)
	}
	r.Search.Value("sealer", key)
	work := r.TempDir()
	asked, answered, shared := filepath.Join(work, "asked"), filepath.Join(work, "answered"), filepath.Join(work, "shared")
	questions := func(yield func(bulkfile.Question, error) bool) {
		for i := range r.People {
			p := &r.People[i]
			q := bulkfile.Question{FullName: p.Name, DateOfBirth: identity.Text(p.Born.Reveal()), Gender: identity.Text(p.Gender.Vietnamese()), IDNumber: identity.Text(p.CMND.Reveal())}
			if i%7 == 0 {
				q.IDNumber = ""
			}
			if !yield(q, nil) {
				return
			}
		}
	}
	opts := bulkfile.ExportOptions{Signer: signer, RowsPerFile: 40, Sealers: []bulkfile.Sealer{key}, Opener: key}
	list, err := bulkfile.ExportQuestions(r.Context(), asked, bulkfile.Header{Exchange: "x-1"}, questions, opts)
	if err != nil {
		r.Fatal(err)
	}
	r.Search.Value("list", list)
	r.Search.Value("header", bulkfile.Header{Exchange: "x-1", Purpose: r.Query(0).Purpose})
	person := 0
	if _, err := bulkfile.Respond(r.Context(), asked, answered, signer, opts, func(q bulkfile.Question) bulkfile.Answer {
		p := &r.People[person]
		person++
		switch {
		case q.IDNumber.IsEmpty():
			return bulkfile.Answer{Result: bulkfile.ResultProposed, Proposed: []identity.PersonalID{p.PersonalID}}
		case person%5 == 0:
			return bulkfile.Answer{Result: bulkfile.ResultDiffers, Wrong: []bulkfile.Field{bulkfile.FieldName}}
		}
		return bulkfile.Answer{Result: bulkfile.ResultMatch, PersonalID: p.PersonalID}
	}); err != nil {
		r.Fatal(err)
	}
	imports := bulkfile.ImportOptions{Questions: signer, Answers: signer, OpenQuestions: key, OpenAnswers: key}
	damaged(r, asked, answered, imports)
	for row, err := range bulkfile.Import(r.Context(), asked, answered, imports) {
		if err != nil {
			r.Fatal(err)
		}
		r.Search.Value("import, row", row)
		r.Search.Value("import, question", row.Question)
		if row.Proposal != nil {
			r.Search.Value("import, proposal", *row.Proposal)
		}
	}
	r.Files("sealed questions and the ledger of an import", asked)
	r.Files("sealed answers", answered)
	share(r, shared, opts)
	r.Files("sealed shares", shared)
}

// damaged imports answers of which one file is another's.
func damaged(r *redaction.Run, asked, answered string, imports bulkfile.ImportOptions) {
	dir := r.TempDir()
	if err := os.CopyFS(dir, os.DirFS(answered)); err != nil {
		r.Fatal(err)
	}
	name := filepath.Join(dir, "answers-00001.jsonl")
	data, err := os.ReadFile(name)
	if err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(name, append(data, data...), 0o600); err != nil {
		r.Fatal(err)
	}
	refused := false
	for _, err := range bulkfile.Import(r.Context(), asked, dir, imports) {
		refused = refused || err != nil
		r.Search.Error("import, error", err)
	}
	if !refused {
		r.Error("a damaged file was imported")
	}
}

// share shares everybody, and searches the ledger.
func share(r *redaction.Run, dir string, opts bulkfile.ExportOptions) {
	place := r.TempDir()
	ledger, err := bulkfile.OpenShareLedger(place, r.Key)
	if err != nil {
		r.Fatal(err)
	}
	shares := func(yield func(bulkfile.Share, error) bool) {
		for i := range r.People {
			p := &r.People[i]
			s := bulkfile.Share{
				PersonalID: p.PersonalID, Card: &bulkfile.ShareCard{Code: identity.Text(p.Card.Reveal())},
				Book: &bulkfile.ShareBook{Number: identity.Text(p.Insurance), Workplace: "Zanari"},
			}
			r.Search.Value("share", s)
			if !yield(s, nil) {
				return
			}
		}
	}
	_, err = bulkfile.ExportShares(r.Context(), dir, bulkfile.Header{Exchange: "x-2"}, identity.MustDate(2026, 1, 2), shares, ledger, opts)
	if err == nil {
		err = ledger.Close()
	}
	if err != nil {
		r.Fatal(err)
	}
	r.Files("ledger of shares", place)
}

// values prints what a program holds while it asks, and what a panic shows.
func values(r *redaction.Run) {
	tr := r.Transport()
	for i := range r.People {
		q := r.Query(i)
		r.Search.Value("query", q)
		r.Search.Value("query behind a pointer", &q)
		r.Search.Printed("queries", []registryclient.Query{q}) // log/slog's JSON asks nothing inside a slice
		r.Search.Value("reply", registryclient.Reply{Answer: registryclient.Answer{Record: &identity.Person{FullName: q.FullName, IDNumber: identity.Text(q.Number.Reveal())}}})
		r.Search.Error("invalid query", func() error { q.Purpose.Officer += "\x00"; return q.Validate() }())
	}
	for i := range min(100, len(r.People)) {
		func() {
			defer func() {
				r.Search.Value("panic", recover())
				r.Search.Text("stack", string(debug.Stack()))
			}()
			q := r.Query(i)
			_ = tr.Do(context.Background(), registryclient.Call{
				Operation: "test/panic", URL: "http://127.0.0.1:1/", Purpose: q.Purpose,
				Subjects: []identity.Text{registryclient.SubjectOf(q)}, Auth: breaks{q}, Decode: func([]byte) error { return nil },
			})
		}()
	}
}

// breaks is an authenticator that panics with a question in its hand.
type breaks struct{ q registryclient.Query }

func (b breaks) Authenticate(context.Context, *registryclient.Outgoing) error { panic(b.q) }
