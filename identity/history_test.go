package identity_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

// movedHistory is the history of a synthetic person: a CMND, another after
// moving, the personal ID, and one set anew after a corrected birth year.
func movedHistory(t *testing.T) identity.History {
	t.Helper()
	var h identity.History
	first, second := mustNumber(t, "012345678"), mustNumber(t, "271450001")
	id, anew := mustNumber(t, "001180012345"), mustNumber(t, "001181012345")
	for _, err := range []error{
		h.Add(first, identity.Date{}, "record of BHXH"),
		h.Add(mustNumber(t, "0123456789"), identity.MustDate(2009, 0, 0), "record of BHXH"),
		h.Replace(first, second, identity.MustDate(2012, 5, 1), "moved"),
		h.Replace(second, id, identity.MustDate(2022, 10, 3), "shared by the registry"),
		h.Replace(id, anew, identity.MustDate(2025, 2, 1), "NĐ 70/2024 Điều 11"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func TestHistory(t *testing.T) {
	h := movedHistory(t)
	if h.Len() != 5 || len(slices.Collect(h.Entries())) != 5 {
		t.Errorf("%d entries, want 5", h.Len())
	}
	if n, ok := h.Current(identity.NumberPersonalID); !ok || n.Reveal() != "001181012345" {
		t.Errorf("current personal ID %q", n.Reveal())
	}
	if n, ok := h.Current(identity.NumberCMND); ok {
		t.Errorf("current CMND %q, want none", n.Reveal())
	}
	if n, ok := h.Current(identity.NumberSocialInsurance); !ok || n.Reveal() != "0123456789" {
		t.Errorf("current mã số BHXH %q", n.Reveal())
	}
	var former []string
	for n := range h.Former() {
		former = append(former, n.Reveal())
	}
	if want := "012345678 271450001 001180012345"; strings.Join(former, " ") != want {
		t.Errorf("former numbers %v, want %s", former, want)
	}
	for _, number := range former {
		if n, ok := h.Latest(mustNumber(t, number)); !ok || n.Reveal() != "001181012345" {
			t.Errorf("the latest of %s is %q", number, n.Reveal())
		}
		if !h.Contains(mustNumber(t, number)) {
			t.Errorf("%s is not in the history", number)
		}
	}
	if h.Contains(identity.Number{}) || h.Contains(mustNumber(t, "999999999")) {
		t.Error("the history contains what was never entered")
	}
	if _, ok := h.Latest(mustNumber(t, "999999999")); ok {
		t.Error("a number of nobody has a latest one")
	}
	for range h.Former() {
		break
	}
}

func TestHistoryAt(t *testing.T) {
	h := movedHistory(t)
	for _, c := range []struct {
		kind identity.NumberKind
		on   identity.Date
		want string
	}{
		{identity.NumberCMND, identity.MustDate(2012, 4, 30), "012345678"},
		{identity.NumberCMND, identity.MustDate(2012, 5, 1), "271450001"},
		{identity.NumberCMND, identity.MustDate(2022, 10, 3), ""},
		{identity.NumberPersonalID, identity.MustDate(2022, 10, 2), ""},
		{identity.NumberPersonalID, identity.MustDate(2022, 10, 3), "001180012345"},
		{identity.NumberPersonalID, identity.MustDate(2026, 1, 1), "001181012345"},
		{identity.NumberSocialInsurance, identity.MustDate(2008, 12, 31), ""},
		{identity.NumberSocialInsurance, identity.MustDate(2009, 0, 0), "0123456789"},
		{identity.NumberCMND, identity.Date{}, ""},
	} {
		if n, ok := h.At(c.kind, c.on); n.Reveal() != c.want || ok != (c.want != "") {
			t.Errorf("%s on %s is %q, want %q", c.kind, c.on.ISO(), n.Reveal(), c.want)
		}
	}
}

func TestHistoryRefuses(t *testing.T) {
	on := identity.MustDate(2026, 1, 1)
	cases := []struct {
		name, reason string
		change       func(*testing.T, *identity.History) error
		code         identity.Code
	}{
		{"adding no number", "the zero Number is none", func(_ *testing.T, h *identity.History) error {
			return h.Add(identity.Number{}, on, "")
		}, identity.CodeEmpty},
		{"adding a former number", "a number stands once", func(t *testing.T, h *identity.History) error {
			return h.Add(mustNumber(t, "012345678"), on, "")
		}, identity.CodeReused},
		{"replacing a stranger's number", "not in the history", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "999999999"), mustNumber(t, "001181012345"), on, "")
		}, identity.CodeNotCurrent},
		{"replacing a former number", "it was replaced already", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "012345678"), mustNumber(t, "001181012345"), on, "")
		}, identity.CodeNotCurrent},
		{"replacing by nothing", "that is Cancel", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "001181012345"), identity.Number{}, on, "")
		}, identity.CodeEmpty},
		{"replacing without a day", "the history is dated", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "001181012345"), mustNumber(t, "001182012345"), identity.Date{}, "")
		}, identity.CodeEmpty},
		{"replacing by itself", "nothing changes", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "001181012345"), mustNumber(t, "001181012345"), on, "")
		}, identity.CodeReused},
		{"replacing by a former number", "a cancelled number is never given again", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "001181012345"), mustNumber(t, "001180012345"), on, "")
		}, identity.CodeReused},
		{"replacing a personal ID by a CMND", "there is no way back", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "001181012345"), mustNumber(t, "112345678"), on, "")
		}, identity.CodeKind},
		{"replacing a mã số BHXH by a CMND", "another kind of number", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "0123456789"), mustNumber(t, "112345678"), on, "")
		}, identity.CodeKind},
		{"replacing before the first day", "2024 lies before 01/02/2025", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "001181012345"), mustNumber(t, "001182012345"), identity.MustDate(2024, 0, 0), "")
		}, identity.CodeOrder},
		{"replacing by one of a later day", "it was not there yet", func(t *testing.T, h *identity.History) error {
			return h.Replace(mustNumber(t, "0123456789"), mustNumber(t, "001181012345"), identity.MustDate(2024, 6, 1), "")
		}, identity.CodeOrder},
		{"cancelling a former number", "it ended already", func(t *testing.T, h *identity.History) error {
			return h.Cancel(mustNumber(t, "012345678"), on, "")
		}, identity.CodeNotCurrent},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			h := movedHistory(t)
			before, err := json.Marshal(h)
			if err != nil {
				t.Fatal(err)
			}
			checkFailure(t, c.change(t, &h), failure{c.code, identity.FieldHistory, -1})
			if after, err := json.Marshal(h); err != nil || string(after) != string(before) {
				t.Errorf("the refused change left a trace: %v", err)
			}
		})
	}
}

func TestHistoryReplacedByAKnownNumber(t *testing.T) {
	var h identity.History
	cmnd, id := mustNumber(t, "012345678"), mustNumber(t, "001180012345")
	for _, err := range []error{
		h.Add(cmnd, identity.Date{}, "record"),
		h.Add(id, identity.MustDate(2015, 0, 0), "card"),
		h.Replace(cmnd, id, identity.MustDate(2022, 10, 3), "registry"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if h.Len() != 2 {
		t.Errorf("%d entries, want 2", h.Len())
	}
	err := h.Cancel(id, identity.MustDate(2020, 1, 1), "")
	if !errors.Is(err, identity.CodeOrder) {
		t.Errorf("ended before it took the other's place: %v", err)
	}
	if err := h.Cancel(id, identity.MustDate(2023, 1, 1), "wrong registration"); err != nil {
		t.Fatal(err)
	}
	if n, ok := h.Latest(cmnd); ok {
		t.Errorf("a cancelled number leads to %q", n.Reveal())
	}
	if n, ok := h.Current(identity.NumberPersonalID); ok {
		t.Errorf("a cancelled number is current: %q", n.Reveal())
	}
}

// TestHistoryCopies: a copy and its original do not see each other's changes.
func TestHistoryCopies(t *testing.T) {
	original := movedHistory(t)
	text, err := json.Marshal(original)
	if err != nil {
		t.Fatal(err)
	}
	first, second := original, original
	id := mustNumber(t, "001181012345")
	for _, err := range []error{
		first.Add(mustNumber(t, "001190012345"), identity.Date{}, "first"),
		second.Add(mustNumber(t, "001191012345"), identity.Date{}, "second"),
		first.Replace(id, mustNumber(t, "001190012345"), identity.MustDate(2026, 1, 1), "first"),
		second.Cancel(id, identity.MustDate(2026, 1, 1), "second"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if after, err := json.Marshal(original); err != nil || string(after) != string(text) {
		t.Errorf("the original changed: %v", err)
	}
	if first.Contains(mustNumber(t, "001191012345")) || second.Contains(mustNumber(t, "001190012345")) {
		t.Error("one copy holds what was added to the other")
	}
}

func TestHistoryJSON(t *testing.T) {
	h := movedHistory(t)
	if err := h.Cancel(mustNumber(t, "0123456789"), identity.MustDate(2026, 9, 1), "replaced"); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	wantFirst := `[{"number":"012345678","valid_to":"01/05/2012","replaced_by":"271450001","basis":"record of BHXH","end_basis":"moved"},`
	if !strings.HasPrefix(string(text), wantFirst) {
		t.Errorf("JSON %s", text)
	}
	var again identity.History
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(slices.Collect(again.Entries()), slices.Collect(h.Entries())) {
		t.Error("JSON reads as another history")
	}
	for _, empty := range []string{"null", "[]"} {
		if err := json.Unmarshal([]byte(empty), &again); err != nil || again.Len() != 0 {
			t.Errorf("%s reads as %d entries, %v", empty, again.Len(), err)
		}
	}
	if text, err := json.Marshal(identity.History{}); err != nil || string(text) != "[]" {
		t.Errorf("the empty history is %s, %v", text, err)
	}
}

func TestHistoryJSONRefuses(t *testing.T) {
	cases := []struct {
		name, reason, text string
		code               identity.Code
	}{
		{"no number", "an entry has one", `[{"number":""}]`, identity.CodeEmpty},
		{"bad number", "of no kind", `[{"number":"1234"}]`, identity.CodeLength},
		{"not a string", "a number that lost its zeros", `[{"number":123456789012}]`, identity.CodeCharacter},
		{"twice", "a number stands once", `[{"number":"012345678"},{"number":"012345678"}]`, identity.CodeReused},
		{"ends before it begins", "dates out of order", `[{"number":"012345678","valid_from":"2012","valid_to":"2011"}]`, identity.CodeOrder},
		{"successor missing", "it must be in the history", `[{"number":"012345678","valid_to":"2011","replaced_by":"112345678"}]`, identity.CodeNotCurrent},
		{"replaced on no day", "the history is dated", `[{"number":"012345678","replaced_by":"112345678"},{"number":"112345678"}]`, identity.CodeNotCurrent},
		{"replaced by itself", "nothing changes", `[{"number":"012345678","valid_to":"2011","replaced_by":"012345678"}]`, identity.CodeReused},
		{"wrong kind", "no way back", `[{"number":"001180012345","valid_to":"2011","replaced_by":"112345678"},{"number":"112345678"}]`, identity.CodeKind},
		{"successor begins later", "it was not there yet", `[{"number":"012345678","valid_to":"2011","replaced_by":"112345678"},{"number":"112345678","valid_from":"2012"}]`, identity.CodeOrder},
		{"successor ended before", "it was gone", `[{"number":"012345678","valid_to":"2011","replaced_by":"112345678"},{"number":"112345678","valid_to":"2010"}]`, identity.CodeOrder},
		{"circle", "each replaces the other", `[{"number":"012345678","valid_to":"2011","replaced_by":"112345678"},{"number":"112345678","valid_to":"2011","replaced_by":"012345678"}]`, identity.CodeReused},
		{"not an array", "entries are an array", `{"number":"012345678"}`, identity.CodeCharacter},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		named(t, seen, c.name, c.reason)
		t.Run(c.name, func(t *testing.T) {
			h := movedHistory(t)
			err := json.Unmarshal([]byte(c.text), &h)
			if !errors.Is(err, c.code) {
				t.Errorf("error %v, want %q: %s", err, c.code, c.reason)
			}
			if h.Len() != 0 {
				t.Error("after a failure the history is not empty")
			}
		})
	}
}
