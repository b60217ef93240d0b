package xlsxread

import (
	"errors"
	"io"
)

// ScanXML gives the tokens of a text as words: "<a b=c", ">a", "text". It is
// what the tests hold against the parser of the standard library.
func ScanXML(r io.Reader) ([]string, error) {
	var list []string
	var open []string
	s := newScanner(r)
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return list, err
		}
		switch t.kind {
		case tokenStart:
			name, _ := local(t.name)
			word := "<" + string(name)
			for _, a := range t.attrs {
				word += " " + string(a.local) + "=" + string(a.value)
			}
			open = append(open, string(name))
			list = append(list, word)
		case tokenEnd:
			name, _ := local(t.name)
			if len(name) == 0 && len(open) > 0 {
				name = []byte(open[len(open)-1])
			}
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			list = append(list, ">"+string(name))
		case tokenText:
			if last := len(list) - 1; last >= 0 && list[last][0] == '"' {
				list[last] += string(t.text)
			} else if len(t.text) > 0 {
				list = append(list, `"`+string(t.text))
			}
		}
	}
}
