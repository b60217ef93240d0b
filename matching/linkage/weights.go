package linkage

import (
	"sync"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// weights are weights of package matching, asked of it rather than written
// down again. They serve to leave out candidates that cannot reach a score; the
// score of the others is always reckoned by package matching itself.
type weights struct {
	prior             float64
	gender, genderNot float64
	sure              float64 // everything the same, the name a most common one
	sureFaulty        float64 // the same, but for what marks, blanks and order do to a name at worst

	dateMost     float64 // any date that differs and may have a cause
	dateNewYear  float64 // of which one is 1 January of the year
	dateOnePart  float64
	dateYear     float64 // the year alone differs, and is no slip
	dateTwoParts float64
	datePartial  float64

	idTypo, idZeros, idNot, idNotCMND float64
	idTwoDigits                       float64 // two digits wrong
	idTheirYear                       float64 // on top of idNot: the number states the year of the other date

	surname, middle, given float64 // that word is another word
	lookAlike              float64 // the given names look alike
	missingAndExtra        float64 // what a missing and an added word take from the rarity of a name
}

var stated = sync.OnceValue(func() (w weights) {
	const day, id = "15/03/1980", "001080000123"
	person := func(name, date, gender, id string) identity.Person {
		return identity.Person{FullName: identity.Name(name), DateOfBirth: identity.Text(date), Gender: identity.Text(gender), IDNumber: identity.Text(id)}
	}
	weigh := func(f matching.Field, a, b identity.Person) float64 {
		for share := range matching.Compare(a, b, identity.Date{}).Waterfall() {
			if share.Prior {
				w.prior = share.Weight
			} else if share.Field == f {
				return share.Weight
			}
		}
		return 0
	}
	// Names and dates are weighed beside a number: without one package matching
	// may give them less.
	date := func(a, b string) float64 {
		return weigh(matching.FieldDateOfBirth, person("", a, "", id), person("", b, "", id))
	}
	number := func(a, b string) float64 {
		return weigh(matching.FieldID, person("", "", "", a), person("", "", "", b))
	}
	name := func(a, b string) float64 {
		return weigh(matching.FieldName, person(a, "", "", id), person(b, "", "", id))
	}
	sex := func(a, b string) float64 {
		return weigh(matching.FieldGender, person("", "", a, ""), person("", "", b, ""))
	}
	w.gender, w.genderNot = sex("Nam", "Nam"), sex("Nam", "Nữ")
	w.dateMost = max(date("05/03/1980", "03/05/1980"), date("01/01/1980", day), date("06/05/1980", "20/06/1980"))
	w.dateNewYear = max(date("01/01/1980", day), date(day, "01/01/1980"), date("15/01/1980", "01/01/1980"), date("01/01/1980", "02/01/1980"))
	w.dateOnePart = max(date("16/03/1980", day), date("15/04/1980", day), date("15/03/1981", day), date("29/03/1980", day))
	w.dateTwoParts = max(date("27/10/1980", day), date("27/03/1957", day))
	w.datePartial = max(date("1980", day), date("03/1980", day))
	w.idTypo, w.idZeros = number("001080000723", id), number("1080000123", id)
	w.idTwoDigits = number("001080700723", id)
	w.idNot, w.idNotCMND = number("034080777999", id), number("012345678", "987650000")
	w.dateYear = date("15/03/1957", day)
	w.idTheirYear = weigh(matching.FieldID, person("", "15/03/1957", "", "034080777999"), person("", day, "", id)) - w.idNot
	w.surname, w.middle, w.given = name("Lê Văn Hùng", "Phạm Văn Hùng"), name("Lê Đức Hùng", "Lê Ngọc Hùng"), name("Lê Văn Hùng", "Lê Văn Khoa")
	w.lookAlike = name("Lê Văn Khang", "Lê Văn Khánh")
	const long, short = "Lê Khuất Uông Hùng", "Lê Khuất Hùng"
	w.missingAndExtra = name(short, long) - name(long, long) + name(long, short) - name(short, short)
	w.sure = w.prior + name("Nguyễn Văn Hùng", "Nguyễn Văn Hùng") + date(day, day) + w.gender + number(id, id)
	w.sureFaulty = w.prior + w.lookAlike + date(day, day) + number(id, id)
	return w
})
