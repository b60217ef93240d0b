package synth

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/vntext"
)

// TestFaults applies every class to people until it fits one, and checks that it
// changes its own field and no other.
func TestFaults(t *testing.T) {
	faults := Faults()
	if len(faults) < 30 {
		t.Errorf("%d error classes, want at least 30", len(faults))
	}
	w := NewWorld(4)
	names := make(map[string]bool)
	for _, f := range faults {
		if names[f.Name] {
			t.Errorf("%s: two classes have this name", f.Name)
		}
		names[f.Name] = true
		rng := rand.New(rand.NewPCG(1, 2))
		applied := 0
		for i := 0; applied < 20 && i < 20_000; i++ {
			c := w.Citizen(i)
			p := c.Person()
			if !f.Apply(rng, c, &p) {
				if p != c.Person() {
					t.Fatalf("%s: a fault that does not apply changed the record", f.Name)
				}
				continue
			}
			applied++
			changed := map[identity.Field]bool{
				identity.FieldName:        p.FullName != c.Person().FullName,
				identity.FieldDateOfBirth: p.DateOfBirth != c.Person().DateOfBirth,
				identity.FieldGender:      p.Gender != c.Person().Gender,
				identity.FieldIDNumber:    p.IDNumber != c.Person().IDNumber,
			}
			for field, yes := range changed {
				if yes != (field == f.Field) && (yes || f.Code != "") {
					t.Fatalf("%s: field %v changed: %v", f.Name, field, yes)
				}
			}
		}
		if applied < 20 {
			t.Errorf("%s: fits %d of 20,000 people", f.Name, applied)
		}
	}
}

func TestEncoders(t *testing.T) {
	for _, tc := range []struct{ name, got, want string }{
		{"TCVN3", TCVN3("Nguyễn Văn An"), "NguyÔn V¨n An"},
		{"TCVN3 with ư", TCVN3("Phương"), "Ph\u00ad¬ng"},
		{"TCVN3 font", TCVN3Font("Đặng Văn"), "®ÆNG V¨N"},
		{"VNI", VNI("Nguyễn Văn An"), "Nguyeãn Vaên An"},
		{"VNI capitals", VNI("THỊ PHƯƠNG"), "THÒ PHÖÔNG"},
		{"Telex", Telex("Nguyễn Văn Đức", false), "Nguyeenx Vawn Dduwcs"},
		{"Telex at once", Telex("Nguyễn Hòa", true), "Nguyeexn Hofa"},
		{"Telex, a vowel twice", Telex("Voòng", false), "Vooongf"},
		{"VNI keys", VNIKeys("Nguyễn Văn Đức", false), "Nguye6n4 Va8n D9u7c1"},
		{"VNI keys at once", VNIKeys("Nguyễn", true), "Nguye64n"},
		{"half composed", halfCompose("Nguyễn"), "Nguyê\u0303n"},
		{"no marks", stripMarks("Đặng Thị Mỹ Hằng"), "Dang Thi My Hang"},
		{"one letter lost", loseLetters("Đặng", "?", 1), "?ặng"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, tc.got, tc.want)
		}
	}
}

// TestEncodersAgainstDecoders reads what the encoders write back with the
// decoders of the product, which share no table with them.
func TestEncodersAgainstDecoders(t *testing.T) {
	w := NewWorld(5)
	for i := range 3000 {
		name := w.Citizen(i).FullName
		if !isPlain(name) {
			continue
		}
		if got, ok := vntext.DecodeTCVN3(TCVN3(name)); ok && got != name {
			t.Fatalf("index %d: TCVN3 does not come back", i)
		}
		if got, ok := vntext.DecodeVNI(VNI(name)); ok && got != name {
			t.Fatalf("index %d: VNI does not come back", i)
		}
	}
}

func TestNearWords(t *testing.T) {
	for _, tc := range []struct {
		a, b   string
		far    bool
		reason string
	}{
		{"Nguyễn", "Trần", true, "other letters"},
		{"An", "Ân", false, "only a mark"},
		{"Minh", "Mạnh", false, "one letter of four"},
		{"An", "Bá", true, "two letters are too few for a slip"},
		{"Nguyễn", "Nguyệt", false, "one letter"},
		{"Phương", "Phước", false, "two letters of six"},
		{"Lan", "Nan", false, "l and n"},
		{"Trâm", "Châm", false, "tr and ch"},
		{"Giang", "Dang", false, "gi and d"},
		{"Lý", "Lí", false, "i and y"},
		{"Hoàng", "Huỳnh", false, "a regional pair"},
		{"Ng", "Nguyễn", false, "an abbreviation"},
		{"Tuấn", "Hải", true, "other letters"},
	} {
		if got := isFar(tc.a, tc.b); got != tc.far {
			t.Errorf("isFar(%s, %s) = %v, want %v: %s", tc.a, tc.b, got, tc.far, tc.reason)
		}
		if isFar(tc.a, tc.b) != isFar(tc.b, tc.a) {
			t.Errorf("isFar(%s, %s) depends on the order", tc.a, tc.b)
		}
	}
}

func TestEdits(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "", 3}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"ca", "abc", 3}, {"nguyen", "nguen", 1}} {
		if got := edits(tc.a, tc.b); got != tc.want {
			t.Errorf("edits(%q, %q) = %d, want %d", tc.a, tc.b, got, tc.want)
		}
	}
}

// TestNamesOfMinorities checks that no decoding fault touches the names of
// minority peoples, whose signs belong to them.
func TestNamesOfMinorities(t *testing.T) {
	for _, name := range []string{"H'Hen Niê", "Y Bhăm Mlô", "Giàng A Páo", "Rơ Châm H'Bơi", "K'Brểu", "Nay Pŭi"} {
		for _, f := range nameFaults() {
			if n := newNameEdit(name); !f.anyName && f.apply(rand.New(rand.NewPCG(1, 1)), n) {
				t.Errorf("%s was applied to a name of %d words", f.name, len(strings.Fields(name)))
			}
		}
	}
}
