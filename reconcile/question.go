package reconcile

import (
	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
	"github.com/bhxh-go/bhxh/registryclient"
)

// foreigner is the message of a participant whom the national population
// database does not hold.
const (
	codeForeigner = "foreigner"
	textForeigner = "Người tham gia mang quốc tịch nước ngoài và không có số ĐDCN; CSDL quốc gia về dân cư không quản lý."
)

// Normalize gives the values of a person as questions send and documents print
// them: the name in NFC with legacy text decoded, the date as dd/MM/yyyy,
// MM/yyyy or yyyy, the gender as Nam or Nữ, the number as digits. A value that
// cannot be read stays as it was found, so that it is printed and corrected.
func Normalize(p identity.Person, asOf identity.Date) identity.Person {
	return normalized(p, identity.Check(p, asOf))
}

func normalized(p identity.Person, report identity.Report) identity.Person {
	n := p
	n.FullName, _ = p.FullName.Normalize()
	if report.DateOfBirth.IsValid() {
		n.DateOfBirth = identity.Text(report.DateOfBirth.Reveal())
	}
	if report.Gender.IsValid() {
		n.Gender = identity.Text(report.Gender.Vietnamese())
	}
	if report.Number.IsValid() {
		n.IDNumber = identity.Text(report.Number.Reveal())
	}
	return n
}

// examined is a participant after the offline check: either decided, or with a
// question to put.
type examined struct {
	outcome Outcome
	report  identity.Report
	query   registryclient.Query
	decided bool
}

// examine checks one record by itself and decides whether it can be put as a
// question. Contradictions of the number with birth year or gender are
// warnings and never stop the question.
func examine(index int, p identity.Participant, opts Options) examined {
	report := identity.Check(p.Person, opts.AsOf)
	person := normalized(p.Person, report)
	e := examined{
		report:  report,
		outcome: Outcome{Index: index, Participant: p, Normalized: person},
	}
	codes, blocked := offlineCodes(report)
	switch {
	case p.IsForeign() && report.Number.Kind() != identity.NumberPersonalID:
		e.outcome.Kind = NotComparable
		e.outcome.Message = registryclient.Message{Code: codeForeigner, Text: textForeigner}
		e.decided = true
	case report.Has(identity.FindingIDMissing):
		e.outcome.Kind, e.outcome.Codes, e.decided = NoID, codes, true
	case blocked:
		e.outcome.Kind, e.outcome.Codes, e.decided = Mismatched, codes, true
	default:
		e.query = registryclient.Query{
			Number:      report.Number,
			FullName:    askable(person.FullName),
			DateOfBirth: report.DateOfBirth,
			Gender:      report.Gender,
			Purpose:     opts.Purpose,
		}
	}
	return e
}

// offlineCodes gives the mismatch codes that one record has by itself, in the
// order of the fields, and whether one of them keeps it from being asked.
func offlineCodes(r identity.Report) (codes []matching.Code, blocked bool) {
	add := func(code matching.Code, blocks bool) {
		codes = append(codes, code)
		blocked = blocked || blocks
	}
	if r.Has(identity.FindingNameMissing) { // also what stands in a name's place: "-", "0"
		add(matching.NameMissing, true)
	}
	switch {
	case r.Has(identity.FindingDateMissing):
		add(matching.DateMissing, true)
	case !r.DateOfBirth.IsValid() || r.Has(identity.FindingDateFuture) || r.Has(identity.FindingDateTooOld):
		add(matching.DateInvalid, true)
	}
	switch {
	case r.Has(identity.FindingGenderMissing):
		add(matching.GenderMissing, false)
	case r.Has(identity.FindingGenderInvalid):
		add(matching.GenderInvalid, false)
	}
	switch {
	case r.Has(identity.FindingIDMissing):
		add(matching.IDMissing, true)
	case !r.Number.IsValid():
		add(matching.IDInvalid, true)
	case r.Inconsistent():
		add(matching.IDInconsistent, false)
	}
	return codes, blocked
}

// askable cuts a name that no question can hold. What is left fits nobody, so
// that such a record is answered like any other wrong one and not left pending
// for ever.
func askable(n identity.Name) identity.Name {
	r := []rune(string(n))
	if len(r) <= registryclient.MaxName {
		return n
	}
	return identity.Name(r[:registryclient.MaxName])
}
