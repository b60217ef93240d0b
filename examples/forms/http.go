package main

import (
	"errors"
	"io"
	"mime"
	"net/http"

	"github.com/bhxh-go/bhxh/forms"
)

// handler serves "/<form>.<format>": /mau02.xlsx, /mau01.pdf, /mau03.html.
func handler() http.Handler {
	mux := http.NewServeMux()
	for _, d := range documents {
		for _, f := range allFormats {
			mux.HandleFunc("GET /"+d.name+"."+f.String(), func(w http.ResponseWriter, r *http.Request) {
				serveDocument(w, r, d.name, f, func(to io.Writer) error { return d.write(r.Context(), to, f) })
			})
		}
	}
	return mux
}

// serveDocument writes a document as the answer to a request. What a server
// has to mind:
//
//   - the name of the file says nothing personal, and lists are not cached;
//   - a document that cannot be built is an error before the first byte;
//   - an error after it aborts the connection (http.ErrAbortHandler), so that
//     the client sees a transfer that broke, not a document that looks whole.
func serveDocument(w http.ResponseWriter, _ *http.Request, name string, f forms.Format, write func(io.Writer) error) {
	disposition := "attachment"
	if f == forms.FormatHTML {
		disposition = "inline"
	}
	header := w.Header()
	header.Set("Content-Type", f.ContentType())
	header.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": name + f.Extension()}))
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	to := &countingWriter{w: w}
	err := write(to)
	switch {
	case err == nil:
	case to.n > 0:
		panic(http.ErrAbortHandler)
	case errors.Is(err, forms.CodeCancelled):
		// The client is gone: there is nobody to answer.
	default:
		header.Del("Content-Disposition")
		http.Error(w, "the document could not be written", http.StatusInternalServerError)
	}
}

type countingWriter struct {
	w io.Writer
	n int64
}

func (c *countingWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
