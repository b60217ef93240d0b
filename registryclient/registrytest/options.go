package registrytest

import (
	"errors"
	"time"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
)

// Power is what a fake registry can do.
type Power uint8

// The powers.
const (
	Triple   Power = iota // number, name and date must fit, or nothing comes back: the live service
	Record                // the record by its number
	Describe              // which fields are wrong, in the format of package bulkfile
)

var powerNames = [...]string{"triple", "record", "describe"}

// String gives "triple", "record" or "describe".
func (p Power) String() string {
	if int(p) < len(powerNames) {
		return powerNames[p]
	}
	return "unknown"
}

// ParsePower reads what String gives.
func ParsePower(s string) (Power, error) {
	for i, name := range powerNames {
		if s == name {
			return Power(i), nil
		}
	}
	return Triple, errPower
}

var (
	errPower      = errors.New("registrytest: the powers are triple, record and describe")
	errPopulation = errors.New("registrytest: a server needs a population")
	errHandshake  = errors.New("registrytest: a server without TLS has no handshakes")
	errCompare    = errors.New("registrytest: to describe differences a server needs Options.Compare")
)

// Options are the settings of a [Server]. The zero value is a server with the
// power of the live service and credentials of its own making.
type Options struct {
	// Power is what the server can do. Defaults to Triple.
	Power Power

	// Compare says which fields of a question differ from the record under
	// its number, for the power Describe, which needs it. A field is wrong
	// exactly when comparing it gives a mismatch; with this module's own
	// comparison that is
	//
	//	func(subject, reference identity.Person) registrytest.FieldsDiffer {
	//		r := matching.Compare(subject, reference, asOf)
	//		wrong := func(f matching.Field) bool {
	//			a := r.Agreement(f)
	//			return a == matching.Different || a == matching.Missing
	//		}
	//		return registrytest.FieldsDiffer{Name: wrong(matching.FieldName), …}
	//	}
	//
	// A gender that the question does not have is not compared, whatever this
	// says. It must be safe for concurrent use.
	Compare func(subject, reference identity.Person) FieldsDiffer

	// Credentials are what a client must present. Defaults to some that are
	// made up at the start; see Server.Credentials.
	Credentials registryclient.SignedBasic

	// ClockWindow is how far a client's timestamp may be from this machine's
	// clock. Defaults to 5 minutes.
	ClockWindow time.Duration

	// Now is the clock of the server. Defaults to time.Now.
	Now func() time.Time

	// Shape changes how records are written.
	Shape Shape

	// Fault decides, question by question, whether the server misbehaves. It
	// is called from several goroutines at once. Defaults to never. See also
	// Rate.
	Fault func(Request) Fault

	// TLS has the server speak https, with a certificate of its own authority:
	// see Server.RootCAs.
	TLS bool

	// Handshake decides, handshake by handshake, counted from 1, whether the
	// server misbehaves in it: FaultExpired, FaultWrongName or
	// FaultClientRejected. It needs TLS. Defaults to never.
	Handshake func(n int) FaultKind

	// TokenLife is how long a token of the gateways is accepted. Defaults to
	// an hour; see also Server.ForgetTokens.
	TokenLife time.Duration
}

// FieldsDiffer says which fields of a question are wrong.
type FieldsDiffer struct{ Name, DateOfBirth, Gender, ID bool }

// Shape is how a server writes records. The zero value is the live shape: the
// prefix ns1, the whole name in Ten, days as yyyyMMdd.
type Shape struct {
	Prefix     string // of the data namespace; "" is ns1, "-" is the default namespace
	SplitNames bool   // Ho, ChuDem and Ten filled, as QCVN 109:2017/BTTTT shows
	ISODates   bool   // days as yyyy-MM-dd, as QCVN 109:2017/BTTTT shows
}
