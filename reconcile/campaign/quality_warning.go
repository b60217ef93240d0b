package campaign

import (
	"cmp"
	"crypto/sha256"
	"iter"
	"slices"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// WarningKind is what a batch betrays that no single record shows.
type WarningKind string

// The kinds of warnings.
const (
	// WarningNumber: one personal ID or CMND stands with several participants. A
	// CMND may belong to two people: 50,000 were issued twice.
	WarningNumber WarningKind = "number_shared"
	// WarningInsuranceNumber: one mã số BHXH stands with several participants.
	WarningInsuranceNumber WarningKind = "insurance_number_shared"
	// WarningEmail: one e-mail stands with many accounts in VssID, so that whoever
	// reads it can take over the others.
	WarningEmail WarningKind = "email_shared"
	// WarningNewYear: a unit has more people born on 1 January than chance allows:
	// where only a year was known, somebody entered a day.
	WarningNewYear WarningKind = "unit_of_1_january"
)

// WarningThresholds say from when on a warning is given. The zero value gives
// the defaults.
type WarningThresholds struct {
	// Emails is how many participants may not share an e-mail. Defaults to 5: a
	// family often has one.
	Emails int
	// NewYearPercent and NewYearPeople are which share of a unit, and how many of
	// it, must be born on 1 January. Default to 10 % and 10 people; one day of the
	// year has 0.3 % by chance.
	NewYearPercent float64
	NewYearPeople  int
}

func (t WarningThresholds) withDefaults() WarningThresholds {
	if t.Emails <= 1 {
		t.Emails = 5
	}
	if t.NewYearPercent <= 0 {
		t.NewYearPercent = 10
	}
	if t.NewYearPeople <= 0 {
		t.NewYearPeople = 10
	}
	return t
}

// Warning is one thing to look at. It holds no personal data: which number or
// e-mail it is, the participants say.
type Warning struct {
	Kind  WarningKind `json:"kind"`
	Unit  string      `json:"unit,omitempty"` // of WarningNewYear
	Count int         `json:"count"`          // the participants concerned
	Of    int         `json:"of,omitempty"`   // of WarningNewYear: the participants of the unit
	IDs   []ID        `json:"ids"`            // of them, in order; the first MaxWarningIDs
}

// MaxWarningIDs is how many participants a warning names; it counts all.
const MaxWarningIDs = 100

// watch sees every participant once and knows what it has seen before.
type watch struct {
	limits    WarningThresholds
	numbers   sightings[identity.Number] // personal IDs and CMND
	insurance sightings[identity.Number] // mã số BHXH
	emails    sightings[[16]byte]        // hashes
	units     map[string]*newYear
}

type newYear struct {
	of  int
	ids []ID
}

func newWatch(limits WarningThresholds) *watch {
	return &watch{limits: limits.withDefaults(), units: make(map[string]*newYear)}
}

func (w *watch) see(p Participant) {
	id := p.Row.ID
	number, insurance := numbersSeen(p.Record)
	w.numbers.see(number, id)
	w.insurance.see(insurance, id)
	if email := strings.ToLower(strings.TrimSpace(string(p.Record.Participant.Email))); email != "" {
		hash := sha256.Sum256([]byte(email))
		w.emails.see([16]byte(hash[:16]), id)
	}
	unit := w.units[p.Row.Place.Unit]
	if unit == nil {
		unit = new(newYear)
		w.units[p.Row.Place.Unit] = unit
	}
	unit.of++
	if p.Row.Facts.Has(FactFirstOfYear) {
		unit.ids = append(unit.ids, id)
	}
}

// numbersSeen gives the number in force and the mã số BHXH of a record, zero
// where there is none that can be read.
func numbersSeen(r Record) (number, insurance identity.Number) {
	number, _ = identity.ParseNumber(string(r.Participant.Person.IDNumber))
	return number, insuranceNumber(r).Number()
}

// sharing gives the participants who share a personal ID or a mã số BHXH. A CMND
// alone is no unique key.
func (w *watch) sharing() iter.Seq[ID] {
	return func(yield func(ID) bool) {
		for _, seen := range [...]*sightings[identity.Number]{&w.numbers, &w.insurance} {
			for number, ids := range seen.more {
				if number.Kind() == identity.NumberCMND {
					continue
				}
				for _, id := range ids {
					if !yield(id) {
						return
					}
				}
			}
		}
	}
}

// warnings gives what was seen, by kind and then the largest first.
func (w *watch) warnings() []Warning {
	out := w.numbers.warnings(WarningNumber, 2)
	out = append(out, w.insurance.warnings(WarningInsuranceNumber, 2)...)
	out = append(out, w.emails.warnings(WarningEmail, w.limits.Emails)...)
	for unit, n := range w.units {
		count := len(n.ids)
		if count >= w.limits.NewYearPeople && 100*float64(count) >= w.limits.NewYearPercent*float64(n.of) {
			out = append(out, Warning{Kind: WarningNewYear, Unit: unit, Count: count, Of: n.of, IDs: n.ids})
		}
	}
	for i := range out {
		ids := slices.Sorted(slices.Values(out[i].IDs))
		out[i].IDs = ids[:min(len(ids), MaxWarningIDs)]
	}
	order := []WarningKind{WarningNumber, WarningInsuranceNumber, WarningEmail, WarningNewYear}
	slices.SortFunc(out, func(a, b Warning) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)), -cmp.Compare(a.Count, b.Count), slices.Compare(a.IDs, b.IDs))
	})
	return out
}

// sightings knows who was seen with a value: for nearly all values one
// participant, so that only the others take more than an entry.
type sightings[K comparable] struct {
	first map[K]ID
	more  map[K][]ID // the first one included
}

func (s *sightings[K]) see(value K, id ID) {
	var none K
	if value == none {
		return
	}
	first, seen := s.first[value]
	if !seen {
		if s.first == nil {
			s.first, s.more = make(map[K]ID), make(map[K][]ID)
		}
		s.first[value] = id
		return
	}
	if s.more[value] == nil {
		s.more[value] = []ID{first}
	}
	s.more[value] = append(s.more[value], id)
}

func (s *sightings[K]) warnings(kind WarningKind, from int) []Warning {
	var out []Warning
	for _, ids := range s.more {
		if len(ids) >= from {
			out = append(out, Warning{Kind: kind, Count: len(ids), IDs: ids})
		}
	}
	return out
}
