// Package storetest is what every [campaign.Store] must pass:
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) campaign.Store { return open(t) })
//	}
//
// [Run] checks one thing a subtest, also those of a [campaign.Resealer] where the
// store is one, and at the end compares thousands of random operations with a
// naive model of a store. [RunReopen] checks what a store that outlives its
// process must do besides. Every seed is fixed: a failure comes again.
//
// All participants here are synthetic: their keys and numbers are labels of the
// test, no number of anybody.
package storetest
