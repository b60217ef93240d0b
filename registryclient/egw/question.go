package egw

import (
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Question is one check: does this card, or number, belong to this name and
// date of birth? fmt and log/slog show it masked.
type Question struct {
	RequestID   string              // for the audit log; "" = the client makes a UUID
	Card        identity.HealthCard // mã thẻ BHYT, mã số BHXH or personal ID
	FullName    identity.Name
	DateOfBirth identity.Date // known at least to the year
	Purpose     registryclient.Purpose
}

// validate reports a question that cannot be put.
func (q *Question) validate() error {
	switch {
	case q.RequestID != "" && !registryclient.ValidRequestID(q.RequestID):
		return invalid("the request id is too long or holds other characters than letters, digits, - _ .")
	case !q.Card.IsValid():
		return invalid("the card is missing")
	case q.FullName.IsEmpty():
		return invalid("the name is missing")
	case !plain(string(q.FullName)):
		return invalid("the name is too long or not plain text")
	case !q.DateOfBirth.IsValid():
		return invalid("the date of birth is missing")
	}
	return nil
}

func plain(s string) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= registryclient.MaxName && strings.IndexFunc(s, unicode.IsControl) < 0
}

// minority are letters of minority languages that have a form of their own in
// Unicode; those made with a further mark lose the mark.
var minority = strings.NewReplacer(
	"Č", "C", "č", "c", "Ƀ", "B", "ƀ", "b", "Ŏ", "O", "ŏ", "o", "Ĕ", "E", "ĕ", "e", "Ĭ", "I", "ĭ", "i", "Ŭ", "U", "ŭ", "u", "Ñ", "N", "ñ", "n",
)

// foldMinority writes a name in the letters of Vietnamese: with those of
// Ê-đê names (Ê̆, Č, Ƀ, Ŏ …) the gateway answers 060, as clients found.
func foldMinority(name string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, minority.Replace(norm.NFC.String(name))))
}

// Masked gives the question with every personal value masked.
func (q Question) Masked() string {
	return "{request:" + q.RequestID + " " + q.Card.Masked() + " " + q.FullName.Masked() + " dob:" + q.DateOfBirth.Masked() + " " + q.Purpose.Masked() + "}"
}

// String gives the masked form.
func (q Question) String() string { return q.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (q Question) Format(f fmt.State, _ rune) { mask.Format(f, q.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (q Question) LogValue() slog.Value { return slog.StringValue(q.Masked()) }
