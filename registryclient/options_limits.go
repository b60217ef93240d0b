package registryclient

import "time"

// WithRate sets the most requests a second, repeats included, and how many may
// leave at once after a quiet time (burst, at least 1). Several processes that
// share a quota each take their part of it. Defaults to no limit.
//
// A 429 slows the rate to 70 %, at most once a second; it recovers within 20 s.
func WithRate(perSecond float64, burst int) Option {
	return func(s *settings) error {
		if !(perSecond > 0 && perSecond <= 1e6) || burst < 1 || burst > 1_000_000 {
			return unusable("a rate is above 0 and a burst at least 1")
		}
		s.rate, s.burst = perSecond, burst
		return nil
	}
}

// WithBreaker sets when a failing service is left alone. The defaults are
// those of [Breaker].
func WithBreaker(b Breaker) Option {
	return func(s *settings) error {
		if b.Failures < 0 || b.OpenFor < 0 || b.MaxOpen < 0 || b.Probes < 0 || b.Wait < 0 {
			return unusable("a value of Breaker is negative")
		}
		d := defaultBreaker()
		orDefault(&b.Failures, d.Failures)
		orDefault(&b.OpenFor, d.OpenFor)
		orDefault(&b.MaxOpen, max(d.MaxOpen, b.OpenFor))
		orDefault(&b.Probes, d.Probes)
		orDefault(&b.Wait, d.Wait)
		if b.MaxOpen < b.OpenFor {
			return unusable("a breaker opens for longer than its longest")
		}
		s.breaker, s.noBreaker = b, false
		return nil
	}
}

func orDefault[T int | time.Duration](v *T, d T) {
	if *v == 0 {
		*v = d
	}
}

// WithoutBreaker has every call tried, however often those before it failed.
func WithoutBreaker() Option {
	return func(s *settings) error {
		s.noBreaker = true
		return nil
	}
}

// WithAuditor has every request told to a log before it leaves. What the log
// does not take does not leave. Defaults to none.
func WithAuditor(a Auditor) Option {
	return func(s *settings) error {
		if a == nil {
			return unusable("the auditor is nil")
		}
		s.auditor = a
		return nil
	}
}
