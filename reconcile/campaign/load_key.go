package campaign

import (
	"crypto/sha256"
	"strconv"
	"strings"

	"github.com/bhxh-go/bhxh/identity"
)

// LoadKey names a participant across loads: the mã số BHXH, and which of the
// rows with this number it is, from 1 in the order of the list. A number that
// can be read counts by its digits, however it is written, and any other by its
// text. Stores keep it hashed where the campaign has a key.
//
// Two people under one number change places where their rows do; see
// [Campaign.Load].
func LoadKey(number identity.Text, occurrence int) string {
	text := strings.TrimSpace(string(number))
	if n, err := identity.ParseSocialInsuranceNumber(text); err == nil {
		text = n.Reveal()
	}
	return text + "#" + strconv.Itoa(occurrence)
}

// occurrences counts how often each mã số BHXH came up in a load, by a hash of
// the number: some 50 bytes each.
type occurrences map[[tokenSize]byte]uint32

func (o occurrences) next(number identity.Text) int {
	var at [tokenSize]byte
	sum := sha256.Sum256([]byte(LoadKey(number, 0)))
	copy(at[:], sum[:])
	o[at]++
	return int(o[at])
}
