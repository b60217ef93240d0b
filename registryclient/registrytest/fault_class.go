package registrytest

import (
	"encoding/binary"
	"hash/fnv"
	"slices"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// FaultClass is one of the 28 ways in which a service, or what stands between,
// fails on the wire: 1–10 of HTTP, 11–20 of TCP and TLS, 21–28 of the content.
type FaultClass uint8

// FaultClasses is how many classes there are; they are numbered from 1.
const FaultClasses = 28

// FaultCase is one form of a class: what to play, and what a client must make
// of it when it does not end.
type FaultCase struct {
	Class FaultClass
	Name  string
	Fault Fault

	// Code is the typed outcome of a call that meets nothing else; "" where
	// the answer is right all the same.
	Code registryclient.Code

	// Final says that the first attempt decides: another would change nothing.
	Final bool

	// Executed says that the service deals with the question although the
	// client never learns of it.
	Executed bool

	// Handshake says that the fault is one of Options.Handshake, not of
	// Options.Fault.
	Handshake bool

	// Date says that Fault.RetryAfter is to be a date a second ahead, which
	// [FaultCase.Play] fills in.
	Date bool

	services serviceSet
}

// Service is one of the services that the faults apply to.
type Service uint8

// The services.
const (
	ServiceLookUp    Service = 1 << iota // qldc, an operation that answers records
	ServiceConfirm                       // qldc, an operation that answers a boolean
	ServiceGatewayTD                     // qldc behind a gateway with an envelope of its own
	ServiceExchange                      // bulkfile
	ServiceNumber                        // ngspbhxh, mã số BHXH
	ServiceHousehold                     // ngspbhxh, household code
	ServiceEGW                           // egw, check of a card
)

type serviceSet = Service

const (
	everyService = ServiceLookUp | ServiceConfirm | ServiceGatewayTD | ServiceExchange | ServiceNumber | ServiceHousehold | ServiceEGW
	soapServices = ServiceLookUp | ServiceConfirm
	jsonServices = ServiceGatewayTD | ServiceNumber | ServiceHousehold | ServiceEGW

	// echoing are the services whose answer says whom or what it answers. A
	// boolean, and a bare mã số BHXH, belong to the question only because they
	// came back on its connection.
	echoing = ServiceLookUp | ServiceGatewayTD | ServiceExchange | ServiceHousehold | ServiceEGW
)

// Applies reports whether a service has a form for the fault.
func (c FaultCase) Applies(s Service) bool { return c.services&s != 0 }

// Play gives the fault as it is played at a time.
func (c FaultCase) Play(now time.Time) Fault {
	f := c.Fault
	if c.Date {
		f.RetryAfter = now.Add(time.Second).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
	}
	return f
}

// FaultCases gives every class in every form, in the order of the classes.
func FaultCases() []FaultCase {
	return slices.Concat(httpCases(), connectionCases(), contentCases())
}

func httpCases() []FaultCase {
	status := func(class FaultClass, name string, code int, after string, want registryclient.Code, final bool) FaultCase {
		return FaultCase{Class: class, Name: name, Fault: Fault{Kind: FaultStatus, Status: code, RetryAfter: after}, Code: want, Final: final, services: everyService}
	}
	dated := status(5, "429 with a date", 429, "", registryclient.CodeRateLimited, false)
	dated.Date = true
	return []FaultCase{
		status(1, "500", 500, "", registryclient.CodeUnavailable, false),
		{Class: 2, Name: "502 that repeats the question", Fault: Fault{Kind: FaultEcho}, Code: registryclient.CodeUnavailable, services: everyService},
		status(3, "503 with seconds", 503, "1", registryclient.CodeUnavailable, false),
		status(4, "503 with an hour", 503, "3600", registryclient.CodeUnavailable, true),
		status(4, "503 with a number that overflows", 503, "9223372037", registryclient.CodeUnavailable, true),
		dated,
		status(6, "429", 429, "", registryclient.CodeRateLimited, false),
		status(7, "504", 504, "", registryclient.CodeUnavailable, false),
		status(8, "401", 401, "", registryclient.CodeUnauthorized, true),
		status(9, "403", 403, "", registryclient.CodeForbidden, true),
		{Class: 10, Name: "307 to another host", Fault: Fault{Kind: FaultRedirect}, Code: registryclient.CodeRedirect, Final: true, services: everyService},
	}
}

func connectionCases() []FaultCase {
	lost := func(class FaultClass, name string, kind FaultKind, executed bool) FaultCase {
		return FaultCase{Class: class, Name: name, Fault: Fault{Kind: kind}, Code: registryclient.CodeUnavailable, Executed: executed, services: everyService}
	}
	slow := func(class FaultClass, name string, kind FaultKind, executed bool) FaultCase {
		return FaultCase{Class: class, Name: name, Fault: Fault{Kind: kind}, Code: registryclient.CodeTimeout, Executed: executed, services: everyService}
	}
	certificate := func(class FaultClass, name string, kind FaultKind) FaultCase {
		return FaultCase{Class: class, Name: name, Fault: Fault{Kind: kind}, Code: registryclient.CodeCertificate, Final: true, Handshake: true, services: everyService}
	}
	return []FaultCase{
		lost(11, "refused", FaultRefused, false),
		lost(12, "reset before the reply", FaultReset, false),
		lost(13, "end before the headers", FaultDropBefore, false),
		lost(14, "reset inside the reply", FaultResetInside, true),
		slow(15, "black hole", FaultBlackHole, false),
		slow(16, "slow headers", FaultSlowHeaders, false),
		slow(17, "slow body", FaultSlowBody, true),
		certificate(18, "expired certificate", FaultExpired),
		certificate(18, "certificate of another name", FaultWrongName),
		certificate(19, "client certificate refused", FaultClientRejected),
		lost(20, "lost acknowledgement", FaultDropAfter, true),
	}
}

func contentCases() []FaultCase {
	wrong := func(class FaultClass, name string, kind FaultKind, s serviceSet) FaultCase {
		return FaultCase{Class: class, Name: name, Fault: Fault{Kind: kind}, Code: registryclient.CodeBadResponse, Executed: kind.executes(), services: s}
	}
	large := func(name string, kind FaultKind) FaultCase {
		return FaultCase{Class: 23, Name: name, Fault: Fault{Kind: kind}, Code: registryclient.CodeTooLarge, Executed: true, services: everyService}
	}
	failure := func(name string, kind FaultKind, code registryclient.Code, final bool, s serviceSet) FaultCase {
		return FaultCase{Class: 24, Name: name, Fault: Fault{Kind: kind}, Code: code, Final: final, services: s}
	}
	return []FaultCase{
		{Class: 21, Name: "shorter than announced", Fault: Fault{Kind: FaultShort}, Code: registryclient.CodeUnavailable, Executed: true, services: everyService},
		wrong(22, "cut off", FaultTruncated, everyService),
		large("too large", FaultOversize),
		large("gzip bomb", FaultBomb),
		wrong(24, "HTML with status 200", FaultHTML, everyService),
		failure("SOAP fault with status 200", FaultSOAPOK, registryclient.CodeUnavailable, false, soapServices),
		failure("SOAP fault of the client", FaultSOAPClient, registryclient.CodeRejected, true, soapServices),
		failure("code of failure with status 200", FaultBusiness, registryclient.CodeUnavailable, false, ServiceEGW),
		failure("unknown code with status 200", FaultBusiness, registryclient.CodeRejected, true, jsonServices&^ServiceEGW),
		wrong(24, "document type", FaultDoctype, everyService),
		wrong(25, "missing row", FaultMissingRow, ServiceExchange),
		wrong(26, "doubled row", FaultDoubleRow, ServiceExchange),
		wrong(26, "foreign row", FaultOtherPerson, echoing),
		wrong(27, "reply to another request", FaultOtherRequest, echoing),
		wrong(28, "invalid UTF-8", FaultBadUTF8, everyService),
		wrong(28, "a key twice", FaultDuplicateKey, everyService),
		{Class: 28, Name: "decomposed Unicode", Fault: Fault{Kind: FaultDecomposed}, Executed: true, services: everyService},
	}
}

// Rate gives a script for Options.Fault that spoils a share of the requests
// for a service, with the classes given, or all of them, drawn evenly. What it
// draws depends on nothing but the seed, the request id, the operation and how
// often they were asked, so that the same run meets the same faults however
// its requests interleave. Classes of handshakes (18, 19) and forms that the
// service does not have are never drawn. A Retry-After of seconds or a date is
// played as 0, so that a run does not stand still.
func Rate(seed uint64, share float64, of Service, classes ...FaultClass) func(Request) Fault {
	byClass := map[FaultClass][]FaultCase{}
	var drawn []FaultClass
	for _, c := range FaultCases() {
		if c.Handshake || !c.Applies(of) || len(classes) > 0 && !slices.Contains(classes, c.Class) {
			continue
		}
		if c.Fault.RetryAfter == "1" || c.Date {
			c.Fault.RetryAfter, c.Date = "0", false
		}
		if byClass[c.Class] == nil {
			drawn = append(drawn, c.Class)
		}
		byClass[c.Class] = append(byClass[c.Class], c)
	}
	return func(r Request) Fault {
		h := fnv.New64a()
		var key [16]byte
		binary.LittleEndian.PutUint64(key[:8], seed)
		binary.LittleEndian.PutUint64(key[8:], uint64(r.Repeat))
		for _, part := range [][]byte{key[:], []byte(r.Operation), {0}, []byte(r.RequestID)} {
			_, _ = h.Write(part) // a hash does not fail
		}
		draw := mix(h.Sum64())
		if len(drawn) == 0 || float64(draw>>11)/(1<<53) >= share {
			return Fault{}
		}
		draw = mix(draw + 1)
		forms := byClass[drawn[draw%uint64(len(drawn))]]
		return forms[(draw>>32)%uint64(len(forms))].Fault
	}
}

// mix spreads the bits of a hash (the finisher of SplitMix64).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}
