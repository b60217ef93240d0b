package bhxh_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/identity/logmask"
)

//go:generate go run ./internal/exportgen

// openers are functions that open a file by a name, which stands in their
// errors as os gives it. A file name holds no personal value.
func openers() []string { return []string{"registryclient/registrytest.LoadPopulation"} }

// verbs are those of fmt, with the flags that change what is shown.
func verbs() []string {
	return []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%d", "%t", "%c", "%U", "%b", "%e", "%20v", "%-20.3s"}
}

// TestPrivacy prints every exported type that can hold a personal value with
// every verb of fmt and both handlers of log/slog, in every place in which it
// can stand. A type that hides such a value in fields that nobody outside can
// set must decide itself what is printed of it.
func TestPrivacy(t *testing.T) {
	f, noDates := newFiller(t), newFiller(t)
	noDates.samples[reflect.TypeFor[identity.Date]()] = reflect.Value{}
	types, holding := exportedTypes(), 0
	for name, typ := range types {
		if typ.Kind() == reflect.Interface || typ.Kind() == reflect.Func {
			continue
		}
		v, found := f.fill(typ, 6)
		if !found && hides(typ, 4) && !(implements[fmt.Formatter](typ) && implements[slog.LogValuer](typ)) {
			t.Errorf("%s hides what may be a personal value, and fmt or log/slog would show it: give it Format and LogValue", name)
		}
		if !found {
			continue
		}
		_, person := noDates.fill(typ, 6)
		holding++
		t.Run(name, func(t *testing.T) {
			for place, form := range placesOf(v) {
				for _, verb := range verbs() {
					if word := leaked(printed(verb, form)); word != "" {
						t.Errorf("%s, %s shows %q", place, verb, word)
					}
				}
				// JSON carries dates: those of rules and of runs may show.
				checkLog(t, form, person && (place == "direct" || place == "pointer"))
			}
			checkLog(t, struct{ v any }{v.Interface()}, false)
		})
	}
	t.Logf("%d of %d exported types can hold a personal value", holding, len(types))
	if holding < 40 {
		t.Errorf("only %d types hold a canary: the filler does not work", holding)
	}
}

// checkLog logs a value with both handlers: with the wrapper, which masks what
// is nested, and where it must mask itself also without.
func checkLog(t *testing.T, form any, bare bool) {
	t.Helper()
	for handler, of := range handlers() {
		var out bytes.Buffer
		if bare {
			slog.New(of(&out)).Info("x", "v", form)
		}
		logger := slog.New(logmask.NewHandler(of(&out)))
		logger.Info("x", "v", form, slog.Group("g", "v", form))
		logger.With("v", form).WithGroup("g").Info("x")
		if word := leaked(out.String()); word != "" {
			t.Errorf("the %s handler shows %q of %T", handler, word, form)
		}
	}
}

// handlers are those of log/slog, without the time, whose digits may be anybody's.
func handlers() map[string]func(io.Writer) slog.Handler {
	untimed := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	return map[string]func(io.Writer) slog.Handler{
		"JSON": func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, untimed) },
		"text": func(w io.Writer) slog.Handler { return slog.NewTextHandler(w, untimed) },
	}
}

// TestErrorsHoldNobody calls every exported function and method that takes
// plain values and gives an error, with canaries whole and broken, and prints
// the errors in every way.
func TestErrorsHoldNobody(t *testing.T) {
	t.Chdir(t.TempDir())
	f := newFiller(t)
	calls, failed := 0, 0
	try := func(name string, fn reflect.Value) {
		for _, text := range brokenTexts() {
			args, ok := arguments(f, fn.Type(), text)
			if !ok {
				return
			}
			calls++
			if err := call(t, name, fn, args); err != nil {
				failed++
				checkError(t, name, err)
			}
		}
	}
	for name, fn := range exportedFunctions() {
		if !slices.Contains(openers(), name) {
			try(name, fn)
		}
	}
	for name, typ := range exportedTypes() {
		if typ.Kind() == reflect.Interface {
			continue
		}
		v, _ := f.fill(typ, 6)
		p := reflect.New(typ)
		p.Elem().Set(v)
		for i := range p.NumMethod() {
			try(name+"."+p.Type().Method(i).Name, p.Method(i))
		}
	}
	t.Logf("%d calls, %d errors", calls, failed)
	if failed < 500 {
		t.Errorf("only %d of %d calls failed: the inputs are not broken enough", failed, calls)
	}
}

// brokenTexts are the canaries, whole and with typical faults.
func brokenTexts() []string {
	texts := canaryTexts()
	for _, s := range slices.Clone(texts) {
		texts = append(texts, s+"7", "!"+s, s[:len(s)-1], s+"\x00", `{"v":"`+s+`"}`, "a,b\n\""+s, "<a>"+s, strings.Repeat(s, 20))
	}
	return texts
}

// arguments makes the arguments of a call from one text, false where the
// function takes something else than plain values or gives no error.
func arguments(f filler, fn reflect.Type, text string) ([]reflect.Value, bool) {
	n := fn.NumOut()
	if n == 0 || fn.Out(n-1) != reflect.TypeFor[error]() || fn.NumIn() == 0 || fn.IsVariadic() {
		return nil, false
	}
	var args []reflect.Value
	plain := false
	for i := range fn.NumIn() {
		in := fn.In(i)
		switch {
		case in.Kind() == reflect.String:
			args = append(args, reflect.ValueOf(text).Convert(in))
			plain = true
		case in == reflect.TypeFor[[]byte]():
			args = append(args, reflect.ValueOf([]byte(text)))
			plain = true
		case in == reflect.TypeFor[io.Reader]():
			args = append(args, reflect.ValueOf(strings.NewReader(text)))
			plain = true
		case in == reflect.TypeFor[any]():
			args = append(args, reflect.ValueOf(text))
			plain = true
		case in.Kind() == reflect.Struct, in.Kind() == reflect.Int, in.Kind() == reflect.Uint8, in.Kind() == reflect.Bool:
			v, _ := f.fill(in, 5)
			args = append(args, v)
		default:
			return nil, false
		}
	}
	return args, plain
}

// call gives the error of a call. A panic must hold no value either.
func call(t *testing.T, name string, fn reflect.Value, args []reflect.Value) (err error) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			if word := leaked(fmt.Sprint(p)); word != "" {
				t.Errorf("%s panics with %q", name, word)
			}
		}
	}()
	out := fn.Call(args)
	err, _ = out[len(out)-1].Interface().(error)
	return err
}

// checkError prints an error and what it wraps in every way.
func checkError(t *testing.T, name string, err error) {
	t.Helper()
	for _, verb := range verbs() {
		if word := leaked(printed(verb, err)); word != "" {
			t.Errorf("%s: an error printed with %s shows %q", name, verb, word)
			return
		}
	}
	for _, of := range handlers() {
		var out bytes.Buffer
		slog.New(of(&out)).Info("x", "err", err)
		if word := leaked(out.String()); word != "" {
			t.Errorf("%s: an error in a log shows %q", name, word)
		}
	}
	switch wrapped := err.(type) {
	case interface{ Unwrap() []error }:
		for _, inner := range wrapped.Unwrap() {
			checkError(t, name, inner)
		}
	default:
		if inner := errors.Unwrap(err); inner != nil {
			checkError(t, name, inner)
		}
	}
}
