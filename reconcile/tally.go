package reconcile

import (
	"iter"
	"slices"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// Counts are the figures of one group of participants. They add up:
// Participants = the sum of ByKind, and every figure of the progress report
// (Mẫu số 03) is derived from them.
type Counts struct {
	Participants int
	ByKind       [Pending + 1]int // indexed by Kind
	WithID       int              // a personal ID is held, or was shared in this round
	NoEmail      int              // an account in VssID without an e-mail
	NotInVssID   int              // no account in VssID
	ByCode       map[matching.Code]int
	ByCause      map[string]int // the pending ones, by the code of their message
}

// Of gives the number of participants with this kind of outcome.
func (c *Counts) Of(k Kind) int { return c.ByKind[k] }

// OnMau01 and OnMau02 give the number of participants on each list.
func (c *Counts) OnMau01() int { return c.on(ListMau01) }

// OnMau02 gives the number of participants on Mẫu số 02.
func (c *Counts) OnMau02() int { return c.on(ListMau02) }

func (c *Counts) on(list List) int {
	n := 0
	for _, k := range Kinds() {
		if k.List() == list {
			n += c.ByKind[k]
		}
	}
	return n
}

func (c *Counts) add(o Outcome) {
	c.Participants++
	c.ByKind[o.Kind]++
	if holdsID(o) {
		c.WithID++
	}
	switch {
	case o.Participant.VssID == identity.VssIDNone:
		c.NotInVssID++
	case o.Participant.VssID.HasAccount() && o.Participant.Email.IsEmpty():
		c.NoEmail++
	}
	if c.ByCode == nil {
		c.ByCode = make(map[matching.Code]int)
	}
	for _, code := range o.Codes {
		c.ByCode[code]++
	}
	if o.Kind == Pending {
		if c.ByCause == nil {
			c.ByCause = make(map[string]int)
		}
		c.ByCause[o.Message.Code]++
	}
}

func holdsID(o Outcome) bool {
	if o.PersonalID.IsValid() {
		return true
	}
	_, err := identity.ParsePersonalID(string(o.Normalized.IDNumber))
	return err == nil
}

// Tally counts outcomes, in all and by managing unit. The zero Tally is empty
// and ready. It is not safe for concurrent use.
type Tally struct {
	total   Counts
	units   []unitCounts
	byCode  map[string]int
	numbers map[string]int // how often each mã số BHXH occurs
}

type unitCounts struct {
	unit   identity.Unit
	counts Counts
}

// Add counts one outcome. The unit is known by its code; its name and address
// are those of its first participant.
func (t *Tally) Add(o Outcome) {
	t.total.add(o)
	if t.byCode == nil {
		t.byCode, t.numbers = make(map[string]int), make(map[string]int)
	}
	at, ok := t.byCode[o.Participant.Unit.Code]
	if !ok {
		at = len(t.units)
		t.byCode[o.Participant.Unit.Code] = at
		t.units = append(t.units, unitCounts{unit: o.Participant.Unit})
	}
	t.units[at].counts.add(o)
	number := string(o.Participant.SocialInsuranceNumber)
	if n, err := identity.ParseSocialInsuranceNumber(number); err == nil {
		number = n.Reveal()
	}
	if number != "" {
		t.numbers[number]++
	}
}

// Total gives the figures of everybody.
func (t *Tally) Total() Counts { return t.total }

// Units gives the figures of each managing unit, in the order of their codes.
func (t *Tally) Units() iter.Seq2[identity.Unit, Counts] {
	sorted := slices.Clone(t.units)
	slices.SortFunc(sorted, func(a, b unitCounts) int {
		if a.unit.Code < b.unit.Code {
			return -1
		}
		return 1
	})
	return func(yield func(identity.Unit, Counts) bool) {
		for _, u := range sorted {
			if !yield(u.unit, u.counts) {
				return
			}
		}
	}
}

// RepeatedNumbers gives how many mã số BHXH occur more than once, and how many
// rows hold one of them. Each of those rows has its own outcome; whether they
// are one person is a question for duplicate search.
func (t *Tally) RepeatedNumbers() (numbers, rows int) {
	for _, n := range t.numbers {
		if n > 1 {
			numbers++
			rows += n
		}
	}
	return numbers, rows
}
