package qldc

import (
	"encoding/xml"
	"errors"
	"strings"

	"github.com/bhxh-go/bhxh/registryclient"
)

// readFault reads a SOAP fault whose start was just read. Of the fault only
// its standard code is kept (SOAP 1.1, 4.4.1): the words may repeat the
// question.
func (r *reader) readFault() error {
	var code string
	err := r.children(func(name xml.Name) error {
		if name.Local != "faultcode" {
			return r.skip()
		}
		text, err := r.text()
		code = text
		return err
	}, nil)
	if err != nil {
		return err
	}
	if i := strings.LastIndexByte(code, ':'); i >= 0 { // a qualified name
		code = code[i+1:]
	}
	code, _, _ = strings.Cut(code, ".") // "Client.Authentication" is a Client fault
	e := &registryclient.Error{Code: registryclient.CodeUnavailable, Detail: "the service answered with a fault"}
	switch code {
	case "Server":
		e.ServiceCode = code
	case "Client", "VersionMismatch", "MustUnderstand":
		e.Code, e.ServiceCode = registryclient.CodeRejected, code
	}
	return e
}

// faultIn reads the body of a reply with status 500, where SOAP 1.1 puts
// faults; nil when it is none.
func faultIn(body []byte) *registryclient.Error {
	r := newReader(body)
	err := r.body(func(name xml.Name) error {
		if name == faultName {
			return r.readFault()
		}
		return r.skip()
	})
	var e *registryclient.Error
	if errors.As(err, &e) && e.Code != registryclient.CodeBadResponse {
		return e
	}
	return nil
}

var faultName = xml.Name{Space: NamespaceSOAP, Local: "Fault"}
