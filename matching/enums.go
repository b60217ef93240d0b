package matching

var agreementNames = [...]string{Unknown: "unknown", Same: "same", Equivalent: "equivalent", Different: "different", Missing: "missing"}

// Agrees reports that the field holds the same value: same or equivalent.
func (a Agreement) Agrees() bool { return a == Same || a == Equivalent }

// String gives the stable name of the agreement.
func (a Agreement) String() string { return nameOf(agreementNames[:], a) }

// MarshalText implements encoding.TextMarshaler with the name.
func (a Agreement) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads a name.
func (a *Agreement) UnmarshalText(text []byte) error { return parseName(agreementNames[:], text, a) }

var fieldNames = [...]string{FieldName: "name", FieldDateOfBirth: "date_of_birth", FieldGender: "gender", FieldID: "id"}

// String gives the stable name of the field.
func (f Field) String() string { return nameOf(fieldNames[:], f) }

// MarshalText implements encoding.TextMarshaler with the name.
func (f Field) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a name.
func (f *Field) UnmarshalText(text []byte) error { return parseName(fieldNames[:], text, f) }

var zoneNames = [...]string{0: "unknown", ZoneDifferent: "different", ZoneReview: "review", ZoneSame: "same"}

// String gives the stable name of the zone.
func (z Zone) String() string { return nameOf(zoneNames[:], z) }

// MarshalText implements encoding.TextMarshaler with the name.
func (z Zone) MarshalText() ([]byte, error) { return []byte(z.String()), nil }

// UnmarshalText reads a name.
func (z *Zone) UnmarshalText(text []byte) error { return parseName(zoneNames[:], text, z) }

func nameOf[T ~uint8](names []string, v T) string {
	if int(v) < len(names) {
		return names[v]
	}
	return "unknown"
}

func parseName[T ~uint8](names []string, text []byte, v *T) error {
	for i, name := range names {
		if name == string(text) {
			*v = T(i)
			return nil
		}
	}
	*v = 0
	return &Error{Code: CodeFormat}
}
