package identity_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding"
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

// scalar is what every type with a text form has.
type scalar interface {
	encoding.TextUnmarshaler
	sql.Scanner
}

// scalars are the types with a text form, each with a text of it in another
// notation and the canonical one.
var scalars = map[string]struct {
	fresh           func() scalar
	text, canonical string
	invalid         string
	code            identity.Code
}{
	"PersonalID": {func() scalar { return new(identity.PersonalID) }, "001 080 012 345", "001080012345", "12", identity.CodeLength},
	"CMND":       {func() scalar { return new(identity.CMND) }, "012.345.678", "012345678", "12", identity.CodeLength},
	"Number":     {func() scalar { return new(identity.Number) }, "0123456789", "0123456789", "12", identity.CodeLength},
	"SocialInsuranceNumber": {
		func() scalar { return new(identity.SocialInsuranceNumber) }, "01-23456789", "0123456789", "12", identity.CodeLength,
	},
	"HealthCard": {func() scalar { return new(identity.HealthCard) }, "dn 4 01 0123456789", "DN4010123456789", "DN", identity.CodeLength},
	"Date":       {func() scalar { return new(identity.Date) }, "1980-03-15", "15/03/1980", "30/02/1980", identity.CodeImpossible},
	"Gender":     {func() scalar { return new(identity.Gender) }, "NỮ", "Nữ", "2", identity.CodeCharacter},
	"VssID":      {func() scalar { return new(identity.VssID) }, " Approved ", "approved", "maybe", identity.CodeUnknown},
}

func textOf(t *testing.T, v scalar) string {
	t.Helper()
	text, err := reflect.ValueOf(v).Elem().Interface().(encoding.TextMarshaler).MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTextForms(t *testing.T) {
	for name, c := range scalars {
		t.Run(name, func(t *testing.T) {
			v := c.fresh()
			if err := v.UnmarshalText([]byte(c.text)); err != nil || textOf(t, v) != c.canonical {
				t.Fatalf("text form %q, %v, want %q", textOf(t, v), err, c.canonical)
			}
			again := c.fresh()
			if err := again.UnmarshalText([]byte(c.canonical)); err != nil || !reflect.DeepEqual(v, again) {
				t.Errorf("the canonical text reads as another value: %v", err)
			}
			if a, ok := v.(interface {
				AppendText([]byte) ([]byte, error)
			}); ok {
				if text, err := a.AppendText([]byte("> ")); err != nil || string(text) != "> "+c.canonical {
					t.Errorf("AppendText gives %q, %v", text, err)
				}
			}
			if err := v.UnmarshalText(nil); err != nil || !reflect.DeepEqual(v, c.fresh()) {
				t.Errorf("empty text does not set the zero value: %v", err)
			}
			if got := textOf(t, v); got != "" {
				t.Errorf("the zero value has the text %q", got)
			}
			if valid, ok := reflect.ValueOf(v).Elem().Interface().(interface{ IsValid() bool }); ok && valid.IsValid() {
				t.Error("the zero value is valid")
			}
			if err := again.UnmarshalText([]byte(c.invalid)); !errors.Is(err, c.code) || !reflect.DeepEqual(again, c.fresh()) {
				t.Errorf("after a failure (%v, want %q) the value is %q", err, c.code, textOf(t, again))
			}
		})
	}
}

func TestJSONForms(t *testing.T) {
	for name, c := range scalars {
		t.Run(name, func(t *testing.T) {
			v := c.fresh()
			if err := v.UnmarshalText([]byte(c.text)); err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(v)
			if want := `"` + c.canonical + `"`; err != nil || string(text) != want {
				t.Fatalf("JSON %s, %v, want %s", text, err, want)
			}
			again := c.fresh()
			if err := json.Unmarshal(text, again); err != nil || !reflect.DeepEqual(v, again) {
				t.Errorf("JSON reads as another value: %v", err)
			}
			if err := json.Unmarshal([]byte(`""`), again); err != nil || !reflect.DeepEqual(again, c.fresh()) {
				t.Errorf("the empty string does not set the zero value: %v", err)
			}
		})
	}
}

func TestSQLForms(t *testing.T) {
	for name, c := range scalars {
		t.Run(name, func(t *testing.T) {
			v := c.fresh()
			for _, src := range []any{c.text, []byte(c.text), c.canonical} {
				if err := v.Scan(src); err != nil || textOf(t, v) != c.canonical {
					t.Fatalf("Scan(%T) gives %q, %v", src, textOf(t, v), err)
				}
			}
			value, err := reflect.ValueOf(v).Elem().Interface().(driver.Valuer).Value()
			if err != nil || value != c.canonical {
				t.Errorf("Value gives %v, %v, want %q", value, err, c.canonical)
			}
			if err := v.Scan(nil); err != nil || !reflect.DeepEqual(v, c.fresh()) {
				t.Errorf("Scan(nil) keeps the value of the row before: %v", err)
			}
			if value, err := reflect.ValueOf(v).Elem().Interface().(driver.Valuer).Value(); err != nil || value != nil {
				t.Errorf("the zero value is %v in SQL, %v, want NULL", value, err)
			}
			for _, src := range []any{c.invalid, int64(1080012345), 1.5, true} {
				if err := v.Scan(c.canonical); err != nil {
					t.Fatal(err)
				}
				if err := v.Scan(src); err == nil || !reflect.DeepEqual(v, c.fresh()) {
					t.Errorf("Scan(%T) gives %v and keeps %q", src, err, textOf(t, v))
				}
			}
			if err := v.Scan(int64(1)); !errors.Is(err, identity.CodeUnsupported) {
				t.Errorf("Scan of a number gives %v, want %q", err, identity.CodeUnsupported)
			}
		})
	}
}

func TestScanDateFromADatabaseDate(t *testing.T) {
	var d identity.Date
	if err := d.Scan(time.Date(1980, 3, 15, 0, 0, 0, 0, time.UTC)); err != nil || d.ISO() != "1980-03-15" {
		t.Errorf("%s, %v", d.ISO(), err)
	}
	if err := d.Scan(time.Time{}); err != nil || d.IsValid() {
		t.Errorf("the zero time gives %s, %v", d.ISO(), err)
	}
}

func TestRawTextForms(t *testing.T) {
	name, text := identity.Name("Lò Thị Mẫu"), identity.Text("15/3/80")
	for _, src := range []any{"Lò Thị Mẫu", []byte("Lò Thị Mẫu")} {
		var n identity.Name
		if err := n.Scan(src); err != nil || n != name {
			t.Errorf("Scan(%T) gives another name: %v", src, err)
		}
	}
	if v, err := name.Value(); err != nil || v != string(name) {
		t.Errorf("Value of a name: %v", err)
	}
	if v, err := text.Value(); err != nil || v != string(text) {
		t.Errorf("Value of a text: %v", err)
	}
	if err := name.Scan(nil); err != nil || name != "" {
		t.Errorf("Scan(nil) keeps a name: %v", err)
	}
	if err := text.Scan(nil); err != nil || text != "" {
		t.Errorf("Scan(nil) keeps a text: %v", err)
	}
	text = "kept"
	if err := text.Scan(int64(5)); !errors.Is(err, identity.CodeUnsupported) || text != "" {
		t.Errorf("Scan of a number gives %v", err)
	}
	if v, err := name.Value(); err != nil || v != nil {
		t.Errorf("the empty name is %v in SQL, want NULL", v)
	}
}

func TestRecordsInJSON(t *testing.T) {
	p := identity.Participant{
		Person: identity.Person{
			FullName: "Lò Thị Mẫu", DateOfBirth: "0/0/1960", Gender: "nu", IDNumber: "012 345 678",
		},
		SocialInsuranceNumber: "0123456789",
		Unit:                  identity.Unit{Code: "TZ0001A", Name: "Công ty Mẫu"},
		VssID:                 identity.VssIDApproved,
		Email:                 "mau@example.com",
	}
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"person":{"full_name":"Lò Thị Mẫu","date_of_birth":"0/0/1960","gender":"nu","id_number":"012 345 678"},` +
		`"social_insurance_number":"0123456789","unit":{"code":"TZ0001A","name":"Công ty Mẫu"},"vssid":"approved","email":"mau@example.com"}`
	if string(text) != want {
		t.Errorf("JSON (-want +got):\n-%s\n+%s", want, text)
	}
	var again identity.Participant
	if err := json.Unmarshal(text, &again); err != nil || again != p {
		t.Errorf("JSON reads as another participant: %v", err)
	}
}

func TestVssID(t *testing.T) {
	for v, account := range map[identity.VssID]bool{
		identity.VssIDUnknown: false, identity.VssIDNone: false, identity.VssIDRegistered: true, identity.VssIDApproved: true,
	} {
		got, err := identity.ParseVssID(v.String())
		if err != nil || got != v || v.HasAccount() != account {
			t.Errorf("%q: %v, account %t", v, err, v.HasAccount())
		}
	}
	if got := identity.VssID(9).String(); got != "" {
		t.Errorf("a state that does not exist is %q", got)
	}
}

func TestIsForeign(t *testing.T) {
	for nationality, want := range map[string]bool{"": false, "VN": false, " vn ": false, "LA": true} {
		if got := (identity.Participant{Nationality: nationality}).IsForeign(); got != want {
			t.Errorf("%q: %t, want %t", nationality, got, want)
		}
	}
}
