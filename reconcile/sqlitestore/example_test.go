package sqlitestore_test

import (
	"context"
	"fmt"
	"iter"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/reconcile/sqlitestore"
	"github.com/bhxh-go/bhxh/registryclient"
)

// confirming is a registry that confirms everybody. In production it is a client
// of package registryclient.
type confirming struct{}

func (confirming) Verify(context.Context, registryclient.Query) (registryclient.Answer, error) {
	return registryclient.Answer{Outcome: registryclient.OutcomeMatched}, nil
}

// synthetic is a list of two people who do not exist.
func synthetic() iter.Seq2[identity.Participant, error] {
	return func(yield func(identity.Participant, error) bool) {
		for i, number := range []identity.Text{"001080000001", "001080000002"} {
			p := identity.Participant{
				Person:                identity.Person{FullName: "Nguyễn Văn Mẫu", DateOfBirth: "15/03/1980", Gender: "Nam", IDNumber: number},
				SocialInsuranceNumber: identity.Text(fmt.Sprintf("01%08d", i)),
				Unit:                  identity.Unit{Code: "DV01"},
			}
			if !yield(p, nil) {
				return
			}
		}
	}
}

// A campaign in one file, which is there when it is opened again.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "campaign")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "campaign.db")
	for range 2 {
		if err := goOn(ctx, file); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// loaded 2, asked 2
	// loaded 0, asked 0
}

func goOn(ctx context.Context, file string) error {
	store, err := sqlitestore.Open(ctx, file, sqlitestore.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	c, err := campaign.Open(ctx, store, campaign.Options{
		Clock: time.Now, Actor: "office", Key: registryclient.NewSecret("a key of 32 bytes or more, from a key store"),
	})
	if err != nil {
		return err
	}
	loaded, err := c.Load(ctx, synthetic())
	if err != nil {
		return err
	}
	asked, err := c.Ask(ctx, confirming{}, campaign.AskOptions{Round: 1})
	if err != nil {
		return err
	}
	fmt.Printf("loaded %d, asked %d\n", loaded.Added, asked.Claimed)
	return store.Close()
}
