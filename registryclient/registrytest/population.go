package registrytest

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/csvtable"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/internal/vntext"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Population is the people whom a fake registry knows. It does not change once
// loaded and is safe for concurrent use.
type Population struct {
	people []citizen
	byID   map[identity.Number][]int32
	byCMND map[identity.Number][]int32
	heads  map[string]int32 // by household
	byYear map[int][]int32  // of birth; 0 where it is not known
}

// citizen is one person of the population.
type citizen struct {
	id        identity.PersonalID
	cmnd      identity.CMND
	insurance identity.SocialInsuranceNumber
	card      identity.HealthCard
	cardState string // result code of the insurance gateway, "" for 000
	name      identity.Name
	stripped  string // name as the services compare it
	born      identity.Date
	gender    identity.Gender
	status    registryclient.CitizenStatus
	household string
	relation  string
	permanent residence
	temporary residence
}

type residence struct{ detail, ward, province string }

// headOfHousehold is the relation that marks the head, Chủ hộ, folded.
const headOfHousehold = "chu ho"

var (
	requiredColumns = []string{"personal_id", "full_name", "date_of_birth", "gender"}
	optionalColumns = []string{
		"cmnd", "household", "relation", "status",
		"permanent_address", "permanent_ward", "permanent_province",
		"temporary_address", "temporary_ward", "temporary_province",
		"social_insurance_number", "health_card", "card_state",
	}
)

var errStatus = errors.New("not a status of the format")

// LoadPopulation reads a population.csv: UTF-8, comma, a header row whose
// columns may stand in any order; unknown columns are ignored.
//
//	personal_id, full_name, date_of_birth, gender    required
//	cmnd, household, relation, status,
//	permanent_address, permanent_ward, permanent_province,
//	temporary_address, temporary_ward, temporary_province,
//	social_insurance_number, health_card, card_state
//
// The last three are for the services of BHXH itself: its number, the card, and
// the code with which the insurance gateway answers for a card that fits (see
// package egw; empty is 000).
//
// A date is dd/MM/yyyy or yyyy; a month is kept as its year, since the services
// cannot say it. A gender that is neither Nam nor Nữ is not known. The status
// is alive (also when empty), dead, missing or number_cancelled. A number that
// several people have is answered with all of them.
//
// name stands for the file in errors, which name the line and the column and
// never hold a value.
func LoadPopulation(r io.Reader, name string) (*Population, error) {
	table, err := csvtable.Open(r, name, requiredColumns, optionalColumns)
	if err != nil {
		return nil, err
	}
	p := &Population{
		byID:   map[identity.Number][]int32{},
		byCMND: map[identity.Number][]int32{},
		heads:  map[string]int32{},
		byYear: map[int][]int32{},
	}
	for row, err := range table.Rows() {
		if err != nil {
			return nil, err
		}
		c, err := readCitizen(row)
		if err != nil {
			return nil, err
		}
		p.add(c)
	}
	return p, nil
}

func readCitizen(row csvtable.Row) (citizen, error) {
	c := citizen{
		name:      identity.Name(row.Get("full_name")),
		household: row.Get("household"),
		relation:  row.Get("relation"),
		permanent: residence{row.Get("permanent_address"), row.Get("permanent_ward"), row.Get("permanent_province")},
		temporary: residence{row.Get("temporary_address"), row.Get("temporary_ward"), row.Get("temporary_province")},
	}
	c.stripped = vntext.Strip(string(c.name))
	var err error
	if c.id, err = identity.ParsePersonalID(row.Get("personal_id")); err != nil {
		return c, row.Fail("personal_id", err)
	}
	if text := row.Get("cmnd"); strings.TrimSpace(text) != "" {
		if c.cmnd, err = identity.ParseCMND(text); err != nil {
			return c, row.Fail("cmnd", err)
		}
	}
	if text := row.Get("social_insurance_number"); strings.TrimSpace(text) != "" {
		if c.insurance, err = identity.ParseSocialInsuranceNumber(text); err != nil {
			return c, row.Fail("social_insurance_number", err)
		}
	}
	if text := row.Get("health_card"); strings.TrimSpace(text) != "" {
		if c.card, err = identity.ParseHealthCard(text); err != nil {
			return c, row.Fail("health_card", err)
		}
	}
	c.cardState = strings.TrimSpace(row.Get("card_state"))
	if text := row.Get("date_of_birth"); strings.TrimSpace(text) != "" {
		if c.born, err = identity.ParseDate(text); err != nil {
			return c, row.Fail("date_of_birth", err)
		}
	}
	if c.born.Precision() == identity.PrecisionMonth {
		c.born = c.born.Truncate(identity.PrecisionYear)
	}
	c.gender, _ = identity.ParseGender(row.Get("gender")) // neither is not known
	if c.status, err = parseStatus(row.Get("status")); err != nil {
		return c, row.Fail("status", err)
	}
	return c, nil
}

func parseStatus(text string) (registryclient.CitizenStatus, error) {
	switch strings.TrimSpace(text) {
	case "", registryclient.CitizenAlive.String():
		return registryclient.CitizenAlive, nil
	case registryclient.CitizenDead.String():
		return registryclient.CitizenDead, nil
	case registryclient.CitizenMissing.String():
		return registryclient.CitizenMissing, nil
	case registryclient.CitizenNumberCancelled.String():
		return registryclient.CitizenNumberCancelled, nil
	}
	return registryclient.CitizenStatusUnknown, errStatus
}

func (p *Population) add(c citizen) {
	place := int32(len(p.people))
	p.people = append(p.people, c)
	if c.status == registryclient.CitizenNumberCancelled {
		return // nobody under that number
	}
	p.byYear[c.born.Year()] = append(p.byYear[c.born.Year()], place)
	p.byID[c.id.Number()] = append(p.byID[c.id.Number()], place)
	if c.cmnd.IsValid() {
		p.byCMND[c.cmnd.Number()] = append(p.byCMND[c.cmnd.Number()], place)
	}
	if c.household != "" && vntext.Fold(c.relation) == headOfHousehold {
		p.heads[c.household] = place
	}
}

// holders gives everybody under a number.
func (p *Population) holders(n identity.Number) []*citizen {
	index := p.byID
	if n.Kind() == identity.NumberCMND {
		index = p.byCMND
	}
	places := index[n]
	if len(places) == 0 {
		return nil
	}
	found := make([]*citizen, len(places))
	for i, place := range places {
		found[i] = &p.people[place]
	}
	return found
}

// bornWith gives everybody, in the order of the population for each, whose date
// of birth is of the same year or not known: all whom a comparison could find to
// be the same. Those with a cancelled number are nobody.
func (p *Population) bornWith(born identity.Date) iter.Seq[*citizen] {
	return func(yield func(*citizen) bool) {
		for _, places := range [...][]int32{p.byYear[born.Year()], p.byYear[0]} {
			for _, place := range places {
				if !yield(&p.people[place]) {
					return
				}
			}
			if !born.IsValid() {
				return // both are the same
			}
		}
	}
}

// head gives the head of a citizen's household, nil where none is known.
func (p *Population) head(c *citizen) *citizen {
	place, ok := p.heads[c.household]
	if c.household == "" || !ok {
		return nil
	}
	return &p.people[place]
}

// Len gives the number of people, those with a cancelled number included.
func (p *Population) Len() int { return len(p.people) }

// String gives the number of people and nothing of them.
func (p Population) String() string { return "population of " + strconv.Itoa(len(p.people)) }

// Format implements fmt.Formatter with the same for every verb.
func (p Population) Format(f fmt.State, _ rune) { mask.Format(f, p.String()) }

// LogValue implements slog.LogValuer with the same.
func (p Population) LogValue() slog.Value { return slog.StringValue(p.String()) }

// person gives the record in the neutral form.
func (c *citizen) person() identity.Person {
	return identity.Person{
		FullName:    c.name,
		DateOfBirth: identity.Text(c.born.Reveal()),
		Gender:      identity.Text(c.gender.Vietnamese()),
		IDNumber:    identity.Text(c.id.Reveal()),
		FormerID:    identity.Text(c.cmnd.Reveal()),
	}
}

// fits reports whether a name and a date are this person's: the rule of the
// live services. What the registry itself does not know contradicts nothing.
func (c *citizen) fits(name string, born identity.Date) bool {
	precision := min(c.born.Precision(), born.Precision())
	return c.born.Truncate(precision) == born.Truncate(precision) &&
		(c.stripped == "" || c.stripped == vntext.Strip(name))
}
