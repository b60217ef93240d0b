package identity

import "strings"

// isMidnight reports whether s is the time that a database or a spreadsheet
// adds to a date that has none: T or blanks, 00:00 or 12:00 AM (SA in a
// Vietnamese locale), seconds and fractions of zero, any zone. Any other time
// is not a date and is left to fail.
func isMidnight(s string) bool {
	rest := strings.TrimLeft(s, " \t")
	separated := len(rest) < len(s)
	if !separated {
		if rest, separated = strings.CutPrefix(s, "T"); !separated {
			return false
		}
	}
	var hour string
	var ok bool
	if hour, rest, ok = strings.Cut(rest, ":"); !ok {
		return false
	}
	if rest, ok = strings.CutPrefix(rest, "00"); !ok {
		return false
	}
	if seconds, found := strings.CutPrefix(rest, ":00"); found {
		rest = seconds
		if fraction, found := strings.CutPrefix(rest, "."); found {
			rest = strings.TrimLeft(fraction, "0")
		}
	}
	rest = strings.TrimSpace(rest)
	switch hour {
	case "0", "00":
		return isZone(rest)
	case "12":
		return strings.EqualFold(rest, "AM") || strings.EqualFold(rest, "SA")
	}
	return false
}

// isZone reports nothing, Z, or an offset as +07:00, +0700 or +07.
func isZone(s string) bool {
	if s == "" || s == "Z" {
		return true
	}
	if s[0] != '+' && s[0] != '-' {
		return false
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	_, ok := plainDigits(digits)
	return ok && (len(digits) == 2 || len(digits) == 4)
}
