package campaign

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

// QualityQuery asks how good the data is now. The zero QualityQuery asks for the
// total with the defaults.
type QualityQuery struct {
	By Grouping

	// FreshFor is how long a confirmation keeps a record "sống". Defaults to 365
	// days.
	FreshFor time.Duration

	// Warnings are the thresholds of the warnings.
	Warnings WarningThresholds
}

// Quality are the four measures and the warnings, as of the clock of the
// campaign. It holds no personal data.
//
// The data of participants verified with the population database is to be
// always "đúng", "đủ", "sạch", "sống": so the Đề án kết nối, xác thực CSDL quốc
// gia về Bảo hiểm (2024), III.2.1 b. No document that we know says how to count
// them; the definitions at [QualityFigures] are ours, one for each word, so that
// a figure can be traced to participants.
type Quality struct {
	AsOf     time.Time      `json:"as_of"`
	By       Grouping       `json:"by,omitempty"`
	Total    QualityFigures `json:"total"`
	Groups   []GroupQuality `json:"groups,omitempty"`   // ordered by key; nil for ByNothing
	Warnings []Warning      `json:"warnings,omitempty"` // by kind, then the largest first
}

// GroupQuality are the measures of one group.
type GroupQuality struct {
	Key string `json:"key"`
	QualityFigures
}

// QualityFigures count the participants of whom each word holds.
type QualityFigures struct {
	Participants int `json:"participants"`
	// Correct (đúng): the registry's last answer confirmed the record as it is.
	Correct int `json:"correct"`
	// Complete (đủ): the record holds what the plan has verified, whole: a name, a
	// date of birth with day and month, a gender and a 12-digit personal ID (B.I,
	// bước 1); and it is known whether there is an account in VssID.
	Complete int `json:"complete"`
	// Clean (sạch): every value can be read, number, birth year and gender do not
	// contradict one another, and no other participant holds the same personal ID
	// or mã số BHXH.
	Clean int `json:"clean"`
	// Live (sống): a confirmation not older than the query says, and nothing that
	// came in lies unworked: a returned Mẫu số 02, a filing, a correction that the
	// registry has not been asked about, an answer of the centre.
	Live int `json:"live"`
	// All: the four hold together.
	All int `json:"all"`
}

const defaultFreshFor = 365 * 24 * time.Hour

// Quality measures the data and looks for what a batch betrays, in one pass over
// all records and one over the history; it keeps about 140 bytes a participant
// in memory to know numbers and e-mails again. Errors are *[Error].
func (c *Campaign) Quality(ctx context.Context, q QualityQuery) (*Quality, error) {
	if !q.By.IsKnown() || q.FreshFor < 0 {
		return nil, &Error{Code: CodeInput, Op: "quality"}
	}
	if q.FreshFor == 0 {
		q.FreshFor = defaultFreshFor
	}
	now := moment(c.opts.Clock())
	w := newWatch(q.Warnings)
	sound, err := c.soundRecords(ctx, w)
	if err != nil {
		return nil, err
	}
	out := &Quality{AsOf: now, By: q.By, Warnings: w.warnings()}
	groups := make(map[string]*QualityFigures)
	history := c.store.Events(ctx, EventFilter{ByParticipant: true})
	for p, err := range paths(history, func(*path, Event) {}) {
		if err != nil {
			return nil, err
		}
		record, seen := sound[p.last.ID]
		if !seen || !p.isLive() {
			continue
		}
		correct := p.isVerified()
		words := [4]bool{
			correct, record.complete, record.clean,
			correct && !p.answer.At.Before(now.Add(-q.FreshFor)) && !isUnworked(p.last.To),
		}
		out.Total.add(words)
		if q.By == ByNothing {
			continue
		}
		key := q.By.key(p.last.Place)
		if groups[key] == nil {
			groups[key] = new(QualityFigures)
		}
		groups[key].add(words)
	}
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		out.Groups = append(out.Groups, GroupQuality{key, *groups[key]})
	}
	return out, nil
}

// add counts a participant by the four words: correct, complete, clean, live.
func (f *QualityFigures) add(words [4]bool) {
	f.Participants++
	all := true
	for i, n := range [...]*int{&f.Correct, &f.Complete, &f.Clean, &f.Live} {
		*n += one(words[i])
		all = all && words[i]
	}
	f.All += one(all)
}

// soundness is what a record says of its quality by itself.
type soundness struct{ complete, clean bool }

// soundRecords judges every record, and has the watch see it.
func (c *Campaign) soundRecords(ctx context.Context, w *watch) (map[ID]soundness, error) {
	today := c.today()
	sound := make(map[ID]soundness)
	for row, err := range c.store.Rows(ctx, Filter{}) {
		var p Participant
		if err == nil && isLive(row.State) {
			p, err = c.participant(row)
		}
		if err != nil {
			return nil, err
		}
		if !isLive(row.State) {
			continue
		}
		w.see(p)
		report := p.Record.Participant.Check(today)
		sound[row.ID] = soundness{isComplete(p, report), isClean(report)}
	}
	for id := range w.sharing() {
		sound[id] = soundness{complete: sound[id].complete}
	}
	return sound, nil
}

func isComplete(p Participant, r identity.Report) bool {
	return !r.Has(identity.FindingNameMissing) && r.DateOfBirth.Precision() == identity.PrecisionDay &&
		r.Gender.IsValid() && r.Number.Kind() == identity.NumberPersonalID && p.Row.Facts.Has(FactAccountKnown)
}

// isUnworked reports that something came in that nobody has worked on.
func isUnworked(s State) bool {
	switch s {
	case Confirmed, Filed, Updated, Reviewed, Answered:
		return true
	}
	return false
}

// unclean are the findings that keep a record from being "sạch". What is missing
// is a question of "đủ", a CMND of "đủ" as well, and a hint rests on no source.
func unclean() []identity.FindingCode {
	return []identity.FindingCode{
		identity.FindingNameTooLong, identity.FindingNameLostLetters, identity.FindingNameLegacyEncoding,
		identity.FindingNameCharacters, identity.FindingDateUnreadable, identity.FindingDateImpossible,
		identity.FindingDateFuture, identity.FindingDateTooOld, identity.FindingGenderInvalid,
		identity.FindingIDInvalid, identity.FindingIDPlaceholder, identity.FindingIDUnknownRegion,
		identity.FindingIDBirthYear, identity.FindingIDGender, identity.FindingIDImplausibleAge,
		identity.FindingFormerIDInvalid, identity.FindingFormerIDSame, identity.FindingInsuranceInvalid,
		identity.FindingInsuranceOtherID, identity.FindingCardInvalid, identity.FindingCardOtherNumber,
	}
}

func isClean(r identity.Report) bool {
	for _, code := range unclean() {
		if r.Has(code) {
			return false
		}
	}
	return true
}
