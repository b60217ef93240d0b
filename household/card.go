package household

import "github.com/bhxh-go/bhxh/identity"

const (
	waitDays  = 30 // sau 30 ngày kể từ ngày đóng
	gapMonths = 3  // gián đoạn 3 tháng
)

// Continuity says how a payment continues the participation before it, for the
// five continuous years (tham gia BHYT 5 năm liên tục) of Nghị định
// 146/2018/NĐ-CP Điều 12. The zero Continuity is that nothing was paid.
type Continuity uint8

// The states.
const (
	ContinuityNone     Continuity = iota
	ContinuityFirst               // first joining
	ContinuityUnbroken            // no day without a card
	ContinuityKept                // a gap of up to three months: the years go on
	ContinuityBroken              // a longer gap: the years begin again
)

var continuityNames = [...]string{"", "first", "unbroken", "kept", "broken"}

// String gives "first", "unbroken", "kept" or "broken".
func (c Continuity) String() string {
	if int(c) < len(continuityNames) {
		return continuityNames[c]
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler with the name.
func (c Continuity) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// CardStart gives the first day of the card that a payment buys (Luật BHYT Điều
// 16 khoản 3), for a previous card that ended on lastEnd; the zero Date means
// first joining:
//
//  1. the last card still runs, or ended the day before: where it ends;
//  2. a gap of less than three months: the day of payment;
//  3. first joining, or a gap of three months or more: 30 days after payment.
//
// The gap counts from the day after the last card to the day of payment. A gap
// of exactly three months waits and keeps the five years.
func CardStart(paid, lastEnd identity.Date) (from identity.Date, c Continuity) {
	from, c, _ = cardStart(paid, lastEnd)
	return from, c
}

func cardStart(paid, lastEnd identity.Date) (identity.Date, Continuity, Factor) {
	if !lastEnd.IsValid() {
		return addDays(paid, waitDays), ContinuityFirst, FactorCardWait
	}
	uncovered := addDays(lastEnd, 1)
	if uncovered.Compare(paid) >= 0 {
		return uncovered, ContinuityUnbroken, FactorCardContinues
	}
	switch order := paid.Compare(afterMonths(uncovered, gapMonths)); {
	case order < 0:
		return paid, ContinuityKept, FactorCardAtOnce
	case order == 0:
		return addDays(paid, waitDays), ContinuityKept, FactorCardWait
	}
	return addDays(paid, waitDays), ContinuityBroken, FactorCardWait
}
