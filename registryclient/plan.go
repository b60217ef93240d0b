package registryclient

import (
	"math"
	"time"
)

// Quota is what bounds how fast a registry may be asked. A zero or negative
// field bounds nothing.
type Quota struct {
	PerSecond  float64       // calls that are allowed a second
	PerDay     int64         // calls that are allowed a day
	Concurrent int           // calls under way at once, with CallTime
	CallTime   time.Duration // how long one call takes
	Repeats    float64       // calls that must be repeated, as a share: 0.05 for 5 %
}

// PlanLimit is what decides how long a batch takes.
type PlanLimit uint8

// The limits.
const (
	LimitNone      PlanLimit = iota // nothing is bounded: there is no estimate
	LimitPerSecond                  // the calls allowed a second
	LimitPerDay                     // the calls allowed a day
	LimitCallTime                   // how long calls take, and how many run at once
)

var planLimitNames = [...]string{"none", "per_second", "per_day", "call_time"}

// String gives the stable name of the limit, such as "per_day".
func (l PlanLimit) String() string { return nameOf(planLimitNames[:], int(l)) }

// Estimate is how long a batch takes.
type Estimate struct {
	Rows     int64
	Calls    int64         // requests in all, repeats included
	Rate     float64       // rows a second, averaged over the whole batch; 0 without a limit
	Duration time.Duration // at most about 292 years
	Limit    PlanLimit
}

// Plan says how long it takes to ask about so many rows, batch of them a call
// (1 where a service takes one by one). It shows before the first question
// whether a list wants another channel: one by one under 5 calls a second, 65.5
// million people take five months; 1,000 a call, under four hours.
func Plan(rows int64, quota Quota, batch int) Estimate {
	e := Estimate{Rows: max(rows, 0)}
	size := int64(max(batch, 1))
	calls := math.Ceil(float64(e.Rows) / float64(size))
	if quota.Repeats > 0 {
		calls = math.Ceil(calls * (1 + quota.Repeats))
	}
	e.Calls = math.MaxInt64
	if calls < math.MaxInt64 {
		e.Calls = int64(calls)
	}
	seconds := 0.0
	slower := func(s float64, limit PlanLimit) {
		if e.Limit == LimitNone || s > seconds {
			seconds, e.Limit = s, limit
		}
	}
	if quota.PerSecond > 0 {
		slower(calls/quota.PerSecond, LimitPerSecond)
	}
	if quota.Concurrent > 0 && quota.CallTime > 0 {
		slower(math.Ceil(calls/float64(quota.Concurrent))*quota.CallTime.Seconds(), LimitCallTime)
	}
	if quota.PerDay > 0 {
		slower(perDay(calls, float64(quota.PerDay), seconds), LimitPerDay)
	}
	if seconds > 0 {
		e.Rate = float64(e.Rows) / seconds
	}
	e.Duration = durationOf(seconds)
	return e
}

// perDay gives the seconds that calls take under a quota of the day: the full
// days wait for midnight, the last takes what the other limits say.
func perDay(calls, allowed, otherwise float64) float64 {
	const day = 24 * 60 * 60
	if calls == 0 {
		return 0
	}
	full := math.Ceil(calls/allowed) - 1
	last := (calls - full*allowed) / calls * otherwise
	return full*day + last
}

// Remaining gives how long the rest takes when so many rows are done.
func (e Estimate) Remaining(done int64) time.Duration {
	if e.Rate <= 0 {
		return 0
	}
	return durationOf(float64(max(e.Rows-max(done, 0), 0)) / e.Rate)
}

func durationOf(seconds float64) time.Duration {
	if seconds*float64(time.Second) >= math.MaxInt64 {
		return math.MaxInt64
	}
	return time.Duration(seconds * float64(time.Second))
}
