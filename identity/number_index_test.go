package identity_test

import (
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
)

func TestNumberIndex(t *testing.T) {
	var x identity.NumberIndex
	cmnd, id := mustNumber(t, "012345678"), mustNumber(t, "001180012345")
	if got := x.Lookup(cmnd); got != nil || x.Len() != 0 {
		t.Errorf("the zero index finds %v", got)
	}
	x.Remove("A")
	x.AddHistory("A", movedHistory(t))
	x.Add("B", cmnd, identity.Number{}, cmnd)
	x.Add("B", cmnd)
	x.Add("", id)
	x.Add("C", cmnd)
	for n, want := range map[identity.Number][]string{
		cmnd: {"A", "B", "C"}, id: {"A"}, mustNumber(t, "271450001"): {"A"}, mustNumber(t, "0123456789"): {"A"}, {}: nil,
		mustNumber(t, "999999999"): nil,
	} {
		if diff := cmp.Diff(want, x.Lookup(n)); diff != "" {
			t.Errorf("look-up (-want +got):\n%s", diff)
		}
	}
	if x.Len() != 5 {
		t.Errorf("%d numbers, want 5", x.Len())
	}
	x.Lookup(cmnd)[0] = "overwritten"
	if got := x.Lookup(cmnd)[0]; got != "A" {
		t.Errorf("a caller changed the index to %q", got)
	}
}

func TestNumberIndexRemove(t *testing.T) {
	var x identity.NumberIndex
	cmnd, id := mustNumber(t, "012345678"), mustNumber(t, "001180012345")
	for _, key := range []string{"A", "B", "C"} {
		x.Add(key, cmnd, id)
	}
	x.Remove("B", cmnd)
	x.Remove("no such key", cmnd, mustNumber(t, "999999999"))
	if diff := cmp.Diff([]string{"A", "C"}, x.Lookup(cmnd)); diff != "" {
		t.Errorf("after removing a later key (-want +got):\n%s", diff)
	}
	x.Remove("A")
	if diff := cmp.Diff([][]string{{"C"}, {"B", "C"}}, [][]string{x.Lookup(cmnd), x.Lookup(id)}); diff != "" {
		t.Errorf("after removing a key everywhere (-want +got):\n%s", diff)
	}
	x.Remove("B")
	x.Remove("C")
	if x.Len() != 0 || x.Lookup(id) != nil {
		t.Errorf("%d numbers are left", x.Len())
	}
}

func TestNumberIndexIsSafeForConcurrentUse(t *testing.T) {
	var x identity.NumberIndex
	shared := mustNumber(t, "012345678")
	var wg sync.WaitGroup
	const workers, each = 8, 200
	for w := range workers {
		wg.Go(func() {
			for i := range each {
				n, err := identity.ParseNumber("0011800" + padded(w*each+i, 5))
				if err != nil {
					t.Error(err)
					return
				}
				key := strconv.Itoa(w)
				x.Add(key, n, shared)
				if got := x.Lookup(n); len(got) != 1 || got[0] != key {
					t.Errorf("look-up gives %v", got)
				}
				_ = x.String()
			}
		})
	}
	wg.Wait()
	if x.Len() != workers*each+1 || len(x.Lookup(shared)) != workers {
		t.Errorf("%d numbers, %d keys of the shared one", x.Len(), len(x.Lookup(shared)))
	}
}
