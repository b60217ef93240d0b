package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/identity"
)

// Fault is one way in which a record comes to differ from the truth.
type Fault struct {
	Name  string // stable name of the error class
	Field identity.Field
	Code  string // the code that a registry returning its record leads to; a note with "="
	// Apply changes the record; false where this person has nothing for the
	// fault to act on.
	Apply func(rng *rand.Rand, c Citizen, p *identity.Person) bool
}

// Faults gives the error classes of one field's value. Classes of whole
// records (no number, a stranger's number, a number nobody has) belong to
// whoever arranges a list of participants.
func Faults() []Fault {
	return append(append(nameFaults(), dateFaults()...), otherFaults()...)
}

func nameFaults() []Fault {
	name := func(label, code string, change func(rng *rand.Rand, words []string) bool) Fault {
		return Fault{label, identity.FieldName, code, func(rng *rand.Rand, _ Citizen, p *identity.Person) bool {
			words := strings.Fields(string(p.FullName))
			if len(words) < 2 || len(words) > 4 || strings.ContainsAny(string(p.FullName), "'") || !change(rng, words) {
				return false
			}
			changed := strings.Join(strings.Fields(strings.Join(words, " ")), " ")
			if changed == string(p.FullName) {
				return false
			}
			p.FullName = identity.Name(changed)
			return true
		}}
	}
	text := func(label, code string, change func(string) string) Fault {
		return name(label, code, func(_ *rand.Rand, words []string) bool {
			changed := change(strings.Join(words, " "))
			clear(words)
			words[0] = changed
			return true
		})
	}
	return []Fault{
		text("upper case", "=name.case_or_spacing", strings.ToUpper),
		text("lower case", "=name.case_or_spacing", strings.ToLower),
		text("decomposed", "=name.unicode_form", norm.NFD.String),
		text("TCVN3", "=name.legacy_encoding", TCVN3),
		text("VNI", "=name.legacy_encoding", VNI),
		text("tone moved", "=name.tone_placement", moveTone),
		text("Telex", "name.keystrokes", Telex),
		text("VNI keys", "name.keystrokes", VNIKeys),
		text("no marks", "name.no_diacritics", stripMarks),
		text("i for y", "name.i_y", iForY),
		text("letters lost", "name.lost_letters", loseLetters),
		name("one mark", "name.diacritics", changeOneMark),
		name("regional", "name.regional_spelling", regional),
		name("joined", "name.word_boundary", func(_ *rand.Rand, w []string) bool {
			n := len(w) - 1
			w[n-1], w[n] = w[n-1]+strings.ToLower(w[n]), ""
			return true
		}),
		name("rotated", "name.word_order", func(_ *rand.Rand, w []string) bool {
			if len(w) < 3 {
				return false
			}
			last := w[len(w)-1]
			copy(w[1:], w[:len(w)-1])
			w[0] = last
			return true
		}),
		name("abbreviated", "name.abbreviated", func(_ *rand.Rand, w []string) bool {
			if len(w) < 3 {
				return false
			}
			w[1] = string([]rune(w[1])[0]) + "."
			return true
		}),
		name("typing error", "name.typo", typo),
		name("word missing", "name.word_missing", func(_ *rand.Rand, w []string) bool {
			if len(w) < 3 {
				return false
			}
			w[1] = ""
			return true
		}),
		name("word added", "name.word_extra", func(_ *rand.Rand, w []string) bool {
			if len(w) > 3 {
				return false
			}
			w[len(w)-1] = "Bạch " + w[len(w)-1]
			return !strings.Contains(w[0]+w[len(w)-2], "Bạch")
		}),
		name("another surname", "name.surname", swapWord(0, "Khuất")),
		name("another middle name", "name.middle", swapWord(1, "Sỹ")),
		name("another given name", "name.given", swapWord(-1, "Ngoạn")),
	}
}

// swapWord puts another word at the place; no word of the lists is near those
// it is called with.
func swapWord(at int, other string) func(*rand.Rand, []string) bool {
	return func(_ *rand.Rand, w []string) bool {
		if len(w) < 3 {
			return false
		}
		if at < 0 {
			at = len(w) - 1
			defer func() { at = -1 }()
		}
		w[at] = other
		return true
	}
}

func stripMarks(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case r == 'Đ':
			b.WriteByte('D')
		case r < 0x300 || r > 0x36f:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var movedTones = strings.NewReplacer("òa", "oà", "óa", "oá", "ọa", "oạ", "úy", "uý", "ùy", "uỳ", "ủy", "uỷ", "ũy", "uỹ", "òe", "oè", "Quý", "Qúy")

func moveTone(s string) string { return movedTones.Replace(s) }

func iForY(s string) string {
	return strings.NewReplacer("Lý", "Lí", "Mỹ", "Mĩ", "Quý", "Quí", "Ly", "Li", "Vy", "Vi", "My", "Mi").Replace(s)
}

func loseLetters(s string) string {
	var b strings.Builder
	lost := false
	for _, r := range s {
		if r > 0x1e00 || r == 'đ' || r == 'Đ' {
			r, lost = '?', true
		}
		b.WriteRune(r)
	}
	if !lost {
		return s
	}
	return b.String()
}

var otherMarks = map[string]string{
	"Văn": "Vân", "Thị": "Thí", "Hùng": "Hưng", "Hương": "Hường", "Dung": "Dũng", "Tuấn": "Tuân", "Lan": "Lân",
	"Minh": "Mình", "Hằng": "Hăng", "Đức": "Đưc", "Ngọc": "Ngoc", "Thanh": "Thành", "Trần": "Trân", "Phạm": "Phàm",
	"Lê": "Lễ", "Quang": "Quảng", "Hải": "Hài", "Mai": "Mãi", "Hồng": "Hổng",
}

func changeOneMark(_ *rand.Rand, w []string) bool {
	for i, word := range w {
		if other, ok := otherMarks[word]; ok {
			w[i] = other
			return true
		}
	}
	return false
}

var regionalPairs = map[string]string{
	"Hoàng": "Huỳnh", "Huỳnh": "Hoàng", "Vũ": "Võ", "Võ": "Vũ", "Phúc": "Phước", "Châu": "Chu", "Chu": "Châu", "Trần": "Chần",
}

func regional(_ *rand.Rand, w []string) bool {
	for i, word := range w {
		if other, ok := regionalPairs[word]; ok {
			w[i] = other
			return true
		}
	}
	return false
}

func typo(rng *rand.Rand, w []string) bool {
	i := rng.IntN(len(w))
	r := []rune(w[i])
	if len(r) < 4 {
		return false
	}
	w[i] = string(r) + string(r[len(r)-1]) // the last key twice
	return r[len(r)-1] < 0x80
}

func dateFaults() []Fault {
	date := func(label, code string, change func(d identity.Date) string) Fault {
		return Fault{label, identity.FieldDateOfBirth, code, func(_ *rand.Rand, c Citizen, p *identity.Person) bool {
			text := change(c.DateOfBirth)
			p.DateOfBirth = identity.Text(text)
			return text != ""
		}}
	}
	day := func(y, m, d int) string { return fmt.Sprintf("%02d/%02d/%04d", d, m, y) }
	return []Fault{
		date("ISO date", "", func(d identity.Date) string { return d.ISO() }),
		date("short date", "", func(d identity.Date) string { return fmt.Sprintf("%d-%d-%d", d.Day(), d.Month(), d.Year()) }),
		date("year only", "dob.incomplete", func(d identity.Date) string { return fmt.Sprint(d.Year()) }),
		date("zero day and month", "dob.incomplete", func(d identity.Date) string { return fmt.Sprintf("0/0/%d", d.Year()) }),
		date("month and year", "dob.incomplete", func(d identity.Date) string { return fmt.Sprintf("%02d/%d", d.Month(), d.Year()) }),
		date("1 January", "dob.placeholder", func(d identity.Date) string { return day(d.Year(), 1, 1) }),
		date("day and month swapped", "dob.day_month_swapped", func(d identity.Date) string {
			if d.Day() > 12 || d.Day() == d.Month() || d.Month() == 1 && d.Day() == 1 {
				return ""
			}
			return day(d.Year(), d.Day(), d.Month())
		}),
		date("another year", "dob.year", func(d identity.Date) string { return day(d.Year()-1, d.Month(), d.Day()) }),
		date("an impossible day", "dob.invalid", func(d identity.Date) string { return day(d.Year(), 2, 30) }),
		date("no date", "dob.missing", func(identity.Date) string { return " " }),
	}
}

func otherFaults() []Fault {
	return []Fault{
		{"other gender", identity.FieldGender, "gender.different", func(_ *rand.Rand, c Citizen, p *identity.Person) bool {
			c.Female = !c.Female
			p.Gender = identity.Text(c.Gender())
			return true
		}},
		{"no gender", identity.FieldGender, "gender.missing", func(_ *rand.Rand, _ Citizen, p *identity.Person) bool {
			p.Gender = ""
			return true
		}},
		{"gender as a digit", identity.FieldGender, "gender.invalid", func(_ *rand.Rand, _ Citizen, p *identity.Person) bool {
			p.Gender = "1"
			return true
		}},
		{"number in groups", identity.FieldIDNumber, "", func(_ *rand.Rand, c Citizen, p *identity.Person) bool {
			n := c.PersonalID
			p.IDNumber = identity.Text(n[:3] + " " + n[3:6] + " " + n[6:])
			return true
		}},
		{"leading zero eaten", identity.FieldIDNumber, "id.invalid", func(_ *rand.Rand, c Citizen, p *identity.Person) bool {
			p.IDNumber = identity.Text(strings.TrimLeft(c.PersonalID, "0"))
			return len(p.IDNumber) < 12 && len(p.IDNumber) != 9
		}},
		{"words for a number", identity.FieldIDNumber, "id.invalid", func(_ *rand.Rand, _ Citizen, p *identity.Person) bool {
			p.IDNumber = "không có"
			return true
		}},
	}
}
