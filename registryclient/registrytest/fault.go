package registrytest

import (
	"context"
	"net/http"
	"strconv"
	"time"
)

// FaultKind is a way to misbehave.
type FaultKind uint8

// The faults. The first group answers without looking anything up, the second
// looks it up and spoils the reply.
const (
	FaultNone       FaultKind = iota
	FaultStatus               // the status of Fault.Status, with Fault.RetryAfter
	FaultHTML                 // a page of HTML with status 200
	FaultSOAP                 // a SOAP fault of the server, status 500
	FaultSOAPClient           // a SOAP fault of the client, status 500
	FaultRedirect             // 307 to another address
	FaultDropBefore           // the connection closes before anything was looked up

	FaultDropAfter   // the connection closes after the question was dealt with
	FaultTruncated   // the reply stops in the middle, as valid HTTP
	FaultShort       // the reply stops before the length it announced
	FaultDoctype     // the reply declares a document type
	FaultOtherPerson // the record of somebody else
	FaultOversize    // the answer follows 4 MiB of blanks
)

var faultNames = [...]string{
	"none", "status", "html", "soap", "soap_client", "redirect", "drop_before",
	"drop_after", "truncated", "short", "doctype", "other_person", "oversize",
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
	Operation string // root element, or "exchange"
	RequestID string // MaYeuCau, or the name of the exchange
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

const htmlPage = "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"

// play sends what stands in the place of a reply.
func (s *Server) play(w http.ResponseWriter, f Fault) {
	switch f.Kind {
	case FaultStatus:
		if f.RetryAfter != "" {
			w.Header().Set("Retry-After", f.RetryAfter)
		}
		w.WriteHeader(max(f.Status, 200))
	case FaultHTML:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(htmlPage))
	case FaultSOAP:
		writeSOAPFault(w, "Server")
	case FaultSOAPClient:
		writeSOAPFault(w, "Client")
	case FaultRedirect:
		w.Header().Set("Location", "https://registry.invalid/")
		w.WriteHeader(http.StatusTemporaryRedirect)
	default:
		panic(http.ErrAbortHandler) // closes the connection, silently
	}
}

// send writes a reply, spoilt where the fault says so.
func (s *Server) send(w http.ResponseWriter, contentType string, reply []byte, k FaultKind) {
	w.Header().Set("Content-Type", contentType)
	switch k {
	case FaultDropAfter:
		panic(http.ErrAbortHandler)
	case FaultTruncated:
		reply = reply[:len(reply)/2]
	case FaultShort:
		w.Header().Set("Content-Length", strconv.Itoa(len(reply)))
		_, _ = w.Write(reply[:len(reply)/2])
		_ = http.NewResponseController(w).Flush() // or the half would never leave
		panic(http.ErrAbortHandler)
	case FaultDoctype:
		_, _ = w.Write([]byte("<!DOCTYPE x>"))
	case FaultOversize:
		blanks := make([]byte, 64<<10)
		for i := range blanks {
			blanks[i] = ' '
		}
		for range 64 {
			_, _ = w.Write(blanks)
		}
	}
	_, _ = w.Write(reply) // whether the client still listens is its own affair
}
