package registryclient_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient"
)

func TestCheckEndpoint(t *testing.T) {
	for _, c := range []struct {
		address, reason string
		ok              bool
	}{
		{"https://gateway.example/dancu/037", "the ordinary address", true},
		{"https://gateway.example:8443/", "", true},
		{"http://127.0.0.1:8080/x", "this machine", true},
		{"http://[::1]:8080/x", "this machine", true},
		{"http://localhost/x", "this machine", true},
		{"http://gateway.example/x", "personal data in clear", false},
		{"http://127.0.0.1.gateway.example/x", "a name that only looks like this machine", false},
		{"http://10.0.0.1/x", "the local network is not this machine", false},
		{"https://user:canary@gateway.example/x", "credentials end up in logs", false},
		{"https://gateway.example/x?token=canary", "so does a query", false},
		{"https://gateway.example/x?", "", false},
		{"https://gateway.example/x#canary", "", false},
		{"ftp://gateway.example/x", "", false},
		{"//gateway.example/x", "no scheme", false},
		{"/x", "no host", false},
		{"https://:8443/x", "no host", false},
		{"https://gateway.example/%zz", "not a URL", false},
		{"", "", false},
	} {
		err := registryclient.CheckEndpoint(c.address)
		if (err == nil) != c.ok {
			t.Errorf("%q: error %v, want ok = %v (%s)", c.address, err, c.ok, c.reason)
		}
		if err != nil && !errors.Is(err, registryclient.CodeConfig) {
			t.Errorf("%q: error %v is not CodeConfig", c.address, err)
		}
		if err != nil && (strings.Contains(err.Error(), "canary") || strings.Contains(err.Error(), "gateway")) {
			t.Errorf("the error repeats the address: %v", err)
		}
	}
}
