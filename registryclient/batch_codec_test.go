package registryclient_test

import (
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/registryclient"
)

// TestEveryFieldIsKept fills every field of an answer: one that is added later
// and forgotten in the store is found here.
func TestEveryFieldIsKept(t *testing.T) {
	verdict := func(v registryclient.Verdict) registryclient.FieldVerdict {
		return registryclient.FieldVerdict{Verdict: v, Origin: registryclient.OriginLocal}
	}
	full := registryclient.Answer{
		Outcome: registryclient.OutcomeMatched, Reason: registryclient.ReasonOtherRegistry, Status: registryclient.CitizenMissing, StatusBy: registryclient.OriginRegistry,
		Fields: registryclient.FieldVerdicts{
			Name: verdict(registryclient.VerdictMatch), DateOfBirth: verdict(registryclient.VerdictPartial),
			Gender: verdict(registryclient.VerdictMismatch), ID: verdict(registryclient.VerdictNotCompared),
		},
		SharedID: identity.MustParsePersonalID("000085000001"),
		Record: &identity.Person{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "1985", Gender: "Nam", // synthetic
			IDNumber: "000085000001", FormerID: "000000001"},
		Message: registryclient.Message{Code: "c", Text: "t"}, RequestID: "r-1", Source: "s",
	}
	for i, v := 0, reflect.ValueOf(full); i < v.NumField(); i++ {
		if v.Field(i).IsZero() {
			t.Errorf("the test leaves %s empty", v.Type().Field(i).Name)
		}
	}
	classes, plain := registryclient.SealReplies([]registryclient.Reply{{Answer: full}})
	got, ok := registryclient.OpenReply(classes[0], plain)
	if d := cmp.Diff(full, got.Answer, byValueOf); !ok || d != "" {
		t.Errorf("whole %v, answer (-want +got):\n%s", ok, d)
	}
	for cut := range plain {
		if _, ok := registryclient.OpenReply(classes[0], plain[:cut]); ok {
			t.Fatalf("%d of %d bytes were taken for the whole", cut, len(plain))
		}
	}
}

// byValueOf lets cmp compare numbers, whose fields are not exported.
var byValueOf = cmp.Comparer(func(a, b identity.PersonalID) bool { return a == b })

// FuzzReply: what can be read is written the same again, for every class.
func FuzzReply(f *testing.F) {
	for i := range 4 {
		classes, plain := registryclient.SealReplies([]registryclient.Reply{{Answer: truth(i)}})
		f.Add(byte(classes[0]), plain)
	}
	_, refused := registryclient.SealReplies([]registryclient.Reply{{Err: &registryclient.Error{Code: registryclient.CodeInvalidQuery, Detail: "d"}}})
	f.Add(byte(registryclient.RowRefused), refused)
	f.Add(byte(registryclient.RowMatched), []byte("\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, class byte, plain []byte) {
		c := registryclient.RowClass(class)
		if !c.Final() || c == registryclient.RowSkipped {
			return
		}
		reply, ok := registryclient.OpenReply(c, plain)
		if !ok {
			return
		}
		classes, again := registryclient.SealReplies([]registryclient.Reply{reply})
		second, ok := registryclient.OpenReply(classes[0], again)
		if classes[0] != c || !ok || !cmp.Equal(reply.Answer, second.Answer, byValueOf) {
			t.Fatalf("class %v became %v, or the reply another", c, classes[0])
		}
	})
}

// TestBatchPrintsMasked looks for canaries wherever a result or an error of a
// batch may be printed.
func TestBatchPrintsMasked(t *testing.T) {
	results, err := collect(t, &oracle{}, rows(8), nil, options{})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	handlers := []slog.Handler{slog.NewTextHandler(&out, masktest.Untimed()), slog.NewJSONHandler(&out, masktest.Untimed())}
	for _, r := range results {
		fmt.Fprintf(&out, "%v %+v %#v %s %q %d\n", r, r, r, r, r, r)
		for _, h := range handlers {
			slog.New(h).Info("row", "result", r)
		}
	}
	opts := options{Key: key}
	fmt.Fprintf(&out, "%v %+v %#v\n", opts, opts, opts)
	for _, canary := range []string{"000085", "Canaria", "1985", key.Reveal()} {
		if strings.Contains(out.String(), canary) {
			t.Errorf("%q came out:\n%s", canary, out.String())
		}
	}
}
