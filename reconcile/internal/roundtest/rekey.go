package roundtest

import (
	"context"
	"fmt"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Keys says with which of the two keys of these tests a campaign is opened.
type Keys int

// The keys.
const (
	FirstKey  Keys = iota // under which it is loaded and asked about
	BothKeys              // the second, and the first as a former one
	SecondKey             // alone
)

// Open opens the campaign of a store.
func (k Keys) Open(ctx context.Context, store campaign.Store, clock func() time.Time) (*campaign.Campaign, error) {
	first := registryclient.NewSecret("a key for this test, of 32 bytes or more")
	opts := campaign.Options{Clock: clock, Actor: "roundtest", Key: first}
	if k != FirstKey {
		opts.Key = registryclient.NewSecret("the other key for this test, of 32 bytes or more")
	}
	if k == BothKeys {
		opts.Former = []registryclient.Secret{first}
	}
	return campaign.Open(ctx, store, opts)
}

// rekey changes the key, in small steps, and tells its progress.
func (t Task) rekey(ctx context.Context, store campaign.Store, tell *telling) error {
	c, err := BothKeys.Open(ctx, store, t.Clock)
	if err != nil {
		return err
	}
	rewritten := tell.every(1, "rekey")
	for done := 0; ; {
		report, err := c.Rekey(ctx, Batch(t.People))
		switch {
		case err != nil || report.Done:
			return err
		case report.Left > 0:
			return fmt.Errorf("%d were left under the former key", report.Left)
		}
		done += report.Participants
		rewritten(done)
	}
}

// Look opens the record of everybody, looks some of them up by every number that
// they ever had, and gives the report as of a time.
func Look(ctx context.Context, c *campaign.Campaign, people int, asOf time.Time) (*campaign.Progress, error) {
	seen := 0
	for _, err := range c.Participants(ctx, campaign.Filter{}) {
		if err != nil {
			return nil, err
		}
		seen++
	}
	if seen != people {
		return nil, fmt.Errorf("%d participants, want %d", seen, people)
	}
	for i := 0; i < people; i += 1 + people/300 {
		for _, text := range numbersOf(i) {
			var n identity.Number
			if err := n.UnmarshalText([]byte(text)); err != nil {
				return nil, err
			}
			found, err := c.Find(ctx, n)
			if err != nil {
				return nil, err
			}
			if len(found) != 1 || found[0].Row.ID != campaign.ID(i+1) {
				return nil, fmt.Errorf("a number of participant %d leads to %d", i+1, len(found))
			}
		}
	}
	return c.Progress(ctx, campaign.ProgressQuery{AsOf: asOf, By: campaign.ByUnit})
}

// numbersOf gives every number of participant i, from 0, after the round.
func numbersOf(i int) []string {
	numbers := []string{string(person(i).SocialInsuranceNumber)}
	if id := idNumber(i); id != "" {
		numbers = append(numbers, id)
	}
	if state, _ := Want(i); state == campaign.IDShared {
		numbers = append(numbers, fmt.Sprintf("001080%06d", i)) // what the registry shared
	}
	return numbers
}
