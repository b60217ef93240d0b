package logmask

import (
	"fmt"
	"log/slog"
	"reflect"
	"strings"
)

const (
	hidden  = "(masked)"
	tooDeep = "(too deep)"

	// maxDepth bounds the walk: a list that contains itself has no end.
	maxDepth = 32
)

// mask gives v with the LogValuers inside resolved, as maps, lists and plain
// values, and whether there was any. Where there was none the result is of no
// use.
func mask(v any) (plain any, found bool) {
	if _, ok := v.(error); ok {
		return nil, false // a handler writes its text
	}
	w := walker{}
	plain = w.value(reflect.ValueOf(v), 0)
	return plain, w.found
}

// walker notes whether it met a LogValuer.
type walker struct{ found bool }

func (w *walker) value(v reflect.Value, depth int) any {
	if !v.IsValid() {
		return nil
	}
	if depth > maxDepth {
		w.found = true
		return tooDeep
	}
	if isNil(v) {
		return nil
	}
	if v.Kind() != reflect.Interface && isLogValuer(v.Type()) {
		return w.logValue(v)
	}
	if v.CanInterface() {
		if err, ok := v.Interface().(error); ok {
			return err.Error()
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return w.value(v.Elem(), depth+1)
	case reflect.Struct:
		if !holds(v.Type(), maxTypes) {
			return plainOf(v) // a time or a caller's number keeps its own form
		}
		return w.fields(v, depth)
	case reflect.Map:
		return w.entries(v, depth)
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return plainOf(v)
		}
		list := make([]any, v.Len())
		for i := range list {
			list[i] = w.value(v.Index(i), depth+1)
		}
		return list
	}
	return plainOf(v)
}

// logValue gives what a LogValuer says of itself.
func (w *walker) logValue(v reflect.Value) any {
	w.found = true
	if !v.CanInterface() {
		return hidden
	}
	valuer, ok := v.Interface().(slog.LogValuer)
	if !ok { // the method is the pointer's
		p := reflect.New(v.Type())
		p.Elem().Set(v)
		valuer = p.Interface().(slog.LogValuer)
	}
	resolved := valuer.LogValue().Resolve()
	if resolved.Kind() == slog.KindGroup {
		return w.group(resolved.Group())
	}
	return resolved.Any()
}

func (w *walker) group(attrs []slog.Attr) map[string]any {
	m := make(map[string]any, len(attrs))
	for _, a := range attrs {
		a = maskAttr(a)
		if a.Value.Kind() == slog.KindGroup {
			m[a.Key] = w.group(a.Value.Group())
			continue
		}
		m[a.Key] = a.Value.Any()
	}
	return m
}

func (w *walker) fields(v reflect.Value, depth int) map[string]any {
	m := make(map[string]any)
	for i := range v.NumField() {
		if name, ok := jsonName(v.Type().Field(i)); ok {
			m[name] = w.value(v.Field(i), depth+1)
		}
	}
	return m
}

func (w *walker) entries(v reflect.Value, depth int) map[string]any {
	m := make(map[string]any, v.Len())
	for it := v.MapRange(); it.Next(); {
		key := fmt.Sprint(w.value(it.Key(), depth+1))
		for i := 2; ; i++ { // masked keys may coincide
			if _, taken := m[key]; !taken {
				break
			}
			key = fmt.Sprintf("%s #%d", strings.TrimSuffix(key, fmt.Sprintf(" #%d", i-1)), i)
		}
		m[key] = w.value(it.Value(), depth+1)
	}
	return m
}

// jsonName gives the name under which JSON has a field, false where it leaves
// the field out.
func jsonName(f reflect.StructField) (string, bool) {
	tag := f.Tag.Get("json")
	name, _, _ := strings.Cut(tag, ",")
	if name == "" {
		name = f.Name
	}
	return name, tag != "-"
}

func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice, reflect.Func, reflect.Chan:
		return v.IsNil()
	}
	return false
}

// plainOf gives a value without LogValuers inside, also from an unexported
// field, from which reflection gives nothing but basic kinds.
func plainOf(v reflect.Value) any {
	if v.CanInterface() {
		return v.Interface()
	}
	switch v.Kind() {
	case reflect.Bool:
		return v.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return v.Uint()
	case reflect.Float32, reflect.Float64:
		return v.Float()
	case reflect.String:
		return v.String()
	}
	return fmt.Sprintf("(%s)", v.Type())
}
