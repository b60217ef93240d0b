// Package logmask wraps a log handler so that personal values which stand
// inside somebody else's values come out masked too.
//
// Alone, or as an attribute, a value of this module masks itself in log/slog:
// it is a slog.LogValuer. But no handler asks a LogValuer that stands inside a
// caller's struct, slice or map. Given such a value, a JSON handler writes the
// fields as JSON, which carries the values because that is what callers store,
// and a text handler uses fmt, which does not ask unexported fields.
//
//	logger := slog.New(logmask.NewHandler(slog.NewJSONHandler(os.Stderr, nil)))
//	logger.Info("filed", "request", request{Who: person}) // request.Who is masked
//
// The handler walks what it is given, by reflection: fields, elements, keys,
// pointers and interfaces. A value without a LogValuer inside passes as it is.
// A value with one is written as maps, lists and plain values, under the names
// that JSON uses, with each LogValuer in place of itself; one that stands in an
// unexported field, where no method can be called, is written "(masked)".
//
// What it cannot do: find a personal value in plain text. Messages and errors
// are texts; the errors of this module hold no values, see that yours do not.
//
// The package uses nothing but the standard library and serves LogValuers of
// anybody.
package logmask
