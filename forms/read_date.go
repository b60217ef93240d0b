package forms

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/bhxh-go/bhxh/internal/vntext"
)

// spelled puts a date that is written out, "ngày 3 tháng 1 năm 1990", or has
// other signs between its parts, "3, 1, 1990", or a month in English,
// "3-Jan-1990", into the notation that identity.ParseDate reads. It gives "" for
// what has no three parts.
func spelled(s string) string {
	parts := dateParts(vntext.Fold(s))
	parts = slices.DeleteFunc(parts, func(p string) bool { return slices.Contains(dateWords[:], p) })
	if len(parts) != 3 {
		return ""
	}
	if month := slices.IndexFunc(months[:], func(m string) bool { return len(parts[1]) >= 3 && strings.HasPrefix(m, parts[1]) }); month >= 0 {
		parts[1] = strconv.Itoa(month + 1)
	}
	return strings.Join(parts, "/")
}

// dateParts cuts text into runs of digits and of letters.
func dateParts(s string) []string {
	var parts []string
	class := func(c rune) int {
		switch {
		case unicode.IsDigit(c):
			return 1
		case unicode.IsLetter(c):
			return 2
		}
		return 0
	}
	last := 0
	for _, c := range s {
		now := class(c)
		switch {
		case now == 0:
		case now == last:
			parts[len(parts)-1] += string(c)
		default:
			parts = append(parts, string(c))
		}
		last = now
	}
	return parts
}

var (
	dateWords = [...]string{"ngay", "thang", "thg", "nam"}
	months    = [...]string{
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	}
)
