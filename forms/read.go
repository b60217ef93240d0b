package forms

import (
	"context"
	"io"
	"log/slog"

	"github.com/bhxh-go/bhxh/identity"
	"github.com/bhxh-go/bhxh/internal/xlsxread"
	"github.com/bhxh-go/bhxh/matching"
)

// ReadOptions say what is known of a list that comes back. The zero
// ReadOptions take any Mẫu số 02 at its word.
type ReadOptions struct {
	// ListID is the list that is expected, Head.ListID of what was sent. A
	// document of another one is reported and nothing of it accepted. Defaults to
	// any.
	ListID string
	// Issued are the rows that were sent, in their order: with them every change
	// to columns (1) to (9) is found and named. They stay the caller's.
	Issued []Mau02Row
	// RowKey is Options.RowKey of what was sent. Without Issued, it proves each
	// row by its seal.
	RowKey []byte
	// AsOf is the day against which corrections are checked. Defaults to the day
	// of the list, where the document says it.
	AsOf identity.Date
	// Layout is the description with which the list was written. Defaults to
	// Mau02Layout.
	Layout *Layout
	// Describe worded column (9) of Issued. Defaults to matching.Code.Vietnamese.
	Describe func(matching.Code) string
}

// Proof says how far the rows of a returned list are known to be those that
// were sent.
type Proof uint8

// The proofs, from none to the strongest.
const (
	ProofNone   Proof = iota // the document was taken at its word
	ProofDigest              // the digest in the document fits: nothing was changed by accident
	ProofSeal                // every accepted row bears the seal of the office
	ProofIssued              // every accepted row was compared with what was sent
)

// String gives "none", "digest", "seal" or "issued".
func (p Proof) String() string {
	if int(p) < len(proofNames) {
		return proofNames[p]
	}
	return proofNames[ProofNone]
}

var proofNames = [...]string{"none", "digest", "seal", "issued"}

// Returned is what a returned Mẫu số 02 says.
type Returned struct {
	ListID   string        // as the document says; "" when it does not
	UnitCode string        // as the document says
	AsOf     identity.Date // day of the list, as the document says
	Proof    Proof

	// Corrections are the rows that are accepted, in the order of the document:
	// changes that are confirmed, and confirmations without a change, which say
	// that the data of BHXH is right (Correction.IsEmpty).
	Corrections []identity.Correction
	// Findings are what needs a look, in the order of the document, with those
	// about the list first. At most MaxFindings are kept.
	Findings []Finding
	// Unanswered are the Stt of the rows that came back untouched.
	Unanswered []int
	// Rows is the number of rows of the table.
	Rows int
}

// LogValue implements slog.LogValuer with counts alone.
func (r Returned) LogValue() slog.Value {
	return slog.GroupValue(slog.String("list", r.ListID), slog.String("unit", r.UnitCode), slog.String("proof", r.Proof.String()),
		slog.Int("rows", r.Rows), slog.Int("corrections", len(r.Corrections)), slog.Int("unanswered", len(r.Unanswered)),
		slog.Int("findings", len(r.Findings)))
}

// Limits of a returned document.
const (
	MaxReturnedRows = 4 * MaxRows // rows of the table
	MaxFindings     = 10_000      // findings that are kept
	maxReturnedFile = 64 << 20    // bytes
)

// ReadMau02 reads a returned Mẫu số 02 in XLSX (Kế hoạch 2207/KH-BHXH, part
// B.II.4): size bytes of file, in one pass, in bounded memory, without a
// temporary file. The file comes from outside and nothing in it is trusted.
//
// One bad row never stops the others: it becomes findings. An error, always an
// *[Error] with one of the codes forms.file.…, means that the file as a whole
// is not a returned list. A row is accepted by these rules:
//
//  1. It is one of the rows that were sent, once, and columns (2) to (6) are
//     as they were sent. What a spreadsheet does to them by itself (zeros lost,
//     dates turned round) is a note.
//  2. Column (14) confirms: x, X, "Đã xác nhận", a name, nearly any words but no.
//  3. What stands in (10) to (13) can be read: a formula, an error value, a name
//     with letters lost, an impossible date, a number of other than 12 digits or
//     one that a spreadsheet rounded refuse the row. Lost leading zeros are
//     suggested and never put back.
//  4. The correction does not contradict itself: the number against the birth
//     year or the gender of the corrected record.
//
// Values of a Correction are as the forms print them: the name in NFC, the date
// dd/MM/yyyy, Nam or Nữ, 12 digits. A value that repeats what the office has is
// left out, in whatever letter case a name is written.
//
// Of several sheets it is the first visible one with the row (1), (2), … of the
// form.
func ReadMau02(ctx context.Context, file io.ReaderAt, size int64, opts ReadOptions) (*Returned, error) {
	r, err := newReturnReader(opts)
	if err != nil {
		return nil, err
	}
	limits := xlsxread.Limits{FileSize: maxReturnedFile, Rows: MaxReturnedRows + maxOtherRows}
	book, err := xlsxread.Open(ctx, file, size, limits)
	if err != nil {
		return nil, fileError(r.set.layout.Form, err)
	}
	r.book, r.property = book, book.Property
	book.Find(ctx, r.isHeader) // somebody may have put a sheet before it
	return r.read(book.Rows(ctx))
}

// maxOtherRows is the room for what stands above and below the table.
const maxOtherRows = 1000

// ReadMau02CSV reads a returned Mẫu số 02 in CSV: UTF-8, or UTF-16 with a byte
// order mark ("Unicode text"), separated by commas, semicolons or tabs, either as
// FormatCSV writes it or as a spreadsheet program saves the sheet. A CSV file
// does not say which list it is, so Issued is what makes it safe. A cell with text
// behind its closing quote, or that is not UTF-8 in a file that is, is a finding.
// It is otherwise like [ReadMau02].
func ReadMau02CSV(ctx context.Context, file io.Reader, opts ReadOptions) (*Returned, error) {
	r, err := newReturnReader(opts)
	if err != nil {
		return nil, err
	}
	r.plain = true
	r.property = func(string) (string, bool) { return "", false }
	rows, err := csvRows(ctx, file, r.set.layout.Form, r.isHeader)
	if err != nil {
		return nil, err
	}
	return r.read(rows)
}
