package bulkfile_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// BenchmarkVerifyBatch measures full batches through channel and fake registry
// over loopback, both in this process.
func BenchmarkVerifyBatch(b *testing.B) {
	s := fake(b, nil)
	c := channel(b, s.URL(), bulkfile.WithAuthentication(s.Credentials()))
	qs := make([]registryclient.Query, bulkfile.MaxBatch)
	for i := range qs {
		qs[i] = query(b, fmt.Sprintf("r-%d", i), "000085000001", "Nguyễn Văn Mẫu", "01/02/1985", nam)
	}
	b.ReportAllocs()
	for b.Loop() {
		replies, err := c.VerifyBatch(context.Background(), qs)
		if err != nil || len(replies) != len(qs) {
			b.Fatal(len(replies), err)
		}
	}
	b.ReportMetric(float64(b.N*len(qs))/b.Elapsed().Seconds(), "rows/s")
}
