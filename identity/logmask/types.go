package logmask

import (
	"log/slog"
	"reflect"
)

// isLogValuer reports whether values of the type say themselves what a log may
// show, also through a pointer.
func isLogValuer(t reflect.Type) bool {
	valuer := reflect.TypeFor[slog.LogValuer]()
	return t.Implements(valuer) || t.Kind() != reflect.Interface && reflect.PointerTo(t).Implements(valuer)
}

// maxTypes bounds the search of a type: types can contain themselves.
const maxTypes = 12

// holds reports whether a value of the type may have a LogValuer inside. An
// interface may hold anything.
func holds(t reflect.Type, depth int) bool {
	if t == nil {
		return false
	}
	if depth == 0 || isLogValuer(t) {
		return true
	}
	switch t.Kind() {
	case reflect.Interface:
		return true
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return holds(t.Elem(), depth-1)
	case reflect.Map:
		return holds(t.Key(), depth-1) || holds(t.Elem(), depth-1)
	case reflect.Struct:
		for i := range t.NumField() {
			if holds(t.Field(i).Type, depth-1) {
				return true
			}
		}
	}
	return false
}
