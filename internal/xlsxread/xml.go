package xlsxread

import (
	"bytes"
	"context"
	"errors"
	"io"
)

// xmlReader gives the tokens of a part, checks that they nest, and bounds how
// deep.
type xmlReader struct {
	part  *partReader
	scan  *scanner
	stack []string // local names of the open elements
	names []byte   // their names with prefixes, one after the other
	ends  []int    // where each of those ends
	known map[string]string
	root  bool // there was one
}

// token is the start or end of an element, or text. It holds good until the
// next one.
type token struct {
	kind  tokenKind
	local string // of a start
	attrs []attribute
	text  []byte
}

func (a *archive) openXML(ctx context.Context, name string, part Part, most int64) (*xmlReader, error) {
	p, err := a.open(ctx, name, part, most)
	if err != nil {
		return nil, err
	}
	return &xmlReader{
		part: p, scan: newScanner(p), stack: make([]string, 0, maxDepth), known: make(map[string]string),
	}, nil
}

func (x *xmlReader) close() { x.part.close() }

// next gives the next token, and io.EOF after the last.
func (x *xmlReader) next() (token, error) {
	t, err := x.scan.next()
	if err != nil {
		return token{}, x.failure(err)
	}
	switch t.kind {
	case tokenStart:
		if len(x.stack) == maxDepth || len(x.stack) == 0 && x.root {
			return token{}, x.fail(CodeStructure)
		}
		x.root = true
		x.names = append(x.names, t.name...)
		x.ends = append(x.ends, len(x.names))
		x.stack = append(x.stack, x.intern(t.name))
		return token{kind: tokenStart, local: x.stack[len(x.stack)-1], attrs: t.attrs}, nil
	case tokenEnd:
		if !x.pop(t.name) {
			return token{}, x.fail(CodeStructure)
		}
		return token{kind: tokenEnd}, nil
	}
	if len(x.stack) == 0 && len(bytes.TrimLeft(t.text, blanks)) > 0 {
		return token{}, x.fail(CodeStructure)
	}
	return token{kind: tokenText, text: t.text}, nil
}

// pop closes the last open element, which must have the name; an empty name
// closes any.
func (x *xmlReader) pop(name []byte) bool {
	last := len(x.stack) - 1
	if last < 0 {
		return false
	}
	start := 0
	if last > 0 {
		start = x.ends[last-1]
	}
	if len(name) > 0 && !bytes.Equal(x.names[start:], name) {
		return false
	}
	x.stack, x.ends, x.names = x.stack[:last], x.ends[:last], x.names[:start]
	return true
}

// intern gives the local part of a name as a string, without a copy for each
// of a million cells. What a part invents beyond all sense is not kept.
func (x *xmlReader) intern(name []byte) string {
	name, _ = local(name)
	if s, ok := x.known[string(name)]; ok {
		return s
	}
	s := string(name)
	if len(x.known) < maxKnownNames && len(s) < maxKnownNames {
		x.known[s] = s
	}
	return s
}

const maxKnownNames = 256

func (x *xmlReader) fail(code Code) error { return fail(code, x.part.part) }

// failure gives an error of the scanner a name.
func (x *xmlReader) failure(err error) error {
	var own *Error
	switch {
	case errors.As(err, &own):
		return own
	case errors.Is(err, errDoctype):
		return x.fail(CodeDoctype)
	case errors.Is(err, errEncoding):
		return x.fail(CodeEncoding)
	case errors.Is(err, errToken):
		return tooMuch(CodeTooLarge, x.part.part, maxToken)
	case errors.Is(err, io.EOF) && len(x.stack) == 0 && x.root:
		return io.EOF
	}
	return x.fail(CodeStructure)
}

// skip reads to the end of the element that has just begun.
func (x *xmlReader) skip() error {
	for depth := len(x.stack); len(x.stack) >= depth; {
		if _, err := x.next(); err != nil {
			return unclosed(err, x.part.part)
		}
	}
	return nil
}

// unclosed gives the error of an element that the end of the part cuts off.
func unclosed(err error, part Part) error {
	if errors.Is(err, io.EOF) {
		return fail(CodeStructure, part)
	}
	return err
}

// each calls visit for every element below the current one, or of the whole
// part, with the depth at which it stands: 1 for the root.
func (x *xmlReader) each(visit func(depth int, e token) error) error {
	for {
		t, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t.kind == tokenStart {
			if err := visit(len(x.stack), t); err != nil {
				return err
			}
		}
	}
}

// attr gives an attribute by its local name; "" where there is none.
func (t token) attr(name string) string { return string(t.bytes(name)) }

// bytes is attr without a copy.
func (t token) bytes(name string) []byte {
	for _, a := range t.attrs {
		if string(a.local) == name {
			return a.value
		}
	}
	return nil
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }
