package registryclient_test

import (
	"os"
	"os/exec"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// mostMemory is the goal R8 of RELIABILITY.md.
const mostMemory = 96 << 20

// memoryChild marks the process that TestMemory measures.
const memoryChild = "BHXH_MEMORY_CHILD"

// TestMemory asks about 20,000 rows, or as many as BHXH_MEMORY_ROWS says, in
// files of 100 while a twentieth of the exchanges fails. What the process holds
// at any time, the fake registry included, does not grow with the rows. It is a
// process of its own, or what other tests left behind would count.
func TestMemory(t *testing.T) {
	if os.Getenv(memoryChild) != "" {
		askAndMeasure(t)
		return
	}
	job := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMemory$", "-test.v", "-test.timeout=0")
	job.Env = append(os.Environ(), memoryChild+"=1")
	out, err := job.CombinedOutput()
	if t.Log(string(out)); err != nil {
		t.Error(err)
	}
}

func askAndMeasure(t *testing.T) {
	n := 20_000
	if text := os.Getenv("BHXH_MEMORY_ROWS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	s := crowdServer(t, registrytest.Options{
		Power: registrytest.Describe, Fault: registrytest.Rate(1, 0.05, registrytest.ServiceExchange, passing()...),
		Compare: func(subject, reference identity.Person) registrytest.FieldsDiffer {
			return registrytest.FieldsDiffer{Name: subject.FullName != reference.FullName}
		},
	})
	c, err := bulkfile.NewChannel(s.URL(), bulkfile.WithAuthentication(s.Credentials()), bulkfile.WithTransport(crowdTransport(t, 64)))
	if err != nil {
		t.Fatal(err)
	}
	questions := func(yield func(registryclient.Query, error) bool) {
		for i := range n {
			if !yield(crowdQuestion(i), nil) {
				return
			}
		}
	}
	given, wrong, most := 0, 0, uint64(0)
	opts := registryclient.BatchOptions{ChunkSize: 100, Workers: 64, GiveUpAfter: -1, MaxPause: -1}
	for r, err := range registryclient.VerifyAll(t.Context(), c, questions, nil, opts) {
		if err != nil {
			t.Fatal(err)
		}
		if r.Row != given || r.Reply.Err == nil && r.Reply.Answer.Outcome != crowdAnswer(r.Row) {
			wrong++
		}
		if given++; given%1000 == 0 {
			most = max(most, held())
			s.Ledger().Reset() // which remembers every row
		}
	}
	if given != n || wrong > 0 {
		t.Errorf("%d of %d rows, %d wrong or out of order", given, n, wrong)
	}
	if most > mostMemory {
		t.Errorf("%d MB held, want at most %d", most>>20, mostMemory>>20)
	}
	t.Logf("%d rows: at most %d MB held by the Go runtime; peak of the process: %s", n, most>>20, peak())
}

// passing are the classes of faults after which a batch goes on: refused
// credentials (8, 9) stop it.
func passing() []registrytest.FaultClass {
	var classes []registrytest.FaultClass
	for class := registrytest.FaultClass(1); class <= registrytest.FaultClasses; class++ {
		if class != 8 && class != 9 {
			classes = append(classes, class)
		}
	}
	return classes
}

// held is the memory that the Go runtime has of the system.
func held() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}

// peak is the largest resident size of the process, where the system says it.
func peak() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return strings.TrimSpace(size)
		}
	}
	return "unknown"
}
