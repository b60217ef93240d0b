package qldc

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"github.com/bhxh-go/bhxh/registryclient"
)

// maxDepth bounds the nesting of a reply; the record needs seven levels.
const maxDepth = 32

// refused is a reply that is no answer. Its detail is fixed text.
func refused(detail string) error {
	return &registryclient.Error{Code: registryclient.CodeBadResponse, Detail: detail}
}

// reader walks over the elements of a reply. Elements are told by namespace
// and local name; prefixes mean nothing. It never repeats what it reads.
type reader struct {
	xml   *xml.Decoder
	depth int
}

func newReader(body []byte) *reader {
	return &reader{xml: xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))}
}

// next gives the next token that means something: a start, an end or text.
func (r *reader) next() (xml.Token, error) {
	for {
		token, err := r.xml.Token()
		if err == io.EOF {
			return nil, io.EOF
		}
		if err != nil {
			return nil, refused("the reply is not well-formed XML")
		}
		switch token.(type) {
		case xml.StartElement:
			if r.depth++; r.depth > maxDepth {
				return nil, refused("the reply is nested too deeply")
			}
			return token, nil
		case xml.EndElement:
			r.depth--
			return token, nil
		case xml.CharData:
			return token, nil
		case xml.Directive: // a document type, the door to entity tricks
			return nil, refused("the reply declares a document type")
		}
	}
}

// children calls visit at the start of every child of the element whose start
// was just read, up to its end; visit must read the child to its end. Text
// between the children is given to text, where not nil.
func (r *reader) children(visit func(xml.Name) error, text func([]byte)) error {
	for {
		token, err := r.next()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := visit(t.Name); err != nil {
				return err
			}
		case xml.CharData:
			if text != nil {
				text(t)
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip reads an element to its end.
func (r *reader) skip() error {
	for depth := 1; depth > 0; {
		token, err := r.next()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// text reads an element that holds only text, and gives it without the blanks
// around it.
func (r *reader) text() (string, error) {
	var b strings.Builder
	err := r.children(
		func(xml.Name) error { return refused("elements where the reply should hold text") },
		func(t []byte) { b.Write(t) },
	)
	return strings.TrimSpace(b.String()), err
}

func unexpectedEnd(err error) error {
	if err == io.EOF {
		return refused("the reply ends inside an element")
	}
	return err
}

// body reads an envelope and calls visit with each child of its Body, which
// visit must read to its end.
func (r *reader) body(visit func(xml.Name) error) error {
	root, err := r.root()
	if err != nil {
		return err
	}
	if root != (xml.Name{Space: NamespaceSOAP, Local: "Envelope"}) {
		return refused("the reply is not a SOAP 1.1 envelope")
	}
	bodies := 0
	err = r.children(func(name xml.Name) error {
		if name != (xml.Name{Space: NamespaceSOAP, Local: "Body"}) {
			return r.skip()
		}
		bodies++
		return r.children(visit, nil)
	}, nil)
	if err != nil {
		return err
	}
	if bodies != 1 {
		return refused("the envelope does not have one body")
	}
	return r.end()
}

// root reads up to the start of the document's element.
func (r *reader) root() (xml.Name, error) {
	for {
		token, err := r.next()
		if err != nil {
			return xml.Name{}, unexpectedEnd(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			return t.Name, nil
		case xml.CharData:
			if len(bytes.TrimSpace(t)) > 0 {
				return xml.Name{}, refused("the reply is not XML")
			}
		}
	}
}

// end wants nothing more.
func (r *reader) end() error {
	for {
		token, err := r.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t, ok := token.(xml.CharData); !ok || len(bytes.TrimSpace(t)) > 0 {
			return refused("something follows the envelope")
		}
	}
}
