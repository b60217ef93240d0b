package roundtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// registry answers in the process and writes down whom it was asked about,
// before it answers, in a file of its process: what was written stays when the
// process is killed.
type registry struct {
	log   *os.File
	asked atomic.Int64
	tell  func(asked int)
}

func newRegistry(dir string, tell func(asked int)) (*registry, error) {
	name := fmt.Sprintf("asked-%d", os.Getpid())
	log, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_EXCL|os.O_APPEND|os.O_WRONLY, 0o600)
	return &registry{log: log, tell: tell}, err
}

// VerifyBatch implements registryclient.BatchVerifier.
func (r *registry) VerifyBatch(_ context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	var lines []byte
	replies := make([]registryclient.Reply, len(qs))
	for k, q := range qs {
		i, err := personOf(q.Number.Reveal())
		if err != nil {
			return nil, err
		}
		lines = append(strconv.AppendInt(lines, int64(i), 10), '\n')
		replies[k].Answer = answer(i, q.RequestID)
	}
	if _, err := r.log.Write(lines); err != nil {
		return nil, err
	}
	r.tell(int(r.asked.Add(int64(len(qs)))))
	return replies, nil
}

// Verify implements registryclient.Verifier.
func (r *registry) Verify(ctx context.Context, q registryclient.Query) (registryclient.Answer, error) {
	replies, err := r.VerifyBatch(ctx, []registryclient.Query{q})
	if err != nil {
		return registryclient.Answer{}, err
	}
	return replies[0].Answer, nil
}

func answer(i int, requestID string) registryclient.Answer {
	a := registryclient.Answer{Outcome: registryclient.OutcomeMatched, RequestID: requestID, Source: "roundtest"}
	switch {
	case i%everyUnknown == 3:
		a.Outcome, a.Reason = registryclient.OutcomeNotMatched, registryclient.ReasonNothingFits
	case i%everyCMND == 2:
		a.SharedID = identity.MustParsePersonalID(fmt.Sprintf("001080%06d", i))
	}
	return a
}
