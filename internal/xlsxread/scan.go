package xlsxread

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"unicode/utf8"
)

// scanner cuts XML into tokens, without copying and in bounds: a tag, text,
// comment or instruction of more than maxToken bytes ends it, since a billion
// blanks pack into a few bytes. It takes the XML that a workbook is made of: UTF-8,
// the five named entities, no DOCTYPE. It was written because with the parser of
// the standard library a list takes four times as long to read; the tests hold
// the two against each other.
type scanner struct {
	r        io.Reader
	buf      []byte // what is read and not yet used is buf[at:end]
	at, end  int
	readErr  error // of r, io.EOF included
	attrs    []attribute
	decoded  []byte // attribute values that are not in the buffer as they mean
	text     []byte // text that is not in the buffer as it means
	emptyTag bool   // the last tag was <a/>: its end comes next
	started  bool   // something was read
}

// attribute is an attribute of a tag; both parts hold good until the next token.
type attribute struct {
	prefixed bool
	local    []byte
	value    []byte
}

type tokenKind uint8

const (
	tokenStart tokenKind = iota + 1
	tokenEnd
	tokenText
)

// raw is one token, which holds good until the next one.
type raw struct {
	kind  tokenKind
	name  []byte // with its prefix; empty at the end of <a/>
	attrs []attribute
	text  []byte
}

var (
	errSyntax   = errors.New("xlsxread: not well-formed")
	errEncoding = errors.New("xlsxread: not UTF-8")
	errDoctype  = errors.New("xlsxread: DOCTYPE")
	errToken    = errors.New("xlsxread: token too long")
)

const scanBuffer = 64 << 10

func newScanner(r io.Reader) *scanner { return &scanner{r: r, buf: make([]byte, scanBuffer)} }

// more reads on. The start of the current token stays at s.at, which may move.
func (s *scanner) more() error {
	if s.readErr != nil {
		return s.readErr
	}
	if s.at > 0 {
		s.end = copy(s.buf, s.buf[s.at:s.end])
		s.at = 0
	}
	if s.end == len(s.buf) {
		if len(s.buf) > maxToken {
			return errToken
		}
		s.buf = slices.Grow(s.buf, len(s.buf))
		s.buf = s.buf[:min(cap(s.buf), 2*len(s.buf))]
	}
	for range 100 { // a reader may give nothing once or twice
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.readErr = err
		}
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	s.readErr = io.ErrNoProgress
	return s.readErr
}

// until gives the bytes from s.at up to the first occurrence of sep behind the
// first skip bytes, without sep.
func (s *scanner) until(skip int, sep string) ([]byte, error) {
	from := skip
	for {
		if s.at+from <= s.end {
			if i := bytes.Index(s.buf[s.at+from:s.end], []byte(sep)); i >= 0 {
				return s.buf[s.at : s.at+from+i], nil
			}
		}
		from = max(skip, s.end-s.at-len(sep)+1)
		if s.end-s.at > maxToken {
			return nil, errToken
		}
		if err := s.more(); err != nil {
			return nil, unexpected(err)
		}
	}
}

// unexpected gives the error of a token that the end of the part cuts off.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return errSyntax
	}
	return err
}

// need reads on until n bytes of the token are there, or the part ends.
func (s *scanner) need(n int) error {
	for s.end-s.at < n {
		if err := s.more(); err != nil {
			return err
		}
	}
	return nil
}

// next gives the next token, and io.EOF behind the last one.
func (s *scanner) next() (raw, error) {
	if s.emptyTag {
		s.emptyTag = false
		return raw{kind: tokenEnd}, nil
	}
	for {
		if err := s.need(1); err != nil {
			return raw{}, err
		}
		if !s.started {
			if err := s.begin(); err != nil {
				return raw{}, err
			}
			continue
		}
		if s.buf[s.at] != '<' {
			return s.readText()
		}
		if err := s.need(2); err != nil {
			return raw{}, unexpected(err)
		}
		switch s.buf[s.at+1] {
		case '/':
			return s.endTag()
		case '?':
			if err := s.instruction(); err != nil {
				return raw{}, err
			}
		case '!':
			token, ok, err := s.declaration()
			if ok || err != nil {
				return token, err
			}
		default:
			return s.startTag()
		}
	}
}

// begin leaves out a byte order mark.
func (s *scanner) begin() error {
	s.started = true
	const mark = "\uFEFF"
	if err := s.need(len(mark)); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if bytes.HasPrefix(s.buf[s.at:s.end], []byte(mark)) {
		s.at += len(mark)
	}
	return nil
}

func (s *scanner) readText() (raw, error) {
	from := 0
	for {
		i := bytes.IndexByte(s.buf[s.at+from:s.end], '<')
		if i >= 0 {
			return s.giveText(from + i)
		}
		if from = s.end - s.at; from > maxToken {
			return raw{}, errToken
		}
		if err := s.more(); errors.Is(err, io.EOF) {
			return s.giveText(from)
		} else if err != nil {
			return raw{}, err
		}
	}
}

func (s *scanner) giveText(n int) (raw, error) {
	if n > maxToken {
		return raw{}, errToken
	}
	b := s.buf[s.at : s.at+n]
	s.at += n
	var err error
	s.text, b, err = decode(s.text[:0], b)
	if err == nil && bytes.Contains(b, []byte("]]>")) && bytes.Contains(s.buf[s.at-n:s.at], []byte("]]>")) {
		err = errSyntax
	}
	return raw{kind: tokenText, text: b}, err
}

func (s *scanner) endTag() (raw, error) {
	b, err := s.until(0, ">")
	if err != nil {
		return raw{}, err
	}
	s.at += len(b) + 1
	name := bytes.TrimRight(b[2:], blanks)
	if !isName(name) {
		return raw{}, nameError(b)
	}
	return raw{kind: tokenEnd, name: name}, nil
}

func (s *scanner) instruction() error {
	b, err := s.until(2, "?>")
	if err != nil {
		return err
	}
	s.at += len(b) + 2
	b = b[2:]
	if !utf8.Valid(b) {
		return errEncoding
	}
	target, content := b, []byte(nil)
	if i := bytes.IndexAny(b, blanks); i >= 0 {
		target, content = b[:i], b[i:]
	}
	if !isName(target) {
		return errSyntax
	}
	if string(target) != "xml" {
		return nil
	}
	_, encoding, found := bytes.Cut(content, []byte("encoding"))
	encoding = bytes.TrimLeft(encoding, blanks+"=")
	if found && (len(encoding) < 7 || !bytes.EqualFold(encoding[1:6], []byte("utf-8")) || encoding[6] != encoding[0]) {
		return errEncoding
	}
	return nil
}

// declaration reads what begins with "<!" and reports whether it is a token.
func (s *scanner) declaration() (raw, bool, error) {
	const comment, section = "<!--", "<![CDATA["
	if err := s.need(len(section)); err != nil && !errors.Is(err, io.EOF) {
		return raw{}, false, err
	}
	switch head := s.buf[s.at:s.end]; {
	case bytes.HasPrefix(head, []byte(comment)):
		b, err := s.until(len(comment), "--")
		if err != nil {
			return raw{}, false, err
		}
		s.at += len(b) + 2
		if !utf8.Valid(b) {
			return raw{}, false, errEncoding
		}
		if err := s.need(1); err != nil || s.buf[s.at] != '>' {
			return raw{}, false, errSyntax
		}
		s.at++
		return raw{}, false, nil
	case bytes.HasPrefix(head, []byte(section)):
		b, err := s.until(len(section), "]]>")
		if err != nil {
			return raw{}, false, err
		}
		s.at += len(b) + 3
		text, err := verbatim(b[len(section):])
		return raw{kind: tokenText, text: text}, true, err
	case bytes.HasPrefix(head, []byte("<![")):
		return raw{}, false, errSyntax
	}
	return raw{}, false, errDoctype
}
