package registryclient_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/internal/mask/masktest"
	"github.com/bhxh-go/bhxh/registryclient"
)

// TestSecretNeverPrints runs a secret through everything that prints, from
// inside everything that holds.
func TestSecretNeverPrints(t *testing.T) {
	const canary = "hunter2-canary"
	secret := registryclient.NewSecret(canary)
	type exported struct{ S registryclient.Secret }
	type unexported struct{ s registryclient.Secret }
	holders := map[string]any{
		"bare":        secret,
		"pointer":     &secret,
		"exported":    exported{secret},
		"unexported":  unexported{secret},
		"pointer to":  &unexported{secret},
		"slice":       []registryclient.Secret{secret},
		"map":         map[string]registryclient.Secret{"k": secret},
		"error":       fmt.Errorf("x %v", secret),
		"credentials": registryclient.SignedBasic{User: "u", Secret: secret, APIKey: secret},
	}
	for name, v := range holders {
		var out bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		slog.New(slog.NewTextHandler(&out, masktest.Untimed())).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&out, masktest.Untimed())).Info("x", "v", v)
		text, err := json.Marshal(v)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		out.Write(text)
		if strings.Contains(out.String(), canary) || strings.Contains(out.String(), fmt.Sprintf("%x", canary)) {
			t.Errorf("%s: the secret came out:\n%s", name, out.String())
		}
	}
	if got := secret.Reveal(); got != canary {
		t.Errorf("Reveal = %q, want the secret", got)
	}
	var none registryclient.Secret
	if !none.IsZero() || none.Reveal() != "" || none.String() != "(none)" || secret.IsZero() || secret.String() != "(secret)" {
		t.Error("an empty secret is not told from one that is there")
	}
}
