package registrytest

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bhxh-go/bhxh/registryclient"
)

// HouseholdServer is a fake of the service that BHXH asked the Ministry of
// Public Security for: the full details of a head of household go in, and if
// they are exactly right the personal IDs of the members come out. No public
// schema of such a service exists: its format is ours, says so in every
// message, and is that of package household/vialist. It is safe for concurrent
// use.
type HouseholdServer struct {
	population *Population
	homes      map[string][]int32 // people of the population by household
	options    HouseholdOptions
	address    string
	asked      atomic.Int64
	http       http.Server
	close      sync.Once
	served     sync.WaitGroup
}

// HouseholdOptions are the settings of a [HouseholdServer].
type HouseholdOptions struct {
	// Offer is the switch: whether the service lists households at all. One
	// that does not refuses every account with 403. Defaults to off, which is
	// what is known of the live registry.
	Offer bool

	// Credentials are what a client must present, signed over the server's own
	// address unless they name another. Defaults to some that are made up at
	// the start; see HouseholdServer.Credentials.
	Credentials registryclient.SignedBasic

	// Now is the clock against which a client's timestamp may be five minutes
	// off. Defaults to time.Now.
	Now func() time.Time
}

const (
	householdPath   = "/csdldc/ho-gia-dinh"
	householdWindow = 5 * time.Minute
	maxHeadQuestion = 64 << 10
)

var errNoPeople = errors.New("registrytest: a household server needs a population")

// NewHouseholdServer starts a server that knows the population, on a loopback
// port.
func NewHouseholdServer(population *Population, options HouseholdOptions) (*HouseholdServer, error) {
	if population == nil {
		return nil, errNoPeople
	}
	if options.Credentials.User == "" {
		options.Credentials.User = "bhxh-test"
	}
	if options.Credentials.Secret.IsZero() {
		options.Credentials.Secret = registryclient.NewSecret(rand.Text())
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if err := options.Credentials.Validate(); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // on loopback it answers at once
	if err != nil {
		return nil, err
	}
	h := &HouseholdServer{population: population, homes: population.homes(), options: options}
	h.address = "http://" + listener.Addr().String() + householdPath
	h.http.Handler = http.HandlerFunc(h.serve)
	h.http.ReadHeaderTimeout = 10 * time.Second
	h.served.Go(func() { _ = h.http.Serve(listener) }) // ends with http.ErrServerClosed
	return h, nil
}

// URL gives the address of the service.
func (h *HouseholdServer) URL() string { return h.address }

// Credentials gives what a client must present, ready to be used as its
// authentication.
func (h *HouseholdServer) Credentials() registryclient.SignedBasic { return h.options.Credentials }

// Asked gives the number of requests that arrived.
func (h *HouseholdServer) Asked() int { return int(h.asked.Load()) }

// Close stops the server; requests under way are cut off. It may be called
// more than once.
func (h *HouseholdServer) Close() {
	h.close.Do(func() { _ = h.http.Close() }) // of a listener that is closed anyway
	h.served.Wait()
}

// homes gives the people of every household by their places: those who live
// and whose number is in force.
func (p *Population) homes() map[string][]int32 {
	homes := map[string][]int32{}
	for i := range p.people {
		c := &p.people[i]
		if c.household == "" || c.status == registryclient.CitizenDead || c.status == registryclient.CitizenNumberCancelled {
			continue
		}
		homes[c.household] = append(homes[c.household], int32(i))
	}
	return homes
}

// serve deals with one request.
func (h *HouseholdServer) serve(w http.ResponseWriter, r *http.Request) {
	h.asked.Add(1)
	switch {
	case r.URL.Path != householdPath:
		w.WriteHeader(http.StatusNotFound)
	case r.Method != http.MethodPost:
		w.WriteHeader(http.StatusMethodNotAllowed)
	case !h.knows(r.Header):
		w.WriteHeader(http.StatusUnauthorized)
	case !h.options.Offer, r.Header.Get(h.options.Credentials.Headers.Names().RoadClient) != h.options.Credentials.RoadClient:
		w.WriteHeader(http.StatusForbidden)
	default:
		h.answer(w, r)
	}
}

func (h *HouseholdServer) answer(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxHeadQuestion+1))
	if err != nil || len(body) > maxHeadQuestion {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	q, err := parseHead(body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(h.list(&q)) // whether the client still listens is its own affair
}

// knows checks the authentication headers: account, signature and timestamp.
func (h *HouseholdServer) knows(header http.Header) bool {
	want := h.options.Credentials
	names := want.Headers.Names()
	timestamp := header.Get(names.Timestamp)
	n, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return false
	}
	at := time.UnixMilli(n)
	if want.Unit == time.Second {
		at = time.Unix(n, 0)
	}
	if h.options.Now().Sub(at).Abs() > householdWindow {
		return false
	}
	signed := want.SignedURL
	if signed == "" {
		signed = h.address
	}
	encoded, basic := strings.CutPrefix(header.Get(names.Authorization), "Basic ")
	got, err := base64.StdEncoding.DecodeString(encoded)
	equal := func(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
	return basic && err == nil && equal(string(got), want.User+":"+want.Signature(signed, timestamp)) &&
		equal(header.Get(names.APIKey), want.APIKey.Reveal())
}
