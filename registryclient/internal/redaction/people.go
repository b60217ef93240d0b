// Package redaction proves that nothing personal comes out of this module: it
// makes synthetic people whose every value can be recognised, and searches for
// them whatever the module logs, prints, reports or keeps.
package redaction

import (
	"fmt"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// Marker is in the name, the household and the address of every person, in
// some spelling. No Vietnamese word has it.
const Marker = "zanari"

// Person is a synthetic citizen: no region has the code 000, and no card begins
// with XX.
type Person struct {
	Name       identity.Name
	PersonalID identity.PersonalID
	CMND       identity.CMND
	Insurance  string
	Card       identity.HealthCard
	Born       identity.Date
	Gender     identity.Gender
	Household  string
}

// People gives n of them, always the same.
func People(n int) ([]Person, error) {
	people := make([]Person, n)
	for i := range people {
		var suffix [4]byte
		for k, rest := 3, i; k >= 0; k, rest = k-1, rest/26 {
			suffix[k] = 'a' + byte(rest%26)
		}
		p := &people[i]
		year, gender := 1930+i%60, i%2
		p.Name = identity.Name("Nguyễn Zạnarỉ Zanari" + string(suffix[:]))
		p.Gender = [...]identity.Gender{identity.GenderMale, identity.GenderFemale}[gender]
		p.Household = "HO-ZANARI-" + string(suffix[:])
		p.Insurance = fmt.Sprintf("0000%06d", scatter(i, 7))
		var err [4]error
		p.Born, err[0] = identity.NewDate(year, 1+i/60%12, 1+i%28)
		p.PersonalID, err[1] = identity.ParsePersonalID(fmt.Sprintf("000%d%02d%06d", gender, year%100, scatter(i, 1)))
		p.CMND, err[2] = identity.ParseCMND(fmt.Sprintf("000%06d", scatter(i, 3)))
		p.Card, err[3] = identity.ParseHealthCard("XX101" + p.Insurance)
		for _, e := range err {
			if e != nil {
				return nil, e
			}
		}
	}
	return people, nil
}

// scatter gives every i another number of six digits, nothing like a counter.
func scatter(i, salt int) int { return (i*48_271 + salt*91_193) % 999_983 }

// Population writes the people as registrytest reads them.
func Population(people []Person) string {
	var b strings.Builder
	b.WriteString("personal_id,cmnd,full_name,date_of_birth,gender,household,relation,social_insurance_number,health_card,permanent_address\n")
	for _, p := range people {
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,Chủ hộ,%s,%s,Số 1 đường Zanari\n", p.PersonalID.Reveal(), p.CMND.Reveal(),
			string(p.Name), p.Born.Reveal(), p.Gender.Vietnamese(), p.Household, p.Insurance, p.Card.Reveal())
	}
	return b.String()
}
