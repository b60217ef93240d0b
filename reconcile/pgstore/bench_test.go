//go:build unix

package pgstore_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/campaign/storetest"
)

func BenchmarkStore(b *testing.B) { storetest.Bench(b, open) }
