package registryclient

import "strconv"

// BatchCode is the stable reason why a batch stopped. A single row that could
// not be asked does not stop a batch: its error is an *[Error] in its reply.
type BatchCode string //nolint:errname // a code is an error the way syscall.Errno is one

// The reasons.
const (
	BatchConfig     BatchCode = "batch.config"      // unusable options: nothing was sent
	BatchOtherInput BatchCode = "batch.other_input" // the store belongs to another input: nothing of this chunk was sent
	BatchOtherKey   BatchCode = "batch.other_key"   // the store belongs to another key
	BatchStore      BatchCode = "batch.store"       // the Checkpointer failed; what it acknowledged stays
	BatchDamaged    BatchCode = "batch.damaged"     // the Checkpointer gave what was never put into it
	BatchInput      BatchCode = "batch.input"       // the input itself failed
	BatchGaveUp     BatchCode = "batch.gave_up"     // the registry failed too often in a row, or refused our credentials
	BatchStopped    BatchCode = "batch.stopped"     // the caller's context ended
)

var batchTexts = map[BatchCode]string{
	BatchConfig:     "unusable options",
	BatchOtherInput: "the checkpoints belong to another input",
	BatchOtherKey:   "the checkpoints belong to another key",
	BatchStore:      "the checkpoints cannot be kept",
	BatchDamaged:    "a checkpoint is not what was put into the store",
	BatchInput:      "the input failed",
	BatchGaveUp:     "the registry cannot be asked",
	BatchStopped:    "stopped",
}

// Error implements error. The sentence is for people and may change.
func (c BatchCode) Error() string {
	if text, ok := batchTexts[c]; ok {
		return text
	}
	return string(c)
}

// BatchError says why a batch stopped. It holds nothing of a row.
type BatchError struct {
	Code   BatchCode
	Row    int    // the first row concerned, from 0; -1 where it is none
	Detail string // fixed words of this module
	Err    error  // the cause; the caller's own for BatchInput and BatchStore
}

// Error implements error. The text of a cause stays in the cause.
func (e *BatchError) Error() string {
	text := "registryclient: batch: " + e.Code.Error()
	if e.Detail != "" {
		text += ": " + e.Detail
	}
	if e.Row >= 0 {
		text += " (row " + strconv.Itoa(e.Row) + ")"
	}
	return text
}

// Unwrap gives the code and, where there is one, the cause.
func (e *BatchError) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.Err}
}
