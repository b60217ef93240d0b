package campaign

import (
	"context"
	"iter"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// LoadReport is what a load found: Rows = Added + Unchanged + Changed +
// Rejected.
type LoadReport struct {
	Rows      int
	Added     int // new in the campaign
	Unchanged int
	Changed   int // other values than before
	Updated   int // of the changed: to be asked again, because what is asked for has changed
	Rejected  int
	// Refusals names those who were rejected, the first MaxRefusals: CodeInput
	// without a mã số BHXH, CodeClaimed while a round is asking about them.
	Refusals []Refusal
}

// Load takes up participants as BHXH holds them now. It may be called with the
// same list again, after it was cut off or when the list has changed: whom the
// campaign has is found by [LoadKey], and nobody is taken up twice. Whoever is
// no longer on the list stays.
//
// A value of the list counts where it differs from what the list said before:
// it then replaces what the campaign held. A list that has not caught up with a
// shared personal ID (B.I, bước 3) or a correction changes neither. Where name,
// date of birth, gender, number or nationality come out changed the participant
// becomes Updated, if the machine has that step, and is asked again in the next
// round; every other change is a note in the history.
//
// Transactions hold 1,000 participants. What an error of the list or of the
// store leaves behind is stored and not lost; the report counts it.
func (c *Campaign) Load(ctx context.Context, participants iter.Seq2[identity.Participant, error]) (LoadReport, error) {
	l := loader{campaign: c, seen: make(occurrences), part: make([]loaded, 0, chunk)}
	for p, err := range participants {
		if err != nil {
			return l.report, firstOf(l.flush(ctx), err)
		}
		l.add(p)
		if len(l.part) == chunk {
			if err := l.flush(ctx); err != nil {
				return l.report, err
			}
		}
	}
	return l.report, l.flush(ctx)
}

// inUTF8 puts the replacement character for what is not UTF-8: a record is kept
// as JSON, and must come back as it was taken up.
func inUTF8(p identity.Participant) identity.Participant {
	p.Person.FullName = identity.Name(strings.ToValidUTF8(string(p.Person.FullName), "\uFFFD"))
	for _, text := range [...]*identity.Text{
		&p.Person.DateOfBirth, &p.Person.Gender, &p.Person.IDNumber, &p.Person.FormerID,
		&p.SocialInsuranceNumber, &p.Email, &p.HealthCard,
	} {
		*text = identity.Text(strings.ToValidUTF8(string(*text), "\uFFFD"))
	}
	for _, text := range [...]*string{&p.Unit.Code, &p.Unit.Name, &p.Unit.Address, &p.Nationality, &p.Group, &p.District, &p.Province} {
		*text = strings.ToValidUTF8(*text, "\uFFFD")
	}
	return p
}

// loaded is one row of a list.
type loaded struct {
	row         int
	key         string // of the participant: see LoadKey
	participant identity.Participant
}

type loader struct {
	campaign *Campaign
	seen     occurrences
	part     []loaded
	rows     int
	report   LoadReport
}

func (l *loader) add(p identity.Participant) {
	l.rows++
	if p.SocialInsuranceNumber.IsEmpty() {
		l.reject(l.rows, CodeInput)
		return
	}
	p = inUTF8(p)
	key := LoadKey(p.SocialInsuranceNumber, l.seen.next(p.SocialInsuranceNumber))
	l.part = append(l.part, loaded{l.rows, key, p})
}

func (l *loader) reject(row int, code Code) {
	l.report.Rows++
	l.report.Rejected++
	if len(l.report.Refusals) < MaxRefusals {
		l.report.Refusals = append(l.report.Refusals, Refusal{Row: row, Code: code})
	}
}

// flush stores what was collected.
func (l *loader) flush(ctx context.Context) error {
	part := l.part
	l.part = l.part[:0]
	if len(part) == 0 {
		return nil
	}
	return piecewise(len(part),
		func(from, to int) error { return l.store(ctx, part[from:to]) },
		func(i int, code Code) { l.reject(part[i].row, code) })
}

// store stores some rows in one transaction.
func (l *loader) store(ctx context.Context, part []loaded) error {
	c := l.campaign
	held, err := c.held(ctx, part)
	if err != nil {
		return err
	}
	report := LoadReport{Rows: len(part)}
	changes := make([]Change, 0, len(part))
	for i := range part {
		key := c.codec.load(part[i].key)
		row, known := held[string(key)]
		change, err := c.loadOne(&part[i], key, row, known, &report)
		if err != nil {
			return err
		}
		if change != nil {
			changes = append(changes, *change)
		}
	}
	if report.Added > 0 {
		if err := c.sameKey(ctx); err != nil {
			return err
		}
	}
	if err := c.store.Append(ctx, c.opts.Clock(), changes); err != nil {
		return err
	}
	l.report.Rows += report.Rows
	l.report.Added += report.Added
	l.report.Unchanged += report.Unchanged
	l.report.Changed += report.Changed
	l.report.Updated += report.Updated
	return nil
}

// held gives the participants whom the campaign has of some rows, by their keys
// under the current generation.
func (c *Campaign) held(ctx context.Context, part []loaded) (map[string]Row, error) {
	keys := make([][]byte, 0, len(part))
	for i := range part {
		keys = append(keys, c.codec.tokens(forLoads, part[i].key)...)
	}
	held := make(map[string]Row, len(part))
	for row, err := range c.store.Rows(ctx, Filter{Keys: keys}) {
		if err != nil {
			return nil, err
		}
		held[string(c.codec.raise(forLoads, row.Key, c.codec.generation))] = row
	}
	return held, nil
}

// loadOne makes the change that a row of the list means, nil for none.
func (c *Campaign) loadOne(from *loaded, key []byte, row Row, known bool, report *LoadReport) (*Change, error) {
	if !known {
		report.Added++
		return c.taken(from.participant, key)
	}
	p, err := c.participant(row)
	if err != nil {
		return nil, err
	}
	next := p.Record.listed(from.participant)
	if next.Participant == p.Record.Participant && next.said() == p.Record.said() {
		report.Unchanged++
		return nil, nil
	}
	report.Changed++
	change := c.change(p, row.State, CauseRecord)
	if concernsRegistry(p.Record.Participant, next.Participant) && Allowed(row.State, Updated) {
		report.Updated++
		change = c.change(p, Updated, CauseCorrected)
	}
	return &change, c.rewrite(&change, p, next, basisLoaded)
}

// basisLoaded is the basis of what a list of participants says.
const basisLoaded = "Danh sách người tham gia do cơ quan BHXH quản lý"

// taken makes the first event of a participant.
func (c *Campaign) taken(p identity.Participant, key []byte) (*Change, error) {
	record := Record{Participant: p}
	if n, err := identity.ParseSocialInsuranceNumber(string(p.SocialInsuranceNumber)); err == nil &&
		n.Number().Kind() == identity.NumberSocialInsurance {
		if err := record.Numbers.Add(n.Number(), identity.Date{}, basisLoaded); err != nil {
			return nil, &Error{Code: CodeRecord, Op: "load", Cause: err}
		}
	}
	change := c.change(Participant{}, New, CauseLoaded)
	change.Key = key
	return &change, c.put(&change, key, record)
}

// concernsRegistry reports whether what the registry is asked about differs.
func concernsRegistry(a, b identity.Participant) bool {
	a.Person.FormerID, b.Person.FormerID = "", ""
	return a.Person != b.Person || a.IsForeign() != b.IsForeign()
}
