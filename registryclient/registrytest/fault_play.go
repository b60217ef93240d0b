package registrytest

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"html"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"
)

const (
	slowStep   = 20 * time.Millisecond // between the bytes of a slow reply
	refusedFor = 2 * time.Millisecond  // without a listener, after FaultRefused
	oversize   = 4 << 20
	bombSize   = 64 << 20
	bombPiece  = 1 << 20
)

const htmlPage = "<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"

// service is what the faults need to know of the service that plays them.
type service struct {
	business []byte // its envelope with a code of failure; nil where it has none
}

// play sends what stands in the place of a reply.
func (s *Server) play(w http.ResponseWriter, r *http.Request, f Fault, body []byte, of service) {
	switch f.Kind {
	case FaultStatus:
		if f.RetryAfter != "" {
			w.Header().Set("Retry-After", f.RetryAfter)
		}
		w.WriteHeader(max(f.Status, 200))
	case FaultEcho:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("<html><body><h1>502</h1><pre>" + html.EscapeString(r.URL.String()+" "+string(body)) + "</pre></body></html>"))
	case FaultHTML:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(htmlPage))
	case FaultSOAP:
		writeSOAPFault(w, http.StatusInternalServerError, "Server")
	case FaultSOAPClient:
		writeSOAPFault(w, http.StatusInternalServerError, "Client")
	case FaultSOAPOK:
		writeSOAPFault(w, http.StatusOK, "Server")
	case FaultBusiness:
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(of.business)
	case FaultRedirect:
		w.Header().Set("Location", "https://registry.invalid/")
		w.WriteHeader(http.StatusTemporaryRedirect)
	case FaultReset:
		reset(w)
	case FaultRefused:
		s.gate.shut(refusedFor)
		reset(w)
	case FaultBlackHole:
		s.untilGone(r)
		panic(http.ErrAbortHandler)
	case FaultSlowHeaders:
		s.drip(w, "HTTP/1.1 200 OK\r\nX-Slow: ", nil)
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
	case FaultShort, FaultResetInside:
		w.Header().Set("Content-Length", strconv.Itoa(len(reply)))
		_, _ = w.Write(reply[:len(reply)/2])
		_ = http.NewResponseController(w).Flush() // or the half would never leave
		if k == FaultResetInside {
			reset(w)
			return
		}
		panic(http.ErrAbortHandler)
	case FaultSlowBody:
		s.drip(w, "HTTP/1.1 200 OK\r\nContent-Type: "+contentType+"\r\nContent-Length: "+strconv.Itoa(len(reply))+"\r\n\r\n", reply)
		return
	case FaultDoctype:
		_, _ = w.Write([]byte("<!DOCTYPE x>"))
	case FaultOversize:
		writeBlanks(w, oversize)
	case FaultBomb:
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb())
		return
	case FaultBadUTF8:
		at := bytes.LastIndex(reply, []byte("</"))
		if at < 0 {
			at = bytes.IndexByte(reply, '"') + 1
		}
		reply = bytes.Join([][]byte{reply[:at], reply[at:]}, []byte{0xff})
	case FaultDuplicateKey:
		reply = doubled(reply)
	case FaultDecomposed:
		reply = norm.NFD.Bytes(reply)
	}
	_, _ = w.Write(reply) // whether the client still listens is its own affair
}

// reset ends the connection so that the other side sees a reset, not an end.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// untilGone waits until nobody listens any more.
func (s *Server) untilGone(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-s.closing:
	}
}

// drip writes head at once and then body, or anything, byte by byte, until
// nobody listens any more.
func (s *Server) drip(w http.ResponseWriter, head string, body []byte) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = conn.Close() }()
	if _, err := conn.Write([]byte(head)); err != nil {
		return
	}
	ticker := time.NewTicker(slowStep)
	defer ticker.Stop()
	for i := 0; body == nil || i < len(body); i++ {
		next := []byte{'x'}
		if body != nil {
			next = body[i : i+1]
		}
		select {
		case <-ticker.C:
		case <-s.closing:
			return
		}
		if _, err := conn.Write(next); err != nil {
			return
		}
	}
}

func writeBlanks(w interface{ Write([]byte) (int, error) }, n int) {
	blanks := bytes.Repeat([]byte{' '}, 64<<10)
	for range n / len(blanks) {
		if _, err := w.Write(blanks); err != nil {
			return
		}
	}
}

// bomb gives blanks that grow a thousandfold: one compressed piece, many times.
var bomb = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	writeBlanks(z, bombPiece)
	_ = z.Close() // of a buffer
	return bytes.Repeat(b.Bytes(), bombSize/bombPiece)
})

// doubled gives a reply with its first key, or the first element that holds
// only text, twice.
func doubled(reply []byte) []byte {
	if i := bytes.IndexByte(reply, '{'); i >= 0 {
		return bytes.Join([][]byte{reply[:i+1], reply[i+1:]}, []byte(`"again":1,"again":1,`))
	}
	end := 0
	for {
		i := bytes.IndexByte(reply[end:], '>')
		if i < 0 {
			return reply
		}
		end += i + 1
		text := bytes.IndexByte(reply[end:], '<')
		if text <= 0 || reply[end+text+1] != '/' {
			continue
		}
		start := bytes.LastIndexByte(reply[:end], '<')
		stop := end + text + bytes.IndexByte(reply[end+text:], '>') + 1
		return bytes.Join([][]byte{reply[:stop], reply[stop:]}, reply[start:stop])
	}
}
