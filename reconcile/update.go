package reconcile

import "github.com/bhxh-go/bhxh/identity"

// Why a history holds a personal ID.
const (
	basisConfirmed = "Kế hoạch 2207/KH-BHXH B.I bước 2" // it was sent, and the registry confirmed it
	basisShared    = "Kế hoạch 2207/KH-BHXH B.I bước 3" // the registry shared it for a CMND
)

// Update writes what an outcome means for the numbers of the participant into
// their identifier history, as of the day on: a confirmed number is entered
// where it is not yet known, and a shared personal ID takes the place of the
// CMND, which stays searchable (plan B.I, bước 3; C.2). Outcomes that confirm
// nothing change nothing. Applying an outcome twice changes nothing the second
// time.
//
// Errors are those of [identity.History]: a history that already says something
// else is not overwritten.
func Update(h *identity.History, o Outcome, on identity.Date) error {
	if o.Kind.List() != ListMau01 || !o.PersonalID.IsValid() {
		return nil
	}
	id := o.PersonalID.Number()
	if o.Kind != IDShared {
		if h.Contains(id) {
			return nil
		}
		return h.Add(id, identity.Date{}, basisConfirmed)
	}
	former := o.FormerID.Number()
	if latest, ok := h.Latest(former); ok && latest == id {
		return nil
	}
	if !h.Contains(former) {
		if err := h.Add(former, identity.Date{}, ""); err != nil {
			return err
		}
	}
	return h.Replace(former, id, on, basisShared)
}

// Index makes every number of an outcome's participant lead to their mã số
// BHXH: the number that was sent, the confirmed one and the former one. After a
// round this is the plan's look-up by a CMND that has been replaced.
func Index(x *identity.NumberIndex, o Outcome) {
	key := string(o.Participant.SocialInsuranceNumber)
	if n, err := identity.ParseSocialInsuranceNumber(key); err == nil {
		key = n.Reveal()
	}
	sent, _ := identity.ParseNumber(string(o.Participant.Person.IDNumber))
	x.Add(key, sent, o.PersonalID.Number(), o.FormerID.Number())
}
