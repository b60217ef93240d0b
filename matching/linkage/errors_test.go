package linkage_test

import (
	"context"
	"errors"
	"testing"

	"github.com/bhxh-go/bhxh/internal/synth"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

func TestStreamErrors(t *testing.T) {
	cause := errors.New("disk gone")
	broken := func(yield func(linkage.Record, error) bool) {
		if yield(record("Lê Thị Minh Khai", "05/07/1979", "Nữ", "001179022299"), nil) {
			yield(linkage.Record{}, cause)
		}
	}
	ix := newIndex(t, linkage.Options{}, nil)
	err := ix.AddAll(context.Background(), broken)
	var typed *linkage.Error
	if !errors.As(err, &typed) || !errors.Is(err, linkage.CodeInput) || !errors.Is(err, cause) {
		t.Errorf("AddAll = %v, want CodeInput with its cause", err)
	}
	if ix.Len() != 1 {
		t.Errorf("%d records after the failure, want the one before it", ix.Len())
	}
	answers := 0
	for _, err = range ix.Link(context.Background(), broken) {
		if err == nil {
			answers++
		}
	}
	if answers != 1 || !errors.Is(err, cause) {
		t.Errorf("Link: %d answers and %v, want one and then the cause", answers, err)
	}
	if err := ix.AddAll(context.Background(), nil); !errors.Is(err, linkage.CodeInput) {
		t.Errorf("AddAll of nil: %v, want CodeInput", err)
	}
	for _, err = range ix.Link(context.Background(), nil) {
		if !errors.Is(err, linkage.CodeInput) {
			t.Errorf("Link of nil: %v, want CodeInput", err)
		}
	}
}

func TestCancel(t *testing.T) {
	s := generate(t, synth.Easy, 5000, 6)
	ix := newIndex(t, linkage.Options{}, s.right)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n, last := 0, error(nil)
	for _, err := range ix.Link(ctx, stream(s.left)) {
		if n++; n == 10 {
			cancel()
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) || n >= len(s.left) {
		t.Errorf("after %d answers: %v, want fewer than all and context.Canceled", n, last)
	}
	for range ix.Link(context.Background(), stream(s.left)) {
		break // leaving the loop leaves nothing behind
	}
	if err := ix.AddAll(ctx, stream(s.left)); !errors.Is(err, context.Canceled) {
		t.Errorf("AddAll = %v, want context.Canceled", err)
	}
}

func TestOptions(t *testing.T) {
	for name, o := range map[string]linkage.Options{
		"Threshold": {Threshold: 1.5}, "SameFrom": {Threshold: 0.9, SameFrom: 0.8}, "MaxBlock": {MaxBlock: -1},
		"Expected": {Expected: -1}, "Workers": {Workers: -1},
	} {
		_, err := linkage.NewIndex(o)
		var typed *linkage.Error
		if !errors.As(err, &typed) || !errors.Is(err, linkage.CodeOptions) || typed.Option != name {
			t.Errorf("%s: error %v, want CodeOptions that names it", name, err)
		}
	}
}
