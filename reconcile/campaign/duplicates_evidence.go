package campaign

import (
	"context"
	"slices"
	"strconv"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// idPair is two participants, the lower ID first.
type idPair [2]ID

func orderedPair(a, b ID) idPair { return idPair{min(a, b), max(a, b)} }

// keptApart gives which of the participants in the pairs an officer has decided
// to be two people.
func (c *Campaign) keptApart(ctx context.Context, pairs []linkage.Pair, ids []ID) (map[idPair]bool, error) {
	var concerned []ID
	for _, p := range pairs {
		concerned = append(concerned, ids[p.A], ids[p.B])
	}
	slices.Sort(concerned)
	apart := make(map[idPair]bool)
	for part := range slices.Chunk(slices.Compact(concerned), standingsPage) {
		for e, err := range c.store.Events(ctx, EventFilter{IDs: part, ByParticipant: true}) {
			if err != nil {
				return nil, err
			}
			if e.Cause == CauseDistinct {
				apart[orderedPair(e.ID, refID(e.Ref))] = true
			}
		}
	}
	return apart, nil
}

// refOf writes a participant into the reference of an event, and refID reads
// it, 0 where it is none.
func refOf(id ID) string { return strconv.FormatInt(int64(id), 10) }

func refID(ref string) ID {
	n, err := strconv.ParseInt(ref, 10, 64)
	if err != nil {
		return 0
	}
	return ID(n)
}

// evidence compares the records of each pair as they are now, in the order of
// the pairs.
func (c *Campaign) evidence(ctx context.Context, pairs []linkage.Pair, ids []ID, asOf identity.Date) ([]PairEvidence, error) {
	out := make([]PairEvidence, 0, len(pairs))
	for part := range slices.Chunk(pairs, standingsPage) {
		records, err := c.recordsOf(ctx, part, ids)
		if err != nil {
			return nil, err
		}
		for _, p := range part {
			pair := orderedPair(ids[p.A], ids[p.B])
			e := comparePair(records[pair[0]], records[pair[1]], asOf)
			e.A, e.B, e.Score, e.Zone = pair[0], pair[1], p.Score, p.Zone
			out = append(out, e)
		}
	}
	return out, nil
}

func (c *Campaign) recordsOf(ctx context.Context, pairs []linkage.Pair, ids []ID) (map[ID]Record, error) {
	var f Filter
	for _, p := range pairs {
		f.IDs = append(f.IDs, ids[p.A], ids[p.B])
	}
	slices.Sort(f.IDs)
	f.IDs = slices.Compact(f.IDs)
	records := make(map[ID]Record, len(f.IDs))
	for row, err := range c.store.Rows(ctx, f) {
		if err != nil {
			return nil, err
		}
		p, err := c.participant(row)
		if err != nil {
			return nil, err
		}
		records[row.ID] = p.Record
	}
	return records, nil
}

// comparePair says how two records differ. Package matching takes one as it may
// be damaged and the other as what it should be: which is which, the better
// score says.
func comparePair(a, b Record, asOf identity.Date) PairEvidence {
	result := linkage.Compare(linkageRecord(a), linkageRecord(b), asOf)
	if other := linkage.Compare(linkageRecord(b), linkageRecord(a), asOf); other.Score() > result.Score() {
		result = other
	}
	e := PairEvidence{Codes: result.Codes(), Notes: result.Notes()}
	for _, f := range [...]matching.Field{matching.FieldName, matching.FieldDateOfBirth, matching.FieldGender, matching.FieldID} {
		if result.Agreement(f).Agrees() {
			e.Agree = append(e.Agree, f)
		}
	}
	number := insuranceNumber(a)
	e.SameInsuranceNumber = number.IsValid() && number == insuranceNumber(b)
	return e
}

// insuranceNumber gives the mã số BHXH of a record, the zero value where it has
// none that can be read.
func insuranceNumber(r Record) identity.SocialInsuranceNumber {
	n, err := identity.ParseSocialInsuranceNumber(string(r.Participant.SocialInsuranceNumber))
	if err != nil {
		return identity.SocialInsuranceNumber{}
	}
	return n
}
