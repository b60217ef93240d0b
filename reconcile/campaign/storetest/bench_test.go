package storetest_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/campaign/storetest"
)

func BenchmarkMemory(b *testing.B) {
	storetest.Bench(b, func(testing.TB) campaign.Store { return campaign.NewMemory() })
}
