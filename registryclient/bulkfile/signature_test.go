package bulkfile_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

func TestSignatures(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	stranger, _, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := bulkfile.NewEd25519(private)
	if err != nil {
		t.Fatal(err)
	}
	check := func(key ed25519.PublicKey) bulkfile.Checker {
		c, err := bulkfile.NewEd25519Checker(key)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	dir := t.TempDir()
	if _, err := bulkfile.ExportQuestions(t.Context(), dir, header, participants(3), bulkfile.ExportOptions{Signer: signer}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		checker bulkfile.Checker
		want    error
	}{
		"its public key":        {check(public), nil},
		"another public key":    {check(stranger), bulkfile.CodeSignature},
		"a shared key":          {hmacOf(t, ourKey), bulkfile.CodeSignature},
		"no key at all":         {bulkfile.Ed25519Checker{}, bulkfile.CodeSignature},
		"nobody to ask":         {nil, bulkfile.CodeSignature},
		"an HMAC without a key": {bulkfile.HMAC{}, bulkfile.CodeSignature},
	} {
		if _, err := bulkfile.ReadList(dir, c.checker); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
	wrong, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, short := bulkfile.NewHMAC(registryclient.NewSecret("short"))
	_, other := bulkfile.NewEd25519(wrong)
	_, none := bulkfile.NewEd25519(nil)
	_, half := bulkfile.NewEd25519Checker(public[:16])
	_, zero := bulkfile.Ed25519{}.Sign(nil)
	for _, err := range []error{short, other, none, half, zero} {
		if !errors.Is(err, bulkfile.CodeConfig) {
			t.Errorf("error %v, want CodeConfig", err)
		}
	}
	nested := struct{ s, h any }{signer, hmacOf(t, ourKey)}
	text := fmt.Sprintf("%v %+v %#v %v", nested, nested, signer, hmacOf(t, ourKey))
	if strings.Contains(text, ourKey) || strings.Contains(text, fmt.Sprint([]byte(private[:8]))[1:20]) {
		t.Errorf("a key came out: %s", text)
	}
}
