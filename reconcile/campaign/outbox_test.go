package campaign_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

func positions(t *testing.T, c *campaign.Campaign, consumer string) []int64 {
	t.Helper()
	var all []int64
	for m, err := range c.Messages(t.Context(), consumer) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m.Position)
	}
	return all
}

// merges gives a campaign with n messages in its outbox.
func merges(t *testing.T, n int) *campaign.Campaign {
	t.Helper()
	c := open(t, campaign.NewMemory(), sealKey)
	load(t, c, crowd(0, n+1, "A")...)
	for i := range n {
		if err := c.Merge(t.Context(), campaign.MergeDecision{Keep: 1, Give: campaign.ID(i + 2), Actor: "CB-07"}); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// TestMessagesAtLeastOnce: each consumer gets every message in order, again
// until it says so, and nothing that it has acknowledged.
func TestMessagesAtLeastOnce(t *testing.T) {
	c := merges(t, 5)
	all := positions(t, c, "search")
	if len(all) != 5 || !slices.IsSorted(all) {
		t.Fatalf("positions %v", all)
	}
	if again := positions(t, c, "search"); !slices.Equal(all, again) {
		t.Errorf("without an Ack %v, then %v", all, again)
	}
	ack := func(position int64) error { return c.Ack(t.Context(), "search", position) }
	for _, position := range []int64{all[1], all[0], all[1]} { // late and repeated ones change nothing
		if err := ack(position); err != nil {
			t.Fatal(err)
		}
	}
	if rest := positions(t, c, "search"); !slices.Equal(all[2:], rest) {
		t.Errorf("after two were acknowledged %v, want %v", rest, all[2:])
	}
	if other := positions(t, c, "archive"); !slices.Equal(all, other) {
		t.Errorf("another consumer gets %v, want %v", other, all)
	}
	wantCode(t, ack(all[4]+1), campaign.CodeInput)
	wantCode(t, ack(all[4]-1), campaign.CodeInput)
	for _, name := range []string{"", "Tìm kiếm", "a/b", strings.Repeat("a", 65)} {
		wantCode(t, c.Ack(t.Context(), name, all[0]), campaign.CodeInput)
	}
}

// TestMessageOfAnErasedParticipant: who has not read it in time reads that
// somebody was erased, and nothing else.
func TestMessageOfAnErasedParticipant(t *testing.T) {
	store := campaign.NewMemory()
	c := open(t, store, sealKey)
	load(t, c, crowd(0, 2, "A")...)
	if err := c.Merge(t.Context(), campaign.MergeDecision{Keep: 1, Give: 2, Actor: "CB-07", Basis: "QĐ 12"}); err != nil {
		t.Fatal(err)
	}
	p, err := c.Participant(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	e := campaign.Event{ID: 2, Seq: p.Row.Seq + 1, From: p.Row.State, To: campaign.Erased, Cause: campaign.CauseErased}
	if err := store.Erase(t.Context(), newClock().Now(), e); err != nil {
		t.Fatal(err)
	}
	for m, err := range c.Messages(t.Context(), "search") {
		if err != nil {
			t.Fatal(err)
		}
		if m.Kind != campaign.MessageErased || m.ID != 2 || m.InsuranceNumber.IsValid() || m.Former.IsValid() || m.Basis != "" {
			t.Errorf("of an erased participant %v", m)
		}
	}
}

func TestMessageIsMasked(t *testing.T) {
	c := merges(t, 1)
	for m, err := range c.Messages(t.Context(), "search") {
		if err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		slog.New(slog.NewJSONHandler(&log, masktest.Untimed())).Info("message", "m", m)
		slog.New(slog.NewTextHandler(&log, masktest.Untimed())).Info("message", "m", m)
		fmt.Fprintf(&log, "%v %+v %#v %s %d", m, m, m, m, m)
		if strings.Contains(log.String(), "0100000001") || !strings.Contains(log.String(), "merged") {
			t.Errorf("a log shows %s", log.String())
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var again campaign.Message
		if err := json.Unmarshal(text, &again); err != nil || again.Former != m.Former || !again.At.Equal(m.At) {
			t.Errorf("JSON reads as another message, %v", err)
		}
		if want, _ := identity.ParseSocialInsuranceNumber("0100000001"); m.Former != want.Number() {
			t.Error("the number that was given up is another")
		}
	}
}
