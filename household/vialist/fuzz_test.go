package vialist_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/household/vialist"
	"github.com/bhxh-go/bhxh/registryclient"
)

// FuzzDecode: a reply is refused as a whole or gives valid, distinct personal
// IDs, and only a confirmed head has any.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(right))
	f.Add([]byte(`{"format":"bhxh-go/household","version":1,"request":"r-1","result":"several"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		listing, err := vialist.Decode(body, "r-1")
		if err != nil {
			if !errors.Is(err, registryclient.CodeBadResponse) || len(listing.Members) > 0 {
				t.Fatalf("%v, %v", listing, err)
			}
			return
		}
		if listing.Outcome != registryclient.OutcomeMatched && len(listing.Members) > 0 {
			t.Error("members without a confirmed head")
		}
		for i, id := range listing.Members {
			if !id.IsValid() || slices.Contains(listing.Members[:i], id) {
				t.Errorf("member %d is invalid or named twice", i)
			}
		}
	})
}
