package otel

import (
	"strings"

	"go.opentelemetry.io/otel/attribute"

	"github.com/bhxh-go/bhxh/registryclient"
)

// The keys of every attribute that this package makes. Those of HTTP are of
// OpenTelemetry's semantic conventions.
const (
	keyOperation = attribute.Key("bhxh.registry.operation") // adapter and operation
	keyEndpoint  = attribute.Key("bhxh.registry.endpoint")  // name of the address: see registryclient.WithEndpointName
	keyOutcome   = attribute.Key("bhxh.registry.outcome")   // "answered", or the code of the failure without its prefix
	keyAttempts  = attribute.Key("bhxh.registry.attempts")  // of a call: requests that went out
	keyStatus    = attribute.Key("http.response.status_code")
	keyResend    = attribute.Key("http.request.resend_count") // of an attempt: how many went out before
)

// Attributes gives the keys of all attributes that spans and metrics may have,
// for a processor or a test that allows nothing else.
func Attributes() []string {
	return []string{string(keyOperation), string(keyEndpoint), string(keyOutcome), string(keyAttempts), string(keyStatus), string(keyResend)}
}

// target says what was called; it makes the attributes that all reports of a
// call have.
type target struct{ operation, endpoint string }

func (t target) attributes() []attribute.KeyValue {
	return []attribute.KeyValue{keyOperation.String(name(t.operation)), keyEndpoint.String(name(t.endpoint))}
}

// outcome gives the class of how something ended.
func outcome(code registryclient.Code) string {
	if code == "" {
		return "answered"
	}
	return name(strings.TrimPrefix(string(code), "registryclient."))
}

// ended gives the attributes of an end, behind others. A reply without a status
// has none.
func ended(attributes []attribute.KeyValue, code registryclient.Code, status int) []attribute.KeyValue {
	attributes = append(attributes, keyOutcome.String(outcome(code)))
	if status >= 100 && status <= 599 {
		attributes = append(attributes, keyStatus.Int(status))
	}
	return attributes
}

const (
	maxName   = 80
	maxDigits = 5 // in a row: a year or a version, never a number of a person
)

// name gives what looks like a name of an operation, and "other" for the rest:
// an adapter of somebody else may put anything there.
func name(s string) string {
	if s == "" || len(s) > maxName {
		return "other"
	}
	digits := 0
	for _, c := range []byte(s) {
		digits++
		switch {
		case c >= '0' && c <= '9':
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == '.', c == '/', c == '-':
			digits = 0
		default:
			return "other"
		}
		if digits > maxDigits {
			return "other"
		}
	}
	return s
}
