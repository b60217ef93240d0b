package storetest

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

func outbox(t *testing.T, h *harness) {
	rows := h.load(4)
	var want []campaign.StoredMessage
	for n := range 10 {
		row := &rows[n%4]
		c := follow(*row, campaign.New, campaign.CauseRecord)
		row.Seq++
		switch n {
		case 3:
			c.Outbox = []byte{} // no message
		default:
			c.Outbox = label("message", n)
			want = append(want, campaign.StoredMessage{Position: int64(5 + n), ID: row.ID, At: at(n + 1), Body: c.Outbox})
		}
		h.append(at(n+1), c)
	}
	diff(t, "all messages", want, h.messages(0))
	diff(t, "the same again: nobody takes them away", want, h.messages(0))
	for i, m := range want {
		diff(t, "the messages after one", want[i+1:], h.messages(m.Position))
	}
	for _, err := range h.Messages(t.Context(), 0) {
		if err != nil {
			t.Error(err)
		}
		break // a consumer may stop where it likes
	}
}

func settings(t *testing.T, h *harness) {
	get := func(name string) []byte {
		t.Helper()
		value, err := h.Setting(t.Context(), name)
		if err != nil {
			t.Fatalf("Setting: %v", err)
		}
		return value
	}
	for _, step := range []struct {
		name       string
		old, value []byte
		want       campaign.Code
		after      []byte
	}{
		{"not set, but expected", []byte("a"), []byte("b"), campaign.CodeConflict, nil},
		{"set", nil, []byte("a"), "", []byte("a")},
		{"already set", nil, []byte("b"), campaign.CodeConflict, []byte("a")},
		{"other value", []byte("x"), []byte("b"), campaign.CodeConflict, []byte("a")},
		{"empty is not a", []byte{}, []byte("b"), campaign.CodeConflict, []byte("a")},
		{"changed", []byte("a"), []byte("b\x00c"), "", []byte("b\x00c")},
		{"made empty", []byte("b\x00c"), []byte{}, "", []byte{}},
		{"empty is set", nil, []byte("d"), campaign.CodeConflict, []byte{}},
		{"from empty", []byte{}, []byte("d"), "", []byte("d")},
		{"taken away", []byte("d"), nil, "", nil},
		{"set again", nil, []byte("e"), "", []byte("e")},
	} {
		wantCode(t, step.name, h.SetSetting(t.Context(), "name", step.old, step.value), step.want)
		if got := get("name"); !bytes.Equal(got, step.after) || (got == nil) != (step.after == nil) {
			t.Errorf("%s: the setting is %q, want %q", step.name, got, step.after)
		}
	}
	if got := get("another"); got != nil {
		t.Errorf("a setting that nobody set is %q", got)
	}
}

func settingsConcurrently(t *testing.T, h *harness) {
	const writers, each = 4, 10
	var wait sync.WaitGroup
	for range writers {
		wait.Go(func() {
			for done := 0; done < each; {
				old, err := h.Setting(t.Context(), "count")
				if err != nil {
					t.Errorf("Setting: %v", err)
					return
				}
				switch err := h.SetSetting(t.Context(), "count", old, append(bytes.Clone(old), 'x')); {
				case err == nil:
					done++
				case codeOf(err) != campaign.CodeConflict:
					t.Errorf("SetSetting: %v", err)
					return
				}
			}
		})
	}
	wait.Wait()
	if got, err := h.Setting(t.Context(), "count"); err != nil || len(got) != writers*each {
		t.Errorf("after %d changes the setting has %d bytes, error %v", writers*each, len(got), err)
	}
}

func erase(t *testing.T, h *harness) {
	rows := h.load(3)
	more := follow(rows[1], campaign.New, campaign.CauseRecord)
	more.Outbox, more.Numbers = label("message", 1), [][]byte{label("number", 1)}
	h.append(at(1), more)
	row := h.row(2)
	e := follow(row, campaign.Erased, campaign.CauseErased).Event
	e.Ref, e.Facts = "CV-12", 0

	wrong := e
	wrong.To, wrong.Cause = campaign.Merged, campaign.CauseMerged
	wantCode(t, "Erase with another state", h.Erase(t.Context(), at(2), wrong), campaign.CodeStep)
	stale := e
	stale.Seq--
	wantCode(t, "a stale Erase", h.Erase(t.Context(), at(2), stale), campaign.CodeConflict)
	unknown := e
	unknown.ID = 99
	wantCode(t, "Erase of nobody", h.Erase(t.Context(), at(2), unknown), campaign.CodeUnknown)
	if err := h.Erase(t.Context(), at(2), e); err != nil {
		t.Fatalf("Erase: %v", err)
	}

	diff(t, "the tombstone", campaign.Row{ID: 2, Place: e.Place, State: campaign.Erased, Seq: 3, Since: at(2)}, h.row(2))
	e.Position, e.At = 5, at(2)
	diff(t, "the history stays", e, h.events(campaign.EventFilter{IDs: []campaign.ID{2}})[2])
	diff(t, "the message is empty", []campaign.StoredMessage{{Position: 4, ID: 2, At: at(1)}}, h.messages(0))
	if m := h.messages(0); m[0].Body != nil {
		t.Errorf("the body of an erased message is not nil")
	}
	for n, want := range map[int][]campaign.ID{2: {}, 1: {1}} {
		found, err := h.Find(t.Context(), label("number", n))
		if err != nil {
			t.Fatal(err)
		}
		diff(t, "who is found by a number", want, ids(found))
	}
	diff(t, "nobody has the key", []campaign.Row{}, h.rows(campaign.Filter{Keys: [][]byte{label("key", 2)}}))
	again := follow(h.row(2), campaign.Erased, campaign.CauseErased).Event
	wantCode(t, "Erase again", h.Erase(t.Context(), at(3), again), campaign.CodeStep)
	wantCode(t, "a note on a tombstone", h.Append(t.Context(), at(3),
		[]campaign.Change{follow(h.row(2), campaign.Erased, campaign.CauseEvidence)}), campaign.CodeStep)
	h.append(at(4), newcomer(2)) // the key is free: a new participant
	if got := h.row(4).ID; got != 4 {
		t.Errorf("the newcomer has ID %d, want 4", got)
	}
}

// errorsHoldNoValues collects errors that a store gives where values are at
// hand and looks for them in every form of the errors.
func errorsHoldNoValues(t *testing.T, h *harness) {
	rows := h.load(2)
	secret := newcomer(1)
	secret.Record, secret.Outbox = label("record", 88), label("message", 88)
	w := h.worker()
	stale := follow(rows[1], campaign.Asked, campaign.CauseRound)
	stale.Event.Seq, stale.Key, stale.Record, stale.Numbers = 9, label("key", 88), label("record", 88), [][]byte{label("number", 88)}
	erased := stale.Event
	erased.To = campaign.Erased
	errs := []error{
		h.Append(t.Context(), at(1), []campaign.Change{secret}),
		h.Append(canceled(t), at(1), []campaign.Change{secret}),
		h.Append(t.Context(), at(1), []campaign.Change{stale}),
		w.Append(t.Context(), at(1), []campaign.Change{stale}),
		h.Erase(t.Context(), at(1), erased),
		h.SetSetting(t.Context(), "synthetic-name", label("record", 88), label("message", 88)),
	}
	if r, can := h.Store.(campaign.Resealer); can {
		errs = append(errs, r.Reseal(t.Context(), []campaign.Sealed{{ID: 1, Seq: 1, Was: label("key", 88), Key: label("key", 2), Record: label("record", 88)}}),
			r.Reseal(t.Context(), []campaign.Sealed{{ID: 1, Seq: 1, Was: label("key", 1), Key: label("key", 2), Record: label("record", 88)}}))
	}
	for i, err := range errs {
		if err == nil {
			t.Errorf("call %d gives no error", i)
		}
		for ; err != nil; err = cause(err) {
			for _, text := range []string{err.Error(), fmt.Sprintf("%+v %#v", err, err)} {
				if strings.Contains(text, "synthetic-") {
					t.Errorf("call %d: an error holds a value: %T", i, err)
				}
			}
		}
	}
}

// cause gives what an error of a campaign or another error was caused by.
func cause(err error) error {
	switch err := err.(type) {
	case *campaign.Error:
		return err.Cause
	case interface{ Unwrap() error }:
		return err.Unwrap()
	}
	return nil
}

// calls makes every call of a store and a worker, each with its name.
func calls(t *testing.T, h *harness, w campaign.Worker) map[string]func(ended bool) error {
	ctx := func(ended bool) context.Context {
		if ended {
			return canceled(t)
		}
		return t.Context()
	}
	row := campaign.Row{ID: 1, State: campaign.New, Seq: 1}
	change := []campaign.Change{follow(row, campaign.Asked, campaign.CauseRound)}
	all := map[string]func(bool) error{
		"Append":     func(e bool) error { return h.Append(ctx(e), at(1), change) },
		"Worker":     func(e bool) error { _, err := h.Worker(ctx(e)); return err },
		"Find":       func(e bool) error { _, err := h.Find(ctx(e), label("number", 1)); return err },
		"Fence":      func(e bool) error { _, err := h.Fence(ctx(e), at(99)); return err },
		"Setting":    func(e bool) error { _, err := h.Setting(ctx(e), "name"); return err },
		"SetSetting": func(e bool) error { return h.SetSetting(ctx(e), "name", nil, []byte("v")) },
		"Erase": func(e bool) error {
			return h.Erase(ctx(e), at(1), follow(row, campaign.Erased, campaign.CauseErased).Event)
		},
		"Worker.Claim":  func(e bool) error { _, err := w.Claim(ctx(e), at(1), request(1, 1, campaign.New)); return err },
		"Worker.Append": func(e bool) error { return w.Append(ctx(e), at(1), change) },
		"Rows": func(e bool) (failed error) {
			for _, err := range h.Rows(ctx(e), campaign.Filter{}) {
				failed = err
			}
			return failed
		},
		"Rows of a list": func(e bool) (failed error) {
			for _, err := range h.Rows(ctx(e), campaign.Filter{IDs: []campaign.ID{1}}) {
				failed = err
			}
			return failed
		},
		"Events": func(e bool) (failed error) {
			for _, err := range h.Events(ctx(e), campaign.EventFilter{}) {
				failed = err
			}
			return failed
		},
		"Messages": func(e bool) (failed error) {
			for _, err := range h.Messages(ctx(e), 0) {
				failed = err
			}
			return failed
		},
	}
	if r, can := h.Store.(campaign.Resealer); can {
		all["Sealed"] = func(e bool) error { _, err := r.Sealed(ctx(e), 0, 1); return err }
		all["Reseal"] = func(e bool) error { return r.Reseal(ctx(e), []campaign.Sealed{{ID: 1, Seq: 1}}) }
	}
	return all
}
