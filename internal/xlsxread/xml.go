package xlsxread

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// xmlReader gives the tokens of a part, checks that they nest, and bounds how
// deep.
type xmlReader struct {
	part  *partReader
	dec   *xml.Decoder
	stack []string // local names of the open elements
	root  bool     // there was one
}

func (a *archive) openXML(ctx context.Context, name string, part Part, most int64) (*xmlReader, error) {
	p, err := a.open(ctx, name, part, most)
	if err != nil {
		return nil, err
	}
	return &xmlReader{part: p, dec: xml.NewDecoder(p), stack: make([]string, 0, maxDepth)}, nil
}

func (x *xmlReader) close() { x.part.close() }

// next gives the next start or end of an element, or text, and io.EOF after
// the last. A token holds good until the next call.
func (x *xmlReader) next() (xml.Token, error) {
	for {
		token, err := x.dec.RawToken()
		if err != nil {
			return nil, x.failure(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(x.stack) == maxDepth || len(x.stack) == 0 && x.root {
				return nil, fail(CodeStructure, x.part.part)
			}
			x.root = true
			x.stack = append(x.stack, t.Name.Local)
			return t, nil
		case xml.EndElement:
			last := len(x.stack) - 1
			if last < 0 || x.stack[last] != t.Name.Local {
				return nil, fail(CodeStructure, x.part.part)
			}
			x.stack = x.stack[:last]
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, fail(CodeDoctype, x.part.part)
		}
	}
}

// failure gives an error of the parser a name.
func (x *xmlReader) failure(err error) error {
	var own *Error
	switch {
	case errors.As(err, &own):
		return own
	case err == io.EOF && len(x.stack) == 0 && x.root:
		return io.EOF
	case err == io.EOF:
		return fail(CodeStructure, x.part.part)
	case x.part.err != nil && x.part.err != io.EOF:
		return x.part.err
	case isEncodingError(err):
		return fail(CodeEncoding, x.part.part)
	}
	return fail(CodeStructure, x.part.part)
}

// isEncodingError tells the two complaints of the parser about text that is
// not UTF-8; it has no types for them.
func isEncodingError(err error) bool {
	return strings.Contains(err.Error(), "invalid UTF-8") || strings.Contains(err.Error(), "encoding")
}

// skip reads to the end of the element that has just begun.
func (x *xmlReader) skip() error {
	for depth := len(x.stack); len(x.stack) >= depth; {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// each calls visit for every element below the current one, or of the whole
// part, with the depth at which it stands: 1 for the root.
func (x *xmlReader) each(visit func(depth int, e xml.StartElement) error) error {
	for {
		token, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := visit(len(x.stack), e); err != nil {
				return err
			}
		}
	}
}

// attr gives an attribute by its local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }
