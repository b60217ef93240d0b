// Package wirejson reads the JSON of a service strictly: UTF-8, no key twice
// (compared exactly, without encoding/json's folding of case), a bounded depth,
// and nothing after the value. What one reader would take differently from
// another must not decide about a person.
package wirejson

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// maxDepth bounds the nesting of a reply.
const maxDepth = 32

// ErrMalformed is the one error of this package; it repeats nothing.
var ErrMalformed = errors.New("wirejson: not a JSON object, or an ambiguous one")

// Object is a JSON object whose members are still text.
type Object map[string]json.RawMessage

// ParseObject reads one object and nothing else.
func ParseObject(body []byte) (Object, error) {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	if !utf8.Valid(body) || !unambiguous(body) {
		return nil, ErrMalformed
	}
	var o Object
	if err := json.Unmarshal(body, &o); err != nil || o == nil {
		return nil, ErrMalformed
	}
	return o, nil
}

// unambiguous reports one value without a key twice.
func unambiguous(body []byte) bool {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if !value(d, 0) {
		return false
	}
	_, err := d.Token()
	return err == io.EOF
}

func value(d *json.Decoder, depth int) bool {
	token, err := d.Token()
	if err != nil || depth > maxDepth {
		return false
	}
	switch token {
	case json.Delim('{'):
		seen := map[string]bool{}
		for d.More() {
			key, err := d.Token()
			name, ok := key.(string)
			if err != nil || !ok || seen[name] {
				return false
			}
			seen[name] = true
			if !value(d, depth+1) {
				return false
			}
		}
		_, err = d.Token()
	case json.Delim('['):
		for d.More() {
			if !value(d, depth+1) {
				return false
			}
		}
		_, err = d.Token()
	}
	return err == nil
}

// Text gives a member that is a string, or a number as it is written; ok is
// false where it is missing, null or something else.
func (o Object) Text(name string) (text string, ok bool) {
	raw := o[name]
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return "", false
	}
	if raw[0] == '"' {
		return text, json.Unmarshal(raw, &text) == nil
	}
	if raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9' {
		return string(raw), true
	}
	return "", false
}

// Absent reports a member that is missing or null.
func (o Object) Absent(name string) bool {
	raw := o[name]
	return len(raw) == 0 || bytes.Equal(raw, []byte("null"))
}

// Whole gives a member that is a whole number, as a number or as text.
func (o Object) Whole(name string) (int64, bool) {
	text, ok := o.Text(name)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}

// Object gives a member that is an object.
func (o Object) Object(name string) (Object, bool) {
	var inner Object
	err := json.Unmarshal(o[name], &inner)
	return inner, err == nil && inner != nil
}
