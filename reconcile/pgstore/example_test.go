package pgstore_test

import (
	"context"
	"log"
	"os"
	"time"

	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/pgstore"
	"github.com/bhxh-go/bhxh/registryclient"
)

// A worker of a round. Run as many of these as there are machines: they share
// the round, and when one dies the others take over what it had begun.
func Example() {
	ctx := context.Background()
	store, err := pgstore.Open(ctx, os.Getenv("DATABASE_URL"), pgstore.Options{Schema: "campaign_2022"})
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()
	c, err := campaign.Open(ctx, store, campaign.Options{
		Clock: time.Now, Actor: "worker-1", Key: registryclient.NewSecret(os.Getenv("CAMPAIGN_KEY")),
	})
	if err != nil {
		log.Fatal(err)
	}
	var registry registryclient.Verifier // a client of package registryclient
	if _, err := c.Ask(ctx, registry, campaign.AskOptions{Round: 1, Workers: 4, Batch: 500}); err != nil {
		log.Fatal(err)
	}
}
