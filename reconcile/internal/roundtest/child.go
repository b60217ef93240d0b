package roundtest

import (
	"context"
	"fmt"
	"io"
	"os"
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
	Rekey   bool   // change the key of the campaign
	Workers int
	Clock   func() time.Time
	Out     io.Writer // of the progress
}

// loadedSetting is set when the list was loaded to its end.
const loadedSetting = "roundtest.loaded"

// Run does the task on an open store. It writes its progress: "load n", "ask n"
// and "rekey n", counted since the process began.
func (t Task) Run(ctx context.Context, store campaign.Store) error {
	tell := &telling{out: t.Out, kill: killFrom(os.Getenv(killEnv))}
	if t.Rekey {
		return t.rekey(ctx, store, tell)
	}
	c, err := FirstKey.Open(ctx, store, t.Clock)
	if err != nil {
		return err
	}
	if t.Load {
		if err := t.load(ctx, c, store, tell); err != nil {
			return err
		}
	}
	if !t.Ask {
		return nil
	}
	r, err := newRegistry(t.Dir, tell.every(20, "ask"))
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

func (t Task) load(ctx context.Context, c *campaign.Campaign, store campaign.Store, tell *telling) error {
	loaded, err := store.Setting(ctx, loadedSetting)
	if err != nil || loaded != nil {
		return err
	}
	if _, err := c.Load(ctx, people(t.People, tell.every(100, "load"))); err != nil {
		return err
	}
	return store.SetSetting(ctx, loadedSetting, nil, []byte("yes"))
}
