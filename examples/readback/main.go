// Readback reads a returned Mẫu số 02 and says what it found: the corrections
// that are accepted, and what needs a look, in Vietnamese.
//
// Without flags it reads an embedded synthetic sample, a list of eight that a
// unit sent back:
//
//	go run ./examples/readback
//	go run ./examples/readback -file Mau02-YN0001A.xlsx -list 2026-11/YN0001A -out corrections.jsonl
//
// Exit status: 0 when every row that was answered is accepted, 1 when some need
// a look, 2 for unusable arguments or a file that is no returned list.
package main

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/bhxh-go/bhxh/examples/internal/cli"
	"github.com/bhxh-go/bhxh/forms"
	"github.com/bhxh-go/bhxh/identity"
)

//go:generate go run ./generate

//go:embed sample/returned.xlsx sample/issued.json
var sample embed.FS

const (
	exitAccepted = 0
	exitFindings = 1
	exitUsage    = 2
)

const (
	usage = `Readback reads a returned Mẫu số 02 and says what it found, in Vietnamese.

`
	status = `
Exit status: 0 when every row that was answered is accepted, 1 when some need
a look, 2 for unusable arguments or a file that is no returned list.
`
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

type config struct {
	file, list, asOf, out string
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var cfg config
	flags := flag.NewFlagSet("readback", flag.ContinueOnError)
	flags.StringVar(&cfg.file, "file", "", "the returned `file`, .xlsx or .csv (default: an embedded sample)")
	flags.StringVar(&cfg.list, "list", "", "the `id` of the list that was sent (default: any)")
	flags.StringVar(&cfg.asOf, "as-of", "", "`day` against which corrections are checked (default: the day of the list)")
	flags.StringVar(&cfg.out, "out", "", "write the corrections to this `file` as JSON lines (personal data; default: do not)")
	if err := cli.Parse(flags, args, stdout, usage, status); err != nil {
		return cli.Exit(stderr, "readback", err)
	}
	got, err := read(ctx, cfg)
	if err == nil {
		err = write(cfg.out, got.Corrections)
	}
	if err != nil {
		fmt.Fprintln(stderr, "readback:", sentence(err))
		return exitUsage
	}
	report(stdout, got)
	for _, f := range got.Findings {
		if f.Refused {
			return exitFindings
		}
	}
	return exitAccepted
}

// read reads the file that is asked for.
func read(ctx context.Context, cfg config) (*forms.Returned, error) {
	opts := forms.ReadOptions{ListID: cfg.list}
	if cfg.asOf != "" {
		var err error
		if opts.AsOf, err = identity.ParseDate(cfg.asOf); err != nil {
			return nil, fmt.Errorf("-as-of: %w", err)
		}
	}
	if cfg.file == "" {
		return readSample(ctx, opts)
	}
	file, err := os.Open(cfg.file)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if strings.HasSuffix(strings.ToLower(cfg.file), ".csv") {
		return forms.ReadMau02CSV(ctx, file, opts)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return forms.ReadMau02(ctx, file, info.Size(), opts)
}

// readSample reads the embedded list and compares it with what was sent.
func readSample(ctx context.Context, opts forms.ReadOptions) (*forms.Returned, error) {
	issued, err := sample.ReadFile("sample/issued.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(issued, &opts.Issued); err != nil {
		return nil, err
	}
	data, err := sample.ReadFile("sample/returned.xlsx")
	if err != nil {
		return nil, err
	}
	return forms.ReadMau02(ctx, bytes.NewReader(data), int64(len(data)), opts)
}

// sentence says in Vietnamese why a file cannot be read, where there are words
// for it.
func sentence(err error) string {
	if own := (*forms.Error)(nil); errors.As(err, &own) && own.Code.Vietnamese() != "" {
		return own.Code.Vietnamese()
	}
	return err.Error()
}

// write keeps the corrections: they are personal data, so the file is the
// owner's alone and is never overwritten.
func write(name string, list []identity.Correction) error {
	if name == "" {
		return nil
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	out := json.NewEncoder(file)
	for _, c := range list {
		if err := out.Encode(c); err != nil {
			return errors.Join(err, file.Close())
		}
	}
	return file.Close()
}

// report says what was found, without a personal value.
func report(w io.Writer, got *forms.Returned) {
	changes := 0
	for _, c := range got.Corrections {
		if !c.IsEmpty() {
			changes++
		}
	}
	fmt.Fprintf(w, "Danh sách %s, đơn vị %s: %d dòng (%s)\n", or(got.ListID, "?"), or(got.UnitCode, "?"), got.Rows, got.Proof)
	fmt.Fprintf(w, "  sửa đổi, bổ sung được nhận:     %d\n", changes)
	fmt.Fprintf(w, "  xác nhận dữ liệu BHXH là đúng:  %d\n", len(got.Corrections)-changes)
	fmt.Fprintf(w, "  chưa trả lời:                   %d\n", len(got.Unanswered))
	if len(got.Findings) > 0 {
		fmt.Fprintln(w, "Cần xem lại:")
	}
	for _, f := range got.Findings {
		mark := "·"
		if f.Refused {
			mark = "✗"
		}
		fmt.Fprintf(w, "  %s %s [%s]\n", mark, f.Vietnamese(), f.Code)
	}
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
