package people

import "strings"

// AppendField appends a field of a CSV file, in quotes where it needs them.
func AppendField(dst []byte, field string) []byte {
	if field == "" || field[0] != ' ' && !strings.ContainsAny(field, ",\"\r\n") {
		return append(dst, field...)
	}
	dst = append(dst, '"')
	for i := 0; i < len(field); i++ {
		if field[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, field[i])
	}
	return append(dst, '"')
}
