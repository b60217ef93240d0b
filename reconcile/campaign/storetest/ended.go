package storetest

import (
	"context"
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
)

func contextEnded(t *testing.T, h *harness) {
	h.load(1)
	w := h.worker()
	before := h.total()
	for name, call := range calls(t, h, w) {
		err := call(true)
		wantCode(t, name, err, campaign.CodeStore)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: the error does not lead to context.Canceled", name)
		}
	}
	diff(t, "the store", before, h.total())
	if _, err := w.Claim(t.Context(), at(1), request(1, 1, campaign.New)); err != nil {
		t.Errorf("the worker is of no use afterwards: %v", err)
	}
}

func closed(t *testing.T, h *harness) {
	h.load(1)
	w := h.worker()
	if err := h.Close(); err != nil {
		t.Fatalf("Close: %v", err)
	}
	for name, call := range calls(t, h, w) {
		wantCode(t, name, call(false), campaign.CodeClosed)
	}
	wantCode(t, "Worker.Close", w.Close(), "")
	wantCode(t, "Close again", h.Close(), "")
}
