package registrytest

import (
	"context"
	"time"
)

// FaultKind is a way to misbehave.
type FaultKind uint8

// The faults. The first group answers without looking anything up, the second
// looks it up and spoils the reply. Kinds that a service has no form for leave
// its reply as it is: see [FaultCase.Applies].
const (
	FaultNone        FaultKind = iota
	FaultStatus                // the status of Fault.Status, with Fault.RetryAfter
	FaultEcho                  // a page of HTML with status 502 that repeats the whole request
	FaultHTML                  // a page of HTML with status 200
	FaultSOAP                  // a SOAP fault of the server, status 500
	FaultSOAPClient            // a SOAP fault of the client, status 500
	FaultSOAPOK                // a SOAP fault of the server, status 200
	FaultBusiness              // the service's own envelope with a code of failure, status 200
	FaultRedirect              // 307 to another address
	FaultDropBefore            // the connection ends before anything was looked up
	FaultReset                 // the connection is reset before anything was looked up
	FaultRefused               // as FaultReset, and for a moment no new connection is accepted
	FaultBlackHole             // nothing ever comes back
	FaultSlowHeaders           // the header of the reply comes byte by byte and never ends

	FaultDropAfter    // the connection ends after the question was dealt with
	FaultResetInside  // the connection is reset in the middle of the reply
	FaultSlowBody     // the reply comes byte by byte
	FaultTruncated    // the reply stops in the middle, as valid HTTP
	FaultShort        // the reply stops before the length it announced
	FaultDoctype      // the reply declares a document type
	FaultOtherPerson  // the record, or row, of somebody else
	FaultOtherRequest // the answer to another request
	FaultMissingRow   // an exchange without its last row
	FaultDoubleRow    // an exchange with its first row twice
	FaultOversize     // the answer follows 4 MiB of blanks
	FaultBomb         // 64 MiB of blanks compressed to 64 KiB
	FaultBadUTF8      // a byte in the reply that is not UTF-8
	FaultDuplicateKey // a key, or element, of the reply twice
	FaultDecomposed   // the reply in Unicode's decomposed form (NFD): unusual, and right

	// Faults of a TLS handshake, for Options.Handshake only.
	FaultExpired        // the server's certificate has expired
	FaultWrongName      // the server's certificate is for another name
	FaultClientRejected // the client's certificate, or its absence, is refused
)

var faultNames = [...]string{
	"none", "status", "echo", "html", "soap", "soap_client", "soap_ok", "business", "redirect", "drop_before", "reset",
	"refused", "black_hole", "slow_headers",
	"drop_after", "reset_inside", "slow_body", "truncated", "short", "doctype", "other_person", "other_request",
	"missing_row", "double_row", "oversize", "bomb", "bad_utf8", "duplicate_key", "decomposed",
	"expired", "wrong_name", "client_rejected",
}

// String gives the name of the fault.
func (k FaultKind) String() string {
	if int(k) < len(faultNames) {
		return faultNames[k]
	}
	return "unknown"
}

// Request is what a fault is decided on.
type Request struct {
	Wire      int    // the request on the wire, from 1 in the order of arrival
	Operation string // root element, "exchange", or service and operation such as "egw/check"
	RequestID string // MaYeuCau, or the name of the exchange; "" where a service has none
	Repeat    int    // how many earlier requests had this id
}

// Fault is how the server misbehaves with one request. The zero Fault is not
// at all.
type Fault struct {
	Kind       FaultKind
	Status     int           // for FaultStatus
	RetryAfter string        // for FaultStatus: the header as it is sent; "" sends none
	Delay      time.Duration // before the reply, whatever the kind
}

// executes reports that the question is dealt with all the same.
func (k FaultKind) executes() bool { return k == FaultNone || k >= FaultDropAfter }

// decide asks the script, and waits where the script says so.
func (s *Server) decide(ctx context.Context, r Request) Fault {
	if s.options.Fault == nil {
		return Fault{}
	}
	f := s.options.Fault(r)
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done(): // nobody waits any more
		case <-s.closing:
		}
	}
	return f
}
