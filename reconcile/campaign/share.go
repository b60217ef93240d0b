package campaign

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"strconv"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// Sharing is what BHXH owes the population database about a participant. It is
// a plain value; fmt and log/slog show it masked.
type Sharing struct {
	ID    ID
	Share bulkfile.Share
}

// Masked gives it without personal values.
func (s Sharing) Masked() string { return fmt.Sprintf("{#%d %s}", s.ID, s.Share.Masked()) }

// String gives the masked form.
func (s Sharing) String() string { return s.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (s Sharing) Format(f fmt.State, _ rune) { mask.Format(f, s.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (s Sharing) LogValue() slog.Value { return slog.StringValue(s.Masked()) }

// SharesDue gives the share records of those whom the registry has confirmed
// under a personal ID and who were not shared back yet (B.I, bước 4), ordered
// by unit and ID. They hold what the campaign knows: the card, the mã số BHXH,
// the unit and the group; the caller adds the rest and hands them to
// bulkfile.ExportShares, or to whatever carries them. Units are the unit codes,
// none for all.
func (c *Campaign) SharesDue(ctx context.Context, units ...string) iter.Seq2[Sharing, error] {
	return func(yield func(Sharing, error) bool) {
		for p, err := range c.Participants(ctx, Filter{States: shareable(), Units: units}) {
			if err != nil {
				yield(Sharing{}, err)
				return
			}
			number, known := p.Record.Numbers.Current(identity.NumberPersonalID)
			if !known {
				continue // confirmed under a CMND, and no personal ID was shared
			}
			id, _ := number.PersonalID()
			if !yield(Sharing{p.Row.ID, shareOf(p, id)}, nil) {
				return
			}
		}
	}
}

// shareable are the states of those who are to be shared back.
func shareable() []State { return []State{Verified, IDShared, NotifiedMau01} }

func shareOf(p Participant, id identity.PersonalID) bulkfile.Share {
	held := p.Record.Participant
	s := bulkfile.Share{
		Row:           "p-" + strconv.FormatInt(int64(p.Row.ID), 10),
		PersonalID:    id,
		Book:          &bulkfile.ShareBook{Number: held.SocialInsuranceNumber, Workplace: held.Unit.Name, ManagingOffice: held.District},
		Participation: &bulkfile.ShareParticipation{ObjectType: held.Group, Number: held.SocialInsuranceNumber},
		History:       &bulkfile.ShareHistory{Employers: []string{held.Unit.Code}},
	}
	if !held.HealthCard.IsEmpty() {
		s.Card = &bulkfile.ShareCard{Code: held.HealthCard}
	}
	return s
}

// Shared stores that share records were handed over. ref is the number of the
// exchange. Whoever was told by a Mẫu số 01 before is Settled by it, the others
// are SharedBack. A second call with the same reference changes nothing.
func (c *Campaign) Shared(ctx context.Context, ref string, ids []ID) (StepReport, error) {
	return c.steps(ctx, ref, CauseShared, ids, func(s State) State {
		switch s {
		case Verified, IDShared:
			return SharedBack
		case NotifiedMau01:
			return Settled
		}
		return 0
	})
}
