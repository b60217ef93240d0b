package campaign

// State is where a participant stands in the procedure of Kế hoạch
// 2207/KH-BHXH (parts B.I and B.II). The states are data that stores keep: they
// do not change once published.
type State uint8

// The states. The zero State is that of nobody: the state before the first event.
const (
	New           State = iota + 1 // loaded, never asked
	Asked                          // taken into a round; put to the registry unless the record itself decides
	Verified                       // the registry confirmed every field (B.I, bước 2)
	IDShared                       // the same, and the CMND gave way to the shared personal ID (B.I, bước 3)
	Mismatched                     // the registry said no, or a field differs (B.II, bước 2)
	NoID                           // holds no number at all (B.II)
	NotComparable                  // the registry's answer does not concern this person
	Pending                        // could not be asked
	NotifiedMau01                  // on a Mẫu số 01 that was sent, not yet shared back
	SharedBack                     // shared with the population database (B.I, bước 4), not yet on a Mẫu số 01
	Settled                        // on a Mẫu số 01 and shared back: nothing is left to do
	NotifiedMau02                  // on a Mẫu số 02 that was sent (B.II, bước 3)
	Confirmed                      // the participant answered the Mẫu số 02, column (14)
	Filed                          // D02-LT or D03-TS with TK1-TS came in (B.II, bước 4)
	Updated                        // the record of BHXH was corrected (B.II, bước 5)
	Reviewed                       // own entry agrees with the papers, still unconfirmed (B.II, bước 6.2)
	Escalated                      // on a list to the information technology centre (B.II, bước 6.2)
	Answered                       // the centre has answered
	Merged                         // a double: another mã số BHXH of the same person was kept
	Erased                         // tombstone without personal data
)

const lastState = Erased

var stateNames = [...]string{
	"", "new", "asked", "verified", "id_shared", "mismatched", "no_id", "not_comparable", "pending",
	"notified_mau01", "shared_back", "settled", "notified_mau02", "confirmed", "filed", "updated",
	"reviewed", "escalated", "answered", "merged", "erased",
}

// States gives every state, in the order of the constants.
func States() []State {
	all := make([]State, 0, lastState)
	for s := New; s <= lastState; s++ {
		all = append(all, s)
	}
	return all
}

// String gives the stable name, "" for the zero State and for a value that is
// none.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return ""
}

// MarshalText implements encoding.TextMarshaler with the name.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name; an unknown one fails with CodeUnknownState and
// sets the zero State.
func (s *State) UnmarshalText(text []byte) error {
	*s = 0
	for i, name := range stateNames {
		if string(text) == name {
			*s = State(i)
			return nil
		}
	}
	return &Error{Code: CodeUnknownState}
}

// IsConfirmed reports a participant whom the registry has confirmed and whom
// nothing has put in doubt since.
func (s State) IsConfirmed() bool {
	switch s {
	case Verified, IDShared, NotifiedMau01, SharedBack, Settled:
		return true
	}
	return false
}

// IsFinal reports a state that is left only by an undone decision or not at all.
func (s State) IsFinal() bool { return s == Merged || s == Erased }
