package registryclient_test

import (
	"context"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

func TestPlan(t *testing.T) {
	const country = 65_496_718 // people
	const day = 24 * time.Hour
	hours := func(h float64) time.Duration { return time.Duration(h * float64(time.Hour)) }
	for name, c := range map[string]struct {
		rows  int64
		quota registryclient.Quota
		batch int
		want  time.Duration
		limit registryclient.PlanLimit
		calls int64
	}{
		"the country at 5/s":             {country, registryclient.Quota{PerSecond: 5}, 1, hours(151.6 * 24), registryclient.LimitPerSecond, country},
		"the country at 100/s":           {country, registryclient.Quota{PerSecond: 100}, 1, hours(7.58 * 24), registryclient.LimitPerSecond, country},
		"the country at 1,000/s":         {country, registryclient.Quota{PerSecond: 1000}, 1, hours(18.2), registryclient.LimitPerSecond, country},
		"the country, 1,000 a call":      {country, registryclient.Quota{PerSecond: 5}, 1000, hours(3.638), registryclient.LimitPerSecond, 65_497},
		"repeats":                        {1000, registryclient.Quota{PerSecond: 10, Repeats: 0.1}, 1, 110 * time.Second, registryclient.LimitPerSecond, 1100},
		"calls take their time":          {1000, registryclient.Quota{PerSecond: 1000, Concurrent: 8, CallTime: 200 * time.Millisecond}, 1, 25 * time.Second, registryclient.LimitCallTime, 1000},
		"a quota of the day":             {2500, registryclient.Quota{PerSecond: 1, PerDay: 1000}, 1, 2*day + 500*time.Second, registryclient.LimitPerDay, 2500},
		"a quota of the day that is not": {900, registryclient.Quota{PerSecond: 1, PerDay: 1000}, 1, 900 * time.Second, registryclient.LimitPerSecond, 900},
		"no limit":                       {1000, registryclient.Quota{}, 0, 0, registryclient.LimitNone, 1000},
		"nothing to do":                  {0, registryclient.Quota{PerSecond: 5, PerDay: 3}, 1, 0, registryclient.LimitPerSecond, 0},
		"negative":                       {-5, registryclient.Quota{PerSecond: -5, PerDay: -1, Concurrent: -1, Repeats: -1}, -1, 0, registryclient.LimitNone, 0},
		"longer than a Duration":         {math.MaxInt64, registryclient.Quota{PerSecond: 0.001}, 1, math.MaxInt64, registryclient.LimitPerSecond, math.MaxInt64},
	} {
		got := registryclient.Plan(c.rows, c.quota, c.batch)
		if math.Abs(float64(got.Duration-c.want)) > 0.001*float64(c.want) || got.Limit != c.limit || got.Calls != c.calls {
			t.Errorf("%s: %+v, want %v because of %v with %d calls", name, got, c.want, c.limit, c.calls)
		}
	}
	e := registryclient.Plan(1000, registryclient.Quota{PerSecond: 10}, 1)
	for done, want := range map[int64]time.Duration{-1: 100 * time.Second, 0: 100 * time.Second, 250: 75 * time.Second, 1000: 0, 2000: 0} {
		if got := e.Remaining(done); got != want {
			t.Errorf("after %d rows %v remain, want %v", done, got, want)
		}
	}
}

// metered lets one call through a tick, each of which takes a while.
type metered struct {
	together
	tick     <-chan time.Time
	callTime time.Duration
}

func (m *metered) VerifyBatch(ctx context.Context, qs []registryclient.Query) ([]registryclient.Reply, error) {
	if m.tick != nil {
		<-m.tick
	}
	time.Sleep(m.callTime)
	return m.together.VerifyBatch(ctx, qs)
}

// TestPlanAgainstARun compares the plan with how long a batch really takes, by
// a clock that jumps.
func TestPlanAgainstARun(t *testing.T) {
	const n = 4000
	for name, c := range map[string]struct {
		quota registryclient.Quota
		tick  time.Duration
	}{
		"calls a second": {registryclient.Quota{PerSecond: 5, CallTime: 300 * time.Millisecond, Concurrent: 8}, 200 * time.Millisecond},
		"call time":      {registryclient.Quota{CallTime: 2 * time.Second, Concurrent: 8}, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			m := &metered{callTime: c.quota.CallTime}
			if c.tick > 0 {
				ticker := time.NewTicker(c.tick)
				defer ticker.Stop()
				m.tick = ticker.C
			}
			start := time.Now()
			results, err := collect(t, m, rows(n), nil, options{ChunkSize: 50, Workers: c.quota.Concurrent})
			took := time.Since(start)
			if err != nil || len(results) != n {
				t.Fatalf("%d results, error %v", len(results), err)
			}
			want := registryclient.Plan(n, c.quota, 50).Duration
			if off := math.Abs(took.Seconds()/want.Seconds() - 1); off > 0.05 {
				t.Errorf("%s: took %v, planned %v, %.1f %% off", name, took, want, 100*off)
			}
		})
	}
}
