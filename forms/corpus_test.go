package forms_test

import (
	"bytes"
	"context"
	"io"
	"iter"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
)

// specimen is one of the documents that this package can write, in any of its
// formats.
type specimen struct {
	name    string
	formats []forms.Format
	rows    int
	// write writes it. before is called before each row, the first is 1, and what
	// it gives ends the rows; nil = nothing happens.
	write func(ctx context.Context, w io.Writer, f forms.Format, before func(row int) error) error
}

var (
	listFormats   = []forms.Format{forms.FormatXLSX, forms.FormatPDF, forms.FormatHTML, forms.FormatCSV, forms.FormatCSVSafe, forms.FormatJSONLines}
	letterFormats = []forms.Format{forms.FormatPDF, forms.FormatHTML}
)

// corpus gives every kind of document once or more.
func corpus() []specimen {
	signed := signedOptions(forms.FormatDefault)
	volume := head()
	volume.Volume, volume.Volumes, volume.FirstOrdinal = 2, 4, 25_001
	list := []specimen{
		listOf("mau01", mau01Rows(8), head(), options(), forms.WriteMau01),
		listOf("mau01-empty", mau01Rows(0), head(), options(), forms.WriteMau01),
		listOf("mau02", mau02Rows(8), head(), options(), forms.WriteMau02),
		listOf("mau02-signed-volume", mau02Rows(2), volume, signed, forms.WriteMau02),
		listOf("mau03", mau03Rows(), head(), options(), forms.WriteMau03),
		listOf("mau03-grouped", groupedRows(), head(), signed, forms.WriteMau03),
		{"mau03-chart", []forms.Format{forms.FormatDefault}, 3, func(ctx context.Context, w io.Writer, _ forms.Format, before func(int) error) error {
			return forms.WriteMau03Chart(ctx, w, head(), watched(mau03Rows(), before), forms.Options{})
		}},
	}
	for f, name := range map[forms.AnswerForm]string{
		forms.TK1QD505: "tk1-qd505", forms.TK1QD490: "tk1-qd490", forms.D02QD505: "d02-qd505", forms.D02QD366: "d02-qd366", forms.D03QD490: "d03-qd490",
	} {
		list = append(list, listOf(name, []forms.AnswerRow{filing(), filing()}, head(), options(),
			func(ctx context.Context, w io.Writer, h forms.Head, rows iter.Seq2[forms.AnswerRow, error], opts forms.Options) error {
				return forms.WriteAnswer(ctx, w, f, h, rows, opts)
			}))
	}
	for name, l := range map[string]forms.Letter{"letter01": forms.Mau01Letter(letterHead()), "letter02": forms.Mau02Letter(letterHead())} {
		list = append(list, specimen{name, letterFormats, 0, func(ctx context.Context, w io.Writer, f forms.Format, _ func(int) error) error {
			return forms.WriteLetter(ctx, w, l, forms.Options{Format: f})
		}})
	}
	return list
}

type writer[R any] func(context.Context, io.Writer, forms.Head, iter.Seq2[R, error], forms.Options) error

func listOf[R any](name string, rows []R, h forms.Head, opts forms.Options, write writer[R]) specimen {
	return specimen{name, listFormats, len(rows), func(ctx context.Context, w io.Writer, f forms.Format, before func(int) error) error {
		opts := opts
		opts.Format = f
		return write(ctx, w, h, watched(rows, before), opts)
	}}
}

// watched gives the rows, and before each what before has to say.
func watched[R any](rows []R, before func(row int) error) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		for i, row := range rows {
			var err error
			if before != nil {
				err = before(i + 1)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// bytes writes a specimen.
func (s specimen) bytes(t testing.TB, f forms.Format) []byte {
	t.Helper()
	return document(t, func(b *bytes.Buffer) error { return s.write(t.Context(), b, f, nil) })
}
