package campaign

import "errors"

// attempts is how often a change is made anew after somebody else was faster.
const attempts = 5

// piecewise does n items together. Where somebody else was faster or has
// claimed one of them it does them again, and then one by one, so that nobody
// is held up by another; who stays out of reach is refused.
func piecewise(n int, do func(from, to int) error, refuse func(i int, code Code)) error {
	for range 2 {
		if err := do(0, n); !errors.Is(err, CodeConflict) && !errors.Is(err, CodeClaimed) {
			return err
		} else if errors.Is(err, CodeClaimed) {
			break
		}
	}
	for i := range n {
		if err := insist(func() error { return do(i, i+1) }); errors.Is(err, CodeConflict) || errors.Is(err, CodeClaimed) {
			refuse(i, codeOf(err))
		} else if err != nil {
			return err
		}
	}
	return nil
}

// insist does something again while somebody else is faster.
func insist(do func() error) (err error) {
	for range attempts {
		if err = do(); !errors.Is(err, CodeConflict) {
			return err
		}
	}
	return err
}

// codeOf gives the code of a failure, CodeStore for one that has none.
func codeOf(err error) Code {
	var code Code
	if err == nil || errors.As(err, &code) {
		return code
	}
	return CodeStore
}

// firstOf gives the first error there is.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
