package storetest_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/campaign/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(*testing.T) campaign.Store { return campaign.NewMemory() })
}
