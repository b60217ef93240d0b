package bhxh_test

import (
	"encoding"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/identity"
)

// canaryTexts are the values of a synthetic person that nothing may show.
func canaryTexts() []string {
	return []string{
		"001187654321", "098765432", "7319462850", "GD4017319462850", "27/09/1987", "Ngọc Canari Hoàng",
		"canari@example.com", "Số 58293 Phố Canari", "Nữ",
	}
}

// leaked gives the canary that text shows, "" for none. A masked number shows
// its last three digits and a masked name its initials.
func leaked(text string) string {
	lower := strings.ToLower(text)
	for _, word := range []string{"ngọc", "canari", "hoàng", "phố", "27/09", "1987-09", "19870927", "27091987"} {
		if strings.Contains(lower, word) || strings.Contains(lower, hex.EncodeToString([]byte(word))) {
			return word
		}
	}
	if strings.Contains(lower, hex.EncodeToString([]byte("Ngọc"))) {
		return "ngọc"
	}
	digits := regexp.MustCompile(`0x[0-9a-f]+`).ReplaceAllString(lower, "") // addresses
	for _, number := range []string{"001187654321", "098765432", "7319462850", "58293"} {
		const shown = 5 // digits in a row
		for i := range len(number) - shown + 1 {
			part := number[i : i+shown]
			if strings.Contains(digits, part) || strings.Contains(lower, hex.EncodeToString([]byte(part))) {
				return part
			}
		}
	}
	return ""
}

// filler makes values that hold canaries wherever a personal value can stand.
type filler struct {
	// samples are values of types that cannot be filled from outside; an invalid
	// one leaves the type out.
	samples map[reflect.Type]reflect.Value
}

// fill gives a value of the type, and whether it holds a canary.
func (f filler) fill(t reflect.Type, depth int) (reflect.Value, bool) {
	if v, ok := f.samples[t]; ok && v.IsValid() {
		return v, true
	} else if ok {
		return reflect.Zero(t), false
	}
	if depth == 0 {
		return reflect.Zero(t), false
	}
	if isPersonal(t) && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		for _, text := range canaryTexts() {
			p := reflect.New(t)
			if p.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) == nil && !p.Elem().IsZero() {
				return p.Elem(), true
			}
		}
	}
	switch t {
	case reflect.TypeFor[time.Time]():
		return reflect.ValueOf(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), false
	case reflect.TypeFor[error]():
		return reflect.ValueOf(errors.New("x")), false
	}
	return f.fillKind(t, depth)
}

func (f filler) fillKind(t reflect.Type, depth int) (reflect.Value, bool) {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.String:
		if isPersonal(t) {
			v.SetString("Ngọc Canari Hoàng")
			return v, true
		}
		v.SetString("x")
	case reflect.Struct:
		found := false
		for i := range t.NumField() {
			if !t.Field(i).IsExported() {
				continue
			}
			inner, ok := f.fill(t.Field(i).Type, depth-1)
			v.Field(i).Set(inner)
			found = found || ok
		}
		return v, found
	case reflect.Slice:
		inner, ok := f.fill(t.Elem(), depth-1)
		return reflect.Append(v, inner), ok
	case reflect.Array:
		found := false
		for i := range t.Len() {
			inner, ok := f.fill(t.Elem(), depth-1)
			v.Index(i).Set(inner)
			found = found || ok
		}
		return v, found
	case reflect.Map:
		key, inKey := f.fill(t.Key(), depth-1)
		inner, ok := f.fill(t.Elem(), depth-1)
		m := reflect.MakeMap(t)
		m.SetMapIndex(key, inner)
		return m, ok || inKey
	case reflect.Pointer:
		inner, ok := f.fill(t.Elem(), depth-1)
		p := reflect.New(t.Elem())
		p.Elem().Set(inner)
		return p, ok
	case reflect.Bool:
		v.SetBool(true)
	}
	return v, false
}

// isPersonal reports a type that says itself that it must be masked.
func isPersonal(t reflect.Type) bool {
	masked := reflect.TypeFor[interface{ Masked() string }]()
	return t.Implements(masked) || t.Kind() != reflect.Interface && reflect.PointerTo(t).Implements(masked)
}

// implements reports whether a type or a pointer to it has the methods of I.
func implements[I any](t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[I]()) || reflect.PointerTo(t).Implements(reflect.TypeFor[I]())
}

// hides reports a type that holds, in fields nobody outside can set, what may
// be a personal value.
func hides(t reflect.Type, depth int) bool {
	if depth == 0 {
		return false
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			field := t.Field(i)
			if !field.IsExported() && (reaches(field.Type, 5) || hides(field.Type, depth-1)) {
				return true
			}
		}
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		return hides(t.Elem(), depth-1)
	}
	return false
}

// reaches reports a type in which a personal type stands somewhere.
func reaches(t reflect.Type, depth int) bool {
	if depth == 0 {
		return false
	}
	if isPersonal(t) {
		return true
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if reaches(t.Field(i).Type, depth-1) {
				return true
			}
		}
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return reaches(t.Elem(), depth-1)
	case reflect.Map:
		return reaches(t.Key(), depth-1) || reaches(t.Elem(), depth-1)
	}
	return false
}

// newFiller gives a filler with samples of the types that only their own
// functions can fill.
func newFiller(t *testing.T) filler {
	t.Helper()
	number := func(text string) identity.Number {
		n, err := identity.ParseNumber(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	var history identity.History
	err := errors.Join(
		history.Add(number("098765432"), identity.Date{}, "x"),
		history.Replace(number("098765432"), number("001187654321"), identity.MustDate(1987, 9, 27), "x"),
	)
	index := &identity.NumberIndex{}
	index.AddHistory("7319462850", history)
	if err != nil {
		t.Fatal(err)
	}
	f := filler{samples: map[reflect.Type]reflect.Value{}}
	for _, v := range []any{history, index, number("001187654321")} {
		f.samples[reflect.TypeOf(v)] = reflect.ValueOf(v)
	}
	return f
}

// placesOf gives every way in which a value can stand in another one, and in an
// error.
func placesOf(v reflect.Value) map[string]any {
	t := v.Type()
	p := reflect.New(t)
	p.Elem().Set(v)
	slice := reflect.Append(reflect.MakeSlice(reflect.SliceOf(t), 0, 1), v)
	array := reflect.New(reflect.ArrayOf(1, t)).Elem()
	array.Index(0).Set(v)
	values := reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), t))
	values.SetMapIndex(reflect.ValueOf("x"), v)
	field := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "V", Type: t}})).Elem()
	field.Field(0).Set(v)
	all := map[string]any{
		"direct": v.Interface(), "pointer": p.Interface(), "slice": slice.Interface(), "array": array.Interface(),
		"map": values.Interface(), "field": field.Interface(), "any in a field": struct{ V any }{v.Interface()},
		"wrapped in an error": fmt.Errorf("x: %v", v.Interface()),
	}
	if v.Comparable() {
		keys := reflect.MakeMap(reflect.MapOf(t, reflect.TypeFor[int]()))
		keys.SetMapIndex(v, reflect.ValueOf(1))
		all["map key"] = keys.Interface()
	}
	return all
}
