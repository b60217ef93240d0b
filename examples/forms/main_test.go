package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bhxh-go/bhxh/forms"
)

func TestWriteAll(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"-out", dir}, &stdout, &stderr); status != 0 {
		t.Fatalf("status %d: %s", status, &stderr)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 3*6+1 {
		t.Fatalf("%d files (%v), want 19", len(entries), err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || info.Size() == 0 || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %d bytes, mode %v (%v)", e.Name(), info.Size(), info.Mode(), err)
		}
	}
	if status := run(t.Context(), []string{"-no-such-flag"}, &stdout, &stderr); status != 2 {
		t.Errorf("status %d for an unknown flag, want 2", status)
	}
	if status := run(t.Context(), []string{"-out", filepath.Join(dir, "mau01.pdf", "x")}, &stdout, &stderr); status != 1 {
		t.Errorf("status %d where nothing can be written, want 1", status)
	}
}

func TestHandler(t *testing.T) {
	server := httptest.NewServer(handler())
	defer server.Close()
	for path, kind := range map[string]string{"/mau02.xlsx": "application/vnd", "/mau01.pdf": "application/pdf", "/mau03.html": "text/html", "/mau02.csv": "text/csv", "/mau02.jsonl": "application/jsonl"} {
		response, err := server.Client().Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		h := response.Header
		if err != nil || response.StatusCode != http.StatusOK || len(body) == 0 || !strings.HasPrefix(h.Get("Content-Type"), kind) || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %s, %d bytes of %s (%v)", path, response.Status, len(body), h.Get("Content-Type"), err)
		}
		if !strings.Contains(h.Get("Content-Disposition"), "filename=mau0") {
			t.Errorf("%s: disposition %s", path, h.Get("Content-Disposition"))
		}
	}
}

// TestErrorsOverHTTP tells an error before the first byte from one after it.
func TestErrorsOverHTTP(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		write  func(io.Writer) error
		status int // 0 = the transfer breaks
	}{
		"before the first byte": {func(io.Writer) error { return broken }, http.StatusInternalServerError},
		"bad row": {func(w io.Writer) error {
			return forms.WriteMau01(context.Background(), w, head(), forms.Rows(forms.Mau01Row{FullName: "\x07"}), forms.Options{})
		}, http.StatusInternalServerError},
		"in the middle": {func(w io.Writer) error {
			_, _ = io.WriteString(w, strings.Repeat("half of a document ", 1000))
			return broken
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				serveDocument(w, r, "mau01", forms.FormatPDF, c.write)
			}))
			defer server.Close()
			response, err := server.Client().Get(server.URL)
			if err != nil {
				if c.status != 0 {
					t.Error(err)
				}
				return
			}
			defer response.Body.Close()
			_, err = io.ReadAll(response.Body)
			if c.status == 0 && err == nil {
				t.Error("half a document arrives as if it were whole")
			}
			if c.status != 0 && (response.StatusCode != c.status || response.Header.Get("Content-Disposition") != "") {
				t.Errorf("status %s, want %d", response.Status, c.status)
			}
		})
	}
}

func TestServe(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := serve(ctx, "127.0.0.1:0", io.Discard); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
