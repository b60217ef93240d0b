package bulkfile_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

// FuzzReadShares: records that can be read are written and read the same.
func FuzzReadShares(f *testing.F) {
	full := owed(1)
	full.Row = "r-1"
	var file bytes.Buffer
	if err := bulkfile.WriteShares(&file, header, slices.Values([]bulkfile.Share{full})); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Add([]byte(`{"format":"bhxh-go/bulk","version":1,"kind":"shares","exchange":"x","note":""}` + "\n" + `{"row":"r","personal_id":"000085000001","history":{"payments":[{}]}}` + "\n" + `{"rows":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, rows, err := collect(bulkfile.ReadShares(bytes.NewReader(data)))
		if err != nil {
			return
		}
		var once, twice bytes.Buffer
		if err := bulkfile.WriteShares(&once, h, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(bytes.Split(once.Bytes(), []byte("\n")), func(l []byte) bool { return len(l) >= bulkfile.MaxLine }) {
			return // escapes made a line longer than the format has
		}
		h, rows, err = collect(bulkfile.ReadShares(bytes.NewReader(once.Bytes())))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if err := bulkfile.WriteShares(&twice, h, slices.Values(rows)); err != nil || !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Fatalf("written twice it differs: %v", err)
		}
	})
}

// FuzzReadList signs whatever text as a digest list: it is refused, or says
// what the directory holds.
func FuzzReadList(f *testing.F) {
	signer := hmacOf(f, ourKey)
	f.Add([]byte(`{"format":"bhxh-go/bulk-list","version":1,"kind":"answers","exchange":"x","rows":1,"files":[{"name":"answers-00001.jsonl","rows":1,"bytes":1,"sha256":""}],"note":""}`))
	f.Add([]byte(`{"format":"bhxh-go/bulk-list","version":1,"kind":"../answers","exchange":"x","rows":0,"files":[{"name":"../answers-00001.jsonl"}],"note":""}`))
	f.Add([]byte(`{"format":"bhxh-go/bulk-list","version":1,"kind":"answers","exchange":"x","rows":0,"files":null,"note":""}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		dir := t.TempDir()
		signature, err := signer.Sign(text)
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Appendf(nil, "hmac-sha256 %x", signature)
		for name, data := range map[string][]byte{"list.json": text, "list.sig": line, "answers-00001.jsonl": []byte("x")} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		list, err := bulkfile.ReadList(dir, signer)
		if err == nil && (len(list.Files) != 1 || list.Files[0].Name != "answers-00001.jsonl" || list.Rows != list.Files[0].Rows) {
			t.Fatalf("%v was accepted", list)
		}
	})
}

// FuzzOpenFile changes a sealed file: it opens as what was sealed, or not at
// all, and what comes out before the refusal was sealed.
func FuzzOpenFile(f *testing.F) {
	shared := sharedKey(f, ourKey)
	plain := bytes.Repeat([]byte("line of a file\n"), 20)
	sealed := seal(f, plain, "x/1", shared)
	f.Add(sealed)
	f.Add(sealed[:200])
	f.Add([]byte("bhxh-go/sealed 1\nshared-key AAAA AAAA\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := open(data, "x/1", shared)
		if err == nil && !bytes.Equal(got, plain) {
			t.Fatalf("%d bytes came out that nobody sealed", len(got))
		}
		if !errors.Is(err, bulkfile.CodeSealed) && err != nil || !bytes.HasPrefix(plain, got) {
			t.Fatalf("%d bytes, error %v", len(got), err)
		}
	})
}
