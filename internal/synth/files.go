package synth

import (
	"encoding/csv"
	"io"
	"math/rand/v2"

	"github.com/bhxh-go/bhxh/identity"
)

// WriteParticipants writes the rows as a participants.csv.
func WriteParticipants(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{
		"social_insurance_number", "full_name", "date_of_birth", "gender", "id_number",
		"unit_code", "unit_name", "unit_address", "vssid", "email", "nationality",
	})
	for _, r := range rows {
		p := r.Participant
		_ = out.Write([]string{
			string(p.SocialInsuranceNumber), string(p.Person.FullName), string(p.Person.DateOfBirth),
			string(p.Person.Gender), string(p.Person.IDNumber), p.Unit.Code, p.Unit.Name, p.Unit.Address,
			p.VssID.String(), string(p.Email), p.Nationality,
		})
	}
	out.Flush()
	return out.Error()
}

// WritePopulation writes the citizens as a population.csv, in an order that
// says nothing of the participants.
func WritePopulation(w io.Writer, seed uint64, citizens []Citizen) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"personal_id", "cmnd", "full_name", "date_of_birth", "gender"})
	for _, i := range rand.New(rand.NewPCG(seed, 0x0112)).Perm(len(citizens)) {
		c := citizens[i]
		_ = out.Write([]string{c.PersonalID, c.CMND, c.FullName, c.DateOfBirth.Reveal(), c.Gender()})
	}
	out.Flush()
	return out.Error()
}

// Units gives n synthetic managing units.
func Units(n int) []identity.Unit {
	names := [...]string{"Công ty TNHH Mẫu Thử", "Trường THPT Mẫu Thử", "Đại lý thu phường Mẫu Thử"}
	units := make([]identity.Unit, n)
	for i := range units {
		code := string([]byte{'T', 'H', byte('0' + i/1000%10), byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10), 'A'})
		units[i] = identity.Unit{Code: code, Name: names[i%len(names)] + " " + code, Address: "Số " + code[2:6] + " đường Giả Định, phường Mẫu"}
	}
	return units
}
