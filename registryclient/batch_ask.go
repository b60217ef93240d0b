package registryclient

import (
	"context"
	"errors"
	"slices"
	"time"
)

// ask asks about the open rows of a chunk. Its error stops the batch; then the
// chunk is kept as far as it came and its results are not given.
func (v *verification) ask(ctx context.Context, j *job) error {
	c, err := v.batch.Chunk(ctx, j.number, j.questions)
	if err != nil {
		return err
	}
	j.chunk = c
	for i := range j.questions {
		j.questions[i].RequestID = c.RequestID(i, 0)
		if c.Restored(i) {
			j.questions[i].RequestID = requestIDOf(&c.replies[i], j.questions[i].RequestID)
		}
	}
	if !c.Open() {
		return nil
	}
	if err := v.round(ctx, j); err != nil {
		return err
	}
	if !c.Renew() {
		return nil
	}
	for i := range j.questions {
		if open(c.point.Classes[i]) {
			j.questions[i].RequestID = c.RequestID(i, 0)
		}
	}
	return v.round(ctx, j)
}

func requestIDOf(r *Reply, otherwise string) string {
	var e *Error
	switch {
	case errors.As(r.Err, &e) && e.RequestID != "":
		return e.RequestID
	case r.Err == nil && r.Answer.RequestID != "":
		return r.Answer.RequestID
	}
	return otherwise
}

// round announces the open rows, asks them, and keeps what came back. The
// keeping does not end with the context: an answer that was given is not lost.
func (v *verification) round(ctx context.Context, j *job) error {
	if err := v.mayAsk(ctx); err != nil {
		return err
	}
	if err := j.chunk.Announce(ctx); err != nil {
		return err
	}
	var stop error
	if v.together != nil {
		stop = v.askTogether(ctx, j)
	} else {
		stop = v.askOneByOne(ctx, j)
	}
	if err := j.chunk.Commit(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	return stop
}

func (v *verification) askOneByOne(ctx context.Context, j *job) error {
	for i := range j.questions {
		if !open(j.chunk.point.Classes[i]) {
			continue
		}
		var answer Answer
		err, stop := v.put(ctx, func() (err error) {
			answer, err = v.verifier.Verify(ctx, j.questions[i])
			return err
		})
		if stop != nil {
			return stop
		}
		j.chunk.Set(i, Reply{Answer: answer, Err: err})
	}
	return nil
}

// askTogether asks the open rows in as few exchanges as the channel takes: a
// store may have larger chunks than the channel that goes on with it.
func (v *verification) askTogether(ctx context.Context, j *job) error {
	var places []int
	for i := range j.questions {
		if open(j.chunk.point.Classes[i]) {
			places = append(places, i)
		}
	}
	for part := range slices.Chunk(places, v.most) {
		if stop := v.askPart(ctx, j, part); stop != nil {
			return stop
		}
	}
	return nil
}

func (v *verification) askPart(ctx context.Context, j *job, places []int) error {
	queries := make([]Query, len(places))
	for n, i := range places {
		queries[n] = j.questions[i]
	}
	var replies []Reply
	err, stop := v.put(ctx, func() (err error) {
		replies, err = v.together.VerifyBatch(ctx, queries)
		switch {
		case errors.Is(err, CodeInvalidQuery): // the exchange as such, which is nobody's fault
			err = &Error{Code: CodeRejected, Detail: "the exchange cannot be put"}
		case err == nil && len(replies) != len(queries):
			err = &Error{Code: CodeBadResponse, Detail: "not one reply a question"}
		}
		return err
	})
	if stop != nil {
		return stop
	}
	for n, i := range places {
		r := Reply{Err: err}
		if err == nil {
			r = replies[n]
		}
		j.chunk.Set(i, r)
	}
	return nil
}

// put makes one call, and makes it again where the service, or the transport
// on its behalf, said when to come back. stop says that the batch ends.
func (v *verification) put(ctx context.Context, call func() error) (err, stop error) {
	for {
		if stop := v.mayAsk(ctx); stop != nil {
			return nil, stop
		}
		err := call()
		if err != nil && ctx.Err() != nil {
			return nil, stopped(ctx)
		}
		v.saw(err)
		pause := pauseOf(err)
		if pause <= 0 || pause > v.opts.MaxPause {
			return err, nil
		}
		if stop := v.mayAsk(ctx); stop != nil {
			return nil, stop
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil, stopped(ctx)
		}
	}
}

// pauseOf gives how long to wait before the same call may succeed; 0 where
// nobody said so.
func pauseOf(err error) time.Duration {
	var e *Error
	if errors.As(err, &e) && (e.Code == CodeRateLimited || e.Code == CodeCircuitOpen) {
		return e.RetryAfter
	}
	return 0
}

// mayAsk gives the reason why nothing can be asked any more, nil to go on.
func (v *verification) mayAsk(ctx context.Context) error {
	if ctx.Err() != nil {
		return stopped(ctx)
	}
	if last := v.refused.Load(); last != nil {
		return &BatchError{Code: BatchGaveUp, Row: -1, Err: last}
	}
	return nil
}

// atOnce are the failures that every further question would meet as well.
var atOnce = map[Code]bool{CodeUnauthorized: true, CodeForbidden: true, CodeCertificate: true, CodeAudit: true, CodeClosed: true, CodeConfig: true}

// saw takes note of how a question, or an exchange of many, went.
func (v *verification) saw(err error) {
	var e *Error
	switch {
	case err == nil, errors.Is(err, CodeInvalidQuery):
		v.failed.Store(0)
		return
	case !errors.As(err, &e):
		e = &Error{Code: CodeUnavailable, Err: err}
	}
	failed := v.failed.Add(1)
	if atOnce[e.Code] || v.opts.GiveUpAfter > 0 && failed >= int64(v.opts.GiveUpAfter) {
		v.refused.CompareAndSwap(nil, e)
	}
}
