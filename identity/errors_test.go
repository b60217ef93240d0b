package identity_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
)

func TestCodes(t *testing.T) {
	texts := map[string]identity.Code{}
	for _, c := range []identity.Code{
		identity.CodeEmpty, identity.CodeTooLong, identity.CodeCharacter, identity.CodeLength, identity.CodeLostZero, identity.CodeFloat,
		identity.CodeImpossible, identity.CodeUnknown, identity.CodeFieldCount, identity.CodeUnsupported, identity.CodeNotCurrent,
		identity.CodeReused, identity.CodeKind, identity.CodeOrder,
	} {
		if !strings.HasPrefix(string(c), "identity.") || c.Error() == string(c) || c.Error() == "" {
			t.Errorf("code %q has the text %q", string(c), c.Error())
		}
		if other, ok := texts[c.Error()]; ok {
			t.Errorf("%q and %q have one text", string(c), string(other))
		}
		texts[c.Error()] = c
	}
	if got := identity.Code("identity.later").Error(); got != "identity.later" {
		t.Errorf("an unknown code has the text %q", got)
	}
}

func TestFields(t *testing.T) {
	names := map[string]bool{}
	for f := identity.FieldNone; f <= identity.FieldHistory; f++ {
		if name := f.String(); name == "" || strings.HasPrefix(name, "field(") || names[name] {
			t.Errorf("field %d is called %q", uint8(f), name)
		}
		names[f.String()] = true
	}
	if got := (identity.FieldHistory + 1).String(); got != "field(14)" {
		t.Errorf("a field that does not exist is %q", got)
	}
}

func TestErrorIsComparable(t *testing.T) {
	_, first := identity.ParseDate("30/02/1980")
	_, second := identity.ParseDate("31/04/1981")
	var a, b *identity.Error
	if !errors.As(first, &a) || !errors.As(second, &b) || *a != *b {
		t.Errorf("two failures of one kind differ: %v, %v", first, second)
	}
}

func TestMustDatePanics(t *testing.T) {
	defer func() {
		if text, ok := recover().(string); !ok || !strings.HasPrefix(text, "identity: MustDate: ") {
			t.Errorf("panicked with %q", text)
		}
	}()
	identity.MustDate(1980, 2, 30)
	t.Error("did not panic")
}
