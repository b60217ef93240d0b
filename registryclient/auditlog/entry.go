package auditlog

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Kind says what an entry tells.
type Kind string

// The kinds.
const (
	KindAttempt Kind = "attempt" // a request is about to leave
	KindOutcome Kind = "outcome" // it ended
)

// Entry is one line of the log. An outcome belongs to the attempt before it
// with the same serial and request id. It holds no personal data of a person
// asked about.
type Entry struct {
	Kind      Kind      `json:"kind"`
	Time      time.Time `json:"time"`
	Serial    uint64    `json:"serial"` // of the transport's requests
	Operation string    `json:"operation"`
	RequestID string    `json:"request_id"` // mã yêu cầu
	Attempt   int       `json:"attempt"`

	Procedure string   `json:"procedure,omitempty"` // MaDVC
	Officer   string   `json:"officer,omitempty"`   // MaCanBo; a hash where it is a person's number: see [SubjectHash]
	Unit      string   `json:"unit,omitempty"`      // MaDonVi
	Subjects  []string `json:"subjects,omitempty"`  // keyed hashes of the people asked about

	Code   registryclient.Code `json:"code,omitempty"`   // of an outcome; "" for an answer
	Status int                 `json:"status,omitempty"` // of an outcome: HTTP status
}

// hashPrefix tells a hash from a code.
const hashPrefix = "hmac:"

// hasher makes the keyed hashes of people.
type hasher struct{ key []byte }

func (h hasher) sum(subject identity.Text) string {
	m := hmac.New(sha256.New, h.key)
	m.Write([]byte(subject))
	return hashPrefix + hex.EncodeToString(m.Sum(nil)[:16])
}

// officer gives the code of an officer, hashed where it is a number of a
// person, as newer services want it.
func (h hasher) officer(code string) string {
	if n, err := identity.ParseNumber(code); err == nil {
		return h.sum(registryclient.SubjectOfNumber(n))
	}
	return code
}

// derive gives a key for one purpose.
func derive(key registryclient.Secret, purpose string) ([]byte, error) {
	if len(key.Reveal()) < registryclient.MinKey {
		return nil, &Error{Code: CodeConfig}
	}
	derived, err := hkdf.Key(sha256.New, []byte(key.Reveal()), nil, "bhxh-go/audit 1 "+purpose, 32)
	if err != nil {
		return nil, &Error{Code: CodeConfig, Err: err}
	}
	return derived, nil
}

// SubjectHash gives what stands in the log for a person, so that one can look
// for everything that was asked about them: for a question its
// [registryclient.SubjectOf], for a number [registryclient.SubjectOfNumber].
// It is the same in every log under one key.
func SubjectHash(key registryclient.Secret, subject identity.Text) (string, error) {
	k, err := derive(key, "subject")
	if err != nil {
		return "", err
	}
	return hasher{k}.sum(subject), nil
}

// encode gives the record of an entry.
func (e *Entry) encode() ([]byte, error) {
	e.Time = e.Time.UTC().Round(0)
	record, err := json.Marshal(e)
	if err != nil {
		return nil, &Error{Code: CodeConfig, Err: err}
	}
	return record, nil
}
