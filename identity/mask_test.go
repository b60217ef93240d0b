package identity_test

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

// The canaries: values of a synthetic person that no log may show.
const (
	canaryName    = "Ngọc Canari Hoàng"
	canaryID      = "001187654321"
	canaryCMND    = "098765432"
	canaryNumber  = "7319462850"
	canaryCard    = "GD401" + canaryNumber
	canaryDate    = "27/09/1987"
	canaryEmail   = "canari@example.com"
	canaryAddress = "Số 58293 Phố Canari"
)

// leaks gives the part of a canary that text shows, "" for none: a word of the
// name or address, or four digits in a row of a number or date.
func leaks(text string) string {
	lower := strings.ToLower(text)
	for _, word := range []string{"ngọc", "canari", "hoàng", "example.com", "phố", "27/09", "1987-09"} {
		if strings.Contains(lower, word) {
			return word
		}
	}
	for _, digits := range []string{canaryID, canaryCMND, canaryNumber, "27091987", "19870927", "58293"} {
		for i := range len(digits) - 3 {
			if strings.Contains(text, digits[i:i+4]) {
				return digits[i : i+4]
			}
		}
	}
	return ""
}

// sensitive are the exported types that can hold personal data, each with a
// value that holds canaries.
func sensitive(t *testing.T) map[string]any {
	t.Helper()
	var h identity.History
	if err := h.Add(mustNumber(t, canaryCMND), identity.Date{}, "record"); err != nil {
		t.Fatal(err)
	}
	if err := h.Replace(mustNumber(t, canaryCMND), mustNumber(t, canaryID), identity.MustDate(1987, 9, 27), "registry"); err != nil {
		t.Fatal(err)
	}
	si, err := identity.ParseSocialInsuranceNumber(canaryNumber)
	if err != nil {
		t.Fatal(err)
	}
	qr, err := identity.ParseQR(canaryID + "|" + canaryCMND + "|" + canaryName + "|27091987|Nữ|" + canaryAddress + "|27091987")
	if err != nil {
		t.Fatal(err)
	}
	date, err := identity.ParseDate(canaryDate)
	if err != nil {
		t.Fatal(err)
	}
	person := identity.Person{
		FullName: canaryName, DateOfBirth: canaryDate, Gender: "Nữ", IDNumber: canaryID, FormerID: canaryCMND,
	}
	index := &identity.NumberIndex{}
	index.AddHistory(canaryNumber, h)
	var entry identity.HistoryEntry
	for entry = range h.Entries() {
		break
	}
	return map[string]any{
		"PersonalID":            identity.MustParsePersonalID(canaryID),
		"CMND":                  mustCMND(t, canaryCMND),
		"Number":                mustNumber(t, canaryNumber),
		"SocialInsuranceNumber": si,
		"HealthCard":            mustCard(t, canaryCard),
		"Date":                  date,
		"Name":                  identity.Name(canaryName),
		"Text":                  identity.Text(canaryAddress),
		"Person":                person,
		"Participant": identity.Participant{
			Person: person, SocialInsuranceNumber: canaryNumber, Email: canaryEmail, HealthCard: canaryCard,
			Unit: identity.Unit{Code: "TZ0001A"},
		},
		"CardQR":       qr,
		"Correction":   identity.Correction{Row: 3, SocialInsuranceNumber: canaryNumber, FullName: canaryName, DateOfBirth: canaryDate, IDNumber: canaryID},
		"History":      h,
		"HistoryEntry": entry,
		"NumberIndex":  index,
		"Report":       identity.Check(person, identity.MustDate(2026, 11, 1)),
	}
}

// harmless are the exported types that hold nothing of a person.
var harmless = map[string]bool{
	"BenefitLevel": true, "CardIssuer": true, "Certainty": true, "Code": true, "DatedLevel": true, "Error": true, "Field": true,
	"Finding": true, "FindingCode": true, "Gender": true, "IssuerHint": true, "NameChange": true, "NumberKind": true,
	"ObjectCode": true, "Precision": true, "Province": true, "Region": true, "Severity": true, "Unit": true, "VssID": true,
}

// TestEveryTypeIsClassified: a new exported type must be named above, on one
// side or the other.
func TestEveryTypeIsClassified(t *testing.T) {
	known := sensitive(t)
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok || !spec.Name.IsExported() {
				return true
			}
			found++
			if _, masked := known[spec.Name.Name]; masked == harmless[spec.Name.Name] {
				t.Errorf("%s is neither sensitive nor harmless, or both", spec.Name.Name)
			}
			return true
		})
	}
	if want := len(known) + len(harmless); found != want {
		t.Errorf("%d exported types, %d are classified", found, want)
	}
}

// nestings puts a value where a program may have it when it prints or logs.
func nestings(v any) map[string]any {
	value := reflect.ValueOf(v)
	typ := value.Type()
	pointer := reflect.New(typ)
	pointer.Elem().Set(value)
	slice := reflect.Append(reflect.MakeSlice(reflect.SliceOf(typ), 0, 1), value)
	pointers := reflect.Append(reflect.MakeSlice(reflect.SliceOf(pointer.Type()), 0, 1), pointer)
	table := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), typ))
	table.SetMapIndex(reflect.ValueOf("key"), value)
	structure := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "Field", Type: typ}}))
	structure.Elem().Field(0).Set(value)
	result := map[string]any{
		"value": v, "pointer": pointer.Interface(), "slice": slice.Interface(), "slice of pointers": pointers.Interface(),
		"array": [1]any{v}, "map": table.Interface(), "interface": []any{v},
		"field": structure.Elem().Interface(), "pointer to field": structure.Interface(),
	}
	if typ.Kind() == reflect.Pointer { // a pointer to a pointer prints an address, whose digits are chance
		delete(result, "pointer")
		delete(result, "slice of pointers")
	}
	if typ.Comparable() {
		keys := reflect.MakeMap(reflect.MapOf(typ, reflect.TypeFor[string]()))
		keys.SetMapIndex(value, reflect.ValueOf("value"))
		result["map key"] = keys.Interface()
	}
	return result
}

func TestMaskedInFmt(t *testing.T) {
	verbs := []string{
		"%v", "%+v", "%#v", "%s", "%+s", "%q", "%#q", "%x", "%X", "% x", "%d", "%+d", "%b", "%o", "%O", "%c", "%U", "%e", "%g", "%f",
		"%t", "%T", "%20v", "%-20s", "%.3s", "%08d", "%!", "%[1]v %[1]s", "no verb",
	}
	for name, v := range sensitive(t) {
		t.Run(name, func(t *testing.T) {
			for where, nested := range nestings(v) {
				for _, verb := range verbs {
					text := fmt.Sprintf(verb, nested)
					if leak := leaks(text); leak != "" {
						t.Errorf("%s of a %s shows %q: %s", verb, where, leak, text)
					}
				}
				for how, text := range map[string]string{
					"Sprint": fmt.Sprint(nested), "Sprintln": fmt.Sprintln(nested), "Errorf": fmt.Errorf("wrapped: %v", nested).Error(),
				} {
					if leak := leaks(text); leak != "" {
						t.Errorf("%s of a %s shows %q: %s", how, where, leak, text)
					}
				}
			}
		})
	}
}

func TestMaskedInSlog(t *testing.T) {
	withoutTime := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	for name, v := range sensitive(t) {
		t.Run(name, func(t *testing.T) {
			for where, nested := range nestings(v) {
				var text, json bytes.Buffer
				slog.New(slog.NewTextHandler(&text, withoutTime)).With("with", nested).WithGroup("g").Info("m", "value", nested)
				if leak := leaks(text.String()); leak != "" {
					t.Errorf("the text handler shows %q of a %s: %s", leak, where, text.String())
				}
				if where != "value" && where != "pointer" {
					continue // encoding/json writes what is nested in foreign types: a documented limit
				}
				slog.New(slog.NewJSONHandler(&json, withoutTime)).With("with", nested).WithGroup("g").Info("m", "value", nested)
				if leak := leaks(json.String()); leak != "" {
					t.Errorf("the JSON handler shows %q of a %s: %s", leak, where, json.String())
				}
			}
		})
	}
}

// TestMaskLimits holds the limits that the package comment names: what stands
// in an unexported field, and what is printed with the verbs that are wrong for
// a value. Numbers, cards, dates and histories show nothing even there.
func TestMaskLimits(t *testing.T) {
	type foreign struct{ field any }
	values := sensitive(t)
	for _, name := range []string{
		"PersonalID", "CMND", "Number", "SocialInsuranceNumber", "HealthCard", "Date", "History", "HistoryEntry", "Report",
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%q"} {
			if leak := leaks(fmt.Sprintf(verb, foreign{values[name]})); leak != "" {
				t.Errorf("%s of an unexported field of type %s shows %q", verb, name, leak)
			}
		}
		for _, verb := range []string{"%p", "%w"} {
			if leak := leaks(fmt.Sprintf(verb, values[name])); leak != "" {
				t.Errorf("%s of a %s shows %q", verb, name, leak)
			}
		}
	}
	for _, name := range []string{"Name", "Text", "Person"} {
		if leaks(fmt.Sprintf("%v", foreign{values[name]})) == "" {
			t.Errorf("an unexported field of type %s is masked: the package comment says that it is not", name)
		}
	}
}

func TestMaskedForms(t *testing.T) {
	values := sensitive(t)
	for name, want := range map[string]string{
		"PersonalID":            "CCCD …321",
		"CMND":                  "CMND …432",
		"Number":                "BHXH …850",
		"SocialInsuranceNumber": "BHXH …850",
		"HealthCard":            "BHYT …850",
		"Date":                  "date (day)",
		"Name":                  "N.C.H.",
		"Text":                  "(masked)",
		"Person":                "{N.C.H. dob:(masked) gender:(masked) id:CCCD …321}",
		"Participant":           "{BHXH …850 {N.C.H. dob:(masked) gender:(masked) id:CCCD …321} unit:TZ0001A}",
		"CardQR":                "{card {N.C.H. dob:(masked) gender:(masked) id:CCCD …321}}",
		"Correction":            "{row 3 BHXH …850 name:N.C.H. dob:(masked) gender:(none) id:CCCD …321 confirmed:false}",
		"History":               "[CMND …432 → CCCD …321, CCCD …321]",
		"HistoryEntry":          "CMND …432 → CCCD …321",
		"NumberIndex":           "index of 2 numbers",
		"Report":                "[]",
	} {
		masked := values[name].(interface {
			Masked() string
			String() string
			slog.LogValuer
		})
		if masked.Masked() != want || masked.String() != want || masked.LogValue().String() != want {
			t.Errorf("%s is shown as %q, want %q", name, masked.Masked(), want)
		}
		delete(values, name)
	}
	if len(values) != 0 {
		t.Errorf("the masked forms of %d types are not held", len(values))
	}
}

func TestMaskedFormsOfNothing(t *testing.T) {
	var cancelled identity.History
	if err := errors.Join(
		cancelled.Add(mustNumber(t, canaryID), identity.Date{}, ""),
		cancelled.Cancel(mustNumber(t, canaryID), identity.MustDate(2025, 1, 1), ""),
	); err != nil {
		t.Fatal(err)
	}
	var noIndex *identity.NumberIndex
	for want, values := range map[string][]fmt.Stringer{
		"(none)": {
			identity.PersonalID{},
			identity.CMND{},
			identity.Number{},
			identity.SocialInsuranceNumber{},
			identity.HealthCard{},
			identity.Date{},
			identity.Name(" "), identity.Text(""), noIndex,
		},
		"[]":                      {identity.History{}},
		"[CCCD …321 (cancelled)]": {cancelled},
		"date (year)":             {identity.MustDate(1987, 0, 0)},
		"{card {(none) dob:(none) gender:(none) id:(none)}}":                            {identity.CardQR{}},
		"{(masked) {(none) dob:(none) gender:(none) id:(masked)} unit:}":                {identity.Participant{SocialInsuranceNumber: "1", Person: identity.Person{IDNumber: "1"}}},
		"{row 0 (none) name:(none) dob:(none) gender:(none) id:(none) confirmed:false}": {identity.Correction{}},
	} {
		for _, v := range values {
			if v.String() != want {
				t.Errorf("%T is shown as %q, want %q", v, v, want)
			}
		}
	}
}
