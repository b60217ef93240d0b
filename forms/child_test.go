package forms_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
)

// What must be seen from outside of a process, such as its memory or what it
// leaves behind when it is killed, runs in a child: this test binary with a job
// in its environment.
const (
	childJob  = "BHXH_FORMS_CHILD"
	childPath = "BHXH_FORMS_PATH"
	childRows = "BHXH_FORMS_ROWS"

	childMemory = "BHXH_FORMS_MEMORY" // any value: print the peak of memory at the end
)

func TestMain(m *testing.M) {
	if job := os.Getenv(childJob); job != "" {
		rows, _ := strconv.Atoi(os.Getenv(childRows))
		if err := childJobs[job](os.Getenv(childPath), rows); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if os.Getenv(childMemory) != "" {
			fmt.Println(peakMemory())
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child gives a process that does a job.
func child(t testing.TB, job, path string, rows int) *exec.Cmd {
	t.Helper()
	if childJobs[job] == nil {
		t.Fatalf("no job %q", job)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), program)
	c.Env = append(os.Environ(), childJob+"="+job, childPath+"="+path, childRows+"="+strconv.Itoa(rows))
	c.Stderr = os.Stderr
	return c
}

// childJobs are the jobs; path and rows are what the parent asks for.
var childJobs = map[string]func(path string, rows int) error{
	"digests":     func(string, int) error { return json.NewEncoder(os.Stdout).Encode(digests()) },
	"xlsx":        func(_ string, rows int) error { return writeVolumes(forms.FormatXLSX, rows) },
	"pdf":         func(_ string, rows int) error { return writeVolumes(forms.FormatPDF, rows) },
	"read":        func(path string, rows int) error { return readFile(path, rows, nil) },
	"read-issued": func(path string, rows int) error { return readFile(path, rows, issuedList(rows)) },
	"fifty":       func(_ string, rows int) error { return writeFifty(rows) },
	"dispatch":    writeDispatch,
	"read-again":  readAgain,
}

// digests gives the SHA-256 of every document of the corpus in every format.
func digests() map[string]string {
	sums := make(map[string]string)
	for _, s := range corpus() {
		for _, f := range s.formats {
			sum := sha256.New()
			if err := s.write(context.Background(), sum, f, nil); err != nil {
				return map[string]string{"error": err.Error()}
			}
			sums[s.name+"."+f.String()] = hex.EncodeToString(sum.Sum(nil))
		}
	}
	return sums
}

// manyRows gives rows one after the other, without a list of them in memory.
func manyRows(first, n int) iter.Seq2[forms.Mau02Row, error] {
	return func(yield func(forms.Mau02Row, error) bool) {
		kinds := mau02Rows(12)
		for i := first; i < first+n; i++ {
			row := kinds[i%len(kinds)]
			row.SocialInsuranceNumber, row.IDNumber = fmt.Sprintf("00%08d", i), fmt.Sprintf("00109%07d", i)
			if !yield(row, nil) {
				return
			}
		}
	}
}

// volumesOf gives head and rows of each volume of a list.
func volumesOf(f forms.Format, rows int) iter.Seq2[forms.Head, iter.Seq2[forms.Mau02Row, error]] {
	return func(yield func(forms.Head, iter.Seq2[forms.Mau02Row, error]) bool) {
		h, size := head(), f.MaxRows()
		h.Volumes = (rows + size - 1) / size
		for at := 0; at < rows; at += size {
			h.Volume++
			h.FirstOrdinal = at + 1
			if !yield(h, manyRows(at, min(size, rows-at))) {
				return
			}
		}
	}
}

func writeVolumes(f forms.Format, rows int) error {
	for h, part := range volumesOf(f, rows) {
		if err := forms.WriteMau02(context.Background(), io.Discard, h, part, in(f)); err != nil {
			return err
		}
	}
	return nil
}

// writeFifty writes fifty lists at once, eight at a time.
func writeFifty(rows int) error {
	items := func(yield func(forms.Dispatch, error) bool) {
		for i := range 50 {
			item := forms.Dispatch{
				Office: "H01", Unit: fmt.Sprintf("YN%04dA", i), Name: "Mau02.xlsx", Rows: rows,
				Write: func(ctx context.Context, w io.Writer) error {
					return forms.WriteMau02(ctx, w, head(), manyRows(0, rows), options())
				},
			}
			if !yield(item, nil) {
				return
			}
		}
	}
	_, err := forms.DispatchZip(context.Background(), io.Discard, items, forms.DispatchOptions{Parallel: 8})
	return err
}

func issuedList(rows int) []forms.Mau02Row {
	list := make([]forms.Mau02Row, 0, rows)
	for row := range manyRows(0, rows) {
		list = append(list, row)
	}
	return list
}

func readFile(path string, rows int, issued []forms.Mau02Row) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	got, err := forms.ReadMau02(context.Background(), file, info.Size(), forms.ReadOptions{Issued: issued, Describe: describe})
	if err == nil && (got.Rows != rows || len(got.Corrections) != rows) {
		err = fmt.Errorf("%d rows, %d accepted, want %d", got.Rows, len(got.Corrections), rows)
	}
	return err
}

// readAgain reads a file until it is stopped.
func readAgain(path string, rows int) error {
	for {
		if err := readFile(path, rows, nil); err != nil {
			return err
		}
	}
}

// writeDispatch writes a list in volumes and in three formats below a directory.
func writeDispatch(path string, rows int) error {
	items := func(yield func(forms.Dispatch, error) bool) {
		for _, f := range []forms.Format{forms.FormatXLSX, forms.FormatPDF, forms.FormatCSV} {
			for h, part := range volumesOf(f, rows) {
				item := forms.Dispatch{
					Office: "H01", Unit: "YN0001A", Name: fmt.Sprintf("Mau02-%d%s", h.Volume, f.Extension()), Form: "Mẫu số 02",
					Write: func(ctx context.Context, w io.Writer) error { return forms.WriteMau02(ctx, w, h, part, in(f)) },
				}
				if !yield(item, nil) {
					return
				}
			}
		}
	}
	_, err := forms.DispatchDir(context.Background(), filepath.Join(path, "out"), items, forms.DispatchOptions{Parallel: 2})
	return err
}
