package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/clitest"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// elsewhere starts a registry in this process for the program to reach, and
// gives the environment with its account.
func elsewhere(t *testing.T, people string, options registrytest.Options) (*registrytest.Server, []string) {
	t.Helper()
	p, err := registrytest.LoadPopulation(strings.NewReader(people), "population.csv")
	if err != nil {
		t.Fatal(err)
	}
	server, err := registrytest.NewServer(p, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	account := server.Credentials()
	secret := clitest.Write(t, t.TempDir(), "secret", account.Secret.Reveal()+"\n")
	return server, append(os.Environ(), "BHXH_REGISTRY_USER="+account.User, "BHXH_REGISTRY_SECRET_FILE="+secret)
}

func TestRegistryElsewhere(t *testing.T) {
	server, env := elsewhere(t, population, registrytest.Options{})
	list := clitest.Write(t, t.TempDir(), "participants.csv", header+row+
		"0123456788,Nguyễn Văn An,15/03/1980,Nam,012345678,A,Đơn vị A,Hà Nội\n"+
		"0123456787,Nguyễn Văn Ân,16/03/1980,Nam,001080012345,A,Đơn vị A,Hà Nội\n")
	out := filepath.Join(t.TempDir(), "out")
	r := program(t, env, "-registry", server.URL(), "-participants", list, "-out", out)
	if r.Status != 0 {
		t.Fatalf("exit status %d\n%s", r.Status, r.Stderr)
	}
	var got []string
	for _, o := range outcomes(t, out) {
		got = append(got, o["outcome"]+" "+o["codes"])
	}
	if want := "verified |id_shared |mismatched record.unconfirmed"; strings.Join(got, "|") != want {
		t.Errorf("outcomes %q, want %q", strings.Join(got, "|"), want)
	}
}

func TestRegistryGone(t *testing.T) {
	server, env := elsewhere(t, population, registrytest.Options{})
	address := server.URL()
	server.Close()
	list := clitest.Write(t, t.TempDir(), "participants.csv", header+row+"0123456788,Trần Thị Bê,01/02/1990,Nữ,,A,Đơn vị A,Hà Nội\n")
	out := filepath.Join(t.TempDir(), "out")
	r := program(t, env, "-registry", address, "-participants", list, "-out", out)
	if r.Status != 1 || !strings.Contains(r.Stdout, "1 participants are pending: registryclient.unavailable") {
		t.Errorf("exit status %d\n%s%s", r.Status, r.Stdout, r.Stderr)
	}
	rows := outcomes(t, out)
	if len(rows) != 2 || rows[0]["outcome"] != "pending" || rows[1]["outcome"] != "no_id" {
		t.Errorf("outcomes: %v and %v", rows[0]["outcome"], rows[1]["outcome"])
	}
}

func TestInterrupt(t *testing.T) {
	const slow = 20 * time.Millisecond
	server, env := elsewhere(t, population, registrytest.Options{
		Fault: func(registrytest.Request) registrytest.Fault { return registrytest.Fault{Delay: slow} },
	})
	var participants strings.Builder
	participants.WriteString(header)
	const rows = 2000
	for range rows {
		participants.WriteString(row)
	}
	list := clitest.Write(t, t.TempDir(), "participants.csv", participants.String())
	out := filepath.Join(t.TempDir(), "out")
	cmd := binary.Command(t.Context(), "-registry", server.URL(), "-participants", list, "-out", out, "-workers", "2")
	cmd.Env = env
	r := clitest.Finish(t, cmd, func() {
		for server.Ledger().WireRequests() < 20 && t.Context().Err() == nil {
			time.Sleep(slow)
		}
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
	})
	if r.Status != 1 {
		t.Fatalf("exit status %d\n%s%s", r.Status, r.Stdout, r.Stderr)
	}
	count := make(map[string]int)
	for _, o := range outcomes(t, out) {
		count[o["outcome"]]++
	}
	if count["verified"] < 10 || count["pending"] < rows/2 || count["verified"]+count["pending"] != rows {
		t.Errorf("outcomes after Ctrl-C: %v", count)
	}
	if got := len(tableRows(t, filepath.Join(out, "Mau01-A.xlsx"))); got != count["verified"] {
		t.Errorf("%d rows on Mẫu 01, %d verified", got, count["verified"])
	}
	temps, _ := filepath.Glob(filepath.Join(out, ".tmp-*"))
	if len(temps) > 0 {
		t.Errorf("%d temporary files are left", len(temps))
	}
}
