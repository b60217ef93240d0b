package campaign

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/matching/linkage"
)

// DuplicateReport says which participants may be one person. Nothing has been
// changed: a person decides with [Campaign.Merge] or [Campaign.KeepApart]. It
// holds no personal data.
type DuplicateReport struct {
	Participants int             `json:"participants"` // who were compared
	Proposals    []MergeProposal `json:"proposals,omitempty"`
	// Doubtful are pairs that resemble each other and would put two people who
	// contradict each other into one: best first.
	Doubtful []PairEvidence `json:"doubtful,omitempty"`
	// KeptApart is how many pairs were left out because an officer had decided
	// that they are two people.
	KeptApart int `json:"kept_apart,omitempty"`
}

// MergeProposal is a group of participants who may be one person. Each person
// is to have one mã số BHXH (Đề án kết nối, xác thực CSDL quốc gia về Bảo hiểm
// 2024, II.2.a).
type MergeProposal struct {
	IDs      []ID           `json:"ids"`            // two and more, in order
	Keep     ID             `json:"keep,omitempty"` // whose mã số BHXH is suggested to remain, 0 where none has one
	Reason   linkage.Reason `json:"reason,omitempty"`
	Evidence []PairEvidence `json:"evidence"` // of the pairs that resemble each other
}

// PairEvidence says why two participants may be one person.
type PairEvidence struct {
	A     ID               `json:"a"`
	B     ID               `json:"b"` // A < B
	Score float64          `json:"score"`
	Zone  matching.Zone    `json:"zone"`            // review or same
	Agree []matching.Field `json:"agree,omitempty"` // the fields that hold the same value
	Codes []matching.Code  `json:"codes,omitempty"` // what differs
	Notes []matching.Code  `json:"notes,omitempty"` // what agrees but is written differently
	// SameInsuranceNumber says that both hold one mã số BHXH.
	SameInsuranceNumber bool `json:"same_social_insurance_number"`
}

// Duplicates compares the participants of the campaign with one another
// ([linkage.Index.Duplicates]) and proposes who to merge, with the evidence.
// Merged and erased ones are left out. AsOf defaults to the day of the
// campaign's clock. It keeps some 200 bytes a participant in memory. Errors are
// *[Error]: CodeInput for options that package linkage refuses, CodeInterrupted
// where ctx ended, and those of the store.
func (c *Campaign) Duplicates(ctx context.Context, o linkage.Options) (*DuplicateReport, error) {
	if !o.AsOf.IsValid() {
		o.AsOf = c.today()
	}
	ix, err := linkage.NewIndex(o)
	if err != nil {
		return nil, duplicatesError(ctx, err)
	}
	var ids []ID
	if err := ix.AddAll(ctx, c.linkageRecords(ctx, &ids)); err != nil {
		return nil, duplicatesError(ctx, err)
	}
	pairs, err := collectPairs(ix.Duplicates(ctx))
	if err != nil {
		return nil, duplicatesError(ctx, err)
	}
	report := &DuplicateReport{Participants: len(ids)}
	apart, err := c.keptApart(ctx, pairs, ids)
	if err != nil {
		return nil, err
	}
	isApart := func(a, b int) bool { return apart[orderedPair(ids[a], ids[b])] }
	found := len(pairs)
	pairs = slices.DeleteFunc(pairs, func(p linkage.Pair) bool { return isApart(p.A, p.B) })
	report.KeptApart = found - len(pairs)
	groups := linkage.Cluster(pairs, func(a, b int) bool { return isApart(a, b) || ix.Contradict(a, b) })
	evidence, err := c.evidence(ctx, pairs, ids, o.AsOf)
	if err != nil {
		return nil, err
	}
	report.fill(ix, groups, ids, pairs, evidence)
	return report, nil
}

// duplicatesError gives a failure of the search as one of this package: that of
// the store where it was the store's.
func duplicatesError(ctx context.Context, err error) error {
	var own *Error
	switch {
	case errors.As(err, &own):
		return own
	case ctx.Err() != nil:
		return &Error{Code: CodeInterrupted, Op: "duplicates", Cause: err}
	}
	return &Error{Code: CodeInput, Op: "duplicates", Cause: err}
}

// fill sorts the evidence of the pairs into the groups.
func (r *DuplicateReport) fill(ix *linkage.Index, groups linkage.Groups, ids []ID, pairs []linkage.Pair, evidence []PairEvidence) {
	groupOf := make(map[int]int)
	for i, group := range groups.Groups {
		var proposal MergeProposal
		for _, n := range group {
			proposal.IDs = append(proposal.IDs, ids[n])
			groupOf[n] = i + 1
		}
		slices.Sort(proposal.IDs)
		if s := ix.Survivor(group); s.Record != linkage.None {
			proposal.Keep, proposal.Reason = ids[s.Record], s.Reason
		}
		r.Proposals = append(r.Proposals, proposal)
	}
	for i, p := range pairs {
		if g := groupOf[p.A]; g != 0 && g == groupOf[p.B] {
			r.Proposals[g-1].Evidence = append(r.Proposals[g-1].Evidence, evidence[i])
		} else {
			r.Doubtful = append(r.Doubtful, evidence[i])
		}
	}
	slices.SortFunc(r.Proposals, func(a, b MergeProposal) int { return cmp.Compare(a.IDs[0], b.IDs[0]) })
	slices.SortStableFunc(r.Doubtful, func(a, b PairEvidence) int { return -cmp.Compare(a.Score, b.Score) })
}

// linkageRecords gives everybody who is a participant as package linkage wants
// them, and enters their IDs.
func (c *Campaign) linkageRecords(ctx context.Context, ids *[]ID) iter.Seq2[linkage.Record, error] {
	return func(yield func(linkage.Record, error) bool) {
		for row, err := range c.store.Rows(ctx, Filter{}) {
			var p Participant
			if err == nil && isLive(row.State) {
				p, err = c.participant(row)
			}
			if err != nil {
				yield(linkage.Record{}, err)
				return
			}
			if !isLive(row.State) {
				continue
			}
			*ids = append(*ids, row.ID)
			if !yield(linkageRecord(p.Record), nil) {
				return
			}
		}
	}
}

func linkageRecord(r Record) linkage.Record {
	return linkage.Record{Person: r.Participant.Person, InsuranceNumber: r.Participant.SocialInsuranceNumber}
}

func collectPairs(pairs iter.Seq2[linkage.Pair, error]) ([]linkage.Pair, error) {
	var all []linkage.Pair
	for p, err := range pairs {
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}
