// Forms writes every form in every format from embedded synthetic rows: Mẫu số
// 01, Mẫu số 02 and Mẫu số 03 as XLSX, PDF, HTML, CSV and JSON lines, with the
// chart of progress as SVG.
//
//	go run ./examples/forms                        # into ./out-forms
//	go run ./examples/forms -serve 127.0.0.1:8080  # over HTTP: /mau02.pdf
//
// Exit status: 0 when everything was written, 1 when something failed, 2 for
// unusable arguments.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/forms"
)

const (
	usage = `Forms writes every form in every format from embedded synthetic rows.

`
	status = `
Exit status: 0 when everything was written, 1 when something failed, 2 for
unusable arguments.
`
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("forms", flag.ContinueOnError)
	out := flags.String("out", "out-forms", "`directory` to write into")
	address := flags.String("serve", "", "serve the forms over HTTP on this `address` instead")
	if err := cli.Parse(flags, args, stdout, usage, status); err != nil {
		return cli.Exit(stderr, "forms", err)
	}
	var err error
	if *address != "" {
		err = serve(ctx, *address, stdout)
	} else {
		err = writeAll(ctx, *out, stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "forms:", err)
		return 1
	}
	return 0
}

// allFormats are the formats of every form.
var allFormats = [...]forms.Format{
	forms.FormatXLSX, forms.FormatPDF, forms.FormatHTML, forms.FormatCSV, forms.FormatCSVSafe, forms.FormatJSONLines,
}

// writeAll writes each form in each format, and the chart.
func writeAll(ctx context.Context, dir string, stdout io.Writer) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for _, d := range documents {
		for _, f := range allFormats {
			name := d.name + f.Extension()
			if f == forms.FormatCSVSafe {
				name = d.name + "-spreadsheet" + f.Extension()
			}
			if err := forms.WriteFile(filepath.Join(dir, name), func(w io.Writer) error { return d.write(ctx, w, f) }); err != nil {
				return err
			}
			fmt.Fprintln(stdout, filepath.Join(dir, name))
		}
	}
	chart := filepath.Join(dir, "mau03-chart.svg")
	fmt.Fprintln(stdout, chart)
	return forms.WriteFile(chart, func(w io.Writer) error {
		return forms.WriteMau03Chart(ctx, w, head(), forms.Rows(mau03Rows()...), forms.Options{})
	})
}

// serve serves the forms until ctx ends.
func serve(ctx context.Context, address string, stdout io.Writer) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler(), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })()
	fmt.Fprintf(stdout, "http://%s/mau02.pdf\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
