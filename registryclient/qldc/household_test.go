package qldc_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/qldc"
	"github.com/bhxh-go/bhxh/registryclient/registrytest"
)

// TestVerifyCitizens: one question gives what the two others give in two.
func TestVerifyCitizens(t *testing.T) {
	for _, tt := range []struct {
		name, reason, number string
		power                registrytest.Power
		citizens             int
	}{
		{"with a household", "the head block and the residence come along", "000085000001", registrytest.Triple, 1},
		{"without one", "nothing may assume a block", "000085000003", registrytest.Triple, 1},
		{"nothing fits", "match or nothing", "000190000002", registrytest.Triple, 0},
		{"nobody", "by number alone", "000099999999", registrytest.Record, 0},
		{"several", "two holders of one CMND", "000000003", registrytest.Record, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := fake(t, registrytest.Options{Power: tt.power})
			var opts []qldc.Option
			if tt.power == registrytest.Record {
				opts = append(opts, qldc.WithMatchRule(qldc.MatchNumber))
			}
			c := client(t, server.URL(), server.Credentials(), opts...)
			q := query(t, tt.number, "Nguyễn Văn Mẫu", "01/02/1985")
			if tt.number == "000085000003" {
				q = query(t, tt.number, "Lê Mẫu", "05/06/1985")
			}
			answer, citizens, err := c.VerifyCitizens(t.Context(), q)
			if err != nil || len(citizens) != tt.citizens {
				t.Fatalf("%d citizens, %v, want %d: %s", len(citizens), err, tt.citizens, tt.reason)
			}
			if n := server.Ledger().Len(); n != 1 {
				t.Errorf("%d questions, want 1", n)
			}
			verified, err := c.Verify(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			found, err := c.LookUp(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(verified, answer, cmp.Comparer(same[identity.PersonalID])); d != "" {
				t.Errorf("answer (-Verify +VerifyCitizens):\n%s", d)
			}
			if len(found) != len(citizens) || len(found) > 0 && found[0] != citizens[0] {
				t.Error("the records are not those of LookUp")
			}
		})
	}
}

func same[T comparable](a, b T) bool { return a == b }

func TestVerifyCitizensFails(t *testing.T) {
	server := fake(t, registrytest.Options{})
	q := query(t, "000085000001", "Nguyễn Văn Mẫu", "01/02/1985")
	yesOrNo := client(t, server.URL(), server.Credentials(), qldc.WithProfile(qldc.Confirm()))
	if _, _, err := yesOrNo.VerifyCitizens(t.Context(), q); !errors.Is(err, registryclient.CodeConfig) {
		t.Errorf("an operation without records: %v", err)
	}
	server.Close()
	c := client(t, server.URL(), server.Credentials())
	if a, citizens, err := c.VerifyCitizens(t.Context(), q); !errors.Is(err, registryclient.CodeUnavailable) || citizens != nil || a != (registryclient.Answer{}) {
		t.Errorf("a registry that is gone: %v", err)
	}
}
