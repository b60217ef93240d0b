package bulkfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// An exchange is a directory of files and a signed list of their digests:
//
//	questions-00001.jsonl … the rows
//	list.json               format, kind, exchange, rows, whether the files are sealed, and of each its name,
//	                        rows, bytes and SHA-256, of the sealed file where it is sealed
//	list.sig                "<algorithm> <signature in hexadecimal>", over the bytes of list.json
//
// list.sig is written last: without it there is no exchange.
const (
	listName      = "list.json"
	signatureName = "list.sig"
	listFormat    = "bhxh-go/bulk-list"
	maxList       = 16 << 20
)

// ListedFile is one file of a digest list.
type ListedFile struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // in hexadecimal
}

// List is the digest list of an exchange.
type List struct {
	Kind     string // "questions", "answers" or "shares"
	Exchange string
	Rows     int
	Files    []ListedFile
	Sealed   bool // the files are encrypted
}

type listText struct {
	Format   string       `json:"format"`
	Version  int          `json:"version"`
	Kind     string       `json:"kind"`
	Exchange string       `json:"exchange"`
	Rows     int          `json:"rows"`
	Files    []ListedFile `json:"files"`
	Sealed   bool         `json:"sealed,omitempty"`
	Note     string       `json:"note"`
}

// fileName gives the name of the n-th file of a kind, from 1.
func fileName(kind string, n int) string { return fmt.Sprintf("%s-%05d.jsonl", kind, n) }

// write signs the list and puts it into the directory.
func (l *List) write(dir string, signer Signer) error {
	text, err := json.MarshalIndent(listText{listFormat, Version, l.Kind, l.Exchange, l.Rows, l.Files, l.Sealed, Note}, "", " ")
	if err != nil {
		return err
	}
	text = append(text, '\n')
	signature, err := signer.Sign(text)
	if err != nil {
		return err
	}
	if err := writeWhole(dir, listName, text); err != nil {
		return err
	}
	return writeWhole(dir, signatureName, fmt.Appendf(nil, "%s %x\n", signer.Algorithm(), signature))
}

// writeWhole makes a file appear whole or not at all, and stay.
func writeWhole(dir, name string, data []byte) error {
	path := filepath.Join(dir, name)
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return unread(err)
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err != nil {
		return unread(err)
	}
	return syncDir(dir)
}

// unread gives an error of the file system without its path.
func unread(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return &Error{Code: CodeRead, Err: err}
}

// ReadList reads the digest list of an exchange and checks its signature and
// that the directory holds these files and no others. What stands in the files
// is checked when they are read. Errors are *[Error].
func ReadList(dir string, checker Checker) (List, error) {
	text, err := readSmall(dir, listName)
	if err != nil {
		return List{}, err
	}
	signature, err := readSmall(dir, signatureName)
	if err != nil {
		return List{}, err
	}
	algorithm, digits, _ := strings.Cut(strings.TrimSpace(string(signature)), " ")
	raw, err := hex.DecodeString(digits)
	if err != nil || checker == nil || algorithm != checker.Algorithm() || !checker.Check(text, raw) {
		return List{}, &Error{Code: CodeSignature}
	}
	var l listText
	if strict(text, &l) != nil || l.Format != listFormat || l.Version != Version {
		return List{}, &Error{Code: CodeFormat}
	}
	list := List{l.Kind, l.Exchange, l.Rows, l.Files, l.Sealed}
	return list, list.checkFiles(dir)
}

func readSmall(dir, name string) ([]byte, error) {
	info, err := os.Stat(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Code: CodeMissingFile}
	}
	if err == nil && info.Size() > maxList {
		return nil, &Error{Code: CodeTooLong}
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, unread(err)
	}
	return data, nil
}

// checkFiles compares the names in the list with those in the directory.
func (l *List) checkFiles(dir string) error {
	listed := map[string]bool{listName: true, signatureName: true}
	rows := 0
	for i, f := range l.Files {
		if f.Name != fileName(l.Kind, i+1) || f.Rows < 0 {
			return &Error{Code: CodeFormat}
		}
		listed[f.Name] = true
		rows += f.Rows
	}
	if rows != l.Rows {
		return &Error{Code: CodeFormat}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return unread(err)
	}
	present := 0
	for _, e := range entries {
		switch {
		case e.IsDir(): // the ledger of an import
		case !listed[e.Name()]:
			return &Error{Code: CodeForeignFile}
		default:
			present++
		}
	}
	if present != len(listed) {
		return &Error{Code: CodeMissingFile}
	}
	return nil
}

// sealContext binds a sealed file to its place: it opens nowhere else.
func (l *List) sealContext(i int) string { return l.Exchange + "/" + fileName(l.Kind, i+1) }

// Open gives the content of the i-th file, from 0, if it is the one in the
// list, decrypted by the opener; nil is for files in clear. Where the one is
// sealed and the other nil, or the other way round, it fails with CodeSealed.
func (l *List) Open(dir string, i int, opener Opener) (io.Reader, error) {
	if i < 0 || i >= len(l.Files) {
		return nil, &Error{Code: CodeMissingFile}
	}
	if l.Sealed != (opener != nil) {
		return nil, &Error{Code: CodeSealed}
	}
	data, err := l.Files[i].load(dir)
	if err != nil {
		return nil, err
	}
	if opener == nil {
		return data, nil
	}
	return OpenFile(data, l.sealContext(i), opener)
}

// load gives the content of a listed file, if it is the one in the list.
func (f *ListedFile) load(dir string) (*bytes.Reader, error) {
	info, err := os.Stat(filepath.Join(dir, f.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &Error{Code: CodeMissingFile}
	}
	if err == nil && info.Size() != f.Bytes {
		return nil, &Error{Code: CodeAltered}
	}
	data, err := os.ReadFile(filepath.Join(dir, f.Name))
	if err != nil {
		return nil, unread(err)
	}
	sum := sha256.Sum256(data)
	if hex.EncodeToString(sum[:]) != f.SHA256 {
		return nil, &Error{Code: CodeAltered}
	}
	return bytes.NewReader(data), nil
}
