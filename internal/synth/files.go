package synth

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// A table writes rows of CSV. It quotes as little as the format allows, so that
// the files of a million rows are written in a second.
type table struct {
	w   *bufio.Writer
	err error
}

func newTable(w io.Writer, header string) *table {
	t := &table{w: bufio.NewWriterSize(w, 1<<16)}
	_, t.err = t.w.WriteString(header + "\n")
	return t
}

func (t *table) row(fields ...string) {
	for i, f := range fields {
		if i > 0 {
			t.write(",")
		}
		if strings.ContainsAny(f, ",\"\r\n") || strings.HasPrefix(f, " ") {
			f = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
		}
		t.write(f)
	}
	t.write("\n")
}

func (t *table) write(s string) {
	if t.err == nil {
		_, t.err = t.w.WriteString(s)
	}
}

func (t *table) close() error {
	if t.err != nil {
		return t.err
	}
	return t.w.Flush()
}

const (
	peopleHeader       = "record,full_name,date_of_birth,gender,id_number,social_insurance_number,person"
	participantsHeader = "social_insurance_number,full_name,date_of_birth,gender,id_number,unit_code,unit_name,unit_address,vssid,email,nationality"
	populationHeader   = "personal_id,cmnd,full_name,date_of_birth,gender"
	pairsHeader        = "pair,subject_name,subject_dob,subject_gender,subject_id," +
		"reference_name,reference_dob,reference_gender,reference_id,same_person,codes"
)

func (t *table) person(record string, r Record) {
	p := r.Person
	t.row(record, string(p.FullName), string(p.DateOfBirth), string(p.Gender), string(p.IDNumber), r.SocialInsuranceNumber, strconv.Itoa(r.Truth))
}

func (t *table) participant(p identity.Participant) {
	t.row(string(p.SocialInsuranceNumber), string(p.Person.FullName), string(p.Person.DateOfBirth),
		string(p.Person.Gender), string(p.Person.IDNumber), p.Unit.Code, p.Unit.Name, p.Unit.Address,
		p.VssID.String(), string(p.Email), p.Nationality)
}

func (t *table) citizen(c Citizen) {
	t.row(c.PersonalID, c.CMND, c.FullName, c.DateOfBirth.Reveal(), c.Gender())
}

// WriteLeft writes the participants of a set twice, as a people.csv with the
// truth in its last column and as a participants.csv, row for row the same
// people. tick is called after every row; its error ends the writing.
func (s *Set) WriteLeft(people, participants io.Writer, tick func() error) error {
	left, list := newTable(people, peopleHeader), newTable(participants, participantsHeader)
	units := Units(max(1, s.rows/unitSize))
	n := 0
	for r := range s.Participants() {
		left.person("L"+strconv.Itoa(n+1), r)
		list.participant(identity.Participant{
			Person:                r.Person,
			SocialInsuranceNumber: identity.Text(r.SocialInsuranceNumber),
			Unit:                  units[n%len(units)],
		})
		if n++; left.err == nil {
			left.err = tick()
		}
		if left.err != nil || list.err != nil {
			break
		}
	}
	return errors.Join(left.close(), list.close())
}

// unitSize is how many participants a managing unit has.
const unitSize = 500

// WriteRight writes the registry of a set twice, as a people.csv with the truth
// in its last column and as a population.csv, row for row the same people. tick
// is called after every row; its error ends the writing.
func (s *Set) WriteRight(people, population io.Writer, tick func() error) error {
	right, list := newTable(people, peopleHeader), newTable(population, populationHeader)
	n := 0
	for r := range s.Registry() {
		n++
		right.person("R"+strconv.Itoa(n), r)
		list.citizen(r.Citizen)
		if right.err == nil {
			right.err = tick()
		}
		if right.err != nil || list.err != nil {
			break
		}
	}
	return errors.Join(right.close(), list.close())
}

// WriteParticipants writes the rows as a participants.csv.
func WriteParticipants(w io.Writer, rows []Row) error {
	t := newTable(w, participantsHeader)
	for _, r := range rows {
		t.participant(r.Participant)
	}
	return t.close()
}

// WritePopulation writes the citizens as a population.csv, in an order that
// says nothing of the participants.
func WritePopulation(w io.Writer, seed uint64, citizens []Citizen) error {
	t := newTable(w, populationHeader)
	for _, i := range rand.New(rand.NewPCG(seed, 0x0112)).Perm(len(citizens)) {
		t.citizen(citizens[i])
	}
	return t.close()
}

// WritePairs writes labelled pairs as a pairs.csv.
func WritePairs(w io.Writer, pairs iter.Seq[Pair]) error {
	t := newTable(w, pairsHeader)
	n := 0
	for p := range pairs {
		n++
		s, r := p.Subject, p.Reference
		same := "0"
		if p.Same {
			same = "1"
		}
		t.row("g"+strconv.Itoa(n), string(s.FullName), string(s.DateOfBirth), string(s.Gender), string(s.IDNumber),
			string(r.FullName), string(r.DateOfBirth), string(r.Gender), string(r.IDNumber), same, p.Label())
		if t.err != nil {
			break
		}
	}
	return t.close()
}

// Units gives n synthetic managing units.
func Units(n int) []identity.Unit {
	names := [...]string{"Công ty TNHH Mẫu Thử", "Trường THPT Mẫu Thử", "Đại lý thu phường Mẫu Thử"}
	units := make([]identity.Unit, n)
	for i := range units {
		digits := make([]byte, max(4, len(strconv.Itoa(i))))
		putDigits(digits, i)
		code := "TH" + string(digits) + "A"
		units[i] = identity.Unit{Code: code, Name: names[i%len(names)] + " " + code, Address: "Số " + string(digits) + " đường Giả Định, phường Mẫu"}
	}
	return units
}
