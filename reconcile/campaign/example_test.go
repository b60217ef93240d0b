package campaign_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/reconcile"
	"github.com/bhxh-go/bhxh/reconcile/campaign"
	"github.com/bhxh-go/bhxh/registryclient"
)

// exampleRegistry stands for the client of a registry. It shares a personal ID
// for one CMND and confirms nobody else. The people are synthetic.
type exampleRegistry struct{}

func (exampleRegistry) Verify(_ context.Context, q registryclient.Query) (registryclient.Answer, error) {
	a := registryclient.Answer{RequestID: "request-1", Outcome: registryclient.OutcomeNotMatched, Reason: registryclient.ReasonNoSuchNumber}
	if q.Number.Reveal() == "012345678" {
		a = registryclient.Answer{
			RequestID: "request-2", Outcome: registryclient.OutcomeMatched,
			SharedID: identity.MustParsePersonalID("001080012345"),
		}
	}
	return a, nil
}

func exampleCampaign(ctx context.Context) *campaign.Campaign {
	day := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) // in production: time.Now
	c, err := campaign.Open(ctx, campaign.NewMemory(), campaign.Options{
		Clock: func() time.Time { return day },
		Actor: "office-001",
		Key:   registryclient.NewSecret("at least thirty-two bytes from a key store"),
	})
	if err != nil {
		log.Fatal(err)
	}
	_, err = c.Load(ctx, people(
		held("0100000001", "Nguyễn Văn An", "15/03/1980", "Nam", "012345678", "A"),
		held("0100000002", "Trần Thị Hoà", "08/11/1975", "Nữ", "001175000009", "A"),
	))
	if err != nil {
		log.Fatal(err)
	}
	_, err = c.Ask(ctx, exampleRegistry{}, campaign.AskOptions{Round: 1})
	if err != nil {
		log.Fatal(err)
	}
	return c
}

// A round, the list of those who do not match, and what comes back.
func Example() {
	ctx := context.Background()
	c := exampleCampaign(ctx)
	var told []campaign.ID
	for due, err := range c.Mau02(ctx, "A") {
		if err != nil {
			log.Fatal(err)
		}
		told = append(told, due.ID) // write due.Outcome with package forms
		fmt.Println(due.Outcome.Kind, due.Outcome.Codes)
	}
	if _, err := c.Notified(ctx, reconcile.ListMau02, "Mau02-A", told); err != nil {
		log.Fatal(err)
	}
	returned := corrections(identity.Correction{
		ListID: "Mau02-A", Row: 1, SocialInsuranceNumber: "0100000002",
		IDNumber: "001176000009", Confirmed: true,
	}) // forms.ReadMau02 reads these
	report, err := c.Correct(ctx, returned, campaign.CorrectOptions{})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range report.Refusals {
		fmt.Println("row", r.Row, r.Code, r.Findings)
	}
	// Output:
	// mismatched [id.not_found]
	// row 1 contradicts [id.birth_year]
}

// The CMND that was replaced still finds its participant, and the history says
// what happened.
func ExampleCampaign_Find() {
	ctx := context.Background()
	c := exampleCampaign(ctx)
	number, err := identity.ParseNumber("012345678")
	if err != nil {
		log.Fatal(err)
	}
	found, err := c.Find(ctx, number)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range found {
		fmt.Println(p.Row.State, p.Record.Numbers)
		for e, err := range c.History(ctx, p.Row.ID) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Printf("%d %v, %s %q\n", e.Seq, e.To, e.Cause, e.RequestID)
		}
	}
	// Output:
	// id_shared [BHXH …001, CMND …678 → CCCD …345, CCCD …345]
	// 1 new, loaded ""
	// 2 asked, round ""
	// 3 id_shared, outcome "request-2"
}

// A key has leaked, or a year is over: the campaign goes on under a new one.
func ExampleCampaign_Rekey() {
	ctx := context.Background()
	store := campaign.NewMemory() // or a file, or PostgreSQL
	old := registryclient.NewSecret("the key of 2025, kept in a safe place: 32 bytes or more")
	opts := campaign.Options{Clock: time.Now, Actor: "office-079", Key: old}
	if _, err := campaign.Open(ctx, store, opts); err != nil {
		fmt.Println(err)
		return
	}

	opts.Key = registryclient.NewSecret("the key of 2026, kept in another safe place: 32 bytes or more")
	opts.Former = []registryclient.Secret{old}
	c, err := campaign.Open(ctx, store, opts)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := c.Rekey(ctx, 0)
	if err != nil {
		fmt.Println(err) // nothing is lost: call it again
		return
	}
	fmt.Println("nothing is left under the old key:", report.Done) // else somebody was being asked about: call it again

	_, err = campaign.Open(ctx, store, campaign.Options{Clock: time.Now, Key: old})
	fmt.Println("the old key is refused:", errors.Is(err, campaign.CodeKey))
	// Output:
	// nothing is left under the old key: true
	// the old key is refused: true
}
