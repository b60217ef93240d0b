package campaign

import (
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/mask"
)

// Record is what a campaign knows of a participant as a person. It is a plain
// value; fmt and log/slog show it masked, JSON carries the values.
type Record struct {
	Participant identity.Participant `json:"participant"` // as BHXH holds them now
	Numbers     identity.History     `json:"numbers"`     // every personal ID, CMND and mã số BHXH they had
	Evidence    []Evidence           `json:"evidence,omitempty"`

	// Declared is what the participant declared on a returned Mẫu số 02 and BHXH
	// has not entered yet; nil for nothing.
	Declared *identity.Correction `json:"declared,omitempty"`

	// Listed is what the list said when it was last loaded, where the campaign
	// knows better since: a number that was replaced, a correction. nil where the
	// list and Participant are the same.
	Listed *identity.Participant `json:"listed,omitempty"`
}

// EvidenceKind is what kind of proof an officer has seen.
type EvidenceKind string

// The kinds of evidence.
const (
	EvidencePapers  EvidenceKind = "papers"  // the papers that the unit filed (B.II, bước 6.2)
	EvidenceCardQR  EvidenceKind = "card_qr" // the text of the QR code of the card agrees
	EvidenceOfficer EvidenceKind = "officer" // an officer has confirmed by hand
)

// Evidence says that and where there is proof. The proof itself, an image above
// all, is never kept.
type Evidence struct {
	Kind EvidenceKind  `json:"kind"`
	Ref  string        `json:"ref"` // number of the file or document, no personal data
	By   string        `json:"by"`  // code of the officer
	On   identity.Date `json:"on,omitzero"`
}

// Masked gives the record with every personal value masked.
func (r Record) Masked() string {
	return fmt.Sprintf("{%s evidence:%d}", r.Participant.Masked(), len(r.Evidence))
}

// String gives the masked form.
func (r Record) String() string { return r.Masked() }

// Format implements fmt.Formatter with the masked form for every verb.
func (r Record) Format(f fmt.State, _ rune) { mask.Format(f, r.Masked()) }

// LogValue implements slog.LogValuer with the masked form.
func (r Record) LogValue() slog.Value { return slog.StringValue(r.Masked()) }
