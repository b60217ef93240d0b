package xlsxread

import (
	"bytes"
	"unicode/utf8"
)

const blanks = " \t\r\n"

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// trimBlanks cuts off leading blanks; bytes.TrimLeft would build a set of them
// for each attribute.
func trimBlanks(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	return b
}

// startTag reads "<name attribute='value' …>".
func (s *scanner) startTag() (raw, error) {
	n, err := s.tagEnd()
	if err != nil {
		return raw{}, err
	}
	b := s.buf[s.at+1 : s.at+n]
	s.at += n + 1
	if len(b) > 0 && b[len(b)-1] == '/' {
		b = b[:len(b)-1]
		s.emptyTag = true
	}
	name, rest := cutName(b)
	if !isName(name) {
		return raw{}, nameError(name)
	}
	s.attrs, s.decoded = s.attrs[:0], s.decoded[:0]
	for {
		gap := len(rest)
		rest = trimBlanks(rest)
		if len(rest) == 0 {
			return raw{kind: tokenStart, name: name, attrs: s.attrs}, nil
		}
		if gap == len(rest) {
			return raw{}, errSyntax
		}
		if rest, err = s.attribute(rest); err != nil {
			return raw{}, err
		}
	}
}

// tagEnd gives the place of the ">" that ends the tag at s.at: the first one
// that is not inside a value.
func (s *scanner) tagEnd() (int, error) {
	quote := byte(0)
	for i := 1; ; {
		for ; s.at+i < s.end; i++ {
			switch c := s.buf[s.at+i]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '>':
				return i, nil
			case c == '"' || c == '\'':
				quote = c
			}
		}
		if i > maxToken {
			return 0, errToken
		}
		if err := s.more(); err != nil {
			return 0, unexpected(err)
		}
	}
}

// attribute reads one attribute and gives what follows it.
func (s *scanner) attribute(b []byte) (rest []byte, err error) {
	name, rest := cutName(b)
	rest = trimBlanks(rest)
	if !isName(name) {
		return nil, nameError(name)
	}
	if len(rest) < 3 || rest[0] != '=' {
		return nil, errSyntax
	}
	rest = trimBlanks(rest[1:])
	if len(rest) < 2 || rest[0] != '"' && rest[0] != '\'' {
		return nil, errSyntax
	}
	end := bytes.IndexByte(rest[1:], rest[0])
	if end < 0 || bytes.IndexByte(rest[1:1+end], '<') >= 0 {
		return nil, errSyntax
	}
	a := attribute{value: rest[1 : 1+end]}
	a.local, a.prefixed = local(name)
	before := len(s.decoded)
	s.decoded, a.value, err = decode(s.decoded, a.value)
	if len(s.decoded) > before {
		a.value = s.decoded[before:]
	}
	s.attrs = append(s.attrs, a)
	return rest[end+2:], err
}

// cutName cuts a name off the front.
func cutName(b []byte) (name, rest []byte) {
	for i, c := range b {
		if isBlank(c) || c == '=' || c == '/' {
			return b[:i], b[i:]
		}
	}
	return b, nil
}

// isName reports a name as the elements and attributes of workbooks have them:
// ASCII letters, digits and "_-.", with a letter or "_" in front, and perhaps a
// prefix before ":". Letters beyond ASCII, which XML would allow, are taken as
// they are.
func isName(b []byte) bool {
	if len(b) == 0 || b[len(b)-1] == ':' {
		return false
	}
	colon, ascii := false, true
	for i, c := range b {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_':
		case c >= utf8.RuneSelf:
			ascii = false
		case i > 0 && (c >= '0' && c <= '9' || c == '-' || c == '.'):
		case i > 0 && c == ':' && !colon:
			colon = true
		default:
			return false
		}
	}
	return ascii || utf8.Valid(b)
}

// nameError tells text in another encoding from a plain mistake.
func nameError(name []byte) error {
	if !utf8.Valid(name) {
		return errEncoding
	}
	return errSyntax
}

// local gives a name without its prefix.
func local(name []byte) ([]byte, bool) {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:], true
	}
	return name, false
}
