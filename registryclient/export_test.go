package registryclient

import (
	"iter"
	"maps"
	"time"
)

// Codes gives every code, so that tests cannot forget one.
func Codes() iter.Seq[Code] { return maps.Keys(codeFacts) }

// RetryAfter is the reader of the Retry-After header.
func RetryAfter(header string, now time.Time) time.Duration { return retryAfter(header, now) }

// LongestRetryAfter bounds what RetryAfter gives.
const LongestRetryAfter = longestRetryAfter
