package qldc

import (
	"context"

	"github.com/bhxh-go/bhxh/registryclient"
)

// VerifyCitizens puts one question and gives what [Client.Verify] and
// [Client.LookUp] give of its one reply: the answer, and the records with their
// head block (ChuHo) and residences (ThuongTru, NoiOHienTai). A household is
// checked with it, so that nobody is looked up twice. The operation must be one
// that answers records.
func (c *Client) VerifyCitizens(ctx context.Context, q registryclient.Query) (registryclient.Answer, []Citizen, error) {
	if c.profile.Reply != ReplyCitizens {
		return registryclient.Answer{}, nil, unusable("this operation answers no records")
	}
	q, r, err := c.ask(ctx, q)
	if err != nil {
		return registryclient.Answer{}, nil, err
	}
	return c.answer(&q, &r), r.citizens, nil
}
