package bhxh_test

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

// printed prints a value without the addresses in it, whose digits may be
// anybody's by chance: fmt shows those of nested pointers, and %d and %x show
// them like any other number.
func printed(verb string, v any) string {
	text := fmt.Sprintf(verb, v)
	if !strings.ContainsAny(verb, "dxX") {
		return text // with 0x before them, which leaked leaves out
	}
	found := make(map[uintptr]bool)
	addresses(reflect.ValueOf(v), found, 8)
	for address := range found {
		for _, form := range [...]string{"%d", "%x", "%X"} {
			text = strings.ReplaceAll(text, fmt.Sprintf(form, address), "")
		}
	}
	return text
}

// addresses collects the addresses in a value.
func addresses(v reflect.Value, found map[uintptr]bool, depth int) {
	if depth == 0 {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		if v.IsNil() {
			return
		}
		found[v.Pointer()] = true
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		addresses(v.Elem(), found, depth-1)
	case reflect.Struct:
		for i := range v.NumField() {
			addresses(v.Field(i), found, depth-1)
		}
	case reflect.Slice, reflect.Array:
		for i := range min(v.Len(), 64) {
			addresses(v.Index(i), found, depth-1)
		}
	case reflect.Map:
		for keys := v.MapRange(); keys.Next(); {
			addresses(keys.Key(), found, depth-1)
			addresses(keys.Value(), found, depth-1)
		}
	}
}

// TestPrinted: addresses go, everything else stays.
func TestPrinted(t *testing.T) {
	n := 7
	nested := struct {
		at   *int
		of   func()
		text string
		err  error
	}{&n, func() {}, "001187654321", &os.PathError{Err: os.ErrInvalid}}
	for _, verb := range verbs() {
		if word := leaked(fmt.Sprintf(verb, nested.text)); word != "" && leaked(printed(verb, nested)) == "" {
			t.Errorf("%s no longer shows the text", verb)
		}
	}
	nested.text = ""
	if got := printed("%d", nested); strings.ContainsAny(got, "0123456789") {
		t.Errorf("an address is left: %s", got)
	}
}
