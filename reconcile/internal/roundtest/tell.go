package roundtest

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// killEnv tells a child when it will be killed.
const killEnv = "BHXH_TEST_KILL"

func (k Kill) String() string { return fmt.Sprintf("%d %d %d", k.Load, k.Ask, k.Rekey) }

// killFrom reads what String gave, the zero Kill where there is nothing.
func killFrom(text string) (k Kill) {
	if _, err := fmt.Sscan(text, &k.Load, &k.Ask, &k.Rekey); err != nil {
		return Kill{}
	}
	return k
}

// telling writes the progress of a child. One that is to be killed goes on for a
// little while and then waits for it: however slow the parent is, there is
// something left to do for the lives after this one.
type telling struct {
	out  io.Writer
	kill Kill

	mu   sync.Mutex
	life Life
	late int // how often it has told more since it ought to have been killed
}

// patience is how often a child tells more of its progress before it waits.
const patience = 2

// every gives a function that tells how far the child has come with something,
// every so often.
func (t *telling) every(step int, what string) func(done int) {
	last := 0
	return func(done int) {
		t.mu.Lock()
		defer t.mu.Unlock()
		if done/step == last/step {
			return
		}
		last = done
		_, _ = fmt.Fprintln(t.out, what, done) // the parent may be gone: then nobody reads it
		t.life.count(what, done)
		if !t.kill.isDue(t.life) {
			return
		}
		if t.late++; t.late > patience {
			time.Sleep(time.Minute)
			panic("roundtest: nobody kills this process")
		}
	}
}

// count enters progress that was told.
func (l *Life) count(what string, done int) {
	switch what {
	case "load":
		l.Loaded = done
	case "ask":
		l.Asked = max(l.Asked, done)
	case "rekey":
		l.Rekeyed = done
	}
}
