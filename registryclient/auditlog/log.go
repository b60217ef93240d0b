package auditlog

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"

	"github.com/bhxh-go/bhxh/internal/mask"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/internal/framelog"
)

// Options are the settings of a log.
type Options struct {
	// Key is the caller's, of at least 32 bytes; without it a log is refused.
	// From it come the key of the hashes and that of the MACs.
	Key registryclient.Secret

	// Signer signs the seals with Ed25519. nil leaves them to the MAC.
	Signer crypto.Signer

	// SegmentSize is the size in bytes from which the log goes on in a new file.
	// Defaults to 16 MiB.
	SegmentSize int64

	fs framelog.FS // for the tests: a disk that fails
}

// Head is a place in a log: everything up to it is fixed by its hash. It is no
// personal data and may be kept anywhere; where it is kept out of reach of
// whoever can write the log, nothing before it can be removed unseen.
type Head struct {
	Frame uint64 // number of the frame
	Hash  string // in hexadecimal
}

// Log is an open audit log. It is safe for concurrent use.
type Log struct {
	log    *framelog.Log
	people hasher
	cut    int64
}

var (
	_ registryclient.Auditor        = (*Log)(nil)
	_ registryclient.OutcomeAuditor = (*Log)(nil)
)

const kind = "audit"

// Open opens the log in a directory, which it makes with mode 0700, and takes
// it for this process. An existing log is checked as a whole first.
func Open(dir string, opts Options) (*Log, error) {
	if opts.SegmentSize <= 0 {
		opts.SegmentSize = 16 << 20
	}
	if opts.Signer != nil {
		if _, ok := opts.Signer.Public().(ed25519.PublicKey); !ok {
			return nil, &Error{Code: CodeConfig}
		}
	}
	people, err := derive(opts.Key, "subject")
	if err != nil {
		return nil, err
	}
	mac, err := derive(opts.Key, "mac")
	if err != nil {
		return nil, err
	}
	l := &Log{people: hasher{people}}
	l.log, l.cut, err = framelog.Open(dir, framelog.Options{
		Kind: kind, SegmentSize: opts.SegmentSize, FS: opts.fs, MAC: true, Key: mac,
		Seal: func(seq uint64, hash framelog.Hash) ([]byte, error) { return sign(opts.Signer, seq, hash) },
	}, func(*framelog.Frame) error { return nil })
	if err != nil {
		return nil, typed(err)
	}
	return l, nil
}

// sign makes the content of a seal: nothing where there is no signer.
func sign(signer crypto.Signer, seq uint64, hash framelog.Hash) ([]byte, error) {
	if signer == nil {
		return nil, nil
	}
	return signer.Sign(rand.Reader, sealed(seq, hash), crypto.Hash(0))
}

// sealed is what a seal signs.
func sealed(seq uint64, hash framelog.Hash) []byte {
	text := binary.BigEndian.AppendUint64([]byte("bhxh-go/audit 1 seal\x00"), seq)
	return append(text, hash[:]...)
}

// Cut says how many bytes of an unfinished entry were dropped at Open. Its
// request never left.
func (l *Log) Cut() int64 { return l.cut }

// Attempt implements [registryclient.Auditor]. It returns nil after fsync. It
// does not wait for the context: what is asked of it is done at once.
func (l *Log) Attempt(_ context.Context, a registryclient.WireAttempt) error {
	e := Entry{
		Kind: KindAttempt, Time: a.Time, Serial: a.Serial, Operation: a.Operation, RequestID: a.RequestID, Attempt: a.Attempt,
		Procedure: a.Purpose.Procedure, Officer: l.people.officer(a.Purpose.Officer), Unit: a.Purpose.Unit,
	}
	for _, s := range a.Subjects {
		e.Subjects = append(e.Subjects, l.people.sum(s))
	}
	return l.append(&e)
}

// Outcome implements [registryclient.OutcomeAuditor]. It returns nil after
// fsync.
func (l *Log) Outcome(_ context.Context, o registryclient.WireOutcome) error {
	return l.append(&Entry{
		Kind: KindOutcome, Time: o.Time, Serial: o.Serial, Operation: o.Operation, RequestID: o.RequestID, Attempt: o.Attempt,
		Code: o.Code, Status: o.Status,
	})
}

func (l *Log) append(e *Entry) error {
	record, err := e.encode()
	if err != nil {
		return err
	}
	_, err = l.log.Append(record)
	return typed(err)
}

// Head gives the place that the log has reached.
func (l *Log) Head() Head { return headOf(l.log.Head()) }

func headOf(seq uint64, hash framelog.Hash) Head {
	return Head{Frame: seq, Hash: hex.EncodeToString(hash[:])}
}

// Close seals the log and gives it free. An error means that it is not sealed.
func (l *Log) Close() error { return typed(l.log.Close()) }

// String names the kind of value and shows nothing of its key.
func (l *Log) String() string { return "auditlog.Log" }

// Format implements fmt.Formatter with the same for every verb.
func (l *Log) Format(f fmt.State, _ rune) { mask.Format(f, l.String()) }

// LogValue implements slog.LogValuer with the same.
func (l *Log) LogValue() slog.Value { return slog.StringValue(l.String()) }
