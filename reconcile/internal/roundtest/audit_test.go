package roundtest_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/reconcile/internal/roundtest"
)

// whole gives what an auditor finds after a round without faults.
func whole(people int) (found map[int64]roundtest.Found, asked []int) {
	found = make(map[int64]roundtest.Found)
	asked = make([]int, people)
	for i := range people {
		state, must := roundtest.Want(i)
		found[int64(i+1)] = roundtest.Found{State: int(state), Events: 3, Loaded: 1, Outcomes: 1}
		if must {
			asked[i] = 1
		}
	}
	return found, asked
}

// TestAuditSees: the auditor is quiet where all is well and speaks where one
// thing is not.
func TestAuditSees(t *testing.T) {
	found, asked := whole(50)
	if again, faults := roundtest.Audit(found, asked); again != 0 || len(faults) > 0 {
		t.Errorf("a round without faults: %d asked again, faults %v", again, faults)
	}
	edit := func(change func(f *roundtest.Found)) func(map[int64]roundtest.Found, []int) {
		return func(found map[int64]roundtest.Found, _ []int) {
			f := found[5]
			change(&f)
			found[5] = f
		}
	}
	for name, spoil := range map[string]func(found map[int64]roundtest.Found, asked []int){
		"nobody there":        func(found map[int64]roundtest.Found, _ []int) { delete(found, 5) },
		"one too many":        func(found map[int64]roundtest.Found, _ []int) { found[99] = found[5] },
		"wrong state":         edit(func(f *roundtest.Found) { f.State++ }),
		"loaded twice":        edit(func(f *roundtest.Found) { f.Loaded, f.Events = 2, 4 }),
		"two outcomes":        edit(func(f *roundtest.Found) { f.Outcomes, f.Events = 2, 4 }),
		"no outcome":          edit(func(f *roundtest.Found) { f.Outcomes = 0 }),
		"an event too many":   edit(func(f *roundtest.Found) { f.Events++ }),
		"asked twice":         func(_ map[int64]roundtest.Found, asked []int) { asked[4] = 2 },
		"never asked":         func(_ map[int64]roundtest.Found, asked []int) { asked[4] = 0 },
		"asked for no reason": func(_ map[int64]roundtest.Found, asked []int) { asked[1] = 1 },
	} {
		found, asked := whole(50)
		spoil(found, asked)
		if _, faults := roundtest.Audit(found, asked); len(faults) == 0 {
			t.Errorf("%s: the auditor is quiet", name)
		}
	}
	found, asked = whole(50)
	found[5] = roundtest.Found{State: found[5].State, Events: 4, Loaded: 1, Outcomes: 1, TakenOver: 1}
	asked[4] = 2
	if again, faults := roundtest.Audit(found, asked); again != 1 || len(faults) > 0 {
		t.Errorf("asked again after a kill: %d, faults %v; want 1 and none", again, faults)
	}
}
