package bulkfile

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

// A sealed file begins with lines of text:
//
//	bhxh-go/sealed 1
//	<algorithm> <public part> <key of the file, encrypted>    one for each side that may open it
//	<empty>
//
// with the two parts in base64url. The key of the file is drawn at random, and
// encrypted with AES-256-GCM under a key that only its side can find, which is
// used once and so with a nonce of zeros. The key of the chunks that follow
// comes from it, the whole head and the context: nothing of them can be changed
// or moved to another place.
const (
	sealMagic  = "bhxh-go/sealed 1\n"
	maxSealers = 16
	maxLine    = 256 // of the head
)

var (
	base64url = base64.RawURLEncoding.Strict()
	onceOnly  = make([]byte, 12) // the nonce under a key of one use
)

// chunkKey derives the key of the chunks.
func chunkKey(fileKey []byte, head, context string) ([]byte, error) {
	salt := sha256.Sum256([]byte(head))
	return derive(fileKey, salt[:], "chunks\x00"+context)
}

// SealFile gives a writer that encrypts what is written to it into w, for up to
// 16 sides. Close ends the file and must be called; it does not close w. context
// names the file and must be the same to open it: [ExportQuestions] uses
// exchange and file name.
func SealFile(w io.Writer, context string, to ...Sealer) (io.WriteCloser, error) {
	if len(to) == 0 || len(to) > maxSealers {
		return nil, &Error{Code: CodeConfig}
	}
	fileKey := make([]byte, 32)
	_, _ = rand.Read(fileKey) // never fails
	var head strings.Builder
	head.WriteString(sealMagic)
	for _, sealer := range to {
		if sealer == nil {
			return nil, &Error{Code: CodeConfig}
		}
		key, public, err := sealer.wrap()
		if err != nil {
			return nil, err
		}
		gcm, err := newGCM(key)
		if err != nil {
			return nil, err
		}
		wrapped := gcm.Seal(nil, onceOnly, fileKey, nil)
		fmt.Fprintf(&head, "%s %s %s\n", sealer.Algorithm(), base64url.EncodeToString(public), base64url.EncodeToString(wrapped))
	}
	head.WriteByte('\n')
	key, err := chunkKey(fileKey, head.String(), context)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(w, head.String()); err != nil {
		return nil, unread(err)
	}
	return newSealWriter(w, key)
}

// OpenFile gives a reader that decrypts what [SealFile] wrote. It gives nothing
// that is not proved to be what was sealed; a file that was altered or cut off,
// or sealed for others or under another name, ends with CodeSealed instead of
// io.EOF. What was read before belongs to a file that may still turn out to be
// cut off.
func OpenFile(r io.Reader, context string, by Opener) (io.Reader, error) {
	if by == nil {
		return nil, &Error{Code: CodeConfig}
	}
	src := bufio.NewReaderSize(r, sealChunk)
	head, fileKey, err := readHead(src, by)
	if err != nil {
		return nil, err
	}
	key, err := chunkKey(fileKey, head, context)
	if err != nil {
		return nil, err
	}
	return newSealReader(src, key)
}

// readHead reads the head of a sealed file, and finds in it the key for an
// opener.
func readHead(src *bufio.Reader, by Opener) (head string, fileKey []byte, err error) {
	var text strings.Builder
	for n := 0; ; n++ {
		line, err := src.ReadSlice('\n')
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return "", nil, unread(err)
		}
		if err != nil || len(line) > maxLine || n > maxSealers+1 || n == 0 && string(line) != sealMagic {
			return "", nil, &Error{Code: CodeSealed}
		}
		text.Write(line)
		if len(line) == 1 {
			break
		}
		if n > 0 && fileKey == nil {
			if fileKey, err = unwrapLine(string(line), by); err != nil {
				return "", nil, err
			}
		}
	}
	if fileKey == nil {
		return "", nil, &Error{Code: CodeSealed}
	}
	return text.String(), fileKey, nil
}

// unwrapLine gives the key of the file from one line; nil where the line is for
// another side.
func unwrapLine(line string, by Opener) ([]byte, error) {
	algorithm, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
	public, wrapped, _ := strings.Cut(rest, " ")
	if algorithm != by.Algorithm() {
		return nil, nil
	}
	publicPart, err := base64url.DecodeString(public)
	if err != nil || len(publicPart) != 32 {
		return nil, &Error{Code: CodeSealed}
	}
	sealed, err := base64url.DecodeString(wrapped)
	if err != nil {
		return nil, &Error{Code: CodeSealed}
	}
	key, err := by.unwrap(publicPart)
	if err != nil {
		return nil, err
	}
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	fileKey, err := gcm.Open(nil, onceOnly, sealed, nil)
	if err != nil || len(fileKey) != 32 {
		return nil, nil // somebody else's, by the same algorithm
	}
	return fileKey, nil
}
