package bulkfile_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/bhxh-go/bhxh/registryclient"
	"github.com/bhxh-go/bhxh/registryclient/bulkfile"
)

const sealChunk = 64 << 10

func sharedKey(t testing.TB, key string) bulkfile.SharedKey {
	t.Helper()
	k, err := bulkfile.NewSharedKey(registryclient.NewSecret(key))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// pair is a private key with both halves of its use.
func pair(t testing.TB) (bulkfile.X25519Recipient, bulkfile.X25519Identity, *ecdh.PrivateKey) {
	t.Helper()
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	recipient, err := bulkfile.NewX25519Recipient(private.PublicKey())
	if err != nil {
		t.Fatal(err)
	}
	identity, err := bulkfile.NewX25519Identity(private)
	if err != nil {
		t.Fatal(err)
	}
	return recipient, identity, private
}

func seal(t testing.TB, plain []byte, context string, to ...bulkfile.Sealer) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := bulkfile.SealFile(&out, context, to...)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(sealed []byte, context string, by bulkfile.Opener) ([]byte, error) {
	r, err := bulkfile.OpenFile(bytes.NewReader(sealed), context, by)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func TestSealAndOpen(t *testing.T) {
	shared := sharedKey(t, ourKey)
	recipient, identity, _ := pair(t)
	other, otherIdentity, _ := pair(t)
	for _, n := range []int{0, 1, 100, sealChunk - 1, sealChunk, sealChunk + 1, 2 * sealChunk, 3*sealChunk + 7} {
		plain := bytes.Repeat([]byte("Canaria "), n/8+1)[:n]
		sealed := seal(t, plain, "x/1", other, shared, recipient)
		if n > 8 && bytes.Contains(sealed, []byte("Canaria")) {
			t.Error("a sealed file shows its content")
		}
		for name, by := range map[string]bulkfile.Opener{"shared key": shared, "private key": identity, "the other private key": otherIdentity} {
			if got, err := open(sealed, "x/1", by); err != nil || !bytes.Equal(got, plain) {
				t.Errorf("%d bytes, %s: %d bytes, error %v", n, name, len(got), err)
			}
		}
		r, err := bulkfile.OpenFile(iotest.OneByteReader(bytes.NewReader(sealed)), "x/1", shared)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(iotest.HalfReader(r)); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes in small pieces: %d bytes, error %v", n, len(got), err)
		}
		if again := seal(t, plain, "x/1", shared); bytes.Equal(again, seal(t, plain, "x/1", shared)) {
			t.Error("sealed twice it is the same")
		}
	}
}

// TestSealedFormat opens a file by its description, with no code of the package.
func TestSealedFormat(t *testing.T) {
	recipient, _, private := pair(t)
	plain := bytes.Repeat([]byte("0123456789abcdef"), sealChunk/16+1)
	sealed := seal(t, plain, "x-1/questions-00001.jsonl", recipient)
	head, chunks, _ := bytes.Cut(sealed, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	parts := strings.Fields(lines[1])
	if len(lines) != 2 || lines[0] != "bhxh-go/sealed 1" || parts[0] != "x25519" {
		t.Fatal("another head")
	}
	var raw [2][]byte
	for i := range raw {
		var err error
		if raw[i], err = base64.RawURLEncoding.DecodeString(parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	once, err := ecdh.X25519().NewPublicKey(raw[0])
	if err != nil {
		t.Fatal(err)
	}
	secret, err := private.ECDH(once)
	if err != nil {
		t.Fatal(err)
	}
	const info = "bhxh-go/bulk sealed 1\x00"
	wrapping := hkdfKey(t, secret, append(raw[0], private.PublicKey().Bytes()...), info+"x25519")
	fileKey := decrypt(t, wrapping, make([]byte, 12), raw[1])
	salt := sha256.Sum256(append(head, "\n\n"...))
	key := hkdfKey(t, fileKey, salt[:], info+"chunks\x00x-1/questions-00001.jsonl")
	first := decrypt(t, key, make([]byte, 12), chunks[:sealChunk+16])
	second := decrypt(t, key, []byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1}, chunks[sealChunk+16:])
	if !bytes.Equal(append(first, second...), plain) {
		t.Error("another content")
	}
}

func hkdfKey(t *testing.T, secret, salt []byte, info string) []byte {
	t.Helper()
	key, err := hkdf.Key(sha256.New, secret, salt, info, 32)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func decrypt(t *testing.T, key, nonce, sealed []byte) []byte {
	t.Helper()
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// TestAlteredSeal changes a sealed file in every way: none of it comes out as
// something that was not sealed, and none is taken for whole.
func TestAlteredSeal(t *testing.T) {
	shared := sharedKey(t, ourKey)
	plain := bytes.Repeat([]byte("line of a file\n"), 2*sealChunk/15+40)
	sealed := seal(t, plain, "x/1", shared)
	head := bytes.Index(sealed, []byte("\n\n")) + 2
	chunk := sealChunk + 16
	if len(sealed) < head+2*chunk {
		t.Fatal("the test wants three chunks")
	}
	first, second, third := sealed[head:head+chunk], sealed[head+chunk:head+2*chunk], sealed[head+2*chunk:]
	join := func(parts ...[]byte) []byte { return bytes.Join(append([][]byte{sealed[:head]}, parts...), nil) }
	cases := map[string][]byte{
		"cut before the last chunk": join(first, second), "cut after the first": join(first), "no chunk": join(),
		"chunks swapped": join(second, first, third), "a chunk dropped": join(first, third), "a chunk twice": join(first, first, second, third),
		"the last twice": join(first, second, third, third), "an empty chunk more": join(first, second, third, make([]byte, 16)),
		"one byte more": join(first, second, third, []byte{0}), "one byte less": sealed[:len(sealed)-1],
		"no head": sealed[head:], "nothing": nil, "half a head": sealed[:head/2],
		"a line more": bytes.Replace(sealed, []byte("\n\n"), []byte("\nnobody a b\n\n"), 1),
	}
	for i := 0; i < len(sealed); i += max(1, len(sealed)/400) {
		altered := bytes.Clone(sealed)
		altered[i] ^= 1
		cases[fmt.Sprint("bit ", i)] = altered
	}
	for i := range head {
		altered := bytes.Clone(sealed)
		altered[i] ^= 0x20
		cases[fmt.Sprint("head ", i)] = altered
	}
	for name, altered := range cases {
		got, err := open(altered, "x/1", shared)
		if !errors.Is(err, bulkfile.CodeSealed) || !bytes.HasPrefix(plain, got) {
			t.Errorf("%s: %d bytes, error %v; want CodeSealed", name, len(got), err)
		}
	}
}

func TestSealRefuses(t *testing.T) {
	shared := sharedKey(t, ourKey)
	recipient, _, _ := pair(t)
	_, stranger, _ := pair(t)
	sealed := seal(t, []byte("x"), "x/1", shared, recipient)
	for name, c := range map[string]struct {
		context string
		by      bulkfile.Opener
		want    bulkfile.Code
	}{
		"another place":         {"x/2", shared, bulkfile.CodeSealed},
		"another shared key":    {"x/1", sharedKey(t, theirKey), bulkfile.CodeSealed},
		"another private key":   {"x/1", stranger, bulkfile.CodeSealed},
		"no opener":             {"x/1", nil, bulkfile.CodeConfig},
		"a zero shared key":     {"x/1", bulkfile.SharedKey{}, bulkfile.CodeConfig},
		"a zero identity":       {"x/1", bulkfile.X25519Identity{}, bulkfile.CodeConfig},
		"the right, to compare": {"x/1", shared, ""},
	} {
		_, err := open(sealed, c.context, c.by)
		if c.want == "" && err != nil || c.want != "" && !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %q", name, err, string(c.want))
		}
	}
	for name, to := range map[string][]bulkfile.Sealer{
		"nobody": nil, "nil": {nil}, "a zero shared key": {bulkfile.SharedKey{}}, "a zero recipient": {bulkfile.X25519Recipient{}},
		"too many": make([]bulkfile.Sealer, 17),
	} {
		if _, err := bulkfile.SealFile(io.Discard, "x", to...); !errors.Is(err, bulkfile.CodeConfig) {
			t.Errorf("sealed for %s: %v", name, err)
		}
	}
	p256, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	low, err := ecdh.X25519().NewPublicKey(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	_, errKey := bulkfile.NewSharedKey(registryclient.NewSecret("too short"))
	_, errRecipient := bulkfile.NewX25519Recipient(p256.PublicKey())
	_, errIdentity := bulkfile.NewX25519Identity(nil)
	weak, err := bulkfile.NewX25519Recipient(low)
	if err != nil {
		t.Fatal(err)
	}
	_, errWeak := bulkfile.SealFile(io.Discard, "x", weak)
	for name, err := range map[string]error{"a short key": errKey, "another curve": errRecipient, "no key": errIdentity, "a key of low order": errWeak} {
		if !errors.Is(err, bulkfile.CodeConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w, err := bulkfile.SealFile(io.Discard, "x", shared)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("x")); err == nil {
		t.Error("a closed file was written to")
	}
	if _, err := bulkfile.OpenFile(iotest.ErrReader(errors.New("broken")), "x", shared); !errors.Is(err, bulkfile.CodeRead) {
		t.Errorf("a file that cannot be read: %v", err)
	}
}

// TestSealedExchange: the whole exchange with sealed files, of which no file
// shows anybody, and what happens with the wrong key or none.
func TestSealedExchange(t *testing.T) {
	us, ourIdentity, _ := pair(t)
	them, theirIdentity, _ := pair(t)
	questions, answers := filepath.Join(t.TempDir(), "q"), filepath.Join(t.TempDir(), "a")
	_, err := bulkfile.ExportQuestions(t.Context(), questions, header, participants(100), bulkfile.ExportOptions{
		Signer: hmacOf(t, ourKey), RowsPerFile: 40, Sealers: []bulkfile.Sealer{us, them},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = bulkfile.Respond(t.Context(), questions, answers, hmacOf(t, ourKey), bulkfile.ExportOptions{
		Signer: hmacOf(t, theirKey), Opener: theirIdentity, Sealers: []bulkfile.Sealer{us},
	}, respond)
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{questions, answers} {
		files, err := os.ReadDir(dir)
		if err != nil || len(files) != 5 {
			t.Fatalf("%d files, error %v", len(files), err)
		}
		for _, f := range files {
			data, err := os.ReadFile(filepath.Join(dir, f.Name()))
			if err != nil || bytes.Contains(data, []byte("Canaria")) || bytes.Contains(data, []byte(`"match"`)) {
				t.Errorf("%s shows its content, or error %v", f.Name(), err)
			}
		}
	}
	for name, c := range map[string]struct {
		questions, answers bulkfile.Opener
	}{
		"no key": {}, "the other side's": {ourIdentity, theirIdentity}, "for half of it": {ourIdentity, nil}, "for the other half": {nil, ourIdentity},
	} {
		opts := bulkfile.ImportOptions{Questions: hmacOf(t, ourKey), Answers: hmacOf(t, theirKey), OpenQuestions: c.questions, OpenAnswers: c.answers}
		for row, err := range bulkfile.Import(t.Context(), questions, answers, opts) {
			if !errors.Is(err, bulkfile.CodeSealed) {
				t.Errorf("%s: %v, error %v; want CodeSealed", name, row, err)
			}
		}
	}
	given := 0
	opts := bulkfile.ImportOptions{Questions: hmacOf(t, ourKey), Answers: hmacOf(t, theirKey), OpenQuestions: ourIdentity, OpenAnswers: ourIdentity}
	for row, err := range bulkfile.Import(t.Context(), questions, answers, opts) {
		if err != nil || row.Question.FullName != asked(given).FullName {
			t.Fatalf("row %d: %v, error %v", given, row, err)
		}
		given++
	}
	if given != 100 {
		t.Errorf("%d rows", given)
	}
}

// TestClearWhereSealed: whoever gives a key does not take files in clear.
func TestClearWhereSealed(t *testing.T) {
	questions, answers := exchanged(t, 3)
	opts := bulkfile.ImportOptions{Questions: hmacOf(t, ourKey), Answers: hmacOf(t, theirKey), OpenAnswers: sharedKey(t, ourKey)}
	for row, err := range bulkfile.Import(t.Context(), questions, answers, opts) {
		if !errors.Is(err, bulkfile.CodeSealed) {
			t.Errorf("%v, error %v; want CodeSealed", row, err)
		}
	}
}
