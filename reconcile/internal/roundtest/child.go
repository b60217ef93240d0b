package roundtest

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Task is what a child process does.
type Task struct {
	People  int    // how many participants
	Dir     string // for the logs of questions
	Load    bool   // load the list, if it is not loaded to its end yet
	Ask     bool   // ask, once it is loaded
	Workers int
	Clock   func() time.Time
	Out     io.Writer // of the progress
}

// loadedSetting is set when the list was loaded to its end.
const loadedSetting = "roundtest.loaded"

// Run does the task on an open store. It writes its progress: "load n" and
// "ask n", counted since the process began.
func (t Task) Run(ctx context.Context, store campaign.Store) error {
	c, err := campaign.Open(ctx, store, campaign.Options{
		Clock: t.Clock, Actor: "roundtest", Key: registryclient.NewSecret("a key for this test, of 32 bytes or more"),
	})
	if err != nil {
		return err
	}
	if t.Load {
		if err := t.load(ctx, c, store); err != nil {
			return err
		}
	}
	if !t.Ask {
		return nil
	}
	r, err := newRegistry(t.Dir, teller(t.Out, "ask", 100))
	if err != nil {
		return err
	}
	report, err := c.Ask(ctx, r, campaign.AskOptions{
		Round: 1, Workers: t.Workers, Batch: Batch(t.People),
		Verify: reconcile.Options{
			AsOf: identity.MustDate(2026, 11, 22), NoReadings: true,
			Purpose: registryclient.Purpose{Procedure: "TEST", Officer: "test"},
		},
	})
	if err == nil && report.Stopped != "" {
		err = fmt.Errorf("the round stopped: %w", report.Stopped)
	}
	return err
}

func (t Task) load(ctx context.Context, c *campaign.Campaign, store campaign.Store) error {
	loaded, err := store.Setting(ctx, loadedSetting)
	if err != nil || loaded != nil {
		return err
	}
	if _, err := c.Load(ctx, people(t.People, teller(t.Out, "load", 100))); err != nil {
		return err
	}
	return store.SetSetting(ctx, loadedSetting, nil, []byte("yes"))
}

// teller writes progress, every so often.
func teller(out io.Writer, what string, every int) func(done int) {
	var mu sync.Mutex
	last := 0
	return func(done int) {
		mu.Lock()
		defer mu.Unlock()
		if done/every != last/every {
			last = done
			_, _ = fmt.Fprintln(out, what, done) // the parent may be gone: then nobody reads it
		}
	}
}
