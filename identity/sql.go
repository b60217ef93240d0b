package identity

import "database/sql/driver"

// sqlValue gives text to a database, NULL for none.
func sqlValue(text string) (driver.Value, error) {
	if text == "" {
		return nil, nil
	}
	return text, nil
}

// scanText reads a database value through UnmarshalText. Whatever comes, the
// receiver never keeps what it held before.
func scanText(src any, dst interface{ UnmarshalText([]byte) error }, field Field) error {
	switch v := src.(type) {
	case nil:
		return dst.UnmarshalText(nil)
	case string:
		return dst.UnmarshalText([]byte(v))
	case []byte:
		return dst.UnmarshalText(v)
	}
	_ = dst.UnmarshalText(nil)
	return fail(field, CodeUnsupported, -1)
}

// scanString is scanText for the types that take any text.
func scanString[T ~string](src any, dst *T, field Field) error {
	*dst = ""
	switch v := src.(type) {
	case nil:
	case string:
		*dst = T(v)
	case []byte:
		*dst = T(v)
	default:
		return fail(field, CodeUnsupported, -1)
	}
	return nil
}
