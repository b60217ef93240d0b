package linkage

import (
	"github.com/bhxh-go/bhxh/identity"
)

// Reason says why a number is suggested to survive.
type Reason string

// The reasons, in the order in which they decide.
const (
	ReasonNone         Reason = ""              // no record of the group has a number
	ReasonOnly         Reason = "only"          // there is no other number
	ReasonPersonalID   Reason = "personal_id"   // it is the personal ID of the group, which replaces the mã số BHXH
	ReasonMostRecords  Reason = "most_records"  // most records of the group stand under it
	ReasonMostComplete Reason = "most_complete" // its record is the most complete and bears itself out
	ReasonLowest       Reason = "lowest"        // nothing tells them apart: the lowest, so that the answer is always the same
)

// Survivor is the suggestion which mã số BHXH of one person remains when each
// person is to have exactly one. It is a suggestion for an officer: which
// number has the longer record of contributions is not known here.
type Survivor struct {
	Record int // the first record that stands under the number; None where there is no number
	Number identity.SocialInsuranceNumber
	Reason Reason
}

// Survive suggests the surviving number of records that are one person. Record
// is the place among them.
func Survive(records []Record) Survivor {
	var k packer
	held := make([]holder, len(records))
	for i := range records {
		p, name := k.pack(&records[i])
		held[i] = holder{i, p.insurance, p, completeness(&p, name)}
	}
	return survive(held)
}

// Survivor is [Survive] for records of the index. It panics for a number that
// the index did not give.
func (ix *Index) Survivor(group []int) Survivor {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	held := make([]holder, len(group))
	for i, r := range group {
		p, name := ix.store.at(uint32(r))
		held[i] = holder{r, p.insurance, *p, completeness(p, name)}
	}
	return survive(held)
}

// A holder is a record with its number.
type holder struct {
	record    int
	insurance uint64
	packed    packed
	complete  int
}

func survive(held []holder) Survivor {
	type candidate struct {
		first    holder
		records  int
		complete int
		personal bool
	}
	var candidates []candidate
	for _, h := range held {
		if h.insurance == 0 {
			continue
		}
		i := 0
		for i < len(candidates) && candidates[i].first.insurance != h.insurance {
			i++
		}
		if i == len(candidates) {
			candidates = append(candidates, candidate{first: h})
		}
		c := &candidates[i]
		c.records++
		c.complete = max(c.complete, h.complete)
		for _, other := range held {
			c.personal = c.personal || other.packed.idKind == idPersonal && other.packed.id|longInsurance == h.insurance
		}
	}
	if len(candidates) == 0 {
		return Survivor{Record: None}
	}
	best, reason := candidates[0], ReasonOnly
	for i, c := range candidates[1:] {
		var better bool
		why := ReasonLowest
		switch {
		case c.personal != best.personal:
			better, why = c.personal, ReasonPersonalID
		case c.records != best.records:
			better, why = c.records > best.records, ReasonMostRecords
		case c.complete != best.complete:
			better, why = c.complete > best.complete, ReasonMostComplete
		default:
			better = c.first.insurance < best.first.insurance
		}
		if better {
			best = c
		}
		if i == 0 || better || weaker(why, reason) {
			reason = why
		}
	}
	return Survivor{best.first.record, insuranceNumber(best.first.insurance), reason}
}

// weaker reports a reason that decides later than another.
func weaker(a, b Reason) bool {
	rank := map[Reason]int{ReasonOnly: 0, ReasonPersonalID: 1, ReasonMostRecords: 2, ReasonMostComplete: 3, ReasonLowest: 4}
	return rank[a] > rank[b]
}

func insuranceNumber(v uint64) identity.SocialInsuranceNumber {
	digits := 10
	if v&longInsurance != 0 {
		digits = 12
	}
	n, _ := identity.ParseSocialInsuranceNumber(string(appendPadded(nil, v&^longInsurance, digits)))
	return n
}

// completeness weighs what a record knows: the number most, then the date, the
// marks of the name, the gender.
func completeness(p *packed, name []byte) int {
	n := 0
	switch p.idKind {
	case idPersonal:
		n = 30
		if yearOf(p.date) == yearOfID(p.id) {
			n += 10 // the number and the date bear each other out
		}
	case idCMND:
		n = 20
	case idDigits:
		n = 10
	}
	switch {
	case isDay(p.date) && !isNewYear(p.date):
		n += 6
	case isDay(p.date):
		n += 5
	case p.date != 0:
		n += 2
	}
	for _, c := range name {
		if c >= 0x80 {
			n += 2
			break
		}
	}
	if p.gender.IsValid() {
		n++
	}
	return n
}
