package forms

import (
	"bytes"
	"encoding/json"
	"io"
)

// jsonRenderer writes an object for each row, with the fields in the order of
// the columns. Text that is not there is "", a figure that is not known null.
type jsonRenderer struct {
	set *settings
	buf bytes.Buffer
	out *json.Encoder
}

func newJSONLines(s *settings) (renderer, error) {
	r := &jsonRenderer{set: s}
	r.out = json.NewEncoder(&r.buf)
	r.out.SetEscapeHTML(false)
	return r, nil
}

func (r *jsonRenderer) row(cells []cell, kind lineKind) error {
	if kind.isSum() {
		return nil // a program adds up for itself
	}
	r.buf.WriteByte('{')
	first := true
	for i, c := range r.set.columns {
		if c.Field == "" {
			continue
		}
		if !first {
			r.buf.WriteByte(',')
		}
		first = false
		r.buf.WriteString(`"` + string(c.Field) + `":`)
		switch {
		case cells[i].isNumber:
			r.buf.WriteString(cells[i].print())
		case cells[i].text == "" && (c.Kind == KindCount || c.Kind == KindPercent):
			r.buf.WriteString("null")
		default:
			if err := r.out.Encode(cells[i].text); err != nil {
				return err
			}
			r.buf.Truncate(r.buf.Len() - 1) // the end of line that the encoder adds
		}
	}
	r.buf.WriteString("}\n")
	return nil
}

func (r *jsonRenderer) finish(w io.Writer, _ []property) error {
	_, err := w.Write(r.buf.Bytes())
	return err
}

func (r *jsonRenderer) close() {}
