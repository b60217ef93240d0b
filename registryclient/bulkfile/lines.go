package bulkfile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"unicode/utf8"
)

// MaxLine is the longest line of a file, in bytes.
const MaxLine = 16 << 10

// file reads the lines of one file.
type file struct {
	src  *bufio.Reader
	line int
}

// next gives the next line, io.EOF after the last. The line is good until the
// next call.
func (f *file) next() ([]byte, error) {
	f.line++
	text, err := f.src.ReadSlice('\n')
	switch {
	case err == bufio.ErrBufferFull:
		return nil, f.fail(CodeTooLong)
	case err == io.EOF && len(text) == 0:
		return nil, io.EOF
	case errors.Is(err, CodeSealed):
		return nil, f.fail(CodeSealed)
	case err != nil && err != io.EOF:
		return nil, &Error{Code: CodeRead, Line: f.line, Err: err}
	case !utf8.Valid(text):
		return nil, f.fail(CodeEncoding)
	}
	return text, nil
}

func (f *file) fail(code Code) error { return &Error{Code: code, Line: f.line} }

// openFile reads the header of a file of the kind.
func openFile(r io.Reader, kind string) (*file, headerLine, error) {
	f := &file{src: bufio.NewReaderSize(r, MaxLine)}
	var head headerLine
	text, err := f.next()
	if err == io.EOF {
		err = f.fail(CodeFormat)
	}
	if err != nil {
		return nil, head, err
	}
	if strict(text, &head) != nil || head.Format != Format || head.Version != Version || head.Kind != kind || head.Exchange == "" {
		return nil, head, f.fail(CodeFormat)
	}
	return f, head, nil
}

// lastKey tells the lines that may be the last from the others.
var lastKey = []byte(`"rows"`)

// readRows gives the rows between header and last line. parse says whether the
// row is one that may stand in a file.
func readRows[T any](f *file, parse func([]byte) (T, bool, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for count := 0; ; count++ {
			text, err := f.next()
			if err == io.EOF {
				err = f.fail(CodeTruncated)
			}
			if err != nil {
				yield(none, err)
				return
			}
			var last lastLine
			if bytes.Contains(text, lastKey) && strict(text, &last) == nil && last.Rows != nil {
				if err := f.finish(*last.Rows == count); err != nil {
					yield(none, err)
				}
				return
			}
			row, valid, err := parse(text)
			if err != nil {
				err = f.fail(CodeSyntax)
			} else if !valid {
				err = f.fail(CodeValue)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// finish checks that the last line counts the rows and is the last.
func (f *file) finish(counted bool) error {
	if !counted {
		return f.fail(CodeTruncated)
	}
	if _, err := f.next(); err != io.EOF {
		return f.fail(CodeSyntax)
	}
	return nil
}

var errLine = errors.New("bulkfile: not one object with known fields, each once")

// strict decodes one JSON object with no unknown field and none twice:
// encoding/json would take the last of two and say nothing.
func strict(text []byte, dst any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(dst); err != nil || len(bytes.TrimSpace(text[decoder.InputOffset():])) > 0 {
		return errLine
	}
	return uniqueKeys(text)
}

// uniqueKeys looks for a repeated key of the outermost object in text that is
// known to be JSON. Names of different case are one field to encoding/json, so
// they are one here; an escape in a name is refused.
func uniqueKeys(text []byte) error {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || text[0] != '{' {
		return errLine
	}
	var seen [16][]byte
	keys, depth, isKey := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[':
			depth++
			isKey = depth == 1
		case '}', ']':
			depth--
		case ',':
			isKey = depth == 1
		case '"':
			start := i + 1
			for i++; text[i] != '"'; i++ {
				if text[i] == '\\' {
					if isKey {
						return errLine
					}
					i++
				}
			}
			if !isKey {
				continue
			}
			isKey = false
			for _, s := range seen[:keys] {
				if bytes.EqualFold(s, text[start:i]) {
					return errLine
				}
			}
			if keys == len(seen) {
				return errLine
			}
			seen[keys] = text[start:i]
			keys++
		}
	}
	return nil
}
