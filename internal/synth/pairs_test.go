package synth

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
)

func TestPairs(t *testing.T) {
	const n = 30_000
	counts := make(map[string]int)
	same, scored := 0, 0
	for p := range Pairs(3, n) {
		for _, f := range p.Faults {
			counts[f]++
		}
		if p.Same {
			same++
		}
		if p.Scored {
			scored++
		}
		if p.Scored != p.Same || !p.Scored && p.Label() != "*" {
			t.Fatal("codes count exactly for pairs of one person")
		}
		if p.Same && len(p.Faults) > 2 {
			t.Fatalf("%d faults in one pair", len(p.Faults))
		}
		sorted := slices.Sorted(slices.Values(p.Codes))
		if len(slices.Compact(sorted)) != len(p.Codes) {
			t.Fatalf("%v names a code twice", p.Codes)
		}
		if slices.Contains(p.Codes, "id.different") && slices.ContainsFunc(p.Codes, func(c string) bool { return strings.HasPrefix(c, "name.") }) {
			t.Fatalf("%v is what a twin looks like", p.Codes)
		}
	}
	near(t, "one person", same, n, 0.60)
	near(t, "codes count", scored, n, 0.60)
	for _, f := range Faults() {
		if counts[f.Name] < 60 {
			t.Errorf("%s: %d pairs of %d", f.Name, counts[f.Name], n)
		}
	}
	for _, k := range strangers() {
		if counts[k.name] < 200 {
			t.Errorf("%s: %d pairs of %d", k.name, counts[k.name], n)
		}
	}
}

func TestWritePairs(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := WritePairs(w, Pairs(4, 400)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two runs differ")
	}
	rows, err := csv.NewReader(&a).ReadAll()
	if err != nil || len(rows) != 401 || strings.Join(rows[0], ",") != pairsHeader {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
}

// TestNewList checks that what a list says of its rows agrees with its
// population.
func TestNewList(t *testing.T) {
	l := NewList(5, 2000, Units(3), Mix{
		CMND: 100, Faults: 300, TwoFaults: 100, NoNumber: 50, Strangers: 20, NotFound: 20, Foreigners: 20, SharedCMND: 20,
	})
	ids, cmnds := make(map[string]Citizen), make(map[string]int)
	for _, c := range l.Population {
		if _, twice := ids[c.PersonalID]; twice {
			t.Fatal("two people hold one number")
		}
		ids[c.PersonalID] = c
		if c.CMND != "" {
			cmnds[c.CMND]++
		}
	}
	outcomes := make(map[string]int)
	for i, r := range l.Rows {
		outcomes[r.Outcome]++
		id := string(r.Participant.Person.IDNumber)
		_, held := ids[id]
		switch {
		case slices.Contains(r.Codes, "id.not_found") && held:
			t.Errorf("row %d: the number that nobody has is somebody's", i)
		case slices.Contains(r.Codes, "id.other_person") && !held:
			t.Errorf("row %d: the stranger's number is nobody's", i)
		case r.Outcome == "id_shared" && cmnds[id] != 1:
			t.Errorf("row %d: the CMND belongs to %d people", i, cmnds[id])
		case r.Outcome == "not_comparable" && r.Participant.Nationality == "" && cmnds[id] != 2:
			t.Errorf("row %d: the shared CMND belongs to %d people", i, cmnds[id])
		}
	}
	for _, want := range []string{"verified", "id_shared", "no_id", "mismatched", "not_comparable"} {
		if outcomes[want] == 0 {
			t.Errorf("no row is %s", want)
		}
	}
}
