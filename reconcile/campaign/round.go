package campaign

import (
	"context"
	"strconv"
)

// settingRound is the setting with the newest round.
const settingRound = "campaign.round"

// Round gives the newest round that [Campaign.Ask] has begun, 0 before the
// first: what a program that was started again goes on with.
func (c *Campaign) Round(ctx context.Context) (int, error) {
	round, _, err := c.newestRound(ctx)
	return round, err
}

func (c *Campaign) newestRound(ctx context.Context) (int, []byte, error) {
	text, err := c.store.Setting(ctx, settingRound)
	if err != nil || text == nil {
		return 0, nil, err
	}
	round, err := strconv.Atoi(string(text))
	if err != nil {
		return 0, nil, &Error{Code: CodeRecord, Op: "round"}
	}
	return round, text, nil
}

// beginRound remembers a round where it is a new one.
func (c *Campaign) beginRound(ctx context.Context, round int) error {
	return insist(func() error {
		newest, text, err := c.newestRound(ctx)
		if err != nil || newest >= round {
			return err
		}
		return c.store.SetSetting(ctx, settingRound, text, strconv.AppendInt(nil, int64(round), 10))
	})
}
