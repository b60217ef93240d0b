package matching_test

import (
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/matching"
)

// TestNextNumber: the next number speaks for a typing error where the whole name
// agrees, and for a twin where it does not. The people are synthetic.
func TestNextNumber(t *testing.T) {
	reference := identity.Person{FullName: "Nguyễn Thanh Mẫu", DateOfBirth: "20/07/1994", Gender: "Nam", IDNumber: "019094607032"}
	for _, tc := range []struct {
		name, reason string
		subject      identity.Name
		speaksFor    bool
	}{
		{"the same name", "twins never share it", "Nguyễn Thanh Mẫu", true},
		{"the same name in capitals", "it is the same", "NGUYỄN THANH MẪU", true},
		{"another given name", "twins are registered one after the other", "Nguyễn Thanh Mẫn", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			subject := reference
			subject.FullName, subject.IDNumber = tc.subject, "019094607033"
			for share := range matching.Compare(subject, reference, identity.MustDate(2026, 11, 22)).Waterfall() {
				if !share.Prior && share.Field == matching.FieldID && share.Weight > 0 != tc.speaksFor {
					t.Errorf("%s: the number weighs %v", tc.reason, share.Weight)
				}
			}
		})
	}
}
